"""Events of an attempt on their way into the store: which count, which are kept beside it, and which are refused."""

from functools import cached_property

import msgspec

from quiz.attempts.events import (
    Answered,
    Body,
    Cited,
    Claimed,
    Drafted,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Resumed,
    Skipped,
    Undone,
    encode_body,
)
from quiz.attempts.modes import RULES
from quiz.classroom.server import following, releasing
from quiz.classroom.server.service import Sat, Scratch, Service, passed
from quiz.classroom.server.timing import LEASE, RENEWED_AFTER
from quiz.classroom.wire import Refused, Sent
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, cleaned
from quiz.store.classes import events, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow, EventState
from quiz.store.classes.sittings import StepRow

MOST_EVENT = 64 * 1024
"""Bytes of one event."""

MOST_ATTEMPT = 5 * 1024 * 1024
"""Bytes of all events of an attempt."""


_EARNING = (Answered, Cited, Drafted, Hinted, Undone)
"""What nobody does while a sitting is paused; looking around and handing in change no mark."""


class Taking:
    """Events of one attempt, on their way into the store."""

    def __init__(
        self, service: Service, db: Db, sat: Sat, row: AttemptRow, now: int, *, by_folder: bool = False
    ) -> None:
        """by_folder: what is handed in by folder may be changed and handed in again."""
        self._service, self._db, self._sat, self._now, self._by_folder = service, db, sat, now, by_folder
        self._was = row
        self.row = row
        self.attempt = service.fold(db, row, sat)
        self._steps: list[StepRow] = (
            sittings.steps(db, service.class_id, sat.row.id) if sat.plan.mode == "follow" else []
        )
        self.received: list[str] = []
        self.late: list[str] = []
        self.superseded: list[str] = []
        self.refused: list[Refused] = []
        self.touched: set[str] = set()

    def take(self, sent: Sent, terminal: str, fence: int, *, holds: bool, imported: bool = False) -> EventState | None:
        """Keep one event; how, or None where it was there already or is refused."""
        kept = self._keep(sent, terminal, fence, holds=holds, imported=imported)
        if holds and sent.number > self.row.number:
            self.row = msgspec.structs.replace(self.row, number=sent.number)
        return kept

    def _keep(self, sent: Sent, terminal: str, fence: int, *, holds: bool, imported: bool) -> EventState | None:
        if len(sent.id) != 32 or sent.id.strip("0123456789abcdef"):
            self._refuse(sent, "its id is not 32 hex digits")
            return None
        # The next number is hardly ever one that is there already, and then the insertion will say so.
        fresh = holds and sent.number > self.row.number
        if not fresh and self._known(sent):
            return None
        try:
            body, state = self._settle(sent.body, holds=holds, imported=imported)
        except NotAllowed as error:
            if not self._known(sent):
                self._refuse(sent, str(error))
            return None
        text = encode_body(body)
        if len(text) > MOST_EVENT or self.row.size + len(text) > MOST_ATTEMPT:
            self._refuse(sent, "it is too long to be kept")
            return None
        if not self._insert(sent, terminal, fence, state, text.decode()):
            self._known(sent)
            return None
        if state == "accepted":
            self.attempt = passed(self.attempt, body, self._now, max(0, sent.elapsed))
            if isinstance(body, Finished):
                self._hand_in()
        self._tell(sent.id, state)
        return state

    def _known(self, sent: Sent) -> bool:
        """Whether the attempt has this event already, which is then told."""
        known = events.state_of(self._db, self._service.class_id, self.row.id, sent.id)
        if known is not None:
            self._tell(sent.id, known)
        return known is not None

    def _insert(self, sent: Sent, terminal: str, fence: int, state: EventState, text: str) -> bool:
        row = self.row
        sealed = events.seal(
            EventRow(self._service.class_id, row.id, sent.id, row.seq + 1, terminal, fence, sent.number, sent.at,
                     sent.elapsed, self._now, state, text, "", "", ""),
            row.head,
        )  # fmt: skip
        if not events.insert(self._db, sealed):
            return False
        self.row = msgspec.structs.replace(
            row,
            seq=sealed.seq,
            head=sealed.hash,
            size=row.size + len(text),
            late=row.late + (state in ("late", "shown")),
            superseded=row.superseded + (state == "superseded"),
        )
        return True

    def _settle(self, body: Body, *, holds: bool, imported: bool) -> tuple[Body, EventState]:
        """The event as it is kept, and how. Raises NotAllowed for what no attempt in a class can hold."""
        body = self._checked(body)
        if not holds and not imported:
            return body, "superseded"
        if imported and not holds and self._newer(body):
            return body, "superseded"
        if isinstance(body, Claimed):
            if not self._shows(body.question):
                raise NotAllowed("there is no verdict to object to")
            return body, "accepted"
        handed_in = self.row.finished is not None and not self._by_folder
        if handed_in and holds and self._ended_here:
            raise NotAllowed("this attempt was handed in before this was given")
        over = self._sat.hours.finished(self.row, self._now) is not None
        if self._revealed(body) or (over and self._key_was_shown):
            return body, "shown"
        still = self._sat.hours.stands_still(self._now) and isinstance(body, _EARNING)
        if handed_in or ((over or still) and not imported):
            return body, "late"
        if self._sat.plan.mode == "practice" and isinstance(body, Answered | Cited | Hinted | Undone | Drafted):
            body = self._practised(body)
        return body, "accepted"

    @property
    def _ended_here(self) -> bool:
        """Whether it was this terminal that handed in: what it sends after that, it gave after that.

        What an earlier run could not send goes out under a later fence, whenever that was given.
        """
        at = events.handed_in_at(self._db, self._service.class_id, self.row.id)
        return at == (self.row.terminal, self.row.fence)

    @cached_property
    def _key_was_shown(self) -> bool:
        return releasing.key_was_shown(self._service, self._db, self.row, self._sat, self._now)

    def _shows(self, question: str) -> bool:
        """Whether the learner may see what an answer was worth."""
        may = releasing.allowed(self._service, self._db, self.row, self._sat, self._now, self._steps)
        if may.what != "never" or int(question[1:]) in may.revealed:
            return True
        return may.bit_by_bit != "never" and self.attempt.items[question].verdict is not None

    def _revealed(self, body: Body) -> bool:
        """Whether it answers a question whose key the class has been shown."""
        return (
            bool(self._steps)
            and isinstance(body, Answered | Drafted | Cited)
            and body.question in {f"q{step.question}" for step in self._steps if step.phase == "revealed"}
        )

    def _newer(self, body: Body) -> bool:
        """Whether the attempt has something for the event's question, so that an old terminal's must not replace it."""
        item = self.attempt.items.get(_question(body))
        return item is None or item.draft is not None or item.response is not None

    def _checked(self, body: Body) -> Body:
        """What a learner may say, with nothing in it that is not a learner's to say. Raises NotAllowed."""
        question = _question(body)
        if question and question not in self.attempt.items:
            raise NotAllowed(f"no question {question[:20]!r} in this attempt")
        if self._sat.plan.mode == "follow" and question and int(question[1:]) > following.reached(self._steps):
            raise NotAllowed("the class has not come to this question")
        match body:  # the most frequent first
            case Drafted():
                return Drafted(question, cleaned(body.response))
            case Answered():
                points = self.attempt.items[question].points
                certainty = min(max(body.certainty, 0), 3) if body.certainty and self._asks_certainty(question) else 0
                return Answered(question, cleaned(body.response), points, 0.0, None, False, certainty)
            case Moved() | Flagged() | Skipped() | Resumed() | Claimed():
                return body
            case Finished():
                return Finished("learner")
            case Cited(_, response, _):
                marked = cleaned(response)
                return Cited(question, marked if isinstance(marked, Marked) else response, None)
            case Hinted() | Undone() if RULES[self._sat.plan.mode].hints:
                return body
            case _:
                raise NotAllowed("this is not a learner's to say in this sitting")

    def _asks_certainty(self, question: str) -> bool:
        asked = self._sat.exam.in_order(self.row.order)
        return asked.certainty(asked.by_id[question]) != "off"

    def _practised(self, body: Body) -> Body:
        """The event as the rules of practice make it: an answer is graded at once. Raises NotAllowed."""
        scratch = Scratch(self.row, self._sat, self.attempt, self._now)
        match body:
            case Answered(question, response, _, _, _, _, certainty):
                scratch.desk.answer(question, response, certainty)
            case Cited(question, response, _):
                scratch.desk.cite(question, response)
            case Hinted(question, _):
                scratch.desk.hint(question)
            case Drafted(question, response):
                scratch.desk.draft(question, response)
            case Undone(question):
                item = self.attempt.items[question]
                if item.closed:
                    raise NotAllowed("in a class an answer that was judged stays")
                return Undone(question, item.verdict is not None)
        self.touched.add(_question(body))
        return scratch.bodies[0]

    def _hand_in(self) -> None:
        deadline = self._sat.hours.deadline(self.row, self._now)
        when = self._now if deadline is None else min(self._now, deadline)
        self.row = msgspec.structs.replace(self.row, finished=when)

    def _tell(self, event: str, state: EventState) -> None:
        self.received.append(event)
        if state in ("late", "shown"):
            self.late.append(event)
        elif state == "superseded":
            self.superseded.append(event)

    def _refuse(self, sent: Sent, why: str) -> None:
        self.refused.append(Refused(sent.id[:64], why))

    def finish(self, *, renew: bool) -> AttemptRow:
        """Keep what has become of the attempt."""
        changed = self.row != self._was
        if renew and (changed or self.row.until - self._now < LEASE - RENEWED_AFTER):
            self.row = msgspec.structs.replace(self.row, until=max(self.row.until, self._now + LEASE))
            changed = True
        if changed:
            self._service.change(self._db, self.row)
        self._service.remember(self.row, self.attempt)
        return self.row


def _question(body: Body) -> str:
    return getattr(body, "question", "")
