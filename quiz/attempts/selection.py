"""Which questions an attempt asks, and in which order."""

import random
from collections.abc import Collection

from quiz.questions.question_set import QuestionSet


def select(asked: QuestionSet, *, only: Collection[str] | None = None, shuffle: int | None = None) -> dict[str, float]:
    """Question ids with their points, in the order of asking: the author's, or shuffled by a seed.

    only: restricts to these ids; ids the set does not have are left out, and so are questions that are void.
    """
    chosen = [one for one in asked.questions if not one.void and (only is None or one.id in only)]
    if shuffle is not None:
        random.Random(shuffle).shuffle(chosen)
    return {question.id: question.points for question in chosen}
