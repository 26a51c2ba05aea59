"""The desk of a learner in a class: what is given goes into the outbox, and what the server says comes back here.

It has views and no key, so it can grade nothing: an answer is taken without a verdict, and what may be seen of it comes
when the server releases it. It needs no network between opening and handing in.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt, Item, advance
from quiz.attempts.desk import Clock as Watch
from quiz.attempts.desk import Feedback, Given, Receipt
from quiz.attempts.events import (
    Answered,
    Body,
    Cited,
    Claimed,
    Drafted,
    Event,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Skipped,
)
from quiz.attempts.modes import GRACE, RULES, Rules, may_answer, next_hint, wants_proof
from quiz.classroom.client.delivery import Delivery
from quiz.classroom.client.outbox import Outbox
from quiz.classroom.client.released import as_released, feedback_of
from quiz.classroom.wire import Clock, Following, News, Opened, Received, Released, Sent
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, Place, Response, cleaned, is_empty
from quiz.questions.view import View

if TYPE_CHECKING:
    from quiz.articles.original import Original


class ClassDesk:
    """Implements ``quiz.attempts.desk.Desk``. One front end, one desk; the delivery's thread calls it too."""

    def __init__(
        self, opened: Opened, outbox: Outbox, delivery: Delivery, watch: Watch, new_id: Callable[[], str]
    ) -> None:
        self._lock = threading.RLock()
        self._outbox = outbox
        self.delivery = delivery
        self._watch = watch
        self._new_id = new_id
        self._changed: Callable[[], None] = _nothing
        self._views = {view.id: view for view in opened.views}
        self._articles = {article.id: article for article in opened.articles}
        self._clock = opened.clock
        self._heard = watch.ticks()
        self._released: dict[str, Released] = {}
        self.following: Following | None = None
        self.originals: Mapping[str, Original] = {}
        self.refused = ""
        """Why the server did not take something, in one sentence: the latest."""
        self.ours: dict[str, Response] = {}
        """What was given here and is not part of the attempt, because another terminal has gone on with it."""
        self._unseen: dict[str, Item] = {}
        self.attempt = _begun(opened)
        self.last_receipt: Receipt = Future()
        self.last_receipt.set_result(None)
        for body in opened.past:
            self._fold(body)
        self._leave_out_unseen()
        self._take_released(opened.released, whole=True)
        self._follow_state()

    # What there is

    @property
    def title(self) -> str:
        return self.attempt.started.title

    @property
    def set_id(self) -> str:
        return self.attempt.started.set

    @property
    def rules(self) -> Rules:
        """As the mode says, but nothing is taken back: what is received stays received."""
        return msgspec.structs.replace(RULES[self.attempt.started.mode], undo=False)

    @property
    def articles(self) -> dict[str, Article]:
        return self._articles

    @property
    def receipt(self) -> str:
        """What handing in was confirmed by; "" before the server has said so."""
        return self._clock.receipt

    @property
    def paused(self) -> bool:
        return self._clock.state == "paused"

    @property
    def read_only(self) -> bool:
        """Whether another terminal has taken the attempt over."""
        return self.delivery.overtaken

    @property
    def waiting(self) -> int:
        """Answers and drafts that the server is not known to have."""
        return self._outbox.waiting_answers

    @property
    def safe(self) -> str:
        """*saving*, *saved here*, *received*, or *NOT SAVED*: the state of everything given so far."""
        if not self._outbox.waiting:
            return "received"
        if self._outbox.fault is not None:
            return "NOT SAVED"
        return "saving" if self._outbox.unsaved else "saved here"

    def elapsed(self) -> int:
        """Milliseconds by the server's count, carried on by this machine's monotonic clock."""
        if self.attempt.finished or self._clock.state != "open":
            return max(self._clock.elapsed, self.attempt.elapsed if self.attempt.finished else 0)
        return self._clock.elapsed + self._watch.ticks() - self._heard

    def time_left(self) -> int | None:
        """Milliseconds until this learner's deadline, which stands still while the sitting is paused."""
        left = self._clock.left
        if left is None:
            return None
        gone = self._watch.ticks() - self._heard if self._clock.state == "open" else 0
        return max(0, left - gone)

    def view(self, question: str) -> View:
        return self._views[question]

    @property
    def reviewed(self) -> Attempt:
        """The attempt as it is gone through afterwards: in follow mode what of it was revealed or released."""
        if self.attempt.started.mode != "follow":
            return self.attempt
        items = {name: item for name, item in self.attempt.items.items() if name in self._released}
        return msgspec.structs.replace(self.attempt, items=items)

    def watch(self, changed: Callable[[], None], /) -> None:
        self._changed = changed

    def feedback(self, question: str) -> Feedback | None:
        """What has been released of a question: everything, or in its place only what it was worth."""
        released = self._released.get(question)
        return None if released is None else feedback_of(released, self.attempt.items[question])

    def original_places(self, question: str) -> dict[str, tuple[Place, ...]]:  # noqa: ARG002
        """None: a learner's own copies of the articles stay out of a class."""
        return {}

    def wants_proof(self, question: str) -> bool:
        """Whether the learner is now to point at the sentence that proves the answer."""
        if self.attempt.finished or self.read_only:
            return False
        return wants_proof(self.rules, self.attempt.items[question], self.view(question).cite)

    def hints(self, question: str) -> tuple[str, ...]:
        """The texts of the hints taken; one just asked for arrives with the next answer of the server."""
        released = self._released.get(question)
        return released.hints if released else ()

    # What is done

    def move(self, question: str) -> Receipt:
        return self._append(Moved(question))

    def draft(self, question: str, response: Response) -> Receipt:
        """Keep what is typed or picked so far, beside the attempt where it went on elsewhere. Raises NotAllowed."""
        self._in_time(GRACE)
        return self._append(Drafted(question, cleaned(response)))

    def answer(self, question: str, response: Response, certainty: int = 0) -> Given:
        """Keep a response and send it; its verdict comes when it is released. Raises NotAllowed."""
        self._in_time()
        self._may_write()
        item = self._item(question)
        response = cleaned(response)
        may_answer(self.rules, item, response)
        asks = self.view(question).certainty != "off"
        certainty = min(max(certainty, 0), 3) if asks else 0
        body = Answered(question, response, item.points, 0.0, None, not self.rules.change, certainty)
        return Given(None, self._append(body))

    def cite(self, question: str, response: Marked) -> Given:
        self._in_time(GRACE)
        self._may_write()
        if not self.wants_proof(question):
            raise NotAllowed("no proof is asked for here")
        return Given(None, self._append(Cited(question, response, None)))

    def hint(self, question: str) -> Receipt:
        self._in_time(GRACE)
        self._may_write()
        taken = next_hint(self.rules, self._item(question), self.view(question).hints)
        return self._append(Hinted(question, taken))

    def flag(self, question: str) -> Receipt:
        return self._append(Flagged(question, not self._item(question).flagged))

    def skip(self, question: str) -> Receipt:
        return self._append(Skipped(question))

    def undo(self) -> str:
        raise NotAllowed("in a class answers are not taken back; in a test they can be changed until the end")

    def assess(self, question: str, earned: float) -> Receipt:  # noqa: ARG002
        raise NotAllowed("in a class your teacher judges open answers")

    def claim(self, question: str) -> Receipt:
        if self.feedback(question) is None:
            raise NotAllowed("there is no verdict to object to")
        return self._append(Claimed(question))

    def suspend(self, question: str, on: bool = True) -> Receipt:  # noqa: ARG002
        raise NotAllowed("questions are suspended in your own practice, not in a class")

    def bury(self, question: str) -> Receipt:  # noqa: ARG002
        raise NotAllowed("questions are buried in your own reviews, not in a class")

    def finish(self, by_time: bool = False) -> Receipt:
        """Hand in; what was begun counts as answered, because handing in must lose nothing.

        by_time: this machine's clock says that the time is over. Only the server's counts, and it ends the attempt
        itself, so nothing is sent.
        """
        with self._lock:
            if by_time:
                self._end(Finished("time"))
                return self.last_receipt
            if self.attempt.finished:
                return self.last_receipt
            self._may_write()
            if not self.rules.feedback:
                for item in list(self.attempt.items.values()):
                    if item.draft is not None and not item.closed and not is_empty(item.draft):
                        self._append(Answered(item.id, item.draft, item.points, 0.0, None, False))
            return self._append(Finished("learner"))

    def close(self, patience: float = 0.0) -> None:
        """Leave: wait up to ``patience`` seconds for what is on its way, then let thread and file go."""
        self.watch(_nothing)
        self.delivery.stop(patience)
        self._outbox.close()

    def take_in(self, left: list[Sent], strays: list[Sent], beside: list[Sent]) -> None:
        """What earlier runs of the program could not send: left waits in this outbox already, strays go into it now.

        beside: what the attempt has something later for; shown as kept, and not part of it.
        """
        with self._lock:
            for sent in strays:
                self.last_receipt = self._outbox.put(sent.id, sent.at, sent.elapsed, sent.body)
            for sent in (*left, *strays):
                self._fold(sent.body)
            for sent in beside:
                if isinstance(sent.body, Answered | Drafted):
                    self.ours[sent.body.question] = sent.body.response

    def when_aside(self, done: Callable[[], None]) -> None:
        """Call ``done`` once what stood beside has arrived."""
        self._aside = done

    def put_aside(self) -> None:
        self._aside()

    # What the server says; called by the delivery

    def received(self, answer: Received) -> None:
        with self._lock:
            self._hear(answer.clock)
            for one in answer.refused:
                self.refused = one.why
            if answer.superseded:
                self._set_beside(set(answer.superseded))
            self._take_released(answer.released, whole=False)
        self._changed()

    def news(self, news: News) -> None:
        with self._lock:
            before = (self._clock.state, self._clock.receipt, self.following, self._seen)
            self._hear(news.clock)
            if news.version != self._seen:
                self._seen = news.version
                self._take_released(news.released, whole=True)
            self.following = news.following
            self._follow_state()
            after = (self._clock.state, self._clock.receipt, self.following, self._seen)
        if before != after:
            self._changed()

    def changed(self) -> None:
        self._changed()

    # Inside

    _seen = 0
    _aside: Callable[[], None] = staticmethod(lambda: None)

    def _hear(self, clock: Clock) -> None:
        self._clock, self._heard = clock, self._watch.ticks()
        if clock.state == "closed" or clock.receipt:
            if not self.attempt.finished:
                self._end(Finished("time"))
        elif self.attempt.finished and self.attempt.finished.by == "time" and clock.left != 0:
            # There is more time than this machine knew.
            self.attempt = msgspec.structs.replace(self.attempt, finished=None)
        self._leave_out_unseen()

    def _end(self, how: Finished) -> None:
        """The attempt is over here without an event of ours: the server ends it."""
        if not self.attempt.finished:
            self.attempt = msgspec.structs.replace(self.attempt, finished=how, elapsed=self.elapsed())

    def _take_released(self, released: tuple[Released, ...], *, whole: bool) -> None:
        """whole: this is all that may be seen; what is not in it has been withdrawn."""
        if whole:
            for question in self._released.keys() - {one.question for one in released}:
                del self._released[question]
                self._see(question, None)
        for one in released:
            if one.question in self.attempt.items:
                self._released[one.question] = one
                self._see(one.question, one)

    def _see(self, question: str, released: Released | None) -> None:
        """Put what is released of a question into the attempt, where marks and results look for it."""
        over = self.attempt.finished is not None
        item = as_released(self.attempt.items[question], released, self.rules, over=over)
        self.attempt = msgspec.structs.replace(self.attempt, items={**self.attempt.items, question: item})

    def _follow_state(self) -> None:
        """In follow mode: take in the question all are at, and be there."""
        following = self.following
        if following is None:
            return
        self._views[following.question] = following.view
        for article in following.articles:
            self._articles[article.id] = article
        if self.attempt.here != following.question and following.question in self.attempt.items:
            self.attempt = msgspec.structs.replace(self.attempt, here=following.question)
        if following.revealed is not None:
            self._take_released((following.revealed,), whole=False)

    def _leave_out_unseen(self) -> None:
        """Once a lesson in follow mode is over, it was about the questions that the class came to."""
        if self.attempt.started.mode != "follow":
            return
        items = {**self.attempt.items, **self._unseen}
        self._unseen = {} if not self.attempt.finished else {n: i for n, i in items.items() if n not in self._views}
        ordered = {name: items[name] for name in self.attempt.started.questions if name not in self._unseen}
        self.attempt = msgspec.structs.replace(self.attempt, items=ordered or items)

    def _set_beside(self, ids: set[str]) -> None:
        for sent in self._outbox.left_over():
            if sent.id in ids and isinstance(sent.body, Answered | Drafted):
                self.ours[sent.body.question] = sent.body.response

    def _fold(self, body: Body) -> None:
        """Take in what happened before; what no longer fits is the server's to judge, and is passed over here."""
        event = Event(
            self._new_id(), self.attempt.id, self.attempt.seq + 1, self.attempt.at, self.attempt.elapsed, body
        )
        try:
            self.attempt = advance(self.attempt, event)
        except NotAllowed:
            return

    def _item(self, question: str) -> Item:
        if question not in self.attempt.items:
            raise NotAllowed(f"no question {question!r} in this attempt")
        return self.attempt.items[question]

    def _in_time(self, grace: int = 0) -> None:
        if self._clock.left is None or self._clock.state != "open" or self.attempt.finished:
            return
        if self._watch.ticks() - self._heard > self._clock.left + grace:
            raise NotAllowed("the time is over; what you answered before is kept")

    def _may_write(self) -> None:
        if self.read_only:
            raise NotAllowed("this attempt goes on at another terminal; here you can only look")
        if self.paused:
            raise NotAllowed("your teacher has paused the sitting; what you gave is kept")

    def _append(self, body: Body) -> Receipt:
        with self._lock:
            now, elapsed = self._watch.now(), self.elapsed()
            event = Event(self._new_id(), self.attempt.id, self.attempt.seq + 1, now, elapsed, body)
            moved = advance(self.attempt, event)
            if self.read_only and not isinstance(body, Drafted):
                self.attempt = moved  # looking around concerns nobody else
                return self.last_receipt
            if isinstance(body, Drafted) and self.read_only:
                self.ours[body.question] = body.response
            else:
                self.attempt = moved
            self.last_receipt = self._outbox.put(event.id, now, elapsed, body)
        self.delivery.wake()
        return self.last_receipt


def _begun(opened: Opened) -> Attempt:
    started = Event("0" * 32, opened.attempt, 0, opened.clock.now, opened.clock.elapsed, opened.started)
    return advance(None, started)


def _nothing() -> None:
    pass
