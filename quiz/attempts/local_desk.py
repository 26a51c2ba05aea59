"""The desk over a question set in this process."""

import math
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Self

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt, Item, advance, replay
from quiz.attempts.desk import Clock, Feedback, Given, Journal, Receipt
from quiz.attempts.events import (
    Answered,
    Assessed,
    Body,
    Book,
    Buried,
    Cited,
    Claimed,
    Drafted,
    Event,
    Finished,
    Flagged,
    Hinted,
    Looked,
    Mode,
    Moved,
    Resumed,
    Skipped,
    Started,
    Suspended,
    Undone,
)
from quiz.attempts.modes import GRACE, RULES, Rules, closes, counts, earn, may_answer, next_hint, wants_proof
from quiz.attempts.selection import select
from quiz.errors import NotAllowed
from quiz.questions.kinds import Kind
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Marked, Place, Response, cleaned
from quiz.questions.view import View

if TYPE_CHECKING:
    from quiz.articles.original import Original


class LocalDesk:
    """A desk over a question set in this process. Not for threads: one front end, one desk."""

    def __init__(
        self, asked: QuestionSet, attempt: Attempt, journal: Journal, clock: Clock, new_id: Callable[[], str]
    ) -> None:
        self.asked = asked
        self.attempt = attempt
        self._journal = journal
        self._clock = clock
        self._new_id = new_id
        self._base = attempt.elapsed - clock.ticks()
        self._views: dict[str, View] = {}
        self.originals: Mapping[str, Original] = {}
        self.last_receipt: Receipt = Future()
        self.last_receipt.set_result(None)

    @classmethod
    def start(
        cls,
        asked: QuestionSet,
        journal: Journal,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        learner: str,
        seed: int,
        mode: Mode = "practice",
        book: Book = "open",
        minutes: float | None = None,
        only: Collection[str] | None = None,
    ) -> Self:
        """Begin a new attempt. Raises NotAllowed where there is nothing to ask."""
        questions = select(asked, only=only)
        body = Started(
            learner=learner,
            set=asked.id,
            title=asked.title,
            articles=asked.head.articles,
            questions=questions,
            seed=seed,
            mode=mode,
            book=book,
            minutes=minutes,
            digest=asked.digest,
            part=bool(asked.homes) or len(questions) < len(asked.questions),
        )
        event = Event(new_id(), new_id(), 0, clock.now(), 0, body)
        desk = cls(asked, advance(None, event), journal, clock, new_id)
        desk.last_receipt = journal.append([event])
        return desk

    @classmethod
    def resume(
        cls,
        asked: QuestionSet,
        events: Sequence[Event],
        journal: Journal,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> "LocalDesk":
        """Go on with an attempt. Raises NotAllowed where the set has lost a question since."""
        attempt = replay(events)
        lost = [question for question in attempt.items if question not in asked.by_id]
        if lost:
            raise NotAllowed(f"the set no longer has question {lost[0]!r}; start a new attempt")
        desk = cls(asked, attempt, journal, clock, new_id)
        if not attempt.finished:
            desk._append(Resumed())
        return desk

    @property
    def title(self) -> str:
        return self.asked.title

    @property
    def set_id(self) -> str:
        return self.asked.id

    @property
    def rules(self) -> Rules:
        return RULES[self.attempt.started.mode]

    @property
    def articles(self) -> dict[str, Article]:
        return self.asked.sources.articles

    def watch(self, changed: Callable[[], None], /) -> None:
        """Nothing changes here but by the front end's own calls, so there is nothing to call back for."""

    def elapsed(self) -> int:
        """Milliseconds spent in this attempt; stands still once it is finished."""
        if self.attempt.finished:
            return self.attempt.elapsed
        return max(self.attempt.elapsed, self._base + self._clock.ticks())

    def time_left(self) -> int | None:
        """Milliseconds left, 0 when time is over, None where there is no limit."""
        allowed = self._allowed()
        return None if allowed is None else max(0, allowed - self.elapsed())

    def view(self, question: str) -> View:
        """What to show of a question: the same for the whole attempt."""
        if question not in self._views:
            asked = self.asked.by_id[question]
            rng = random.Random(f"{self.attempt.started.seed}:{question}")
            view = asked.view(self.asked.sources_of(asked), rng)
            self._views[question] = msgspec.structs.replace(
                view, tries=self.asked.tries(asked), certainty=self.asked.certainty(asked)
            )
        return self._views[question]

    def feedback(self, question: str) -> Feedback | None:
        """Verdict, key and evidence, once the question is decided and the mode shows them."""
        item, asked = self._asked(question)
        if item.verdict is None and not self.attempt.finished:
            return None
        shown = self.attempt.finished or (self.rules.feedback and item.closed)
        if not shown:
            return None
        sure = item.certainty if self.asked.certainty(asked) == "scored" else 0
        from quiz.attempts.feedback import feedback_on  # not on the way to the first question

        return feedback_on(item, asked, self.asked.sources_of(asked), sure=sure)

    def original_places(self, question: str) -> dict[str, tuple[Place, ...]]:
        """Where the originals the learner has brought decide the question, once its evidence may be shown."""
        if self.feedback(question) is None:
            return {}
        from quiz.questions.original import original_places  # for those who brought an original

        _, asked = self._asked(question)
        return original_places(asked, self.asked.sources_of(asked), self.originals)

    def wants_proof(self, question: str) -> bool:
        """Whether the learner is now to point at the sentence that proves the answer."""
        item = self.attempt.items[question]
        return not self.attempt.finished and wants_proof(self.rules, item, self.view(question).cite)

    def hints(self, question: str) -> tuple[str, ...]:
        """The hints shown so far."""
        return tuple(hint.text for hint in self.asked.by_id[question].hint_list[: self.attempt.items[question].hints])

    def move(self, question: str) -> Receipt:
        """The learner looks at another question."""
        return self._append(Moved(question))

    def draft(self, question: str, response: Response) -> Receipt:
        """Keep what is typed or picked so far. Raises NotAllowed where the question is decided or time is over."""
        self._in_time(GRACE)
        return self._append(Drafted(question, cleaned(response)))

    def answer(self, question: str, response: Response, certainty: int = 0) -> Given:
        """Grade a response and keep it; certainty (1..3) where the view asks for it.

        Raises NotAllowed where the question is decided or the time is over, and for an empty response in a mode where
        it could not be replaced.
        """
        self._in_time()
        item, asked = self._asked(question)
        response = cleaned(response)
        may_answer(self.rules, item, response)
        verdict = self.asked.grade(asked, response)
        costs = [hint.cost for hint in asked.hint_list[: item.hints]]
        spent = item.spent if self.rules.tries else 0
        certainty = min(max(certainty, 0), 3) if self.asked.certainty(asked) != "off" else 0
        sure = certainty if self.asked.certainty(asked) == "scored" else 0
        earned = asked.points if asked.void else earn(asked.points, verdict.credit, spent, costs, sure=sure)
        counted = asked.void or counts(self.rules, item, earned)
        closed = item.shown or closes(self.rules, item, verdict, self.asked.tries(asked))
        receipt = self._append(Answered(question, response, asked.points, earned, verdict, closed, certainty, counted))
        return Given(verdict if self.rules.feedback else None, receipt)

    def cite(self, question: str, response: Marked) -> Given:
        """Keep and grade the sentences a learner points at as proof.

        Raises NotAllowed where none is asked for, before the question is decided, and once the evidence has been shown.
        """
        self._in_time(GRACE)
        item, asked = self._asked(question)
        feedback = self.rules.feedback
        if not asked.gate or (
            asked.gate == "first-must-be-right" and feedback and not (item.verdict and item.verdict.right)
        ):
            raise NotAllowed("no proof is asked for here")
        if feedback and not item.closed:
            raise NotAllowed("answer the question first, then show the proof")
        if feedback and item.cited is not None:
            raise NotAllowed("the proof has been given, and the evidence shown")
        from quiz.questions.citing import cite

        verdict = cite(asked, response, self.asked.sources_of(asked))
        return Given(verdict if self.rules.feedback else None, self._append(Cited(question, response, verdict)))

    def hint(self, question: str) -> Receipt:
        """Show the next hint. Raises NotAllowed where there is none, or the mode gives none."""
        self._in_time(GRACE)
        item, asked = self._asked(question)
        return self._append(Hinted(question, next_hint(self.rules, item, len(asked.hints))))

    def flag(self, question: str) -> Receipt:
        """Put the flag on, or take it off."""
        item, _ = self._asked(question)
        return self._append(Flagged(question, not item.flagged))

    def skip(self, question: str) -> Receipt:
        """Leave a question open for later."""
        return self._append(Skipped(question))

    def undo(self) -> str:
        """Open the question of the latest answer again; returns its id. Raises NotAllowed.

        An answer that was judged goes on counting; one that nobody has judged is none any more.
        """
        if not self.rules.undo:
            raise NotAllowed("answers cannot be taken back in a test, but they can be changed until the end")
        if not self.attempt.trail:
            raise NotAllowed("no answer to take back")
        question = self.attempt.trail[-1]
        verdict = self.attempt.items[question].verdict
        self._append(Undone(question, verdict is not None and verdict.outcome != "open"))
        self._append(Moved(question))
        return question

    def assess(self, question: str, earned: float) -> Receipt:
        """Keep the learner's own judgement of an open answer, in points. Raises NotAllowed before it is decided."""
        item, _ = self._asked(question)
        decided = self.attempt.finished or (self.rules.feedback and item.closed)
        if item.verdict is None or item.verdict.outcome != "open" or not decided or not math.isfinite(earned):
            raise NotAllowed("only an open answer that is handed in can be assessed, with points")
        return self._append(Assessed(question, item.points, min(max(earned, 0.0), item.points), "learner"))

    def claim(self, question: str) -> Receipt:
        """Keep that the learner finds a verdict unfair; the score stays."""
        item, _ = self._asked(question)
        if item.verdict is None:
            raise NotAllowed("there is no verdict to object to")
        return self._append(Claimed(question))

    def suspend(self, question: str, on: bool = True) -> Receipt:
        """Keep a question out of coming reviews, or let it come up again."""
        return self._append(Suspended(question, on))

    def bury(self, question: str) -> Receipt:
        """Keep a question out of reviews until tomorrow."""
        return self._append(Buried(question))

    def look(self, question: str) -> Receipt:
        """The learner went back to the article while this question was open."""
        return self._append(Looked(question))

    def finish(self, by_time: bool = False) -> Receipt:
        """End the attempt; in a test the drafts count as answers, because handing in must lose nothing."""
        if not self.rules.feedback:
            for item in list(self.attempt.items.values()):
                if item.draft is not None:
                    self._grade_draft(item)
        return self._append(Finished("time" if by_time else "learner"))

    def _grade_draft(self, item: Item) -> None:
        asked = self.asked.by_id[item.id]
        if item.draft is None:
            return
        verdict = self.asked.grade(asked, item.draft)
        if verdict.outcome == "not-answered":
            return
        # Nobody said how sure a draft was; where that counts it is taken for a guess.
        sure = 1 if self.asked.certainty(asked) == "scored" else 0
        earned = asked.points if asked.void else earn(asked.points, verdict.credit, sure=sure)
        self._append(Answered(item.id, item.draft, asked.points, earned, verdict, False))

    def _asked(self, question: str) -> tuple[Item, Kind]:
        if question not in self.attempt.items:
            raise NotAllowed(f"no question {question!r} in this attempt")
        return self.attempt.items[question], self.asked.by_id[question]

    def _allowed(self) -> int | None:
        minutes = self.attempt.started.minutes
        return None if minutes is None else round(minutes * 60_000)

    def _in_time(self, grace: int = 0) -> None:
        allowed = self._allowed()
        if allowed is not None and not self.attempt.finished and self.elapsed() >= allowed + grace:
            raise NotAllowed("the time is over; what you answered before is kept")

    def _append(self, body: Body) -> Receipt:
        event = Event(self._new_id(), self.attempt.id, self.attempt.seq + 1, self._clock.now(), self.elapsed(), body)
        moved = advance(self.attempt, event)
        self.last_receipt = self._journal.append([event])
        self.attempt = moved
        return self.last_receipt
