"""Mending what is safe to mend: one value of a file is replaced, and not a character besides.

An edit is kept only if the text, read again, has the same values but for that one, and if no error comes up where it
was made. So comments, layout and everything an author wrote by hand stay as they are.
"""

from collections.abc import Iterator, Sequence
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
    scalar = scalars_at(text, {mark}).get(mark)
    return None if scalar is None else _edit(text, mark, scalar, problem.replacement)


def mend_text(text: str, where: str, set_id: str, library: Library, codes: frozenset[str] | None = None) -> Mended:
    """The set in ``text`` with every safe replacement made; only those of rules with these codes, if given."""
    before = check_text(text, where, set_id, library)
    wanted = [one for one in before if one.safe and (codes is None or one.code in codes)]
    marks = {Mark(one.line, one.column) for one in wanted}
    scalars = scalars_at(text, marks)
    edits: dict[Mark, tuple[Edit, Problem]] = {}
    for one in wanted:
        mark = Mark(one.line, one.column)
        if mark in scalars and (edit := _edit(text, mark, scalars[mark], one.replacement)):
            edits[mark] = (edit, one)
    old = {(one.code, one.what) for one in before}
    index = {mark: at for at, (mark, _) in enumerate(_values(text))}
    while edits:
        after = _applied(text, [edit for edit, _ in edits.values()])
        places = [mark for mark, _ in _values(after)]
        new = [one for one in check_text(after, where, set_id, library) if (one.code, one.what) not in old]
        taken = {one.what for one in new if one.code == "duplicate-id"}
        spoilt = {Mark(one.line, one.column) for one in new if one.severity == "error"}
        bad = [
            mark
            for mark, (_, one) in edits.items()
            if places[index[mark]] in spoilt or any(repr(one.replacement) in what for what in taken)
        ]
        if not bad:
            return Mended(text, after, [one for _, one in edits.values()])
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


def _edit(text: str, mark: Mark, scalar: Scalar, value: str) -> Edit | None:
    """The edit, if the text read again differs in this one value; else as a quoted scalar; else none."""
    before = _values(text)
    for style in (scalar, scalar._replace(style='"', past=scalar.past)):
        new = written(value, style, text)
        if "\r\n" in text:
            new = new.replace("\r\n", "\n").replace("\n", "\r\n")
        edit = Edit(scalar.start, scalar.past, new)
        after = _values(_applied(text, [edit]))
        if len(after) == len(before) and all(
            now == (value if place == mark else then) for (place, then), (_, now) in zip(before, after, strict=True)
        ):
            return edit
    return None


def _applied(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.past :]
    return text


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
