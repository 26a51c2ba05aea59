"""Reading before anything is asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from quiz.articles.article import Article
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class ReadingScreen(Leaving[bool]):
    """The articles of a set, one at a time. Dismissed with True to be asked about them, False to go back."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,left", "article(-1)", "Previous article", priority=True),
        Binding("right_square_bracket,right,tab", "article(1)", "Next article", priority=True),
        Binding("enter", "dismiss(True)", "Be asked about it", priority=True),
        Binding("escape,q", "dismiss(False)", "Back"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    app: "QuizApp"

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self.articles = list(articles)
        self._at = 0

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Reader(id="reader")
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.query_one(Reader).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)

    def action_article(self, by: int) -> None:
        self._at = (self._at + by) % len(self.articles)
        self._show()

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    def _show(self) -> None:
        article = self.articles[self._at]
        self.query_one(Reader).show(article, article.about)
        self._paint_lines()

    def _paint_lines(self) -> None:
        which = f"{self._at + 1} of {len(self.articles)}" if len(self.articles) > 1 else ""
        words = f"{self.articles[self._at].words:,} words"
        right = "   ".join(part for part in (self.app.learner_name, which, words) if part)
        self.query_one(TopLine).show(self.articles[self._at].title, right)
        keys = [("↑↓ space", "scroll", "")]
        keys += [("[ ]", "other article", "article(1)")] if len(self.articles) > 1 else []
        keys += [("enter", "questions", "dismiss(True)"), ("esc", "back", "dismiss(False)"), ("?", "help", "help")]
        self.query_one(KeyLine).show(keys)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
