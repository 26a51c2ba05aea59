"""The left half of the asking screen: one of the set's articles, or a note that the book is closed."""

from collections.abc import Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from quiz.articles.article import Article
from quiz.questions.response import Place
from quiz.text.sanitise import sanitise
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.picking import PickUnit
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.reader import Reader


class ArticlePane(Vertical):
    """Shows an article at a time with its title on the border, and lets places be picked in it."""

    DEFAULT_CSS = """
    ArticlePane { border: round $primary 60%; border-title-color: $foreground; padding: 0; }
    ArticlePane #closed { display: none; color: $text-muted; padding: 1 2; }
    ArticlePane.closed #closed { display: block; }
    ArticlePane.closed Reader { display: none; }
    """

    def __init__(
        self, articles: Mapping[str, Article], *, reader: type[Reader] = Reader, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.articles = articles
        self._reader = reader
        self.is_original = False

    def compose(self) -> ComposeResult:
        yield self._reader(id="reader")

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def article(self) -> str:
        """The id of the article on show; empty before the first."""
        return self.reader.article.id if self.reader.article else ""

    def show(self, article_id: str) -> None:
        article = self.articles[article_id]
        self.reader.show(article, article.about)
        self.is_original = False
        ids = list(self.articles)
        which = f" ({ids.index(article_id) + 1} of {len(ids)}: [ ])" if len(ids) > 1 else ""
        self.border_title = Content(sanitise(f"{article.title}{which}"))

    def swap(self, original: Article) -> None:
        """From the retelling to the original of the same article, or back."""
        if self.is_original:
            self.show(self.article)
            return
        self.reader.show(original, "the original, from your own copy")
        self.is_original = True
        self.border_title = Content(sanitise(f"Original: {original.title}"))

    def turn(self, by: int) -> bool:
        """To the next or previous article; False where there is only one."""
        ids = list(self.articles)
        if len(ids) < 2:
            return False
        self.show(ids[(ids.index(self.article) + by) % len(ids)])
        return True

    def show_place(self, place: Place) -> None:
        """Show the article of a place, with the place on the screen."""
        self.show(place.article)
        self.call_after_refresh(self.reader.bring_into_view, place)

    def highlight(self, looks: Iterable[tuple[Place, Look]]) -> None:
        self.reader.highlight(looks)

    def start_picking(self, unit: PickUnit, count: int, places: Sequence[Place] = ()) -> None:
        self.reader.start_picking(unit, count, places)

    def stop_picking(self) -> None:
        self.reader.stop_picking()

    def close_book(self, closed: bool) -> None:
        if closed and not self.query("#closed"):
            self.mount(PlainText("The book is closed: the article comes back after your answer.", id="closed"))
        self.set_class(closed, "closed")
