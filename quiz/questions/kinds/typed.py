"""What the typed kinds share: from a comparison to a verdict."""

from quiz.matching.match import Match
from quiz.questions.scoring import whole
from quiz.questions.verdict import Part, Verdict


def verdict_of(match: Match, points: float, given: str, key: str) -> Verdict:
    """The verdict on a typed answer: a match's outcome, reason and note, with given and key as its one part."""
    return whole(match.outcome, points, match.reason, match.note, [Part("answer", match.outcome, given, key)])
