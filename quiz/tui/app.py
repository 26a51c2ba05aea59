"""The app: which screen follows which. Everything interesting is in the screens."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from quiz.articles.library import Library
from quiz.attempts.events import Book, Mode
from quiz.attempts.local_desk import LocalDesk
from quiz.errors import NotAllowed, QuizError
from quiz.questions.question_set import QuestionSet
from quiz.settings import Settings, Trouble, read_settings, settings_path
from quiz.store.jotting import Notebook
from quiz.store.learners import Learner
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.store.study import PlayOptions, Study, find_learner, usual_name
from quiz.tui.profiles import ProfilesApp
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.terminal_app import TerminalApp
from quiz.tui.themes import THEME_NAMES
from quiz.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from quiz.attempts.review import Only, Wanted
    from quiz.tui.screens.starting import Plan


class QuizApp(ProfilesApp, TerminalApp):
    """Opens the library, or a set at once where ``options.set`` names one.

    learner is None where several use the store: the picker comes first. memory: the file in which the library's shelf
    is remembered.
    """

    def __init__(
        self, library: Library, store: Store, learner: Learner | None, memory: Path, options: PlayOptions
    ) -> None:
        # The first screen is the app's own, and so is its style; the others bring theirs when they are shown.
        first = "asking" if options.set else "library"
        super().__init__(store, learner, css_path=["app.tcss", f"screens/{first}.tcss"])
        self.library = library
        self.settings_path = settings_path(data_folder())
        self.settings, self.troubles = Settings(), list[Trouble]()
        self.read_settings()
        self._memory = memory
        self.options = options
        self._late: AskingScreen.Ended | None = None
        """The end of an attempt whose time was over while the screen was locked."""
        self._refusal: QuizError | None = None

    # What screens ask of the app

    @property
    def study(self) -> Study:
        """The present learner's access to sets and attempts."""
        assert self._learner is not None  # noqa: S101  the picker has run before any screen asks
        return Study(self.library, self.store, self._learner, **self.settings.study)

    @property
    def saves(self) -> bool:
        return self.store.saves

    @property
    def leaving(self) -> str:
        if not self.is_open or self.saves:
            return super().leaving
        return "esc leaves, ctrl+q quits at once; nothing is saved."

    # Start and end

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, where it is known from the start; an empty one under it would be painted first."""
        if not self._begins_at_once:
            return super().get_default_screen()
        if not self.options.set:
            return self._rebind(self._library_screen())
        try:
            asked = self.study.load(self.options.set)
            return self._rebind(self._asking(self._going_on(asked) or self._new(asked), alone=True))
        except QuizError as error:
            self._refusal = error
            return super().get_default_screen()

    def on_mount(self) -> None:
        self.call_after_refresh(self._tell_troubles)
        if self.settings.theme != "auto":
            self.theme = THEME_NAMES.get(self.settings.theme, self.settings.theme)
        if self._refusal is not None:
            self.exit(self._refusal.exit_code, message=f"quiz: {self._refusal}")
        elif not self.is_open:
            self.enter()
        else:
            self.call_later(self._welcome)
            if not self._begins_at_once:
                self.begin()

    @property
    def _begins_at_once(self) -> bool:
        """Whether the first screen is the library, or a question that nothing has to be read or found for first."""
        waits = self.options.review is not None or (self.options.set and self._book == "closed")
        return self.is_open and not waits

    def begin(self) -> None:
        if self.options.review is not None:
            self._begin_review(self.options.review)
        elif self.options.set:
            try:
                asked = self.study.load(self.options.set)
                if desk := self._going_on(asked):
                    self.ask(desk, alone=True)
                else:
                    self._start(asked, lambda: self._new(asked), read=self._book == "closed", alone=True)
            except QuizError as error:
                self.exit(error.exit_code, message=f"quiz: {error}")
        else:
            self.push_screen(self._library_screen())

    def _begin_review(self, wanted: "Wanted") -> None:
        from quiz.store.reviewing import open_desk

        try:
            self.ask(open_desk(self.study, self.options, wanted), alone=True)
        except NotAllowed as error:  # nothing to ask is good news
            said = str(error)
            self.exit(0, message=f"{said[:1].upper()}{said[1:]}.")
        except QuizError as error:
            self.exit(error.exit_code, message=f"quiz: {error}")

    def _library_screen(self) -> Screen[Any]:
        from quiz.store.shelf import Shelf
        from quiz.tui.screens.library import LibraryScreen

        return LibraryScreen(Shelf(self.library, self._memory))

    @property
    def _book(self) -> Book:
        """Of a new attempt that is begun from the command line."""
        return self.options.book or self.study.book

    def _going_on(self, asked: QuestionSet) -> LocalDesk | None:
        """The attempt that was left before its end, unless a new one is wanted."""
        options = self.options
        waiting = None if options.fresh else self.study.unfinished(asked.id, options.mode)
        if waiting is None:
            return None
        desk = self.study.resume(asked, waiting.attempt)
        if any(value is not None for value in (options.minutes, options.seed, options.book)):
            self.call_after_refresh(self._tell_as_begun, waiting.mode)
        return desk

    def _new(self, asked: QuestionSet) -> LocalDesk:
        options = self.options
        return self.study.begin(
            asked, mode=options.mode or "practice", book=self._book, minutes=options.minutes, seed=options.seed
        )

    def _tell_as_begun(self, mode: str) -> None:
        said = f"Going on with your {mode} attempt: time, seed and book are those it began with. --fresh begins anew."
        self.notify(said, timeout=10, markup=False)

    def keep(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, AskingScreen):
                screen.keep_draft()
            for name in ("keep_readings", "keep_note"):  # of screens that are not imported yet
                if (keep := getattr(screen, name, None)) is not None:
                    keep()

    # Settings

    def read_settings(self) -> None:
        """Take the settings as the file has them now."""
        self.settings, self.troubles = read_settings(self.settings_path)
        self.text_width = self.settings.text_width
        self.lock_after = self.settings.lock_after * 60 or float("inf")
        if self.settings.keys:
            from quiz.tui.keys import by_action

            self.own_keys = by_action(self.settings.keys)
        if self.is_running:
            self._show_settings()

    def _tell_troubles(self) -> None:
        for trouble in self.troubles[:3]:
            self.notify(f"{self.settings_path}:{trouble.line}: {trouble.what}", timeout=12, markup=False)

    def _show_settings(self) -> None:
        """What of the settings can be seen at once."""
        if self.settings.theme != "auto":
            self.theme = THEME_NAMES.get(self.settings.theme, self.settings.theme)
        for screen in self.screen_stack:
            self._rebind(screen)
            for reader in screen.query(Reader):
                reader.lay_out_again()

    def _rebind(self, screen: Screen[Any]) -> Screen[Any]:
        if self.own_keys:
            from quiz.tui.keys import rebind

            rebind(screen, self.own_keys)
        return screen

    def push_screen(self, screen: Screen[Any] | str, *more: Any, **how: Any) -> Any:
        """As Textual's, for screens that have the learner's own keys."""
        return super().push_screen(self._rebind(screen) if isinstance(screen, Screen) else screen, *more, **how)

    def action_settings(self) -> None:
        from quiz.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    # From learner to learner

    def blank(self) -> None:
        for screen in self.screen_stack:
            if (blank := getattr(screen, "blank", None)) is not None:
                blank()

    def show_learner(self, *, first: bool) -> None:
        for screen in self.screen_stack:
            if (reload := getattr(screen, "reload", None)) is not None:  # the library stays
                reload()
                return
        if first:
            self.begin()

    def came_back(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.post_message(late)

    # From screen to screen

    def start_review(self, only: "Only | None" = None) -> None:
        """Go on with the review that was left, or begin one of what is due today; or of what is to be asked again."""
        from quiz.attempts.review import Wanted
        from quiz.store.reviewing import open_desk

        try:
            self.ask(open_desk(self.study, self.options, Wanted(only)))
        except NotAllowed as error:
            self.notify(f"{str(error)[:1].upper()}{str(error)[1:]}.", markup=False)
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)

    def show_progress(self) -> None:
        from quiz.tui.screens.stats import StatsScreen

        self.push_screen(StatsScreen())

    def open_set(self, path: str) -> None:
        """From the library: what is to be done with this set?"""
        from quiz.tui.screens.starting import StartingScreen

        try:
            asked = self.study.load(path)
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        standings = [one for one in self.study.standings() if one.set == asked.id]

        def chosen(plan: "Plan | None") -> None:
            if plan is not None:
                self._follow(plan, asked)

        self.push_screen(StartingScreen(asked, standings), chosen)

    def _follow(self, plan: "Plan", asked: QuestionSet) -> None:
        try:
            match plan.what:
                case "resume":
                    self.ask(self.study.resume(asked, plan.attempt))
                case "results":
                    self.show_results(self.study.finished(asked, plan.attempt))
                case "read":
                    self._start(asked, lambda: self.study.begin(asked), read=True)
                case what:
                    book: Book = "closed" if what == "closed" else self.study.book
                    mode: Mode = "test" if what == "test" else "practice"
                    self._start(asked, lambda: self.study.begin(asked, mode=mode, book=book), read=book == "closed")
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)

    def _start(self, asked: QuestionSet, begin: Callable[[], LocalDesk], *, read: bool, alone: bool = False) -> None:
        """Ask a new attempt's questions; with ``read``, once the articles are read, and its time runs from there."""
        if not read:
            self.ask(begin(), alone=alone)
            return

        from quiz.tui.screens.reading import ReadingScreen

        def then(go_on: bool | None) -> None:
            if go_on:
                self.ask(begin(), alone=alone)
            elif alone:
                self.exit(0)

        articles = list(asked.sources.articles.values())
        self.push_screen(ReadingScreen(articles, Notebook(self.study), alone=alone), then)

    def ask(self, desk: LocalDesk, *, alone: bool = False) -> None:
        """Ask the questions of a desk, then show the results; ``alone`` ends the app when the attempt is left."""
        self.push_screen(self._asking(desk, alone=alone))

    def _asking(self, desk: LocalDesk, *, alone: bool) -> AskingScreen:
        study = self.study
        return AskingScreen(
            desk,
            learner=study.learner.name,
            saves=self.saves,
            originals=study.originals,
            looked=desk.look,
            # A test shows what one knows, not what one wrote down.
            notebook=Notebook(study) if desk.rules.feedback else None,
            alone=alone,
        )

    async def on_asking_screen_ended(self, event: AskingScreen.Ended) -> None:
        event.stop()
        if self.locked:
            self._late = event
            return
        if self.screen is event.screen and len(self.screen_stack) > 1:
            await self.pop_screen()
        desk = event.screen.desk
        if event.finished and isinstance(desk, LocalDesk):
            self.show_results(desk, alone=event.screen.alone)
        elif event.screen.alone:
            self.exit(0)

    def show_results(self, desk: LocalDesk, *, alone: bool = False) -> None:
        from quiz.tui.screens.results import ResultsScreen

        # By the order in which they were worked on: a clock may have been set in between.
        standings = self.study.standings()
        own = next((place for place, one in enumerate(standings) if one.attempt == desk.attempt.id), -1)
        earlier = [one for one in standings[own + 1 :] if one.set == desk.set_id and one.finished and not one.part]

        def after(choice: str | None) -> None:
            if choice == "retry":
                missed = screen.results.missed
                self.ask(self.study.begin(desk.asked, only=set(missed)), alone=alone)
            elif choice == "again":
                self.ask(self.study.begin(desk.asked), alone=alone)
            elif choice == "look":
                self.ask(desk, alone=alone)
            elif alone:
                self.exit(0)

        screen = ResultsScreen(desk, earlier[0].earned if earlier else None, alone=alone)
        self.push_screen(screen, after)


def run_app(library: Library, options: PlayOptions) -> int:
    """Run the app until it ends; its exit code. Raises QuizError, or the fault that ended the app."""
    from quiz.tui.opening import open_store

    store = open_store(options)
    try:
        learner = find_learner(store, options.learner, usual_name)
        app = QuizApp(library, store, learner, data_folder() / "shelf.json", options)
        app.run()
    finally:
        store.close()
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0
