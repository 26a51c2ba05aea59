"""Attempts over questions of several sets: what is due today, and what is asked again because it went wrong.

Such an attempt is an ordinary one over a set **gathered** from several. Its questions are called ``set/question``, and
each is shown and graded as in its own set: against that set's articles, with that set's tries and strictness.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from quiz.attempts.memory import Card
from quiz.attempts.queue import DAILY, interleaved
from quiz.attempts.trial import Trial
from quiz.questions.base import Question, Sources
from quiz.questions.kinds import Kind
from quiz.questions.question_set import Head, QuestionSet

REVIEW, RETRY = "/review", "/retry"
"""Set ids of attempts that gather: what is due, and what was chosen."""

Ref = tuple[str, str]
"""A set's id and a question's id in it."""


class Due(msgspec.Struct, frozen=True):
    """What a learner's day holds. due: questions due today that can still be found. reviewed: done today in reviews.

    now: how many a review would ask, after the daily limit. waiting: the attempt at a review that was left before its
    end, "" for none, and left: how many of its questions are open.
    """

    due: int
    reviewed: int
    now: int
    waiting: str = ""
    left: int = 0


class Only(NamedTuple):
    """Which questions to ask again.

    what: wrong (the latest answer was not fully right), flagged (when seen last), or an axis with the value wanted.
    """

    what: Literal["wrong", "flagged", "topic", "skill", "kind"]
    value: str = ""


class Wanted(NamedTuple):
    """What a review was asked for. only: None for what is due, else what to ask again; sets: ids, all where empty.

    limit: questions a day, or in one attempt where ``only`` chooses.
    """

    only: Only | None = None
    sets: tuple[str, ...] = ()
    limit: int = DAILY

    @property
    def title(self) -> str:
        """What the attempt is called; a later run goes on with the one of the same title."""
        if self.only is None:
            return "Review"
        value = f" {self.only.value}" if self.only.value else ""
        return f"Once more: {self.only.what}{value}{' in ' if self.sets else ''}{', '.join(self.sets)}"


def parse_only(text: str) -> Only | None:
    """``wrong``, ``flagged``, ``topic=date``, ``skill=locate`` or ``kind=number``; None for anything else."""
    what, equals, value = text.strip().partition("=")
    if what in ("wrong", "flagged") and not equals:
        return Only(what)  # type: ignore[arg-type]
    if what in ("topic", "skill", "kind") and value.strip():
        return Only(what, value.strip())  # type: ignore[arg-type]
    return None


def allowed(due: int, reviewed: int, limit: int) -> int:
    """How many questions to ask now, where so many are due and so many were reviewed today."""
    return max(0, min(due, limit - reviewed))


def to_review(
    cards: Iterable[Card], load: Callable[[str], QuestionSet | None], most: int
) -> tuple[list[Ref], dict[str, QuestionSet]]:
    """The first ``most`` of these cards whose questions still exist, and the sets they live in, by id.

    load: a set by its id, None where it is gone or cannot be played.
    """
    sets: dict[str, QuestionSet | None] = {}
    found: list[Ref] = []
    for card in cards:
        if len(found) >= most:
            break
        if card.set not in sets:
            sets[card.set] = load(card.set)
        there = sets[card.set]
        if there is not None and card.question in there.by_id:
            found.append((card.set, card.question))
    return found, {id_: there for id_, there in sets.items() if there is not None}


def to_retry(only: Only, trials: Iterable[Trial], sets: Mapping[str, QuestionSet]) -> list[Ref]:
    """The questions of these sets that are to be asked again, in the sets' order. trials: all of the learner's."""
    latest: dict[Ref, Trial] = {}
    for trial in sorted(trials, key=lambda one: (one.at, one.attempt)):
        ref = trial.set, trial.question
        if (only.what == "wrong" and trial.judged) or only.what == "flagged":
            latest[ref] = trial
    return [
        (id_, question.id)
        for id_, there in sets.items()
        for question in there.questions
        if _wanted(only, question, latest.get((id_, question.id)))
    ]


def _wanted(only: Only, question: Question, latest: Trial | None) -> bool:
    match only.what:
        case "wrong":
            return latest is not None and not latest.right
        case "flagged":
            return latest is not None and latest.flagged
        case axis:
            return str(getattr(question, axis) or "").casefold() == only.value.casefold()


def gather(set_id: str, title: str, refs: Sequence[Ref], sets: Mapping[str, QuestionSet]) -> QuestionSet:
    """A set of these questions, in this order. Raises KeyError for one that its set does not have."""
    questions: list[Kind] = []
    homes: dict[str, Sources] = {}
    for owner, name in refs:
        there = sets[owner]
        question = there.by_id[name]
        full = f"{owner}/{name}"
        questions.append(
            msgspec.structs.replace(question, id=full, tries=there.tries(question), certainty=there.certainty(question))
        )
        homes[full] = there.sources
    articles = {id_: article for home in homes.values() for id_, article in home.articles.items()}
    used = tuple(dict.fromkeys(one.main_article(homes[one.id]) for one in questions))
    listed = {id_: articles[id_] for id_ in dict.fromkeys((*used, *articles))}
    return QuestionSet(set_id, Head(title, tuple(listed)), tuple(questions), Sources(listed), homes=homes)


def spread(refs: Sequence[Ref], sets: Mapping[str, QuestionSet]) -> list[Ref]:
    """The questions with their articles in turn, so that no article is worked through in one go."""
    return interleaved(refs, lambda ref: sets[ref[0]].by_id[ref[1]].main_article(sets[ref[0]].sources))


def refs_of(names: Iterable[str]) -> list[Ref]:
    """The sets and questions that the questions of a gathered attempt are called after."""
    return [(owner, question) for owner, _, question in (name.rpartition("/") for name in names)]
