"""The settings file: what holds, what is told with its line, and what a person wrote stays."""

from pathlib import Path

import pytest

from quiz.errors import InputError
from quiz.settings import CHOICES, KEY_NAMES, Settings, read_settings, write_setting
from quiz.tui.keys import ACTIONS

MINE = """\
# my own words
theme   = "light"  # easier in the sun

book = "closed"
[keys]
flag = "z,ctrl+f"
"""


def test_no_file_is_the_usual_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == (Settings(), [])


def test_a_file_is_taken_as_written(tmp_path: Path) -> None:
    (path := tmp_path / "settings.toml").write_text(MINE, encoding="utf-8")
    settings, troubles = read_settings(path)
    assert settings == Settings(theme="light", book="closed", keys={"flag": "z,ctrl+f"})
    assert troubles == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('theme = "pink"\n', 1, 'theme = pink: write one of "auto", "dark"'),
        ('\n# x\nthem = "dark"\n', 3, "them: not known; there is theme,"),
        ('book = "open"\ntext-width = 500\n', 2, "text-width = 500: write a number from 20 to 200, or 0"),
        ("text-width = 9\n", 1, "text-width = 9: write a number from 20 to 200, or 0"),
        ("text-width = true\n", 1, "write a number"),
        ('[keys]\nfly = "z"\n', 2, "keys: fly: not known; there is next"),
        ('[keys]\nflag = "no such key"\n', 2, "keys: flag: no key"),
        ('[keys]\nflag = "ctrl+q"\n', 2, "ctrl+q cannot be given away"),
        ('keys = "z"\n', 1, "keys: is a table"),
        ('theme = "dark"\nbook = \n', 2, "invalid value; until it is mended"),
        ('theme = "dark"\ntheme = "light"\n', 2, "until it is mended the usual settings"),
        ("x = " + "[" * 5000, 1, "until it is mended"),
        ('theme = "\udcff"\n', 1, "is not UTF-8"),
        ('"a\\u001b[2J" = 1\n', 1, "not known"),
    ],
)
def test_a_slip_is_told_with_its_line_and_keeps_nobody_out(tmp_path: Path, text: str, line: int, words: str) -> None:
    (path := tmp_path / "settings.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    settings, troubles = read_settings(path)
    assert [trouble.line for trouble in troubles] == [line]
    assert words in troubles[0].what
    assert "\x1b" not in troubles[0].what
    assert settings.keys == {}


def test_what_is_well_beside_a_slip_holds(tmp_path: Path) -> None:
    (path := tmp_path / "settings.toml").write_text('theme = "pink"\nbook = "closed"\n', encoding="utf-8")
    assert read_settings(path)[0] == Settings(book="closed")


def test_writing_leaves_what_a_person_wrote(tmp_path: Path) -> None:
    (path := tmp_path / "settings.toml").write_text(MINE, encoding="utf-8")
    write_setting(path, "theme", "dark")
    write_setting(path, "text-width", "72")
    text = path.read_text("utf-8")
    assert '# my own words\ntheme   = "dark"  # easier in the sun\n' in text
    assert text.index("text-width = 72") < text.index("[keys]")
    assert read_settings(path) == (Settings("dark", "closed", text_width=72, keys={"flag": "z,ctrl+f"}), [])


def test_writing_refuses_what_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for name, value in (("theme", "pink"), ("text-width", "x"), ("text-width", "999"), ("lock-after", "-1")):
        with pytest.raises(InputError, match=name):
            write_setting(path, name, value)
    assert not path.exists()
    path.write_text("theme = \n", encoding="utf-8")
    with pytest.raises(InputError, match="mend it by hand first"):
        write_setting(path, "theme", "dark")
    assert path.read_text("utf-8") == "theme = \n"


def test_every_name_of_a_key_does_something() -> None:
    assert set(KEY_NAMES) == set(ACTIONS)
    assert set(Settings.__struct_fields__) == {*(name.replace("-", "_") for name in CHOICES), "keys"}
