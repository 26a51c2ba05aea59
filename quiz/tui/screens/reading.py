"""Reading before anything is asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType

from quiz.articles.article import Article
from quiz.attempts.staying import Stay
from quiz.tui.screens.noting import MARKING, Noting
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.note_strip import NoteStrip
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.store.jotting import Notebook
    from quiz.tui.app import QuizApp


BESIDE = 10
"""Columns beside the text: the gutter, what is free on both sides, and the bar that scrolls."""


class ReadingScreen(Noting, Leaving[bool]):
    """The articles of a set, one at a time. Dismissed with True to be asked about them, False to go back."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,left", "article(-1)", "Previous article"),
        Binding("right_square_bracket,right,tab", "article(1)", "Next article"),
        Binding("enter", "dismiss(True)", "Be asked about it"),
        Binding("m,f6", "mark", "Highlight a place, or note it"),
        Binding("l,f7", "notes", "Your notes on this article"),
        Binding("escape,q", "back", "Back"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    app: "QuizApp"

    def __init__(self, articles: Sequence[Article], notebook: "Notebook | None" = None, *, alone: bool = False) -> None:
        """alone: there is no library to go back to."""
        super().__init__()
        self.alone = alone
        self.articles = list(articles)
        self.notebook = notebook
        self._at = 0
        self._stays: dict[str, Stay] = {}
        self._told = False

    def compose(self) -> ComposeResult:
        yield TopLine()
        reader = Reader(id="reader")
        yield reader
        yield NoteStrip(reader)
        yield KeyLine()

    def on_mount(self) -> None:
        reader = self.query_one(Reader)
        widest = self.app.text_width + BESIDE if self.app.text_width else None
        reader.styles.max_width = self.query_one(NoteStrip).styles.max_width = widest
        self._show()
        reader.focus()
        self.watch(self.app, "app_focus", self._front, init=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)
        self.call_after_refresh(self._look)

    def action_article(self, by: int) -> None:
        if self.marking:
            self.action_leave_marking()
        self._hide()
        self._at = (self._at + by) % len(self.articles)
        self._show()

    def action_back(self) -> None:
        if self.marking:
            self.action_leave_marking()
        else:
            self.dismiss(False)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    def _show(self) -> None:
        article = self.articles[self._at]
        self.query_one(Reader).show(article, article.about)
        self.read_notes()
        self.call_after_refresh(self._look)

    # How long it is read

    @property
    def _stay(self) -> Stay:
        article = self.articles[self._at]
        return self._stays.setdefault(article.id, Stay(article.id, article.words))

    def _look(self) -> None:
        """The article is on the screen."""
        if self.is_current and self.app.app_focus:
            self._stay.show(self.app.study.clock.ticks(), ended=self._ended)

    @property
    def _ended(self) -> bool:
        return self.query_one(Reader).in_view[1] >= len(self.articles[self._at].text.rstrip())

    def _seen(self, start: int, end: int) -> int:
        return len(self.articles[self._at].text[start:end].split())

    def on_reader_moved(self, event: Reader.Moved) -> None:
        event.stop()
        seen = self._seen(*event.before)
        self.call_after_refresh(lambda: self._stay.move(self.app.study.clock.ticks(), seen, ended=self._ended))

    def _hide(self) -> None:
        self._stay.hide(self.app.study.clock.ticks(), self._seen(*self.query_one(Reader).in_view))

    def _front(self, focused: bool) -> None:
        """The terminal's window comes to the front, or goes to the back; not every terminal tells."""
        if focused:
            self._look()
        else:
            self._hide()

    def on_screen_suspend(self) -> None:
        self._hide()

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._look)

    def dismiss(self, result: bool | None = None) -> AwaitComplete:
        if self.is_current:
            self.keep_readings()
        return super().dismiss(result)

    def keep_readings(self) -> None:
        """Write down what was read, when the screen is left or the app ends."""
        if self.notebook is None or self._told:
            return
        self._told = True
        self._hide()
        readings = [read for stay in self._stays.values() if (read := stay.told()) is not None]
        if readings:
            self.notebook.has_read(readings)

    # Notes

    def on_reader_picked(self, event: Reader.Picked) -> None:
        event.stop()
        if self.marking:
            self.mark(event.places)

    def on_reader_done(self, event: Reader.Done) -> None:
        event.stop()

    def on_reader_pointed(self, event: Reader.Pointed) -> None:
        event.stop()
        if (note := self.note_at(event.offset)) is not None:
            self.open_note(note)

    def notes_changed(self) -> None:
        self.query_one(Reader).highlight(self.note_looks())
        self.query_one(NoteStrip).show(self.notes)
        self._paint_lines()

    # Painting

    def _paint_lines(self) -> None:
        which = f"{self._at + 1} of {len(self.articles)}" if len(self.articles) > 1 else ""
        words = f"{self.articles[self._at].words:,} words"
        right = "   ".join(part for part in (self.app.learner_name, which, words) if part)
        self.query_one(TopLine).show(self.articles[self._at].title, right)
        if self.marking:
            self.query_one(KeyLine).show(MARKING)
            return
        keys = [("↑↓ space", "scroll", "")]
        keys += [("[ ]", "other article", "article(1)")] if len(self.articles) > 1 else []
        keys += [("enter", "questions", "dismiss(True)"), ("m", "mark", "mark")]
        keys += [("l", f"notes ({len(self.notes)})", "notes")] if self.notes else []
        keys += [("esc", "leave" if self.alone else "back", "back"), ("?", "help", "help")]
        self.query_one(KeyLine).show(keys)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
