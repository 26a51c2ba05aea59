"""Reading beside a question: going back to the article, which is counted, and the learner's notes on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.attempts.desk import Desk, Receipt
from quiz.questions.response import Place
from quiz.tui.answers import picks_places
from quiz.tui.answers.base import Answer
from quiz.tui.screens.asking_answers import Answering
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.noting import MARKING, Noting
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from quiz.articles.article import Article
    from quiz.store.jotting import Notebook

Looked = Callable[[str], Receipt]
"""Keeps that the learner went back to the article while this question was open."""


class ReadingBeside(Answering, Noting):
    """Counts look-backs: moving in the article, or coming to it, once until the learner goes on with the answer.

    Moving in the article to answer or to prove is no look-back. Reading what is in sight anyway leaves no trace.
    """

    def __init__(
        self, desk: Desk, *, learner: str, saves: bool | None, looked: Looked | None, notebook: "Notebook | None"
    ) -> None:
        """looked and notebook are None where nobody keeps such things."""
        super().__init__(desk, learner=learner, saves=saves)
        self._looked = looked
        self.notebook = notebook
        self._looking = False
        self._noted = ""

    # Looking back

    def look_back(self) -> None:
        """The learner is in the article."""
        picks = self.proving or picks_places(self._question.answer)
        if self._looking or not self._is_open or picks or self.marking:
            return
        self._looking = True
        if self._looked is not None:
            self._watch(self._looked(self._here))

    def on_reader_moved(self, event: Reader.Moved) -> None:
        event.stop()
        self.look_back()

    def on_answer_drafted(self, event: Answer.Drafted) -> None:  # noqa: ARG002  Answering takes what it says
        self._looking = False

    async def _open(self, question: str) -> None:
        self._looking = False
        if self.marking:
            self.action_leave_marking()
        await super()._open(question)

    # Notes

    @property
    def noted_article(self) -> "Article | None":
        hidden = self._article.is_original or self._article.is_closed
        return None if hidden else self._article.article

    def action_mark(self) -> None:
        if self.proving or (picks_places(self._question.answer) and self._is_open):
            self.notify("Here places are picked to answer; notes can be made afterwards.", markup=False)
        elif self.notebook is None:
            self.notify("Notes are made while practising.", markup=False)
        elif self.noted_article is None:
            self.notify("Notes are made on the article itself.", markup=False)
        else:
            self.set_class(self.has_class("narrow"), "reading")
            super().action_mark()

    def on_reader_picked(self, event: Reader.Picked) -> None:
        if self.marking:
            event.stop()
            event.prevent_default()  # it is no answer
            self.mark(event.places)

    async def on_reader_done(self, event: Reader.Done) -> None:
        if self.marking:
            event.stop()
            event.prevent_default()

    def on_reader_pointed(self, event: Reader.Pointed) -> None:
        event.stop()
        if (note := self.note_at(event.offset)) is not None and self.noted_article is not None:
            self.open_note(note)

    def action_leave_marking(self) -> None:
        super().action_leave_marking()
        if self._is_open:
            self._focus_answer()
        else:
            self.remove_class("reading")
            self.set_focus(None)

    def notes_changed(self) -> None:
        if any(note.text for note, _ in self.notes) and not self.query("NoteStrip"):
            from quiz.tui.widgets.note_strip import NoteStrip

            self.mount(NoteStrip(self._article), after="#panes")
        for strip in self.query("NoteStrip"):
            strip.show(self.notes)  # type: ignore[attr-defined]
        self._paint()

    def _more_looks(self) -> list[tuple[Place, Look]]:
        if self._article.article_id != self._noted:
            self._noted = self._article.article_id
            self.notes = ()
            if self.notebook is not None:
                self.call_after_refresh(self.read_notes)  # the question comes first
        return self.note_looks()

    def _keys(self) -> Keys:
        return MARKING if self.marking else super()._keys()
