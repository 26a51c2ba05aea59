"""Everything a report says about a sitting, worked out once."""

from collections.abc import Sequence

import msgspec

from quiz.questions.question_set import QuestionSet
from quiz.reports.items import Analysis, analyse
from quiz.reports.misreadings import Sentence, by_sentence
from quiz.reports.papers import Paper


class Whole(msgspec.Struct, frozen=True):
    """title: anybody's text. states: one word about each paper."""

    title: str
    asked: QuestionSet
    papers: tuple[Paper, ...]
    states: tuple[str, ...]
    figures: Analysis
    sentences: tuple[Sentence, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """Each question's place in the set, from 1."""
        return {question.id: at for at, question in enumerate(self.asked.questions, 1)}


def whole(title: str, asked: QuestionSet, papers: Sequence[Paper], states: Sequence[str]) -> Whole:
    sentences = tuple(by_sentence(asked, papers)) if papers else ()
    return Whole(title, asked, tuple(papers), tuple(states), analyse(asked, papers), sentences)
