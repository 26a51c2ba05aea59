"""A simulated class: learners of known ability, some of whom misread known sentences."""

import math
import random
from collections.abc import Mapping

from quiz.attempts.local_desk import LocalDesk
from quiz.questions.kinds.choice import Choice
from quiz.questions.options import reasons
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Marked, Picked, Place, Response
from quiz.reports.papers import Paper, paper_of
from tests.builders import Clock, Ids, Journal


def a_class(
    asked: QuestionSet,
    learners: int,
    *,
    seed: int = 1,
    misreadings: Mapping[str, tuple[Response, int]] | None = None,
    ability: float = 1.4,
) -> list[Paper]:
    """Papers of a test. Of each question in misreadings, the first so many learners give that response.

    Everybody else has a question right with the chance of a one-parameter logistic model (Rasch, 1960), questions being
    harder the later they come; ability is the spread of the learners' abilities.
    """
    rng = random.Random(seed)
    ids, papers = Ids(), []
    for at in range(learners):
        strength = rng.gauss(0.4, ability)
        journal, clock = Journal(), Clock()
        desk = LocalDesk.start(asked, journal, clock, ids, learner=f"{at:032x}", seed=at, mode="test")
        for number, question in enumerate(asked.questions):
            sources = asked.sources_of(question)
            hard = -1.5 + 3 * number / len(asked.questions)
            clock.go_on(rng.randrange(10_000, 90_000))
            planted = (misreadings or {}).get(question.id)
            desk.move(question.id)
            clock.go_on(20_000)
            if planted and at < planted[1]:
                desk.answer(question.id, planted[0])
            elif rng.random() < 1 / (1 + math.exp(hard - strength)):
                desk.answer(question.id, question.key_response(sources))
            elif isinstance(question, Choice):
                desk.answer(question.id, Picked((rng.choice(sorted(reasons(question.distractors))),)))
            if desk.wants_proof(question.id):
                desk.cite(question.id, Marked(question.places(sources)))
        desk.finish()
        papers.append(paper_of(f"{at:032x}", f"Learner {at + 1}", journal.events))
    return papers


def sentence(asked: QuestionSet, article: str, number: int) -> Place:
    """A whole sentence, as one points at it."""
    text = asked.sources.articles[article]
    start, end = text.sentences[number - 1]
    return Place(article, start, end, text.text[start:end])
