"""A set played by a guesser that never sees the text: what it gets right, by which clue, and what chance would give.

The guesser has the views and the texts a learner sees before answering, and no key. Only afterwards are its bets laid
beside the keys.
"""

import random
from collections import Counter
from collections.abc import Sequence
from math import factorial
from typing import NamedTuple

from quiz.questions.base import Question
from quiz.questions.chance import SURPRISING, at_least
from quiz.questions.clues import CLUES, Bet, Seen
from quiz.questions.giving_away import Told, common_words, is_about, texts_seen
from quiz.questions.plain_words import keywords
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Ordered, Paired, Picked, Typed
from quiz.questions.view import OrderView, View


class Hit(NamedTuple):
    """A bet that was right: question id, part ("" for the whole) and what was bet on."""

    question: str
    part: str
    on: tuple[str, ...]


class Outcome(NamedTuple):
    """How one clue did. tried: parts it bet on; expected: right ones by chance; luck: the probability (0..1) that
    chance does as well or better.
    """

    clue: str
    tried: int
    expected: float
    luck: float
    hits: tuple[Hit, ...]

    @property
    def beats_chance(self) -> bool:
        return len(self.hits) > self.expected and self.luck < SURPRISING


class Blind(NamedTuple):
    """together: all clues, each with one vote. clues: those that could bet on anything, the most telling first."""

    questions: int
    together: Outcome
    clues: tuple[Outcome, ...]


def play_blind(asked: QuestionSet) -> Blind:
    """What can be guessed of a set without its text. Options are shuffled by a fixed seed: places say nothing."""
    bets: dict[str, list[tuple[Question, Bet]]] = {clue: [] for clue in CLUES}
    votes: list[tuple[Question, Bet]] = []
    told, common = texts_seen(asked), common_words(asked.questions)
    for at, question in enumerate(asked.questions):
        view = question.view(asked.sources_of(question), random.Random(f"blind:{question.id}"))
        seen = _seen(at, view, told, common)
        ballots: dict[str, list[Bet]] = {}
        for clue, guess in CLUES.items():
            for bet in guess(view, seen):
                bets[clue].append((question, bet))
                if "every time" not in clue:  # a habit, not a reason: it would outvote all reasons together
                    ballots.setdefault(bet.part, []).append(bet)
        votes += [(question, _elected(ballot)) for ballot in ballots.values()]
    clues = [_judged(clue, made, asked) for clue, made in bets.items() if made]
    clues.sort(key=lambda one: (one.luck, -len(one.hits)))
    return Blind(len(asked.questions), _judged("all clues together", votes, asked), tuple(clues))


def _seen(at: int, view: View, told: Sequence[Told], common: frozenset[str]) -> Seen:
    about = keywords(view.prompt) - common
    near = [one for one in told if one.owner != at and is_about(about, one)]
    return Seen(near)


def _elected(ballot: Sequence[Bet]) -> Bet:
    """The options with the most votes; a bet on several gives each its share."""
    votes: Counter[str] = Counter()
    for bet in ballot:
        for option in bet.on:
            votes[option] += 1 / len(bet.on)  # type: ignore[assignment]
    most = max(votes.values())
    return ballot[0]._replace(on=tuple(option for option, count in votes.items() if count > most - 1e-9))


def _judged(clue: str, made: Sequence[tuple[Question, Bet]], asked: QuestionSet) -> Outcome:
    chances = [_chance(question, bet, asked) for question, bet in made]
    hits = [Hit(question.id, bet.part, bet.on) for question, bet in made if _is_right(question, bet, asked)]
    return Outcome(clue, len(made), sum(chances), at_least(len(hits), chances), tuple(hits))


def _chance(question: Question, bet: Bet, asked: QuestionSet) -> float:
    if isinstance(question.view(asked.sources_of(question), random.Random(0)), OrderView):
        return 1 / factorial(len(bet.of))
    return len(bet.on) / len(bet.of) if bet.of else 0.0


def _is_right(question: Question, bet: Bet, asked: QuestionSet) -> bool:
    sources = asked.sources_of(question)
    match question.key_response(sources):
        case Picked(options):
            return not set(options).isdisjoint(bet.on)
        case Paired(pairs):
            return pairs.get(bet.part) in bet.on
        case Ordered():
            return question.grade(Ordered(bet.on), sources).right
        case Typed():
            return any(question.grade(Typed(text), sources).right for text in bet.on)
    return False
