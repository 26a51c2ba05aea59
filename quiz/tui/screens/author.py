"""Writing questions about an article: select words in it, press a key for a kind, fill in a small form."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.errors import InputError
from quiz.questions.version import kept_up
from quiz.text.edit import Edit
from quiz.tui.screens.author_file import AuthorFile
from quiz.tui.screens.author_words import KIND_KEYS
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.problems import ProblemList
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.selecting import SelectingPane


class AuthorScreen(AuthorFile):
    """The article, the questions so far or a form, and what is wrong with them. Leaves with the app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "menu", "Ask about what is selected: a menu of the kinds"),
        *(Binding(key, f"new('{kind}')", f"New question: {kind}") for key, kind in KIND_KEYS.items()),
        Binding("ctrl+s", "keep", "Save the file; in a form: keep the question"),
        Binding("l,f3", "look", "The question as learners see it"),
        Binding("delete,backspace", "remove", "Remove the question"),
        Binding("less_than_sign,shift+up", "move(-1)", "Move the question up"),
        Binding("greater_than_sign,shift+down", "move(1)", "Move the question down"),
        Binding("u,ctrl+z", "undo", "Take the last change back"),
        Binding("r,ctrl+y", "redo", "Make it again"),
        Binding("f5", "title", "The title of the set"),
        Binding("f6", "add", "Add what is selected to the form"),
        Binding("ctrl+o", "more", "More fields, or fewer"),
        Binding("f2", "swap", "Article / questions or form"),
        # Before the fields, some of which would write it down.
        Binding("tab", "tab(1)", "Next field, or article / questions", priority=True),
        Binding("shift+tab", "tab(-1)", show=False, priority=True),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket", "article(1)", "Next article"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave; in a form: drop it"),
    ]

    async def on_mount(self) -> None:
        self._article.open(next(iter(self._articles)))
        self._article.begin()
        self._list.border_title = "Questions"
        self.add_class("reading")
        self._paint()
        self._article.focus()
        self.set_interval(2.0, self._look_underneath)
        if self.manuscript.recovered:
            self.notify("What was not saved the last time is here again; u takes it back.", timeout=10, markup=False)
        if self.manuscript.form is not None:
            await self._reopen(self.manuscript.form)

    async def action_keep(self) -> None:
        """In a form: put the question into the set. Else: save the file."""
        draft = self._draft
        if draft is None:
            self._save()
            return
        question = self._question()
        if isinstance(question, list):
            self.notify(f"Not a question yet: {question[0]}", severity="warning", markup=False)
            return
        try:
            edit = self._edit(question)
        except InputError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        await self._close()
        self._do(edit)
        self._list.highlighted = len(self._set.items) - 1 if draft.at is None else draft.at
        self._list.focus()

    async def on_reader_done(self, event: Reader.Done) -> None:
        """Enter in the article: add it to the form, or ask about it."""
        event.stop()
        if self._draft is None:
            self.action_menu()
        else:
            self.action_add()
            self.action_swap()

    def on_reader_picked(self, event: Reader.Picked) -> None:
        event.stop()

    def on_selecting_pane_selected(self, event: SelectingPane.Selected) -> None:
        event.stop()
        self._paint_selected()

    def _change(self, make: Callable[[int], Edit]) -> bool:
        """Change the question that is highlighted."""
        at = self._at
        if self._draft is not None or at is None:
            return False
        try:
            self._do(make(at))
        except InputError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return False
        return True

    def action_remove(self) -> None:
        if self._part == "list" and self._change(self._set.delete):
            self.notify("Removed; u takes that back.", markup=False)

    def action_move(self, by: int) -> None:
        at = self._at
        if at is None or not 0 <= at + by < len(self._set.items):
            return
        if self._change(lambda here: self._set.move(here, here + by)):
            self._list.highlighted = at + by

    def action_undo(self) -> None:
        if self._draft is None and self.manuscript.undo():
            self._after_change()

    def action_redo(self) -> None:
        if self._draft is None and self.manuscript.redo():
            self._after_change()

    async def action_look(self) -> None:
        text, at = self.manuscript.text, self._at
        if self._draft is not None:
            question = self._question()
            if isinstance(question, list):
                self.notify(f"Not a question yet: {question[0]}", severity="warning", markup=False)
                return
            try:
                text = self._edit(question).apply(text)
            except InputError as error:
                self.notify(str(error), severity="error", timeout=10, markup=False)
                return
            at = len(self._set.items) if self._draft.at is None else self._draft.at
        version = self._version_of(text)
        if at is None or at >= len(version.written):
            return
        one = version.written[at]
        kept = kept_up(version, None)
        if kept is None or not one.sound:
            first = next(iter(version.problems_of(one)), None)
            self.notify(f"It cannot be shown yet: {first.what if first else 'see below'}", markup=False)
            return

        from quiz.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(version, *kept, clock=self._clock, new_id=self._new_attempt_id, here=one.id))

    def action_tab(self, by: int) -> None:
        """From field to field in a form; else between article and questions."""
        if self._part == "form" and by > 0:
            self.focus_next("QuestionForm *")
        elif self._part == "form":
            self.focus_previous("QuestionForm *")
        else:
            self.action_swap()

    def action_swap(self) -> None:
        if self._part != "article":
            self.add_class("reading")
            self._article.focus()
        else:
            self.remove_class("reading")
            form = self._form
            if form is not None:
                form.take_focus()
            else:
                self._list.focus()
        self._paint_lines()

    def action_article(self, by: int) -> None:
        if self._article.turn(by):
            self._article.begin()

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def action_leave(self) -> None:
        if self._draft is not None:
            await self._drop()
        elif not self.manuscript.unsaved:
            self.app.exit(0)
        elif self._saved_elsewhere == self.manuscript.text:
            self.manuscript.close(discard=True)
            self.app.exit(0)
        else:
            self._ask_to_leave()

    def on_problem_list_wanted(self, event: ProblemList.Wanted) -> None:
        event.stop()
        for at, one in enumerate(self._version.written):
            if self._draft is None and one.first <= event.problem.line <= one.last:
                self._list.highlighted = at
                self._list.focus()

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
