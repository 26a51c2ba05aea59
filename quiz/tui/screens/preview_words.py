"""What the preview says besides the question: an author's own data, and what grading thought of an answer."""

import random
from collections.abc import Iterator

from quiz.attempts.attempt import Item
from quiz.questions.base import Question, Sources
from quiz.questions.kinds import Kind
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.short import Short
from quiz.questions.line import Misread, read_line
from quiz.questions.options import reasons
from quiz.questions.version import Written
from quiz.tui.screens.asking_words import where_in

Pieces = list[str | tuple[str, str]]

_SIGN = {"right": "●", "near": "◐", "wrong": "✗", "open": "○", "not-answered": "·"}


def author_data(question: Kind, sources: Sources, one: Written | None) -> Pieces:
    """Everything a learner does not see: the key, why the others are wrong, what proves it, and the tests' verdicts."""
    pieces: Pieces = [("Key\n", "bold"), f"{question.key(sources)}\n"]
    for text, why in _others(question):
        pieces.append(f"✗ {text}" + (f": {why}\n" if why else "\n"))
    for label, texts in _lists(question):
        pieces += [(f"{label}\n", "bold"), *(f"  {text}\n" for text in texts)]
    places = question.places(sources)
    pieces.append(("Evidence\n", "bold"))
    pieces += [(f'▌ "{place.text}"\n', "$text-accent") for place in places]
    if places:
        pieces.append((f"in {where_in(sources.articles, places)}\n", "dim"))
    if question.explain:
        pieces += [("Explanation\n", "bold"), f"{question.explain}\n"]
    tests = list(_tests(question, sources))
    if tests:
        pieces += [("Tests\n", "bold"), *tests]
    lines = f"lines {one.first} to {one.last}" if one else ""
    tags = [question.kind, question.topic or "no topic", question.skill or "no skill", lines]
    pieces.append((" · ".join(tag for tag in tags if tag), "dim"))
    return pieces


def grading_line(item: Item) -> str:
    """What came of the last answer, with the reason's code and the sum; empty before the first."""
    verdict = item.verdict
    if verdict is None:
        return ""
    said = f"{_SIGN[verdict.outcome]} {verdict.outcome} [{verdict.reason}]  = {verdict.arithmetic}"
    if item.citation is not None:
        said += f"; proof: {item.citation.outcome} [{item.citation.reason}]"
    return said


def _others(question: Kind) -> Iterator[tuple[str, str]]:
    if isinstance(question, Choice | Choices):
        yield from reasons(question.distractors).items()
    elif isinstance(question, Short):
        yield from question.reject.items()


def _lists(question: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    accept: tuple[str, ...] = getattr(question, "accept", ())
    if accept:
        yield "Also right", accept
    if isinstance(question, Short) and question.near:
        yield "Nearly right", tuple(f"{text}: {what}" for text, what in question.near.items())
    if question.hints:
        yield "Hints", tuple(hint.text for hint in question.hint_list)


def _tests(question: Question, sources: Sources) -> Iterator[str | tuple[str, str]]:
    """Each test with what grading says to it; one that it does not treat as expected stands out."""
    view = question.view(sources, random.Random(0))
    for expected in ("right", "near", "wrong"):
        for line in getattr(question.tests, expected):
            response = read_line(line, view, sources)
            if isinstance(response, Misread):
                yield f"✗ {line}: {response.why}\n", "bold $text-error"
                continue
            verdict = question.grade(response, sources)
            said = f"{_SIGN[verdict.outcome]} {line}"
            if verdict.outcome == expected:
                yield f"{said}\n"
            else:
                yield f"{said}: graded {verdict.outcome} [{verdict.reason}], not {expected}\n", "bold $text-error"
