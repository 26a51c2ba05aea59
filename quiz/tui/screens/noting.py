"""Notes and highlights while reading: the keys, for any screen with a reader on it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quiz.articles.anchor import Span
from quiz.attempts.notebook import Note
from quiz.errors import QuizError
from quiz.questions.response import Place
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.screen import Screen

    from quiz.articles.article import Article
    from quiz.store.jotting import Notebook
    from quiz.tui.screens.note import Jotted

    Base = Screen[Any]
else:
    # No DOM node when it runs: Textual looks through all that a class of nodes inherits when the class is made.
    Base = object

MARKING = [
    ("↑↓←→", "go", ""), ("v", "begin here", "stretch"), ("space", "mark", "pick"), ("esc", "back", "leave_marking"),
]  # fmt: skip
"""The keys while a place is being marked: as KeyLine takes them."""


class Noting(Base):
    """For a screen on which places are marked. ``notebook`` is None where notes have no place, as in a test."""

    notebook: "Notebook | None" = None
    marking = False
    notes: Sequence[tuple[Note, Span | None]] = ()
    """Those on the article on show, as they stand in it."""

    def notes_changed(self) -> None:
        """Show ``notes``, or that a place is being marked."""

    @property
    def noted_article(self) -> "Article | None":
        """The article that notes belong to now."""
        return self.query_one(Reader).article

    def read_notes(self) -> None:
        """Look up the notes of the article on show."""
        article = self.noted_article
        try:
            self.notes = self.notebook.on(article) if self.notebook is not None and article is not None else ()
        except QuizError as error:
            self.notify(str(error), severity="error", markup=False)
        self.notes_changed()

    def note_looks(self) -> list[tuple[Place, Look]]:
        """Highlights for the notes that stand in the article."""
        return [
            (Place(place.article, place.start, place.end), "noted" if note.text else "note")
            for note, place in self.notes
            if place is not None
        ]

    def action_mark(self) -> None:
        """Begin to mark a place; it is kept with Space, or by a click or a drag of the mouse."""
        if self.notebook is None or self.noted_article is None or self.marking:
            return
        reader = self.query_one(Reader)
        self.marking = True
        reader.start_picking("phrase", 1, ())
        reader.focus()
        self.notes_changed()

    def action_leave_marking(self) -> None:
        self.marking = False
        self.query_one(Reader).stop_picking()
        self.notes_changed()

    def action_stretch(self) -> None:
        self.query_one(Reader).action_stretch()

    def action_pick(self) -> None:
        self.query_one(Reader).action_pick()

    def mark(self, places: Sequence[Place]) -> None:
        """A place has been marked: ask for the words on it."""
        from quiz.store.study import (
            new_id,
        )  # which knows sets and keys, and has no place on a learner's side of a class
        from quiz.tui.screens.note import NoteScreen

        article, notebook = self.noted_article, self.notebook
        self.action_leave_marking()
        if not places or article is None or notebook is None:
            return
        place, note = places[0], new_id()

        def keep(what: "Jotted") -> None:
            self._keep(notebook.add(note, article, place.start, place.end, what.text))

        self.app.push_screen(NoteScreen(article.text[place.start : place.end], keep=keep))

    def action_notes(self) -> None:
        """List the notes on this article, to go to one and change it."""
        from quiz.tui.screens.note import NotesScreen

        if not self.notes:
            self.notify("No notes on this article yet; m marks a place.", markup=False)
            return

        def chosen(note: Note | None) -> None:
            if note is not None:
                self.open_note(note)

        self.app.push_screen(NotesScreen(self.notes), chosen)

    def note_at(self, offset: int) -> Note | None:
        """The note that stands on an offset of the article on show."""
        here = (note for note, place in self.notes if place is not None and place.start <= offset < place.end)
        return next(here, None)

    def open_note(self, note: Note) -> None:
        """Show a note to be changed or removed, with its place on the screen."""
        from quiz.tui.screens.note import NoteScreen

        notebook = self.notebook
        place = next((place for one, place in self.notes if one.id == note.id), None)
        if place is not None:
            self.query_one(Reader).bring_into_view(Place(place.article, place.start, place.end))

        def keep(what: "Jotted") -> None:
            if notebook is not None:
                self._keep(notebook.remove(note) if what.gone else notebook.change(note, what.text))

        self.app.push_screen(NoteScreen(note.quote, note.text, keep=keep, known=True))

    def _keep(self, kept: "Future[None]") -> None:
        try:
            kept.result()  # a note is a matter of a moment, and is shown only once it is safe
        except QuizError as error:
            self.notify(f"Not saved: {error}", severity="error", timeout=10, markup=False)
        self.read_notes()
