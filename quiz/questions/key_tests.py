"""The author's own tests of a key: responses, as they would be typed, with the verdict each should get."""

import random
from collections.abc import Iterator

from quiz.questions.base import Flaw, Question, Sources, Tests
from quiz.questions.line import Misread, read_line

NO_TESTS = Tests()


def run_tests(question: Question, sources: Sources) -> Iterator[Flaw]:
    """A flaw for every response of ``tests:`` that grading does not treat as its author expects."""
    if question.tests == NO_TESTS:
        return
    view = question.view(sources, random.Random(0))
    for expected in ("right", "near", "wrong"):
        for at, line in enumerate(getattr(question.tests, expected)):
            response = read_line(line, view, sources)
            path = ("tests", expected, at)
            if isinstance(response, Misread):
                why, _, hint = response.why.partition("; ")
                what = f"{line[:40]!r} cannot be read: {why}"
                yield Flaw(path, "test-unreadable", what, hint or "write it as a learner would type it")
                continue
            verdict = question.grade(response, sources)
            if verdict.outcome != expected:
                yield Flaw(
                    path,
                    "test-fails",
                    f"{line[:60]!r} is graded {verdict.outcome} ({verdict.reason}), not {expected}",
                    "mend the key, or the test",
                )
