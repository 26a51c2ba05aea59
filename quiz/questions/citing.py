"""Grading the proof: which sentences a learner points at, against the evidence."""

from quiz.questions.base import MOST_PARTS, Question, Sources
from quiz.questions.kinds.highlight import addresses
from quiz.questions.response import Marked
from quiz.questions.scoring import whole
from quiz.questions.verdict import Verdict


def cite(question: Question, response: Marked, sources: Sources) -> Verdict:
    """Right where every sentence pointed at holds evidence, near where some do, wrong where none does.

    One sentence of the evidence is proof enough, but whoever marks more than twice as many sentences as it has, and
    more than three, has not pointed at it. The verdict's points are the question's own and never added to them.
    """
    if len(response.places) > MOST_PARTS:
        return whole("wrong", question.points, "too_many", "That is too much to be a proof.")
    wanted = addresses(question.places(sources), "sentence", sources)
    given = addresses(response.places, "sentence", sources)
    if not given:
        return Verdict("not-answered", 0.0, "empty")
    held = given & wanted
    if held == given:
        return whole("right", question.points, "evidence")
    if held and len(given) > max(3, 2 * len(wanted)):
        return whole("wrong", question.points, "too_many", "That is too much to be a proof.")
    if held:
        return whole("near", question.points, "evidence_and_more", "Part of what you marked proves it, part does not.")
    return whole("wrong", question.points, "no_evidence", "What you marked does not decide it.")


def combined(verdict: Verdict, citation: Verdict) -> str:
    """What answer and proof say together, in a learner's words."""
    if citation.outcome == "not-answered":
        return "right, with no evidence given" if verdict.right else "not right, and no evidence given"
    proved = citation.outcome in ("right", "near")
    if verdict.right:
        return "right, for the right reason" if proved else "right, but the evidence is elsewhere"
    return "not right, though you found the evidence" if proved else "neither the answer nor the evidence"
