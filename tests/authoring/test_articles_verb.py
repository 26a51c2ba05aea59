"""The verb from the command line to the data folder: arguments, exit codes, one line an error."""

import pytest

from quiz.cli import run

STORY = """Tram to Lisle
3 May 2024

The tram to Lisle valley will run again from Monday, the harbour guild said. Its engine had failed in April.

About 340 people live in the valley, and most of them work on the mainland.
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(STORY)
    return tmp_path / "home"


def test_add_list_show_remove(home, capsys):
    assert run(["articles", "add", "page.txt", "--id", "tram", "--published", "2024-05-04"]) == 0
    assert (home / "seeds" / "tram.md").is_file()
    assert run(["articles", "list"]) == 0
    assert "tram 2024-05-04 Tram to Lisle (yours)" in capsys.readouterr().out
    assert run(["articles", "list", "--json"]) == 0
    assert '"id":"tram"' in capsys.readouterr().out.replace(" ", "")
    assert run(["articles", "show", "tram"]) == 0
    assert "   3  About 340 people" in capsys.readouterr().out
    assert run(["articles", "remove", "tram"]) == 0
    assert not (home / "seeds" / "tram.md").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "missing.txt"],
        ["add", "page.txt", "--id", "../out"],
        ["add", "page.txt", "--id", "nbc-2022-11-15"],
        ["show", "nothing"],
        ["show", "nbc-2022-11-15", "--original"],
        ["remove", "nbc-2022-11-15"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(home, capsys, arguments):
    assert run(["articles", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not home.exists()


@pytest.mark.parametrize("arguments", [[], ["add"], ["add", "page.txt", "--published", "yesterday"]])
def test_wrong_use_is_one_line_and_exit_2(home, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        run(["articles", *arguments])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
