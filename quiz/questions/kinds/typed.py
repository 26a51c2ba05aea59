"""What the typed kinds share: from a comparison to a verdict, and what a key that cannot be read gives."""

from quiz.matching.match import Match
from quiz.questions.scoring import whole
from quiz.questions.verdict import Part, Verdict

NO_KEY = Verdict(
    "open", 0.0, "no_key", "The key of this question cannot be read, so it cannot be marked.", (), "no key: not marked"
)
"""The verdict where the author's key is none: ``check`` says so, and no learner is marked wrong for it."""


def verdict_of(match: Match, points: float, given: str, key: str) -> Verdict:
    """The verdict on a typed answer: a match's outcome, reason and note, with given and key as its one part."""
    return whole(match.outcome, points, match.reason, match.note, [Part("answer", match.outcome, given, key)])
