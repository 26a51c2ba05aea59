"""What the learner's notes say that stand on what is on the screen: below the panes, where they cover nothing."""

from collections.abc import Sequence

from quiz.articles.anchor import Span
from quiz.attempts.notebook import Note
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.reader import Reader


class NoteStrip(PlainText):
    """The notes in view, in the order of the text; nothing where none of them says anything."""

    DEFAULT_CSS = """
    NoteStrip { height: auto; max-height: 30%; padding: 0 1; border-top: solid $warning 50%; display: none; }
    NoteStrip.-some { display: block; }
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._notes: Sequence[tuple[Note, Span | None]] = ()
        self._shown: tuple[str, ...] = ()

    def on_mount(self) -> None:
        self.watch(self._reader, "scroll_y", self._paint, init=False)
        self.watch(self._reader, "sized", self._paint, init=False)

    def show(self, notes: Sequence[tuple[Note, Span | None]]) -> None:
        self._notes = notes
        self.call_after_refresh(self._paint)  # the article may have to be laid out first

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint)

    def _paint(self) -> None:
        start, end = self._reader.in_view
        found = [note for note, place in self._notes if note.text and place and place.start < end and start < place.end]
        shown = tuple(f"{note.quote}\n{note.text}" for note in found)
        if shown == self._shown:
            return
        self._shown = shown
        pieces: list[str | tuple[str, str]] = []
        for note in found:
            words = note.quote.split()
            quote = " ".join(words) if len(words) < 6 else f"{' '.join(words[:5])} …"
            pieces += [("\n" if pieces else "") + "✎ ", (quote, "$text-muted"), f"  {note.text}"]
        self.say(*pieces)
        self.set_class(bool(shown), "-some")
