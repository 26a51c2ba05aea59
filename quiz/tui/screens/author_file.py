"""The file of the authoring screen: saved, or not where somebody else has changed it, and left."""

import msgspec

from quiz.errors import InputError
from quiz.questions.question_set import Head
from quiz.store.manuscript import ChangedUnderneath
from quiz.tui.screens.author_form import AuthorForm


class AuthorFile(AuthorForm):
    """Never writes over what another program wrote, and never leaves without asking about what is not saved."""

    _warned = False
    _saved_elsewhere: str | None = None

    def _set_head(self, head: Head) -> None:
        try:
            self._do(self._set.set_head(head))
        except InputError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)

    def action_title(self) -> None:
        head = self._set.source.head
        if self._draft is not None or head is None:
            return

        from quiz.tui.screens.ask_line import AskLine

        def typed(title: str | None) -> None:
            if title:
                self._set_head(msgspec.structs.replace(head, title=title))

        self.app.push_screen(AskLine("The title of the set, as the library shows it", head.title), typed)

    def _save(self) -> bool:
        try:
            self.manuscript.save()
        except ChangedUnderneath:
            self._conflict()
            return False
        except InputError as error:
            self.notify(f"Not saved: {error}", severity="error", timeout=10, markup=False)
            return False
        self._warned = False
        self.notify(f"Saved: {self.manuscript.path.name}", markup=False)
        self._paint()
        return True

    def _conflict(self) -> None:
        from quiz.tui.screens.choose import Choose

        async def chosen(key: str | None) -> None:
            if key == "r":
                self._reload()
            elif key == "s":
                self._save_as()

        answers = [
            ("r", "reload it: yours is one undo away"),
            ("s", "save yours under another name"),
            ("k", "keep writing, decide later"),
        ]
        question = f"{self.manuscript.path.name} was changed by another program, so it is not written over."
        self.app.push_screen(Choose(question, answers), chosen)

    def _reload(self) -> None:
        before = self.manuscript.text
        try:
            self.manuscript.reload()
            self._after_change()
        except InputError as error:
            if self.manuscript.text != before:
                self.manuscript.undo()
                self._read()
            self.notify(f"Not reloaded: {error}", severity="error", timeout=10, markup=False)

    def _save_as(self) -> None:
        from quiz.tui.screens.ask_line import AskLine

        def typed(name: str | None) -> None:
            if not name:
                return
            path = self.manuscript.path.parent / name
            path = path if path.suffix in (".yaml", ".yml") else path.with_name(f"{path.name}.yaml")
            try:
                self.manuscript.save_as(path)
            except InputError as error:
                self.notify(f"Not saved: {error}", severity="error", timeout=10, markup=False)
                return
            self._saved_elsewhere = self.manuscript.text
            self.notify(f"Saved as {path.name}; leave, and go on with that file.", timeout=8, markup=False)

        self.app.push_screen(AskLine("The name of the new file", f"{self._set_id}-2.yaml"), typed)

    def _look_underneath(self) -> None:
        if not self._warned and self.manuscript.changed_underneath():
            self._warned = True
            self.notify(
                f"{self.manuscript.path.name} was changed by another program; ctrl+s asks what to do.",
                severity="warning",
                timeout=10,
                markup=False,
            )

    def _ask_to_leave(self) -> None:
        from quiz.tui.screens.choose import Choose

        def chosen(key: str | None) -> None:
            if (key == "s" and self._save()) or key == "l":
                self.app.exit(0)
            elif key == "d":
                self.manuscript.close(discard=True)
                self.app.exit(0)

        answers = [
            ("s", "save, and leave"),
            ("l", "leave for now: what is new is kept aside and comes back next time"),
            ("d", "leave, and drop what is new"),
            ("k", "keep writing"),
        ]
        self.app.push_screen(Choose(f"{self.manuscript.path.name} is not saved.", answers), chosen)
