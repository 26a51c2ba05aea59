"""A note in the making, and the list of those there are: small boxes over the article."""

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from quiz.articles.anchor import Span
from quiz.attempts.notebook import MOST_TEXT, Note
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, plain

MOST_QUOTE = 300


class Jotted(msgspec.Struct, frozen=True):
    """What was decided about a note: its text, or that it goes."""

    text: str
    gone: bool = False


class NoteScreen(Over[None]):
    """Asks for the words on a highlight, and has them kept."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("ctrl+d", "remove", "Remove it", priority=True),
    ]

    def __init__(self, quote: str, text: str = "", *, keep: Callable[[Jotted], None], known: bool = False) -> None:
        """keep: keeps the note as it is to be. known: there is such a note, which can be removed."""
        super().__init__()
        self.quote, self.text, self.known = quote, text, known
        self._keep = keep

    def compose(self) -> ComposeResult:
        shown = self.quote if len(self.quote) <= MOST_QUOTE else f"{self.quote[:MOST_QUOTE]}…"
        with Vertical(id="box"):
            yield PlainText(f"✎ {shown}", id="quote")
            yield Input(
                self.text,
                placeholder="your note; empty for a highlight alone",
                max_length=MOST_TEXT,
                select_on_focus=False,
            )
            with Horizontal(id="buttons"):
                yield Button("Keep (enter)", id="keep", variant="primary")
                if self.known:
                    yield Button("Remove (ctrl+d)", id="remove")
                yield Button("Back (esc)", id="back")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._done(Jotted(event.value))

    def keep_note(self) -> None:
        """Write down what is typed: the screen may go without having been asked."""
        for field in self.query(Input):  # none before the first frame
            if field.value != self.text:
                self.text = field.value
                self._keep(Jotted(field.value))

    def _done(self, what: Jotted) -> None:
        self.dismiss(None)
        self._keep(what)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        match event.button.id:
            case "keep":
                self._done(Jotted(self.query_one(Input).value))
            case "remove":
                self.action_remove()
            case _:
                self.dismiss(None)

    def action_remove(self) -> None:
        if self.known:
            self._done(Jotted("", gone=True))


class NotesScreen(Over[Note]):
    """The notes on an article; returns the one that was chosen."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,l,f7", "dismiss(None)", "Back")]

    def __init__(self, notes: Sequence[tuple[Note, Span | None]]) -> None:
        super().__init__()
        self.notes = [note for note, _ in notes]
        self._lines = [line_of(note, place) for note, place in notes]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("Your notes on this article (enter changes one, esc closes this)", id="title")
            yield OptionList(*(Option(plain(line)) for line in self._lines), markup=False)

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.notes[event.option_index])


def line_of(note: Note, place: Span | None) -> str:
    """A note in a line or two: what it stands on, and what it says."""
    quote = note.quote if len(note.quote) <= 70 else f"{note.quote[:69]}…"
    lost = "" if place else " (these words are not in the article any more)"
    return f'✎ "{quote}"{lost}' + (f"\n  {note.text}" if note.text else "")
