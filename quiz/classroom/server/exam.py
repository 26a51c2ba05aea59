"""What a sitting asks: its set and articles as they were when it was made, whatever becomes of the files."""

import random
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from quiz.articles.article import Article
from quiz.articles.article_file import parse_article
from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.attempts.selection import select
from quiz.classroom.teacher import Plan
from quiz.errors import InputError
from quiz.files import read_text
from quiz.questions.base import Question
from quiz.questions.check import examine_text, load_set
from quiz.questions.citing import cite
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Marked, Response
from quiz.questions.verdict import Verdict
from quiz.store.classes.mending import Ruling

MOST_KNOWN = 50_000
"""Graded responses that are remembered."""

_encode = msgspec.json.Encoder().encode


class Pinned(msgspec.Struct, frozen=True):
    """id and text of the set's file, and the texts of its articles' files by id."""

    id: str
    text: str
    articles: dict[str, str]


def pin(name: str, library: Library) -> tuple[Pinned, QuestionSet]:
    """A set as it is now, by id or path. Raises InputError where it cannot be asked as it is."""
    path = library.set_path(name)
    asked = load_set(path, library)
    texts = {}
    for article in asked.head.articles:
        where = library.article_path(article)
        if where is None:
            raise InputError(f"{path}: no article {article!r}; 'quiz list' shows what there is")
        texts[article] = read_text(where, ARTICLE_BYTES)
    return Pinned(path.stem, read_text(path), texts), asked


class _PinnedLibrary(Library):
    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__([])
        self._texts = texts

    def article_path(self, article_id: str) -> Path | None:
        return Path(f"{article_id}.md") if article_id in self._texts else None

    def article(self, article_id: str) -> Article:
        return parse_article(self._texts[article_id], f"{article_id}.md").article


def unpin(pinned: Pinned) -> QuestionSet:
    """The set again. Raises InputError where this version of the program no longer reads what an older one took."""
    examined = examine_text(pinned.text, f"{pinned.id}.yaml", pinned.id, _PinnedLibrary(pinned.articles))
    errors = [problem for problem in examined.problems if problem.severity == "error"]
    if errors or examined.set is None:
        what = min(errors).what if errors else "no questions"
        raise InputError(f"{pinned.id}: {what}; open this sitting with the version that made it")
    return examined.set


def ruled(asked: QuestionSet, rulings: Sequence[Ruling]) -> QuestionSet:
    """The set with what was decided about answers and questions on top of it."""
    accepted: dict[str, set[str]] = {}
    out: dict[str, bool] = {}
    for one in rulings:
        if one.decision == "accepted":
            accepted.setdefault(one.question, set()).add(one.answer)
        elif not one.answer:
            out[one.question] = one.decision == "out"
    questions = tuple(
        msgspec.structs.replace(question, void=out[question.id]) if question.id in out else question
        for question in asked.questions
    )
    return msgspec.structs.replace(
        asked, questions=questions, accepted={id_: frozenset(keys) for id_, keys in accepted.items()}
    )


class Exam:
    """One sitting's set, and what grading has found so far. Grading is a function of question and response alone."""

    def __init__(
        self, plan: Plan, asked: QuestionSet, *, first: QuestionSet | None = None, rulings: Sequence[Ruling] = ()
    ) -> None:
        """asked: as it is now. first: as it was when the sitting was made, if another. rulings: on top of it."""
        self.plan = plan
        self.base = tuple(select(first or asked))
        """What is asked or drawn from, in the author's order; what is taken out later is asked all the same."""
        self.asked = ruled(asked, rulings)
        if plan.tries:
            head = msgspec.structs.replace(self.asked.head, tries=plan.tries)
            self.asked = msgspec.structs.replace(self.asked, head=head)
        self._known: OrderedDict[tuple[str, bytes], Verdict] = OrderedDict()
        self.in_order = lru_cache(maxsize=500)(self._in_order)

    def draw(self, seed: str) -> tuple[str, ...]:
        """The ids of the questions of one attempt, in the order of asking; the same for all in follow mode."""
        dice = random.Random(f"{seed}:order")
        if self.plan.mode == "follow":
            return tuple(question.id for question in self.asked.questions)
        pool = 0 < self.plan.pool < len(self.base)
        only = set(dice.sample(self.base, self.plan.pool) if pool else self.base)
        order = [one for one in self.base if one in only]
        if self.plan.shuffle:
            random.Random(dice.getrandbits(64)).shuffle(order)
        return tuple(order)

    def _in_order(self, order: tuple[str, ...]) -> QuestionSet:
        """The set that an attempt asks, its questions called q1, q2, ... as the learner knows them."""
        questions = tuple(
            msgspec.structs.replace(self.asked.by_id[id_], id=f"q{number}") for number, id_ in enumerate(order, 1)
        )
        accepted = {
            f"q{number}": self.asked.accepted[id_] for number, id_ in enumerate(order, 1) if id_ in self.asked.accepted
        }
        return QuestionSet(self.asked.id, self.asked.head, questions, self.asked.sources, accepted=accepted)

    def grade(self, question: str, response: Response) -> Verdict:
        """The verdict on a response to a question, by the set's own id."""
        asked = self.asked.by_id[question]
        return self._remembered(question, response, lambda: self.asked.grade(asked, response))

    def cite(self, question: str, response: Marked) -> Verdict:
        """The verdict on sentences given as proof."""
        asked: Question = self.asked.by_id[question]
        return self._remembered(f"{question} cited", response, lambda: cite(asked, response, self.asked.sources))

    def _remembered(self, what: str, response: Response, grade: Callable[[], Verdict]) -> Verdict:
        key = (what, _encode(response))
        verdict = self._known.get(key)
        if verdict is None:
            verdict = self._known[key] = grade()
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return verdict
