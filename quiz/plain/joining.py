"""``quiz join --plain``: a class line by line, over the same desk as the app."""

import getpass
import sys
import time
from pathlib import Path

from quiz.attempts.desk import Receipt
from quiz.classroom.address import EXAMPLE
from quiz.classroom.client.connection import OnceMore, Refusal, Unreachable
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.door import visit_at
from quiz.classroom.client.visit import Visit
from quiz.classroom.wire import Hello, SittingCard
from quiz.classroom.wording import minutes
from quiz.errors import InputError, QuizError
from quiz.plain.page import Page
from quiz.plain.player import Player
from quiz.plain.saving import Saving, confirm
from quiz.plain.stopping import Stopped, signals_stop
from quiz.plain.wording import count

EVERY = 2.0
"""Seconds between two looks at the class."""
PATIENCE = 15.0
"""Seconds in which handing in should be confirmed, before it is said that it is not."""


def join_plain(line: str, data: Path) -> int:
    """Take part in a class on standard input and output. Exit code 0, or 128 and the signal's number.

    Raises QuizError.
    """
    page = Page(sys.stdin, sys.stdout)
    visit: Visit | None = None
    with signals_stop():
        try:
            visit, hello = _join(line, data, page)
            _log_in(visit, hello, page)
            while (card := _choose(visit, page)) is not None:
                _sit(visit, card, page)
        except KeyboardInterrupt:
            return 130
        except Stopped as stop:
            return 128 + stop.number
        finally:
            if visit is not None:
                _leave(visit, page)
    return 0


def _join(line: str, data: Path, page: Page) -> tuple[Visit, Hello]:
    typed = line
    while True:
        if not typed:
            page.say(f"The join line, as the teacher's screen shows it (such as {EXAMPLE}):")
            typed = _asked(page)
        try:
            visit = visit_at(typed, data)
            return visit, visit.hello()
        except QuizError:
            if not page.interactive:
                raise
            page.say(_sentence(sys.exc_info()[1]))
            typed = ""


def _log_in(visit: Visit, hello: Hello, page: Page) -> None:
    page.say(hello.classroom)
    while True:
        try:
            if hello.by_account:
                session = visit.log_in()
            else:
                page.say("Code name, as on your slip:")
                name = _asked(page)
                session = visit.log_in(name, _pin(page))
        except OnceMore as error:
            page.say(_sentence(error))
        except (Refusal, Unreachable) as error:
            if not page.interactive or hello.by_account:
                raise
            page.say(_sentence(error))
            if isinstance(error, Refusal) and error.code == "slow-down":
                time.sleep(error.retry)
                page.say("You can try again.")
        else:
            page.say(f"You are {session.name}.")
            return


def _pin(page: Page) -> str:
    """Typed without an echo; from a pipe, its next line."""
    if page.interactive:
        return getpass.getpass("PIN: ")
    line = sys.stdin.readline()
    if not line:
        raise InputError("join: the input ended before the PIN; give it on the line after the code name")
    return line.strip()


def _choose(visit: Visit, page: Page) -> SittingCard | None:
    """The sitting to go to; None where the learner has had enough."""
    told: list[str] = []
    while True:
        cards = visit.sittings()
        lines = [f"{at}. {_card_line(card)}" for at, card in enumerate(cards, 1)]
        enterable = [card for card in cards if card.state in ("open", "paused") or card.attempt]
        if lines != told:
            page.say("", *(lines or ["No sitting yet."]))
            told = lines
        if enterable or not page.interactive:
            page.say("Type a number to go in, an empty line to look again, :quit to leave.")
        else:
            page.say("Wait until your teacher opens it; an empty line looks again, :quit leaves.")
        line = page.ask()
        if line is None or line.strip().casefold() in (":quit", ":q"):
            return None
        typed = line.strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(cards) and cards[int(typed) - 1] in enterable:
            return cards[int(typed) - 1]
        if typed:
            page.say("That is not the number of a sitting that can be entered now.")


def _card_line(card: SittingCard) -> str:
    if card.finished:
        shown = {"never": "results not shown yet", "marks": "marks are there", "all": "results are there"}[card.release]
        state = f"handed in, {shown}"
        if card.revealed and card.release == "never":
            state = f"over, what was revealed is there ({card.revealed} of {card.questions})"
    else:
        state = {"waiting": "not open yet", "closed": "over", "paused": "paused", "open": "open"}[card.state]
    time = "" if card.minutes is None else f", {minutes(card.minutes)}"
    return f"{card.title}: {card.mode}, {count(card.questions, 'question')}{time}; {state}."


def _sit(visit: Visit, card: SittingCard, page: Page) -> None:
    try:
        desk = _open(visit, card, page)
    except Refusal as error:
        page.say(_sentence(error))
        return
    if desk is None:
        return
    if card.mode == "follow" and not desk.attempt.finished:
        from quiz.plain.following import follow

        follow(desk, page)
    elif not desk.attempt.finished:
        saving = _Sending(page, desk)
        Player(desk, page, saving).play()
    if desk.attempt.finished:
        _tell_end(desk, page)
    visit.leave(3.0)


def _open(visit: Visit, card: SittingCard, page: Page) -> ClassDesk | None:
    try:
        return visit.open(card)
    except Refusal as error:
        if error.code != "taken":
            raise
        page.say("You have this open at another place, or had a moment ago.")
        if not confirm(page, "Go on here? There you can then only look. Type y or n."):
            return None
        return visit.open(card, takeover=True)


def _tell_end(desk: ClassDesk, page: Page) -> None:
    """Wait for the receipt; nothing is called handed in before it is there. Then show what is released."""
    from quiz.plain.summary import class_lines

    if not desk.receipt:
        page.say("Handing in ...")
    end = time.monotonic() + PATIENCE
    while not desk.receipt:
        if time.monotonic() > end:
            page.say(
                f"{'Not handed in' if desk.delivery.by_folder else 'Not received'} yet: "
                f"{count(desk.waiting, 'answer')} saved here. {_trouble(desk)}"
                "An empty line waits on, :quit leaves; it is sent when you join again from here."
            )
            line = page.ask()
            if line is None or line.strip():
                return
            end = time.monotonic() + PATIENCE
        time.sleep(0.1)
    if desk.delivery.by_folder:
        page.say(
            f"Handed in: it is in the folder, in the file that begins with {desk.receipt}. "
            "While there is time you can come back and change it; your teacher collects the folder."
        )
        return
    page.say(f"Received. Receipt {desk.receipt}")
    if any(desk.feedback(question) is not None for question in desk.attempt.items):
        page.say("", *class_lines(desk))
    else:
        page.say("Your teacher has not released the results yet; come back to this sitting for them.")


def _leave(visit: Visit, page: Page) -> None:
    if visit.desk is not None and visit.desk.waiting and not visit.desk.delivery.by_folder:
        page.say(f"{count(visit.desk.waiting, 'answer')} saved here, being sent ...")
    left = visit.desk
    visit.log_out(5.0)
    if left is not None and left.waiting:
        what = (
            "handed in yet; join again from here to go on"
            if left.delivery.by_folder
            else ("received yet; joining again from here sends them")
        )
        page.say(f"{count(left.waiting, 'answer')} not {what}.")


def _away(desk: ClassDesk) -> str:
    if desk.delivery.by_folder:
        return "The folder cannot be written to just now; go on, what you give is saved here."
    return "No network; go on, what you give is saved here and sent later."


def _trouble(desk: ClassDesk) -> str:
    return f"{_sentence(desk.delivery.trouble)} " if desk.delivery.trouble else ""


class _Sending(Saving):
    """Waits until what was given is saved here, and says when that changes: offline, back again, taken over."""

    def __init__(self, page: Page, desk: ClassDesk) -> None:
        super().__init__(page)
        self._desk = desk
        self._told = ""

    def settle(self, receipt: Receipt) -> None:
        super().settle(receipt)
        desk = self._desk
        if desk.read_only:
            said = "You went on at another place; here you can only look."
        elif desk.paused:
            said = "Your teacher has paused the sitting; time stands still."
        elif not desk.delivery.online:
            said = _away(desk)
        else:
            said = ""
        if said and said != self._told:
            self._page.say(said)
        elif self._told and not said:
            self._page.say("All is well again.")
        self._told = said


def _asked(page: Page) -> str:
    line = page.ask()
    if line is None:
        raise InputError("join: the input ended before anybody was in; give the join line, code name and PIN")
    return line.strip()


def _sentence(error: object) -> str:
    said = str(error).removeprefix("join: ")
    return f"{said[:1].upper()}{said[1:]}."
