"""Answers that are the same in all but how they were typed, and so are decided together."""

import msgspec

from quiz.questions.line import spoken
from quiz.questions.response import Picked, Response
from quiz.questions.scoring import whole
from quiz.questions.verdict import Verdict
from quiz.text.normalise import normalise

REASON = "accepted"


def answer_key(response: Response) -> str:
    """What responses are grouped by: 64 hex digits, SHA-256 of the response without case, spacing and order of picks.

    A hash, so that what is kept of a decision does not hold anybody's words.
    """
    import hashlib  # see quiz.articles.article: nobody asks on the way to the first frame

    if isinstance(response, Picked):
        response = msgspec.structs.replace(response, options=tuple(sorted(response.options)))
    text = normalise(spoken(response)).strip(" .,;:!?\"'")
    return hashlib.sha256(f"{type(response).__name__}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def accepted(points: float) -> Verdict:
    """The verdict on an answer that a person has accepted beside the key."""
    return whole("right", points, REASON, "Your teacher accepts this answer.")
