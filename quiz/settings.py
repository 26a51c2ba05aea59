"""What a person has set for themselves, in a TOML file that may be edited by hand.

What is not known, or not a value that fits, is told with file and line and passed over: a slip in a settings file keeps
nobody from practising. Where there is no file nothing is read, and nothing is imported to read it.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict

import msgspec

from quiz.errors import InputError, QuizError
from quiz.files import read_text, write_atomically
from quiz.text.sanitise import one_line

MOST_BYTES = 64 * 1024
NAME = "settings.toml"


def settings_path(folder: Path) -> Path:
    """The file, in the data folder."""
    return folder / NAME


class Choice(msgspec.Struct, frozen=True):
    """One setting. values: what it may be, the usual first; numbers: from, to instead. help: what it does.

    off: a number that may be written besides, where there is one.
    """

    values: tuple[str, ...]
    help: str
    numbers: tuple[int, int] | None = None
    usual: int = 0
    off: int | None = None


CHOICES: Mapping[str, Choice] = {
    "theme": Choice(("auto", "dark", "light", "high-contrast"), "colours; auto follows the terminal where it says"),
    "book": Choice(("open", "closed"), "whether the article stays beside the questions in new attempts"),
    "spelling": Choice(
        ("as-set", "strict"), "strict: a slip in the spelling is nearly right, also where a set is lenient"
    ),
    "text-width": Choice((), "columns of an article's text at the most; 0 for all there are", (20, 200), 90, 0),
    "lock-after": Choice((), "minutes without a key until a learner's PIN is asked again; 0 for never", (0, 240), 5),
}


KEY_NAMES = (
    "next", "previous", "flag", "hint", "evidence", "undo", "sum", "claim", "original", "mark", "notes", "suspend",
    "bury", "finish", "review", "again", "progress", "learners", "settings", "theme",
)  # fmt: skip
"""What may be given other keys; ``quiz.tui.keys`` says what each does."""


class Settings(msgspec.Struct, frozen=True):
    """As in CHOICES. keys: by the name of what they do, as Textual writes keys: ``f``, ``ctrl+f``, ``f6``."""

    theme: str = "auto"
    book: str = "open"
    spelling: str = "as-set"
    text_width: int = 90
    lock_after: int = 5
    keys: Mapping[str, str] = {}

    @property
    def study(self) -> "StudySettings":
        """What of them concerns attempts, as ``quiz.store.study.Study`` takes it."""
        return {"strict": self.spelling == "strict", "book": "closed" if self.book == "closed" else "open"}


class StudySettings(TypedDict):
    strict: bool
    book: Literal["open", "closed"]


class Trouble(msgspec.Struct, frozen=True, order=True):
    """line: from 1. what: what is wrong, and what to do."""

    line: int
    what: str


def read_settings(path: Path) -> tuple[Settings, list[Trouble]]:
    """The settings of a file, and what of it was passed over; the usual ones where there is none."""
    if not path.exists():
        return Settings(), []
    try:
        text = read_text(path, MOST_BYTES)
    except QuizError as error:
        return Settings(), [Trouble(1, f"{str(error).removeprefix(f'{path}: ')}; the usual settings are taken")]
    import tomllib

    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), [_unreadable(text, error)]
    return _examine(given, text)


def write_setting(path: Path, name: str, value: str) -> None:
    """Set one of CHOICES and leave everything else in the file as a person wrote it.

    Raises InputError for a value that does not fit, a file that cannot be read as TOML, or one that cannot be written.
    """
    choice = CHOICES[name]
    fitting = _fitting(choice, int(value) if choice.numbers and value.isdecimal() else value)
    if fitting is None:
        raise InputError(f"{name} = {value}: {_wanted(choice)}")
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = read_text(path, MOST_BYTES) if path.exists() else _HEAD
    try:
        document = tomlkit.parse(text)
        document[name] = fitting
    except TOMLKitError as error:
        raise InputError(f"{path}: {one_line(str(error))}; mend it by hand first") from error
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, tomlkit.dumps(document).encode())


_HEAD = "# closeread; 'quiz settings' shows what there is to set, and what is wrong in here.\n"


def _examine(given: dict[str, Any], text: str) -> tuple[Settings, list[Trouble]]:
    found: dict[str, Any] = {}
    troubles: list[Trouble] = []
    for name, value in given.items():
        if name == "keys":
            found["keys"] = _keys(value, text, troubles)
        elif name not in CHOICES:
            what = f"{one_line(name)[:40]}: not known; there is {', '.join(CHOICES)} and [keys]"
            troubles.append(Trouble(_line(text, name), what))
        elif (fitting := _fitting(CHOICES[name], value)) is None:
            shown = one_line(str(value))[:40]
            troubles.append(Trouble(_line(text, name), f"{name} = {shown}: {_wanted(CHOICES[name])}"))
        else:
            found[name.replace("-", "_")] = fitting
    return Settings(**found), sorted(troubles)


def _keys(value: object, text: str, troubles: list[Trouble]) -> dict[str, str]:
    if not isinstance(value, dict):
        troubles.append(Trouble(_line(text, "keys"), 'keys: is a table; write [keys] on a line, then flag = "z" below'))
        return {}
    keys: dict[str, str] = {}
    for name, wanted in value.items():
        line = _line(text, name, "keys")
        if name not in KEY_NAMES:
            troubles.append(Trouble(line, f"keys: {one_line(name)[:40]}: not known; there is {', '.join(KEY_NAMES)}"))
        elif not isinstance(wanted, str) or not all(re.fullmatch(_KEY, key) for key in wanted.split(",")):
            troubles.append(Trouble(line, f'keys: {name}: no key; write it as "z", "ctrl+f", "f6" or "z,f6"'))
        elif taken := _TAKEN & set(wanted.split(",")):
            troubles.append(
                Trouble(line, f"keys: {name}: {', '.join(sorted(taken))} cannot be given away; choose another")
            )
        else:
            keys[name] = wanted
    return keys


_KEY = r"(ctrl\+|shift\+|alt\+)*([a-zA-Z0-9]|f[1-9]|f1[0-2]|[a-z]+(_[a-z]+)+|space|home|end|insert|delete)"
_TAKEN = frozenset(("ctrl+q", "ctrl+c", "ctrl+z", "enter", "escape", "tab", "space", "up", "down", "left", "right"))


def _fitting(choice: Choice, value: object) -> str | int | None:
    if choice.numbers is None:
        return value if isinstance(value, str) and value in choice.values else None
    low, high = choice.numbers
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if low <= value <= high or value == choice.off else None


def _wanted(choice: Choice) -> str:
    if choice.numbers is None:
        return f"write one of {', '.join(repr(value) for value in choice.values)}".replace("'", '"')
    besides = "" if choice.off is None else f", or {choice.off}"
    return f"write a number from {choice.numbers[0]} to {choice.numbers[1]}{besides}"


def _line(text: str, name: str, table: str = "") -> int:
    """The line a name is set on, the first where it cannot be told."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([^\]]+)\]", line):
            here = head[1].strip()
            if not table and here == name:
                return number
        elif here == table and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]", line):
            return number
    return 1


def _unreadable(text: str, error: Exception) -> Trouble:
    """TOML's own words, with the line out of them."""
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line = int(at[1]) if at else max(1, len(text.splitlines()))
    what = re.sub(r"\s*\(at [^)]*\)", "", one_line(str(error)))
    return Trouble(line, f"{what[:1].lower()}{what[1:]}; until it is mended the usual settings are taken")
