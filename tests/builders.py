"""Short makers of articles, questions, sets and desks, so that a test names only what it is about."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from quiz.articles.article import Article
from quiz.articles.article_file import Front, make_article
from quiz.attempts.events import Event
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.base import Question, Sources
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.date import Date
from quiz.questions.kinds.grid import Grid
from quiz.questions.kinds.highlight import Highlight
from quiz.questions.kinds.insert import Insert
from quiz.questions.kinds.match import Match
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.number import Number
from quiz.questions.kinds.open import Criterion, Open
from quiz.questions.kinds.order import Order
from quiz.questions.kinds.short import Short
from quiz.questions.kinds.statement import Statement
from quiz.questions.question_set import Head, QuestionSet

ROOT = Path(__file__).resolve().parents[1]

FERRY = """\
The ferry Aurora sank on 12 November 2022 near Port Hale. Captain Mira Osten said that 23 people were saved.
It had left at noon.

The storm was strong, she said. The owner, Hale Lines, spoke of an old map. The storm was strong, the company wrote.

## What comes next

The mayor, Tom Reve, wants a new pier. It would cost 5 million euros; an inquiry begins in March 2023.
"""
QUAY = "A second paper tells it otherwise. The ferry sank at night, it writes, and 21 people were saved."


def an_article(text: str = FERRY, id: str = "ferry", **front: Any) -> Article:
    return make_article(Front(id, "The ferry", **front), text)


def sources_of(*articles: Article, **more: Any) -> Sources:
    return Sources({article.id: article for article in articles or (an_article(),)}, **more)


def _common(more: dict[str, Any]) -> dict[str, Any]:
    return {"id": "q", "prompt": "What does the article say?", "evidence": "23 people were saved", **more}


def a_choice(
    answer: str = "23", distractors: Sequence[str | dict[str, str]] = ("21", {"12": "A day."}), **more: Any
) -> Choice:
    return Choice(answer=answer, distractors=tuple(distractors), **_common(more))


def a_choices(
    answers: Sequence[str] = ("a", "b", "c"), distractors: Sequence[str] = ("x", "y"), **more: Any
) -> Choices:
    return Choices(answers=tuple(answers), distractors=tuple(distractors), **_common(more))


def a_statement(answer: Any = "true", **more: Any) -> Statement:
    return Statement(answer=answer, **_common(more))


def a_grid(rows: dict[str, str] | None = None, **more: Any) -> Grid:
    return Grid(columns=("paper", "owner"), rows=rows or {"r1": "paper", "r2": "owner", "r3": "paper"}, **_common(more))


def a_number(answer: str = "23", **more: Any) -> Number:
    return Number(answer=answer, **_common(more))


def a_date(answer: str = "2022-11-12", **more: Any) -> Date:
    return Date(answer=answer, **_common({"evidence": "sank on 12 November 2022", **more}))


def a_name(answer: str = "Mira Osten", **more: Any) -> Name:
    return Name(answer=answer, **_common({"evidence": "Captain Mira Osten said", **more}))


def a_short(answer: str = "an old map", **more: Any) -> Short:
    return Short(answer=answer, **_common({"evidence": "spoke of an old map", **more}))


def a_cloze(text: str = "{23|twenty-three} people left at {noon} for {Port Hale}.", **more: Any) -> Cloze:
    return Cloze(text=text, **_common(more))


def a_match(pairs: dict[str, str] | None = None, extra: Sequence[str] = ("nobody",), **more: Any) -> Match:
    known = pairs or {"Osten": "captain", "Reve": "mayor", "Hale Lines": "owner"}
    return Match(pairs=known, extra=tuple(extra), **_common(more))


def an_order(sequence: Sequence[str | tuple[str, ...]] = ("first", "second", "third"), **more: Any) -> Order:
    return Order(sequence=tuple(sequence), **_common(more))


def an_insert(after: str = "It had left at noon.", **more: Any) -> Insert:
    return Insert(sentence="That was an hour late.", after=after, **_common(more))


def a_highlight(answer: Any = "It had left at noon", **more: Any) -> Highlight:
    return Highlight(answer=answer, **_common(more))


def an_open(**more: Any) -> Open:
    rubric = (Criterion(1, "names the storm"), Criterion(1, "names the map"))
    return Open(rubric=rubric, **_common({"points": 2.0, "model": "The storm, or the map.", **more}))


ONE_OF_EACH = (
    a_choice, a_choices, a_statement, a_grid, a_number, a_date, a_name, a_short, a_cloze, a_match, an_order, an_insert,
    a_highlight, an_open,
)  # fmt: skip


def a_set(*questions: Question, sources: Sources | None = None, **head: Any) -> QuestionSet:
    """A set of these questions; where they share an id they are called q1, q2, ..."""
    import msgspec

    known = sources or sources_of()
    if len({question.id for question in questions}) < len(questions):
        questions = tuple(msgspec.structs.replace(one, id=f"q{n}") for n, one in enumerate(questions, 1))
    return QuestionSet("ferry-set", Head("The ferry", tuple(known.articles), **head), questions, known)  # type: ignore[arg-type]


class Journal:
    """Keeps events in a list; every receipt is done at once."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def append(self, events: Sequence[Event], /) -> Future[None]:
        self.events += events
        done: Future[None] = Future()
        done.set_result(None)
        return done


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, ticks: int = 5_000) -> None:
        self._ticks = ticks

    def now(self) -> int:
        return 1_700_000_000_000 + self._ticks

    def ticks(self) -> int:
        return self._ticks

    def go_on(self, milliseconds: int) -> None:
        self._ticks += milliseconds


class Ids:
    """32 hex digits, counting up."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        self._last += 1
        return f"{self._last:032x}"


class Sitting:
    """A desk with its journal and clock in reach."""

    def __init__(
        self, *questions: Question, sources: Sources | None = None, head: dict[str, Any] | None = None, **start: Any
    ) -> None:
        self.asked = a_set(*questions, sources=sources, **(head or {}))
        self.journal, self.clock, self.ids = Journal(), Clock(), Ids()
        self.desk = LocalDesk.start(
            self.asked, self.journal, self.clock, self.ids, **{"learner": "ada", "seed": 1, **start}
        )

    def again(self) -> LocalDesk:
        """The same attempt in a new run of the program, whose clock began elsewhere."""
        self.clock = Clock(999_000_000)
        self.desk = LocalDesk.resume(self.asked, list(self.journal.events), self.journal, self.clock, self.ids)
        return self.desk
