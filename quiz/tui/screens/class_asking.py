"""The asking screen in a class: the same questions, and what a network, a teacher and a second terminal do to them."""

import time
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from quiz.classroom.client.desk import ClassDesk
from quiz.questions.line import spoken
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.asking_answers import Answering
from quiz.tui.screens.asking_words import Keys, unanswered
from quiz.tui.screens.confirm import Confirm
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.safe import Safe

BLIP = 2.0
"""Seconds without the server that are not worth a word: it may just have been started again."""

_NOT_HERE = ("undo", "claim", "original", "mark", "notes", "keep_out", "bury", "leave", "finish")
_LEFT_OUT = ("undo", "o", "original", "mark", "notes")
_TO_LOOK = ("go(1)", "swap", "article(1)")
"""What somebody may do who can only look."""
Wish = Literal["hand-over", "take-over", "log-in"]


def _hand_in_first(keys: Keys) -> Keys:
    """The keys with handing in before the flag: a line that is too short leaves out what comes later."""
    others = [one for one in keys if one[2] != "finish"]
    at = next((at for at, one in enumerate(others) if one[2] == "flag"), len(others) - 2)
    return [*others[:at], *(one for one in keys if one[2] == "finish"), *others[at:]]


class ClassAsking(AskingScreen, inherit_bindings=False):
    """Posts Wished for what the app has to do: hand the place over, take the attempt back, log in again."""

    CSS_PATH = "class_asking.tcss"  # the app has that of its base
    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in AskingScreen.BINDINGS if isinstance(one, Binding) and one.action not in _NOT_HERE),
        Binding("exclamation_mark", "claim", "I was right: your teacher will see it"),
        Binding("F,ctrl+d", "finish", "Hand in"),
        Binding("f8", "mend", "Log in again, or take the attempt back from another place"),
        Binding("f9", "wish('hand-over')", "Hand the place over to somebody else"),
        Binding("q,escape", "leave", "To the waiting room"),
    ]

    class Wished(Message):
        """The app is to do this."""

        def __init__(self, wish: Wish) -> None:
            super().__init__()
            self.wish = wish

    desk: ClassDesk

    def __init__(self, desk: ClassDesk, *, learner: str) -> None:
        super().__init__(desk, learner=learner)
        self._safe = Safe(self._marks, desk)
        self._saved = self._safe
        self._offline_since = 0.0
        self._refused = ""

    def compose(self) -> ComposeResult:
        top, panes, *below = super().compose()
        yield top
        yield panes
        yield PlainText("", id="cover")
        yield PlainText("", id="notice")
        yield from below

    def _paint_lines(self) -> None:
        super()._paint_lines()
        if not self.is_attached:
            return
        self._safe.show()
        self._show_notice()
        if self.desk.attempt.finished and self.desk.delivery.logged_out and self.app.screen is self:
            self._end(True)  # results are for whoever is in, and nobody is
            return
        paused = self.desk.paused and not self.desk.attempt.finished
        if paused != self.has_class("paused"):
            self._pause(paused)
        self._tell()

    def _pause(self, paused: bool) -> None:
        if paused:
            self.keep_draft()
            self.query_one("#cover", PlainText).say(
                ("Paused by your teacher\n", "bold"), "Time stands still. What you gave is kept; it goes on by itself."
            )
            self.set_focus(None)
        self.set_class(paused, "paused")
        if not paused and self._is_open and not self.proving:
            self._focus_answer()

    def _show_notice(self) -> None:
        """The strip above the keys: what stands between this place and the server, and what that means."""
        notice, desk = self.query_one("#notice", PlainText), self.desk
        delivery = desk.delivery
        now = time.monotonic()
        self._offline_since = 0.0 if delivery.online else self._offline_since or now
        gone = not delivery.online and now - self._offline_since > BLIP
        self.set_class(desk.read_only or gone or delivery.logged_out or delivery.unknown, "noticed")
        if desk.read_only:
            notice.say(*self._overtaken())
            answer = self._question.answer
            if not desk.attempt.finished and answer.is_mounted and not answer.locked:
                self.keep_draft()
                answer.decide((), None)
                self.set_focus(None)
        elif delivery.unknown:
            notice.say(("Not received. ", "bold"), f"{delivery.trouble[:1].upper()}{delivery.trouble[1:]}.")
        elif delivery.logged_out:
            notice.say(("Log in again: f8. ", "bold"), "Go on meanwhile: what you give is kept here.")
        elif gone:
            said = f"{delivery.trouble[:1].upper()}{delivery.trouble[1:]}."
            what = "The folder is not there. " if self.desk.delivery.by_folder else "No network. "
            notice.say((what, "bold"), "Go on: what you give is kept here and sent later. ", (said, "dim"))

    def _overtaken(self) -> list[str | tuple[str, str]]:
        """That another terminal has the attempt, and what was given here meanwhile."""
        pieces: list[str | tuple[str, str]] = [
            ("You went on at another place. ", "bold"),
            "Here you can only look; f8 takes it back to this place.",
        ]
        numbers = {question: at for at, question in enumerate(self.desk.attempt.items, 1)}
        for question, response in list(self.desk.ours.items())[-2:]:
            given = spoken(response, self.desk.view(question))
            pieces.append((f"\nKept beside it, from here: {numbers[question]}. {given}"[:300], "dim"))
        return pieces

    def _tell(self) -> None:
        """What the server has not taken, once."""
        if self.desk.refused and self.desk.refused != self._refused:
            self._refused = self.desk.refused
            self.notify(f"Not taken: {self._refused}", severity="warning", timeout=8, markup=False)

    @property
    def _is_open(self) -> bool:
        return super()._is_open and not self.desk.read_only

    def _keys(self) -> Keys:
        finished = self.desk.attempt.finished is not None
        if self.desk.paused and not finished:
            return [("f9", "hand over", "wish('hand-over')"), ("esc", "waiting room", "leave"), ("f1", "help", "help")]
        keys = [one for one in super()._keys() if one[2] not in _LEFT_OUT]
        if self.desk.read_only and not finished:
            keys = [("f8", "take it back", "mend"), *(one for one in keys if one[2] in _TO_LOOK)]
            return [
                *keys,
                ("f9", "hand over", "wish('hand-over')"),
                ("esc", "waiting room", "leave"),
                ("f1", "help", "help"),
            ]
        names = {"finish": "hand in", "leave": "waiting room"}
        keys = [(key, names.get(action, does), action) for key, does, action in keys]
        more: Keys = [("f8", "log in", "mend")] if self.desk.delivery.logged_out else []
        keys = _hand_in_first(keys)
        return [*keys[:-2], *more, ("f9", "hand over", "wish('hand-over')"), *keys[-2:]]

    def idle_actions(self) -> frozenset[str]:
        idle = super().idle_actions() | (set() if self.desk.delivery.logged_out or self.desk.read_only else {"mend"})
        if self.desk.attempt.finished is not None or not (self.desk.paused or self.desk.read_only):
            return idle
        works = {"wish('hand-over')", "leave"}
        if not self.desk.paused:
            works |= {"mend", "go(-1)", "article(-1)", *_TO_LOOK}
        return idle | {one.action for one in self.BINDINGS if isinstance(one, Binding)} - works

    def action_wish(self, wish: Wish) -> None:
        self.keep_draft()
        self.post_message(self.Wished(wish))

    def action_mend(self) -> None:
        if self.desk.read_only:
            self.action_wish("take-over")
        elif self.desk.delivery.logged_out:
            self.action_wish("log-in")
        else:
            self.notify("Nothing is wrong here.", markup=False)

    def action_leave(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self._end(True)
            return

        def leave(yes: bool | None) -> None:
            if yes:
                self._end(False)

        timed = " The time goes on." if self.desk.time_left() is not None else ""
        question = f"To the waiting room? Everything is kept.{timed}"
        self.app.push_screen(Confirm(question, "Waiting room", "Stay"), leave)

    def action_finish(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self._end(True)
            return
        if self.desk.read_only or self.desk.paused:
            self.notify("Not now: this is paused, or goes on at another place.", markup=False)
            return

        def finish(yes: bool | None) -> None:
            if yes and not self.desk.read_only and not self.desk.paused:
                self._finish()

        left = unanswered(self.desk.attempt)
        question = f"Hand in with {left} not answered?" if left else "Hand in?"
        after = "Nothing can be changed afterwards."
        if self.desk.delivery.by_folder:
            after = "While there is time you can come back and change it."
        self.app.push_screen(Confirm(f"{question} {after}", "Hand in", "Not yet"), finish)

    async def on_answering_changed(self, event: Answering.Changed) -> None:
        """Beside what the base does with it: an end that the server set is shown at once."""
        event.stop()
        if self.desk.attempt.finished and not self._was_finished and self.app.screen is self:
            self._tick()
