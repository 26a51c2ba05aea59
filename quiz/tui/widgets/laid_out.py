"""An article on the screen: wrapped once for a width, painted row by row, with places highlighted.

Textual's own text widgets lay a whole text out again for every change; here a row of the screen is made when it is
asked for, so that a 10,000-word article with hundreds of highlights answers a key at once.
"""

from collections.abc import Iterable

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from quiz.articles.article import Article
from quiz.questions.response import Place
from quiz.tui.widgets.kept_rows import KeptRows
from quiz.tui.widgets.looks import Look, rank, styles_for
from quiz.tui.widgets.painting import Stretch, painted
from quiz.tui.widgets.rows import ArticleRows

GUTTER = 5


class LaidOut(KeptRows):
    """For a scroll view: shows one article, and says what of it is where."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self._about = ""
        self._rows: ArticleRows | None = None
        self._width = 0
        self._across = 0
        """Columns of what is being painted; to ask Textual for them takes as long as to paint a row."""
        self._looks: dict[str, tuple[Stretch, ...]] = {}
        self._by_row: dict[int, list[Stretch]] | None = None
        """The highlights by the rows they touch; None until a row is painted."""
        self._styles: dict[str, Style] = {}
        self._wanted: Place | None = None
        """A place to bring into view once there is a view: the article of a narrow window may be hidden."""

    # What is shown

    def show(self, article: Article, about: str = "") -> None:
        """Show another text from its top; showing the same one changes nothing."""
        if self.article is article:
            return
        self.article, self._about = article, about
        self._by_row = None
        self._width = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def highlight(self, looks: Iterable[tuple[Place, Look]]) -> None:
        """Replace all highlights; where two overlap, the later kind in at, evidence, right/wrong wins."""
        by_article: dict[str, list[Stretch]] = {}
        for place, look in looks:
            by_article.setdefault(place.article, []).append((place.start, place.end, look))
        self._looks = {
            article: tuple(sorted(found, key=lambda one: rank(one[2]))) for article, found in by_article.items()
        }
        self._by_row = None
        self.refresh()

    def bring_into_view(self, place: Place) -> None:
        """Scroll as little as shows the place with a little of what surrounds it."""
        self._wanted = None if self.size.height else place
        if self._rows is None or place.article != self._rows.article.id:
            return
        first, last = self._rows.row_of(place.start), self._rows.row_of(max(place.start, place.end - 1))
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if first - 1 >= top and last + 1 < top + height:
            return
        room = max(height - (last - first + 1), 0)
        self.scroll_to(y=max(0, first - min(room // 3, 6)), animate=False, force=True)

    @property
    def in_view(self) -> tuple[int, int]:
        """The offsets of the text on the screen, from the first up to behind the last."""
        if self._rows is None or not len(self._rows) or not self.size.height:
            return 0, 0
        top = round(self.scroll_y)
        last = self._rows.rows[min(top + max(self.size.height, 1), len(self._rows)) - 1]
        return self._rows.offset_at_row(top), max(last.end, last.start)

    # Layout

    def lay_out_again(self) -> None:
        """Wrap anew, after the width a text may have has changed."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Wrap for the present width; keeps the first visible words where they are."""
        article = self.article
        width = self.scrollable_content_region.width - GUTTER - 1
        width = min(width, getattr(self.app, "text_width", 0) or width)
        if article is None or width <= 0 or width == self._width:
            return
        top = self._offset_at_row(round(self.scroll_y)) if self._width else None
        self._width = width
        self._rows = ArticleRows(article, self._about, width)
        self._by_row = None
        self.virtual_size = Size(width + GUTTER, len(self._rows))
        if top:
            self.scroll_to(y=self._rows.row_of(top), animate=False)
        self.refresh()

    def _offset_at_row(self, row: int) -> int:
        return self._rows.offset_at_row(row) if self._rows else 0

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset(self)
        return None if at is None else self._offset_at(at.x, at.y)

    def _offset_at(self, x: int, y: int) -> int | None:
        """The offset under a cell of the content; None beside the text."""
        return self._rows.offset_at(y + round(self.scroll_y), x - GUTTER) if self._rows else None

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def _style(self, name: str) -> Style:
        """The look of a role or a highlight in the present theme.

        Worked out from the theme's colours: component classes would each be a style to resolve before the first frame.
        """
        if not self._styles:
            self._styles = styles_for(self.rich_style, self.app.theme_variables)
        return self._styles[name]

    def render_lines(self, crop: Region) -> list[Strip]:
        self._lay_out()  # a frame may be painted before word of the size comes; and it may move what is in view
        self._across = self.size.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + round(self.scroll_y)
        if self._rows is None or row >= len(self._rows):
            return Strip.blank(self._across, self._style("text"))
        strip = painted(self._rows.rows[row], self._rows.article.text, self._looks_on(row), self._style, GUTTER)
        return strip.adjust_cell_length(self._across, self._style("text"))

    def _looks_on(self, row: int) -> list[Stretch]:
        """The stretches with a look that a row may hold a part of, the one that wins last."""
        assert self.article is not None  # noqa: S101  rows come from an article
        assert self._rows is not None  # noqa: S101  the row is one of them
        if self._by_row is None:
            self._by_row = self._rows.by_row(self._looks.get(self.article.id, ()))
        return list(self._by_row.get(row, ()))
