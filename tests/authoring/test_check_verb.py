"""``quiz check`` as a shell sees it: formats, choice of rules, mending, watching, exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.authoring.choosing import choose
from quiz.authoring.watching import changes
from quiz.cli import run
from quiz.errors import InputError
from quiz.questions.rules import RULES
from tests.builders import ROOT
from tests.questions.rule_pages import page, write_articles
from tests.waiting import PATIENCE, watched


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a set for some rules' bad examples, each called as the rule."""
    write_articles(tmp_path)
    (tmp_path / "seeds" / "torn.md").unlink()
    (tmp_path / "questions").mkdir()
    for code in ("quote-inexact", "no-topic", "yaml", "rubric-sum"):
        (tmp_path / "questions" / f"{code}.yaml").write_text(page(code).bad, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["rubric-sum"], 1),
        (["no-topic"], 0),
        (["no-topic", "--strict"], 1),
        (["no-topic", "--strict", "--ignore", "no-topic"], 0),
        (["rubric-sum", "--ignore", "structure"], 0),
        (["rubric-sum", "--select", "truth,fairness"], 0),
        (["rubric-sum", "--select", "rubric-"], 1),
        (["yaml"], 2),
        (["yaml", "--ignore", "structure"], 2),
        (["quote-inexact", "--fix", "--diff"], 0),
        (["quote-inexact", "--fix"], 0),
        (["--fix"], 2),
        (["--diff"], 2),
        (["--explain", "no-topic"], 0),
        (["--explain", "nonsense"], 2),
        (["--select", "nonsense"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int, here: Path) -> None:
    assert run(["check", *arguments]) == code


def test_annotations_for_github(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "questions" / "odd, name.yaml").write_text(page("quote-inexact").bad, encoding="utf-8")
    assert run(["check", "--format", "github", "questions/odd, name.yaml"]) == 1
    assert capsys.readouterr().out == (
        "::error file=questions/odd%2C name.yaml,line=8,col=15,endLine=8,endColumn=67,title=quote-inexact::"
        '"Captain Mira Osten said, that 23 people were saved" is not exact; '
        'the article has: "Captain Mira Osten said that 23 people were saved"\n'
    )


def test_json_says_where_a_value_ends_and_what_could_stand_there(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "quote-inexact", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (problem,) = told["problems"]
    text = page("quote-inexact").bad.split("\n")[problem["line"] - 1]
    assert text[problem["column"] - 1 : problem["end_column"] - 1].strip('"') == (
        "Captain Mira Osten said, that 23 people were saved"
    )
    assert problem["replacement"] == "Captain Mira Osten said that 23 people were saved"


def test_a_difference_is_shown_and_nothing_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = here / "questions" / "quote-inexact.yaml"
    before = path.read_bytes()
    assert run(["check", "quote-inexact", "--fix", "--diff"]) == 0
    shown = capsys.readouterr()
    assert '-    evidence: "Captain Mira Osten said, that' in shown.out
    assert '+    evidence: "Captain Mira Osten said that' in shown.out
    assert "would be mended [quote-inexact]" in shown.err
    assert path.read_bytes() == before
    assert run(["check", "quote-inexact", "--fix"]) == 0
    assert "mended [quote-inexact]" in capsys.readouterr().err
    assert path.read_bytes() == before.replace(b"said, that", b"said that")


def test_a_rule_is_explained(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--explain", "given-away"])
    assert capsys.readouterr().out == (ROOT / "docs/rules/given-away.md").read_text(encoding="utf-8")


def test_choosing() -> None:
    assert choose([], []).codes == RULES.keys()
    assert choose(["quote-"], ["quote-e", "yaml"]).codes == {
        "quote-missing", "quote-inexact", "quote-cuts-word", "quote-ambiguous", "quote-unclear", "yaml", "unreadable",
    }  # fmt: skip
    with pytest.raises(InputError, match="'fairnes' names no rule; did you mean 'fairness'"):
        choose([], ["fairnes"])


def _heeds_interrupts() -> None:
    """What a shell starts in the background passes interrupts over, and so does all that comes of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class TestWatching:
    def test_what_changed_is_told_once(self, tmp_path: Path) -> None:
        one, two, new = (tmp_path / name for name in ("one", "two", "new"))
        one.write_text("1")
        two.write_text("2")
        steps = iter(
            [
                lambda: None,
                lambda: one.write_text(""),  # half written: a look falls between this and the next
                lambda: one.write_text("now longer"),
                lambda: (two.unlink(), two.write_text("2, put in its place")),
                lambda: new.write_text("appears"),
                *[lambda: None] * 40,
                lambda: one.unlink(),
                *[lambda: None] * 80,
            ]
        )

        def pause(_: float) -> None:
            try:
                next(steps)()
            except StopIteration:
                raise KeyboardInterrupt from None

        seen = []

        def watch() -> None:
            for changed in changes(lambda: sorted(tmp_path.iterdir()), pause=pause):
                seen.append([path.name for path in changed])  # noqa: PERF401  it never ends by itself

        with pytest.raises(KeyboardInterrupt):
            watch()
        # The last: gone for more than a second, or no longer among the paths.
        assert seen[:4] == [["one", "two"], ["one"], ["two"], ["new"]]
        assert len(seen) <= 5

    @pytest.mark.skipif(os.name != "posix", reason="sends a signal")
    def test_a_saved_file_is_checked_again(self, here: Path) -> None:
        path = here / "questions" / "no-topic.yaml"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-u", "-m", "quiz", "check", "--watch", "no-topic"]
        with (
            subprocess.Popen(command, cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, preexec_fn=_heeds_interrupts) as watch,
            watched(watch, "what it says of a saved file"),
        ):  # fmt: skip
            assert watch.stdout
            try:
                assert "[no-topic]" in watch.stdout.readline()
                assert "waiting" in (watch.stdout.readline() + watch.stdout.readline())
                path.write_text(page("rubric-sum").bad, encoding="utf-8")
                assert "[rubric-sum]" in watch.stdout.readline()
            finally:
                watch.send_signal(signal.SIGINT)
            watch.stdout.read()
            assert watch.wait(PATIENCE) == 128 + signal.SIGINT
