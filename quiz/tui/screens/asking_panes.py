"""What the asking screen shows: one question beside its article, painted from where the attempt stands."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Desk
from quiz.questions.response import Place, Response
from quiz.questions.view import View
from quiz.tui.answers import picks_places
from quiz.tui.screens.asking_words import Keys, keeps_verdict, keys_for, looks_for, top_line, where_in
from quiz.tui.screens.sizes import WIDE, fit
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.saved import Saved
from quiz.tui.widgets.status import Marks, TopLine

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[None]
else:
    # No DOM node when it runs: Textual looks through all that a class of nodes inherits when the class is made.
    Base = object


class Panes(Horizontal):
    """The article beside the question, which together cover it."""

    BLANK = True


class AskingPanes(Base):
    """What a screen shows of the question that is here. Answers and moves are the business of the classes on top."""

    CSS_PATH = "asking.tcss"
    AUTO_FOCUS = ""  # every question says itself where the keyboard belongs
    BLANK = True  # what it shows covers it: to paint what is behind takes time and is never seen

    def __init__(self, desk: Desk, *, learner: str, saves: bool | None) -> None:
        """learner: the name to show, or none. saves: False where everything is in memory only, None where that goes
        without saying."""
        super().__init__()
        self.desk = desk
        self.learner = learner
        self.proving = False
        self._marks = Marks()
        self._saved = Saved(self._marks, keeps=saves)
        self._here = desk.attempt.here
        self._show_evidence = True
        self._arithmetic = False
        self._came_up = False

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.width < WIDE, "narrow")  # word of the size comes after the first frame
        yield TopLine()
        # Made in one piece: every level that is mounted by itself delays the first frame.
        yield Panes(
            ArticlePane(self.desk.articles, id="article-pane"),
            QuestionPane(self._view, self._begun, id="question-pane"),
            id="panes",
        )
        yield self._marks
        yield KeyLine()

    def update_node_styles(self, animate: bool = True) -> None:
        """As Textual does, but for the first time the screen comes up: it has its styles since it was made."""
        if animate or self._came_up:
            super().update_node_styles(animate)
        self._came_up = self._came_up or not animate

    def on_resize(self, event: Resize) -> None:
        fit(self, event.size)
        self.call_after_refresh(self._paint_lines)

    @property
    def _article(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    @property
    def _question(self) -> QuestionPane:
        return self.query_one(QuestionPane)

    @property
    def _view(self) -> View:
        return self.desk.view(self._here)

    @property
    def _item(self) -> Item:
        return self.desk.attempt.items[self._here]

    @property
    def _is_open(self) -> bool:
        """Whether the question here can still be answered."""
        return not self._item.closed and not self.desk.attempt.finished

    @property
    def _begun(self) -> Response | None:
        """What stands in the answer: the draft, or the answer given last."""
        return self._item.draft if self._item.draft is not None else self._item.given

    def _focus_answer(self) -> None:
        answer = self._question.answer
        if picks_places(answer) and not self.has_class("narrow"):
            self.set_focus(self._article)
        else:
            self.remove_class("reading")
            self._question.focus_answer()

    async def _show_feedback(self) -> None:
        feedback, item = self.desk.feedback(self._here), self._item
        # A key typed ahead may come between two questions, or while the app is ending.
        if feedback is None or not self._question.answer.is_mounted:
            return
        self._article.stop_picking()
        if feedback.places and self._show_evidence:
            here = [place for place in feedback.places if place.article == self._article.article_id]
            self._article.open_at((here or feedback.places)[0])
        where = where_in(self.desk.articles, feedback.places)
        narrow = self.app.size.width < WIDE  # an attempt gone on with is painted before word of the size comes
        await self._question.show_feedback(feedback, arithmetic=self._arithmetic, item=item, where=where, quote=narrow)
        if feedback.rubric and item.answered and not item.assessed:
            await self._question.ask_for_judgement(feedback.rubric)
        else:
            self.remove_class("reading")
            self.set_focus(None)
        self._paint()

    def _paint(self) -> None:
        """Everything that depends on where the question stands, but not the answer widget."""
        view, item = self._view, self._item
        feedback = None if self.proving else self.desk.feedback(self._here)
        shown = feedback if self._show_evidence else None
        original = self._article.is_original
        own = [] if original else self._more_looks()
        self._article.highlight([*own, *looks_for(self.desk, self._here, shown, original=original)])
        closed = self.desk.attempt.started.book == "closed" and not self.desk.attempt.finished
        needed = picks_places(self._question.answer) or self.proving or bool(feedback)
        hidden = closed and not needed
        self._article.close_book(hidden)
        number = list(self.desk.attempt.items).index(self._here) + 1
        quoted = view.at if hidden or self.app.size.width < WIDE else ()
        self._question.head(number, view, item, self.desk.hints(self._here), quoted)
        self._paint_lines()

    def _more_looks(self) -> list[tuple[Place, Look]]:
        """What else is highlighted in the article on show."""
        return []

    def _paint_lines(self) -> None:
        """Top line, marks and keys."""
        if not self.is_attached:
            return
        attempt = self.desk.attempt
        shown = self.desk.rules.feedback or attempt.finished is not None
        self.query_one(TopLine).show(self.desk.title, top_line(self.desk, self._here, self.learner))
        marks = list(attempt.items.values())
        self._marks.show(marks, self._here, lambda one: shown and not keeps_verdict(self.desk, one))
        self.query_one(KeyLine).show(self._keys())

    def _keys(self) -> Keys:
        """The keys that matter now, the most useful first."""
        answer, narrow = self._question.answer, self.has_class("narrow")
        reading = self.has_class("reading") if narrow else self.focused is self._article
        return keys_for(
            self.desk,
            self._here,
            asks="proof" if self.proving else self._question.asks,
            typing=answer.takes_letters and self.focused is not self._article,
            how=answer.help if reading or not answer.in_article else "",
            gives=answer.gives,
            narrow=narrow,
            reading=reading,
        )

    def on_descendant_focus(self) -> None:
        self._paint_lines()

    def on_descendant_blur(self) -> None:
        self._paint_lines()
