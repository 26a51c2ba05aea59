"""Whether a question's key is proven: by its own kind, by the article's words, and by its author's tests."""

from collections.abc import Iterator

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.key_tests import run_tests
from quiz.questions.own_words import wrong_days
from quiz.questions.rules import RULES
from quiz.questions.spelt import misspelt
from quiz.questions.truth import untrue


def disproved(question: Question, sources: Sources) -> Iterator[Flaw]:
    """What is wrong with the key of a question whose shape and quotes are well.

    Its tests are run only where nothing else is: under a broken key they would all fail, and say nothing new.
    """
    slips = list(misspelt(question, sources))
    told = {flaw.path for flaw in slips}
    proofs = (flaw for flaw in question.prove(sources) if flaw.path not in told)
    flaws = [*slips, *proofs, *untrue(question, sources)]
    yield from wrong_days(question, sources)
    yield from flaws
    if all(RULES[flaw.code].severity != "error" for flaw in flaws):
        yield from run_tests(question, sources)
