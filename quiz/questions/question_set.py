"""One YAML file: questions about one or more articles."""

from functools import cached_property

import msgspec

from quiz.questions.base import Question, Sources, Spelling
from quiz.questions.kinds import Kind
from quiz.questions.response import Response
from quiz.questions.verdict import Verdict
from quiz.questions.view import Certainty


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a set says of itself, besides its questions.

    title: What the library shows, e.g. `The call of 18 March 2025`
    articles: The ids of the articles the set is about, the main one first, e.g. `[nbc-2022-11-15]`
    spelling: Whether an answer with one slip of the pen is right (lenient, if left out) or only near (strict), e.g.
        `strict`
    tries: How many answers each question allows unless it says otherwise, 1 to 10; 1 if left out, e.g. `2`
    certainty: Whether learners say how sure they are of each answer (reported), and whether it counts (scored); off if
        left out, e.g. `reported`
    """

    title: str
    articles: tuple[str, ...]
    spelling: Spelling = "lenient"
    tries: int = 1
    certainty: Certainty = "off"


class QuestionSet(msgspec.Struct, frozen=True, dict=True):
    """A set that can be asked: its id is its file's stem, digest names the version of the file (16 hex digits).

    homes: in a set gathered from several, what each question's own set reads it against; ``sources`` then only lists
    their articles. What is the key in one article may be a mistake in another, so they are never graded together.
    accepted: by question, the keys (``answer_key``) of answers that a person took for right beside the set's own key.
    """

    id: str
    head: Head
    questions: tuple[Kind, ...]
    sources: Sources
    digest: str = ""
    homes: dict[str, Sources] = {}
    accepted: dict[str, frozenset[str]] = {}

    @property
    def title(self) -> str:
        return self.head.title

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError."""
        return self.by_id[question_id]

    @cached_property
    def by_id(self) -> dict[str, Kind]:
        return {question.id: question for question in self.questions}

    def sources_of(self, question: Question) -> Sources:
        """What this question is shown and graded against."""
        return self.homes.get(question.id, self.sources)

    def grade(self, question: Question, response: Response) -> Verdict:
        """How a response to one of these questions compares with its key, and with what was accepted beside it."""
        verdict = question.grade(response, self.sources_of(question))
        taken = self.accepted.get(question.id)
        if taken and verdict.outcome in ("near", "wrong"):
            from quiz.questions.accepted import accepted, answer_key

            if answer_key(response) in taken:
                return accepted(question.points)
        return verdict

    def certainty(self, question: Question) -> Certainty:
        """Open answers are judged by a person, so nobody is asked how sure they are of them."""
        return "off" if question.kind == "open" else question.certainty or self.head.certainty

    def tries(self, question: Question) -> int:
        return question.tries or self.head.tries
