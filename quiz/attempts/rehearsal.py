"""A desk that keeps nothing, for an author who tries a set; and its answers taken along to the next version."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import get_args

from quiz.articles.article import Article
from quiz.attempts.desk import Clock, Receipt
from quiz.attempts.events import Event
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.question_set import QuestionSet
from quiz.questions.view import View

_OF_EVERY_VIEW = frozenset.intersection(*(frozenset(view.__struct_fields__) for view in get_args(View)))
"""What every view has: it may change without making another answer necessary."""

_NOTHING: Mapping[str, str] = {}


class NoJournal:
    """Takes every event and keeps none."""

    def append(self, events: Sequence[Event], /) -> Receipt:  # noqa: ARG002  nothing is kept
        done: Receipt = Future()
        done.set_result(None)
        return done


class Rehearsal(LocalDesk):
    """A desk for one who tries the questions, who may hold two versions of one article."""

    @property
    def articles(self) -> dict[str, Article]:
        """The articles as the question that is looked at knows them."""
        return self.asked.sources_of(self.asked.by_id[self.attempt.here]).articles


def rehearse(asked: QuestionSet, clock: Clock, new_id: Callable[[], str], *, seed: int = 0) -> Rehearsal:
    """A new attempt of which nothing is kept. The same seed shuffles alike."""
    return Rehearsal.start(asked, NoJournal(), clock, new_id, learner="", seed=seed)


def carry_over(old: LocalDesk, new: LocalDesk, *, but: str = "", renamed: Mapping[str, str] = _NOTHING) -> None:
    """Give the answers of one desk again at another, which may grade them otherwise; not that of question ``but``.

    renamed: old id -> new id of questions that go by another name now.
    A question that is now answered in another way than it was (other options, another kind) stays open.
    """
    for before, item in old.attempt.items.items():
        name = renamed.get(before, before)
        if before == but or name not in new.attempt.items or not _same_shape(old.view(before), new.view(name)):
            continue
        for _ in range(min(item.hints, new.view(name).hints)):
            new.hint(name)
        if item.answered and item.response is not None:
            new.answer(name, item.response, item.certainty)
        if item.draft is not None and not new.attempt.items[name].closed:
            new.draft(name, item.draft)


def _same_shape(one: View, other: View) -> bool:
    if type(one) is not type(other) or one.kind != other.kind:
        return False
    names = [name for name in one.__struct_fields__ if name not in _OF_EVERY_VIEW]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def without(desk: LocalDesk, question: str, clock: Clock, new_id: Callable[[], str]) -> Rehearsal:
    """The same rehearsal with one question open again."""
    again = rehearse(desk.asked, clock, new_id, seed=desk.attempt.started.seed)
    carry_over(desk, again, but=question)
    return again
