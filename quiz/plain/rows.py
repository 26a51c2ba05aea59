"""Responses from a file, row by row: CSV with a header, or JSON lines; bounded memory, however long the file is."""

import csv
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

import msgspec

from quiz.errors import InputError

MOST_LINE = 4_000_000
"""Bytes of a line; the longest response that grading looks at is far shorter."""

_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_NUMBERED = re.compile(r"^(?:q(?:uestion)? ?)?\d{1,3}[.):] ?")

_decode = msgspec.json.Decoder(dict[str, object]).decode


class Row(NamedTuple):
    """question and response as text; raw is the response as it was given; other holds the columns carried through."""

    line: int
    question: str
    response: str
    raw: object
    other: dict[str, object]


class BadRow(NamedTuple):
    line: int
    why: str


def read_rows(file: BinaryIO, where: str, prompts: Mapping[str, str] | None = None) -> Iterator[Row | BadRow]:
    """The rows of a file: JSON lines where its first character is ``{``, else CSV with comma, semicolon or tab.

    CSV has a row for each response, or as a form exports it a row for each person with a column for each question;
    such a row gives one for each of these columns, in their order. prompts: those of the questions, by their ids, under
    either of which a column may be headed.
    Raises InputError for a file that is neither, and for a line without an end.
    """
    lines = _lines(file, where)
    first = next(lines, b"").removeprefix(b"\xef\xbb\xbf")
    while first and not first.strip():
        first = next(lines, b"")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{where}: it looks like UTF-16; save it as UTF-8")
    if not first:
        raise InputError(f"{where}: empty; give CSV or JSON lines with question and response")
    together = itertools.chain([first], lines)
    return _json_rows(together) if first.lstrip().startswith(b"{") else _csv_rows(together, where, prompts or {})


def _lines(file: BinaryIO, where: str) -> Iterator[bytes]:
    number = 0
    while line := file.readline(MOST_LINE):
        number += 1
        if len(line) == MOST_LINE and not line.endswith(b"\n"):
            raise InputError(f"{where}:{number}: a line of more than {MOST_LINE // 1_000_000} MB; split it")
        yield line


def _json_rows(lines: Iterator[bytes]) -> Iterator[Row | BadRow]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield BadRow(number, f"no JSON object ({error})")
            continue
        question, raw = fields.pop("question", None), fields.pop("response", None)
        response = _written(raw)
        if not isinstance(question, str) or response is None:
            yield BadRow(
                number, '"question" has to be a text, "response" a text, a number, a list or an object of texts'
            )
            continue
        yield Row(number, question, response, raw, fields)


def _written(raw: object) -> str | None:
    """A response as it would be typed; None for a shape that no response has."""
    match raw:
        case None:
            return ""
        case str():
            return raw
        case bool():
            return str(raw).lower()
        case int() | float():
            return str(raw)
        case list():
            return "; ".join(str(one) for one in raw) if all(isinstance(one, str | int) for one in raw) else None
        case dict():
            pairs = raw.items()
            return "; ".join(f"{k}: {v}" for k, v in pairs) if all(isinstance(v, str) for _, v in pairs) else None
        case _:
            return None


def _csv_rows(lines: Iterator[bytes], where: str, prompts: Mapping[str, str]) -> Iterator[Row | BadRow]:
    texts = (line.decode("utf-8", "surrogateescape") for line in lines)
    head = next(texts)
    mark = max(",;\t", key=_QUOTED.sub("", head).count)
    rows = csv.reader(itertools.chain([head], texts), delimiter=mark)
    csv.field_size_limit(MOST_LINE)
    try:
        names = [name.strip() for name in next(rows)]
        layout = _layout(names, where, prompts)
        needed = max(layout.question, layout.response) + 1
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names) or len(cells) < needed:
                yield BadRow(rows.line_num, f"{len(cells)} cells under a header of {len(names)}")
            elif any(not cell.isascii() and not _is_text(cell) for cell in cells):
                yield BadRow(rows.line_num, "bytes that are not UTF-8; save the file as UTF-8")
            else:
                cells += [""] * (len(names) - len(cells))
                other: dict[str, object] = {name: cells[at] for at, name in layout.others}
                for at, question in layout.columns or ((layout.response, cells[layout.question].strip()),):
                    yield Row(rows.line_num, question, cells[at], cells[at], other)
    except csv.Error as error:
        raise InputError(f"{where}:{rows.line_num}: {error}; is a quotation mark left open?") from error


class _Layout(NamedTuple):
    """Which columns hold what: that of the questions' ids and of the responses, or else one for each question."""

    others: list[tuple[int, str]]
    question: int = -1
    response: int = -1
    columns: Sequence[tuple[int, str]] = ()


def _layout(names: Sequence[str], where: str, prompts: Mapping[str, str]) -> _Layout:
    """Raises InputError for a header under which no response can be found, or not which one."""
    folded = [name.casefold() for name in names]
    lacking = next((wanted for wanted in ("question", "response") if folded.count(wanted) != 1), "")
    if not lacking:
        at, at_response = folded.index("question"), folded.index("response")
        return _Layout(_others(names, {at, at_response}), at, at_response)
    heads: dict[str, list[str]] = {}
    for question, prompt in prompts.items():
        for head in dict.fromkeys((_head(question), _head(prompt))):
            heads.setdefault(head, []).append(question)
    columns = []
    for at, name in enumerate(names):
        meant = heads.get(_head(name), heads.get(_NUMBERED.sub("", _head(name)), []))
        if len(meant) > 1:
            raise InputError(f"{where}:1: {name[:60]!r} heads {' and '.join(meant[:4])}; write the id over the column")
        columns += [(at, question) for question in meant]
    asked = [question for _, question in columns]
    if twice := next((question for question in asked if asked.count(question) > 1), ""):
        raise InputError(f"{where}:1: two columns are for {twice!r}; leave one of them out")
    if not columns:
        raise InputError(
            f"{where}:1: the header needs one column {lacking!r}, or one for each question, headed by its id or its "
            f"prompt; it has {', '.join(names)[:200]}"
        )
    return _Layout(_others(names, {at for at, _ in columns}), columns=columns)


def _others(names: Sequence[str], taken: set[int]) -> list[tuple[int, str]]:
    """The columns carried through; one that is called as another is told from it by its place."""
    return [
        (at, name if names.index(name) == at else f"{name}_{at + 1}")
        for at, name in enumerate(names)
        if at not in taken
    ]


def _head(name: str) -> str:
    """A heading without case, and without the spaces and the star that forms put round a question."""
    return " ".join(name.casefold().replace("’", "'").rstrip("* ").split())


def _is_text(cell: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in cell)
