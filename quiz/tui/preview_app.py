"""``quiz preview``: a set as a learner sees it, live while its file is edited. Nothing is kept."""

from pathlib import Path
from typing import Any

from textual.message import Message
from textual.screen import Screen

from quiz.articles.library import Library
from quiz.questions.version import Version, kept_up, read_version
from quiz.store.study import SystemClock, new_id
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.broken import BrokenScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.terminal_app import TerminalApp
from quiz.tui.watching import Watch, fresh


class PreviewApp(TerminalApp):
    """Shows the file's first version at once and every newer one as it is saved."""

    LEAVING = "esc leaves; nothing is kept here."

    class Saved(Message):
        """The file, or an article it names, is another one now."""

        def __init__(self, version: Version) -> None:
            super().__init__()
            self.version = version

    def __init__(self, library: Library, path: Path) -> None:
        super().__init__(css_path=["app.tcss", "screens/asking.tcss", "screens/preview.tcss", "screens/broken.tcss"])
        self._library = library
        self._path = path
        self._first = read_version(path, fresh(library))
        self._watch = Watch(path, library, self._first, lambda version: self._told(version))

    def _told(self, version: Version) -> None:
        if self.is_running:
            self.post_message(self.Saved(version))

    def get_default_screen(self) -> Screen[Any]:
        return self._screen_for(self._first)

    def _screen_for(self, version: Version) -> Screen[Any]:
        kept = kept_up(version, None)
        if kept is None:
            return BrokenScreen(version, self._path.name)
        return PreviewScreen(version, *kept, clock=SystemClock(), new_id=new_id, note=f"watching {self._path.name}")

    def on_mount(self) -> None:
        self._watch.start()

    def on_unmount(self) -> None:
        self._watch.stop()

    async def on_preview_app_saved(self, event: Saved) -> None:
        event.stop()
        ours = (one for one in reversed(self.screen_stack) if isinstance(one, PreviewScreen | BrokenScreen))
        screen = next(ours, None)
        if isinstance(screen, PreviewScreen):
            await screen.take(event.version)
        elif screen is not None and kept_up(event.version, None) is None:
            screen.take(event.version)
        elif screen is self.screen:
            await self.push_screen(self._screen_for(event.version))

    def on_asking_screen_ended(self, event: AskingScreen.Ended) -> None:
        event.stop()
        self.exit(0)

    def on_broken_screen_left(self, event: BrokenScreen.Left) -> None:
        event.stop()
        self.exit(0)


def run_preview(library: Library, path: Path) -> int:
    """Run the preview until it is left; its exit code. Raises the fault that ended it."""
    app = PreviewApp(library, path)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0
