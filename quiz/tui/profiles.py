"""Who is learning, for the app: the PIN, handing over to the next learner, and the lock after a while without a key."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.events import Event, Key, MouseEvent

from quiz.store.learners import Learner
from quiz.store.store import Store

if TYPE_CHECKING:
    from textual.timer import Timer

    from quiz.store.data import Deleted
    from quiz.tui.terminal_app import TerminalApp as Base
else:
    # No DOM node when it runs: Textual looks through all that a class of nodes inherits when the class is made.
    Base = object

LOCK_AFTER = 300.0
"""Seconds without a key or a click after which a learner's PIN is asked again."""
LOOK_EVERY = 2.0


class ProfilesApp(Base):
    """The part of the app that knows who sits here. Nobody's work shows before their PIN was given."""

    def __init__(self, store: Store, learner: Learner | None, *, css_path: Sequence[str]) -> None:
        """learner: None where several use the store, and somebody has to choose."""
        super().__init__(css_path=list(css_path))
        self.store = store
        self.lock_after = LOCK_AFTER
        self.locked = False
        """Whether a PIN is asked over work that waits."""
        self._learner = learner
        self._shut = learner is not None and self._has_pin(learner)
        self._touched = 0.0
        self._watching: Timer | None = None

    def begin(self) -> None:
        """Show the first screen: the learner is known, and nothing keeps them out."""
        raise NotImplementedError

    def blank(self) -> None:
        """Take everything of the present learner's from the screens that stay."""
        raise NotImplementedError

    @property
    def learner_name(self) -> str:
        return self._learner.name if self._learner else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody is learning, and has given the PIN where there is one."""
        return self._learner is not None and not self._shut

    def _has_pin(self, learner: Learner) -> bool:
        return learner.id in self.store.pins().result()[0]

    def enter(self) -> None:
        """Ask for the PIN, or who it is, then begin. To be called where ``is_open`` is False at the start."""
        if self._learner is None:
            self.action_learners()
        else:
            self._ask_pin(self._learner, self._entered)

    def _entered(self, given: bool | None) -> None:
        if given:
            self._shut = False
            self._welcome()
            self.begin()
        else:
            self._learner = None
            self.action_learners()

    def _ask_pin(self, learner: Learner, then: "Any", *, locked: bool = False) -> None:
        from quiz.tui.screens.pin import PinScreen

        self.push_screen(PinScreen(learner, locked=locked), then)

    def _welcome(self) -> None:
        """What is to be said and done once a learner is in."""
        learner = self._learner
        if learner is None:
            return
        protected, removed = self.store.pins().result()
        if learner.id in removed:
            from quiz.store.pins import removed_words

            self.notify(removed_words(removed[learner.id]), timeout=15, severity="warning", markup=False)
        self._watch_idle(learner.id in protected)

    # Handing over

    def action_learners(self) -> None:
        """Let the next learner choose; what is of the present one goes from the screen first."""
        from quiz.tui.screens.learners import LearnersScreen

        if self._learner is not None:
            self.keep()
            self.clear_notifications()
            self.blank()
        present = self._learner.id if self._learner else ""
        self.push_screen(LearnersScreen(present), self._chosen)

    def _chosen(self, learner: Learner | None) -> None:
        before = self._learner
        if learner is not None:  # the screen has asked for the PIN
            self._learner, self._shut = learner, False
            self._welcome()
            self.show_learner(first=before is None)
        elif before is None:
            self.exit(0)
        elif self._has_pin(before):
            self._ask_pin(before, lambda given: self.show_learner(first=False) if given else self.action_learners())
        else:
            self.show_learner(first=False)

    def show_learner(self, *, first: bool) -> None:
        """Show what is of the present learner's. first: nothing is there yet to show it on."""
        raise NotImplementedError

    # The lock

    def _watch_idle(self, on: bool) -> None:
        if self._watching is not None:
            self._watching.stop()
            self._watching = None
        if on:
            self._touched = asyncio.get_running_loop().time()
            self._watching = self.set_interval(LOOK_EVERY, self._look_idle)

    async def on_event(self, event: Event) -> None:
        if self._watching is not None and isinstance(event, Key | MouseEvent):
            self._touched = asyncio.get_running_loop().time()
        await super().on_event(event)

    def _look_idle(self) -> None:
        if self.is_open and not self.locked and asyncio.get_running_loop().time() - self._touched >= self.lock_after:
            self.lock()

    def lock(self) -> None:
        """Ask for the present learner's PIN over everything; what is typed is written down first."""
        learner = self._learner
        if learner is None:
            return
        self.keep()
        self.clear_notifications()
        self.locked = True
        self._ask_pin(learner, self._unlocked, locked=True)

    def _unlocked(self, given: bool | None) -> None:
        self.locked = False
        if given:
            self._touched = asyncio.get_running_loop().time()
            self.came_back()
        else:
            self.call_later(self._leave_to_next)

    def came_back(self) -> None:
        """The learner whose work was locked is here again."""

    async def _leave_to_next(self) -> None:
        """Close everything of the present learner's; everything is kept, and waits for their PIN."""
        self.keep()
        self._watch_idle(False)
        self.blank()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        self._learner = None
        self.action_learners()

    # Seeing to profiles

    def renamed(self, learner: Learner) -> None:
        """A learner has another name."""
        if self._learner is not None and self._learner.id == learner.id:
            self._learner = learner

    def pin_changed(self) -> None:
        """A PIN was set or taken away."""
        if self._learner is not None:
            self._watch_idle(self._has_pin(self._learner))

    def join(self, learner: Learner, into: Learner) -> None:
        """Make two profiles one; whoever learns as the one that goes learns as the other. Raises StoreError."""
        import time

        from quiz.store import apart

        apart.join(self.store, learner.id, into.id, time.time_ns() // 1_000_000).result()
        if self._learner is not None and self._learner.id == learner.id:
            self._learner = into
            self.pin_changed()

    def erase(self, learner: Learner) -> "Deleted":
        """Take a learner out of the store and of every backup. Raises StoreError."""
        from quiz.store.data import erase
        from quiz.store.paths import data_folder

        return erase(self.store, data_folder() if self.store.saves else None, learner.id)
