"""An article as rows of a screen of some width, and which row an offset is on."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import TypeVar

from rich.cells import cell_len

from quiz.articles.article import Article
from quiz.tui.widgets.wrapping import wrap

T = TypeVar("T")


class Row:
    """One row: a stretch of the article's text, or fixed words (title, blank). label is the paragraph's number."""

    __slots__ = ("end", "fixed", "label", "role", "start")

    def __init__(self, start: int, end: int, label: str = "", fixed: str | None = None, role: str = "") -> None:
        self.start, self.end, self.label, self.fixed, self.role = start, end, label, fixed, role


class ArticleRows:
    """The rows of one article at one width. Rows and offsets count from 0."""

    def __init__(self, article: Article, about: str, width: int) -> None:
        self.article = article
        rows = [Row(0, 0, fixed=article.title[a:b], role="title") for a, b in wrap(article.title, width)]
        if about:
            rows += [Row(0, 0, fixed=about[a:b], role="about") for a, b in wrap(about, width)]
        for paragraph in article.paragraphs:
            rows.append(Row(paragraph.start, paragraph.start, fixed=""))
            label = "" if paragraph.number is None else str(paragraph.number)
            role = "heading" if paragraph.number is None else "text"
            for start, end in wrap(article.text[paragraph.start : paragraph.end], width, paragraph.start):
                rows.append(Row(start, end, label, role=role))
                label = ""
        rows.append(Row(len(article.text), len(article.text), fixed=""))
        self.rows = rows
        self._starts = [row.start for row in rows]

    def __len__(self) -> int:
        return len(self.rows)

    def row_of(self, offset: int) -> int:
        """The row that holds an offset of the article."""
        row = bisect_right(self._starts, offset) - 1
        while row > 0 and self.rows[row].fixed is not None:
            row -= 1
        return max(row, 0)

    def by_row(self, stretches: Iterable[tuple[int, int, T]]) -> dict[int, list[tuple[int, int, T]]]:
        """Stretches (start, end, what) of the text by the rows that hold a part of them, each row's in their order."""
        found: dict[int, list[tuple[int, int, T]]] = {}
        for one in stretches:
            for row in range(self.row_of(one[0]), self.row_of(max(one[0], one[1] - 1)) + 1):
                found.setdefault(row, []).append(one)
        return found

    def offset_at_row(self, row: int) -> int:
        """The first offset of a row; of the nearest one where there is no such row."""
        return self.rows[max(0, min(row, len(self.rows) - 1))].start

    def offset_at(self, row: int, cells: int) -> int | None:
        """The offset ``cells`` into a row's text, its last one beyond the end; None where the row holds no text."""
        if not 0 <= row < len(self.rows) or self.rows[row].fixed is not None:
            return None
        found = self.rows[row]
        for offset in range(found.start, found.end):
            cells -= cell_len(self.article.text[offset])
            if cells < 0:
                return offset
        return max(found.end - 1, found.start)

    def next_line(self, offset: int, by: int) -> int | None:
        """The offset a row of text further down (1) or up (-1), as far from its row's start; None past the ends."""
        here = self.row_of(offset)
        row = here + by
        while 0 <= row < len(self.rows) and self.rows[row].fixed is not None:
            row += by
        if not 0 <= row < len(self.rows):
            return None
        column = offset - self.rows[here].start
        return min(self.rows[row].start + column, max(self.rows[row].end - 1, self.rows[row].start))
