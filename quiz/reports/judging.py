"""One judge's way through the open answers of a sitting: which comes next, what was given, what others gave."""

import random
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from quiz.questions.kinds.open import Criterion, Open
from quiz.questions.question_set import QuestionSet
from quiz.reports.assessing import ToJudge

Key = tuple[str, str]
"""A learner's id and a question's: they name an answer."""


class Judgement(msgspec.Struct, frozen=True):
    """What one judge gives for one answer. met: the numbers (from 1) of the criteria it meets."""

    earned: float
    met: tuple[int, ...] = ()
    comment: str = ""


class Judging:
    """The answers in the order in which they are judged, one of which is here.

    All answers to a question come one after the other, so that each is judged by one measure. Blind, they come in an
    order drawn from the seed, which says nothing about whose they are.
    """

    def __init__(
        self,
        asked: QuestionSet,
        rows: Sequence[ToJudge],
        given: Iterable[tuple[Key, str, Judgement]],
        *,
        by: str,
        blind: bool,
        seed: str,
    ) -> None:
        """given: what has been given so far, by whom, in its order. by: who judges now. rows: not empty."""
        self.asked, self.by, self.blind = asked, by, blind
        self.rows = in_order(asked, rows, seed) if blind else list(rows)
        self.own: dict[Key, Judgement] = {}
        self.others: dict[Key, dict[str, Judgement]] = {}
        for key, who, one in given:
            if who == by:
                self.own[key] = one
            else:
                self.others.setdefault(key, {})[who] = one
        self.at = 0
        self.next_waiting(from_here=True)

    @property
    def here(self) -> ToJudge:
        return self.rows[self.at]

    @property
    def key(self) -> Key:
        return key_of(self.here)

    @property
    def given(self) -> Judgement | None:
        """What this judge has given for the answer that is here."""
        return self.own.get(self.key)

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        question = self.asked.by_id[self.here.question]
        return question.rubric if isinstance(question, Open) else ()

    @property
    def waiting(self) -> int:
        """How many answers this judge has not judged yet."""
        return sum(key_of(row) not in self.own for row in self.rows)

    def place_in_question(self) -> tuple[int, int]:
        """Which of the answers to its question this is, from 1, and how many there are."""
        same = [at for at, row in enumerate(self.rows) if row.question == self.here.question]
        return same.index(self.at) + 1, len(same)

    def shows_others(self) -> Mapping[str, Judgement]:
        """What others gave for the answer that is here: nothing before this judge has judged it, nor blind."""
        return {} if self.blind or self.given is None else self.others.get(self.key, {})

    # Moving

    def move(self, by: int) -> bool:
        """To the next or previous answer; False at the ends."""
        there = self.at + by
        if not 0 <= there < len(self.rows):
            return False
        self.at = there
        return True

    def next_waiting(self, *, from_here: bool = False) -> bool:
        """To the next answer that this judge has not judged, after the last from the first on; False where none is."""
        many = len(self.rows)
        for step in range(0 if from_here else 1, many + 1):
            at = (self.at + step) % many
            if key_of(self.rows[at]) not in self.own:
                self.at = at
                return True
        return False

    # Judging: each returns whether anything changed

    def tick(self, criterion: int) -> bool:
        """Say that the answer meets a criterion (from 1), or that it does not after all."""
        if not 1 <= criterion <= len(self.rubric):
            return False
        met = set(self.given.met if self.given else ()) ^ {criterion}
        return self._give(sum(self.rubric[one - 1].points for one in met), tuple(sorted(met)))

    def none(self) -> bool:
        """It meets no criterion and earns nothing."""
        return self._give(0.0, ())

    def more(self, points: float) -> bool:
        """A little more, or less, than the criteria add up to."""
        now = self.given or Judgement(0.0)
        return self._give(now.earned + points, now.met)

    def say(self, comment: str) -> bool:
        """Something for the learner; only beside points."""
        now = self.given
        return now is not None and self._put(msgspec.structs.replace(now, comment=comment))

    def _give(self, earned: float, met: tuple[int, ...]) -> bool:
        comment = self.given.comment if self.given else ""
        return self._put(Judgement(min(max(earned, 0.0), self.here.points), met, comment))

    def _put(self, one: Judgement) -> bool:
        changed = self.own.get(self.key) != one
        self.own[self.key] = one
        return changed

    # Two judges

    def differing(self) -> list[int]:
        """The places of the answers for which another judge gave other points than this one."""
        return [
            at
            for at, row in enumerate(self.rows)
            if (own := self.own.get(key_of(row))) is not None
            and any(abs(one.earned - own.earned) > 1e-9 for one in self.others.get(key_of(row), {}).values())
        ]

    def all_given(self) -> list[tuple[str, str, str, float]]:
        """Learner, question, judge, points: as ``agreements`` takes them."""
        own = [(*key, self.by, one.earned) for key, one in self.own.items()]
        return own + [(*key, by, one.earned) for key, by_whom in self.others.items() for by, one in by_whom.items()]


def key_of(row: ToJudge) -> Key:
    return row.learner, row.question


def in_order(asked: QuestionSet, rows: Sequence[ToJudge], seed: str) -> list[ToJudge]:
    """The answers question by question, those to one question shuffled."""
    found: list[ToJudge] = []
    for question in asked.questions:
        same = sorted((row for row in rows if row.question == question.id), key=lambda row: row.code)
        random.Random(f"{seed}/{question.id}").shuffle(same)
        found += same
    return found
