"""Mending what is safe to mend: one value of a file is replaced, and not a character besides.

An edit is kept only if the text, read again, has the same values but for that one, and if no error comes up where it
was made. So comments, layout and everything an author wrote by hand stay as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.files import decode, read_bytes, write_atomically
from quiz.questions.check import check_text
from quiz.questions.problem import Problem
from quiz.text.yaml_door import Map, Mark, Seq, Value, YamlError, read_yaml
from quiz.text.yaml_scalars import Scalar, scalars_at, written

_BOM = b"\xef\xbb\xbf"

_MOST_LAYERS = 3
"""Times that a mended text is looked at for what it hid: a kind hides its fields, and these their values."""

_MOST_ROUNDS = 8
"""Times that edits are dropped because of what comes of them, before none is made."""


class Edit(NamedTuple):
    """Characters start to past (half open) of a text give way to new."""

    start: int
    past: int
    new: str


class Mended(NamedTuple):
    """A file's text before and after, and the problems that went."""

    before: str
    after: str
    problems: list[Problem]


def edit_for(text: str, problem: Problem) -> Edit | None:
    """The edit that puts a problem's replacement in its place, whether or not that is safe; None where there is none.

    text is the one the problem was found in.
    """
    if not problem.replacement:
        return None
    mark = Mark(problem.line, problem.column)
    return _edits(text, {mark: problem.replacement}).get(mark)


def mend_text(text: str, where: str, set_id: str, library: Library, codes: frozenset[str] | None = None) -> Mended:
    """The set in ``text`` with every safe replacement made; only those of rules with these codes, if given.

    What a mended kind or field brings to light is mended too.
    """
    after, problems = text, list[Problem]()
    for _ in range(_MOST_LAYERS):
        mended = _mend_once(after, where, set_id, library, codes)
        if not mended.problems:
            break
        after = mended.after
        problems += mended.problems
    return Mended(text, after, sorted(problems))


def _mend_once(text: str, where: str, set_id: str, library: Library, codes: frozenset[str] | None) -> Mended:
    before = check_text(text, where, set_id, library)
    wanted = {Mark(one.line, one.column): one for one in before if one.safe and (codes is None or one.code in codes)}
    edits = _edits(text, {mark: one.replacement for mark, one in wanted.items()})
    old = {(one.code, one.what) for one in before}
    index = {mark: at for at, (mark, _) in enumerate(_values(text))}
    for _ in range(_MOST_ROUNDS):
        if not edits:
            break
        after = _applied(text, edits.values())
        places = [mark for mark, _ in _values(after)]
        new = [one for one in check_text(after, where, set_id, library) if (one.code, one.what) not in old]
        taken = " ".join(one.what for one in new if one.code == "duplicate-id")
        spoilt = {Mark(one.line, one.column) for one in new if one.severity == "error"}
        bad = [mark for mark in edits if places[index[mark]] in spoilt or repr(wanted[mark].replacement) in taken]
        if not bad:
            return Mended(text, after, [wanted[mark] for mark in edits])
        for mark in bad:
            del edits[mark]
    return Mended(text, text, [])


def mend_file(path: Path, library: Library, codes: frozenset[str] | None = None, *, dry: bool = False) -> Mended:
    """Mend a set's file, or only say how (``dry``).

    Raises InputError where it cannot be read or written, or where somebody else changed it meanwhile.
    """
    real = path.resolve()  # a link stays one
    data = read_bytes(real)
    mended = mend_text(decode(data, str(path)), str(path), path.stem, library, codes)
    if mended.problems and not dry:
        if read_bytes(real) != data:
            raise InputError(f"{path}: changed while it was being mended; nothing was written, run it again")
        write_atomically(real, (_BOM if data.startswith(_BOM) else b"") + mended.after.encode())
    return mended


def _edits(text: str, replacements: Mapping[Mark, str]) -> dict[Mark, Edit]:
    """The edits that put each value in the place of the one there, and change no other; some may have none.

    All are tried together and the text read once; only where that goes wrong are they halved to find which.
    """
    scalars = scalars_at(text, replacements)
    before = _values(text)

    def right(edits: Mapping[Mark, Edit]) -> bool:
        after = _values(_applied(text, edits.values()))
        return len(after) == len(before) and all(
            now == (replacements[mark] if mark in edits else then)
            for (mark, then), (_, now) in zip(before, after, strict=True)
        )

    def found(marks: list[Mark]) -> dict[Mark, Edit]:
        edits = {mark: _edit(text, scalars[mark], replacements[mark]) for mark in marks}
        if not marks or right(edits):
            return edits
        if len(marks) > 1:
            half = len(marks) // 2
            return {**found(marks[:half]), **found(marks[half:])}
        quoted = {marks[0]: _edit(text, scalars[marks[0]]._replace(style='"'), replacements[marks[0]])}
        return quoted if right(quoted) else {}

    return found([mark for mark in replacements if mark in scalars])


def _edit(text: str, scalar: Scalar, value: str) -> Edit:
    new = written(value, scalar, text)
    if "\r\n" in text:
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    return Edit(scalar.start, scalar.past, new)


def _applied(text: str, edits: Iterable[Edit]) -> str:
    pieces, reached = [], 0
    for edit in sorted(edits):
        pieces += [text[reached : edit.start], edit.new]
        reached = edit.past
    return "".join([*pieces, text[reached:]])


def _values(text: str) -> list[tuple[Mark, str]]:
    """Every key and value of a file with its place, in order; none where the file cannot be read."""
    try:
        value = read_yaml(text, "").value
    except YamlError:
        return []
    mark = value.mark if isinstance(value, Map | Seq) else Mark(1, 1)
    return list(_walk(value, mark))


def _walk(value: Value, mark: Mark) -> Iterator[tuple[Mark, str]]:
    match value:
        case Map():
            for key, item in value.items():
                yield value.keys_at[key], key
                yield from _walk(item, value.values_at[key])
        case Seq():
            for item, place in zip(value, value.values_at, strict=True):
                yield from _walk(item, place)
        case _:
            yield mark, value
