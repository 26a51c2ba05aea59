"""``quiz author``: writing a question set in the terminal. What is typed outlives the end of the program."""

from pathlib import Path
from typing import Any

from textual.screen import Screen

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.questions.question_set import Head
from quiz.questions.source import read_source
from quiz.questions.titles import free_title
from quiz.questions.writing import write_head
from quiz.store.manuscript import Manuscript
from quiz.store.study import SystemClock, new_id
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.author import AuthorScreen
from quiz.tui.terminal_app import TerminalApp


class AuthorApp(TerminalApp):
    """One manuscript, until its author leaves."""

    LEAVING = "esc leaves, ctrl+q at once; what is not saved is kept aside and comes back next time."

    def __init__(self, manuscript: Manuscript, library: Library) -> None:
        super().__init__(css_path=["app.tcss", "screens/author.tcss", "screens/asking.tcss"])
        self._writing = AuthorScreen(manuscript, library, clock=SystemClock(), new_attempt_id=new_id)

    def get_default_screen(self) -> Screen[Any]:
        return self._writing

    def keep(self) -> None:
        self._writing.keep()
        self._writing.manuscript.sync()

    async def on_asking_screen_ended(self, event: AskingScreen.Ended) -> None:
        """The look at a question is over."""
        event.stop()
        if self.screen is event.screen:
            await self.pop_screen()


def open_manuscript(library: Library, article: str, path: Path, data: Path) -> Manuscript:
    """The set in a file, or a new one about an article. Raises InputError where it cannot be written here."""
    title = library.article(article).title
    if not path.exists():
        title = free_title(title, library)
    manuscript = Manuscript(path, data, write_head(Head(title, (article,))))
    try:
        source = read_source(manuscript.text, str(path))
        if article not in source.articles:
            known = ", ".join(source.articles) or "nothing that could be read"
            raise InputError(f"{path}: is about {known}; add {article} under articles:, or name another file")
        for one in source.articles:
            library.article(one)
    except InputError:
        manuscript.close()
        raise
    return manuscript


def run_author(library: Library, article: str, path: Path, data: Path) -> int:
    """Write until the author leaves; the exit code. Raises InputError, or the fault that ended it."""
    manuscript = open_manuscript(library, article, path, data)
    try:
        app = AuthorApp(manuscript, library)
        app.run()
    finally:
        manuscript.close()
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0
