"""Breaking a paragraph into rows of a terminal, by cells, keeping offsets."""

from rich.cells import cell_len


def wrap(text: str, width: int, start: int = 0) -> list[tuple[int, int]]:
    """(start, end) offsets of each row of a text without line breaks, at most ``width`` cells wide.

    Rows break at spaces, which belong to no row; a word longer than a row is cut. Offsets begin at ``start``. An empty
    text is one empty row.
    """
    width = max(width, 1)
    if not text:
        return [(start, start)]
    simple = text.isascii()
    rows: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + width if simple else _reach(text, at, width)
        if end >= len(text):
            rows.append((start + at, start + len(text)))
            break
        space = text.rfind(" ", at, end + 1)
        stop = space if space > at else max(end, at + 1)
        rows.append((start + at, start + stop))
        at = stop
        while at < len(text) and text[at] == " ":
            at += 1
    return rows


def hang(text: str, width: int, indent: int) -> str:
    """A text broken for ``width`` cells of which ``indent`` are taken; later rows begin with that many spaces.

    A width that is not known yet (0) leaves the text as it is.
    """
    if width <= indent + 8:
        return text
    rows = [text[start:end] for start, end in wrap(text, width - indent)]
    return ("\n" + " " * indent).join(rows)


def _reach(text: str, at: int, width: int) -> int:
    """The offset up to which the text from ``at`` fits into ``width`` cells."""
    cells = 0
    for offset in range(at, len(text)):
        cells += cell_len(text[offset])
        if cells > width:
            return offset
    return len(text)
