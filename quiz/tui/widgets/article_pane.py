"""The left half of the asking screen: one of the set's articles, or a note that the book is closed."""

from collections.abc import Mapping

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from quiz.articles.article import Article
from quiz.questions.response import Place
from quiz.text.sanitise import sanitise
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.wrapping import wrap

_CLOSED = "The book is closed: the article comes back after your answer."


class ArticlePane(Reader):
    """A reader with several articles, one at a time, its title on the border."""

    DEFAULT_CSS = """
    ArticlePane { border: round $primary 60%; border-title-color: $foreground; border-subtitle-color: $foreground; }
    ArticlePane:focus { border: round $accent; border-title-style: bold; }
    """

    def __init__(self, articles: Mapping[str, Article], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.articles = articles
        self.is_original = False
        self.is_closed = False

    @property
    def article_id(self) -> str:
        """The id of the article on show; empty before the first."""
        return self.article.id if self.article else ""

    def open(self, article_id: str) -> None:
        article = self.articles[article_id]
        self.show(article, article.about)
        self.is_original = False
        ids = list(self.articles)
        which = f" ({ids.index(article_id) + 1} of {len(ids)}: [ ])" if len(ids) > 1 else ""
        self.border_title = Content(sanitise(f"{article.title}{which}"))
        self.border_subtitle = ""

    def swap(self, original: Article) -> None:
        """From the retelling to the original of the same article, or back."""
        if self.is_original:
            self.open(self.article_id)
            return
        self.show(original, "the original, from your own copy")
        self.is_original = True
        self.border_title = Content(sanitise(f"Original: {original.title}"))

    def turn(self, by: int) -> bool:
        """To the next or previous article; False where there is only one."""
        ids = list(self.articles)
        if len(ids) < 2:
            return False
        self.open(ids[(ids.index(self.article_id) + by) % len(ids)])
        return True

    def open_at(self, place: Place) -> None:
        """Show the article of a place, with the place on the screen."""
        self.open(place.article)
        self.call_after_refresh(self.bring_into_view, place)

    def close_book(self, closed: bool) -> None:
        """Hide the text, which can then be neither read nor picked in, or show it again."""
        if closed == self.is_closed:
            return
        self.is_closed = closed
        self.can_focus = not closed
        if closed and self.has_focus:
            self.screen.set_focus(None)
        self.styles.overflow_y = "hidden" if closed else "auto"
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self.is_closed:
            self._kept.clear()  # the note stays where it is, whatever is scrolled behind it
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        if not self.is_closed:
            return super().render_line(y)
        width, style = self.size.width, self._style("about")
        rows = [_CLOSED[a:b] for a, b in wrap(_CLOSED, max(width - 4, 1))]
        words = f"  {rows[y - 1]}" if 0 < y <= len(rows) else ""
        return Strip([Segment(words, style)]).adjust_cell_length(width, self._style("text"))
