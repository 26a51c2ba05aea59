"""What holds for every typed kind: for each row of the tables, and for each typed question of the shipped sets.

Grading is total, blind to case, spaces and quotation marks, and quick; another digit or a denial is never right.
"""

import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.articles.library import Library
from quiz.matching.dates import match_date
from quiz.matching.dates import parse_key as date_key
from quiz.matching.names import match_name
from quiz.matching.numbers import match_number
from quiz.matching.phrases import match_phrase
from quiz.questions.base import Question
from quiz.questions.check import load_set
from quiz.questions.kinds import KINDS
from quiz.questions.line import Misread, read_line
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Filled, Response, Typed
from tests.effort import within
from tests.grading import test_dates, test_names, test_numbers, test_phrases

ROOT = Path(__file__).parents[2]
OUTCOMES = {"right", "near", "wrong", "not-answered"}


class Case(NamedTuple):
    """A response of a table, what it is graded as there, and how to grade another one against the same key."""

    table: str
    response: str
    verdict: str
    outcome_of: Callable[[str], str]


def of_dates() -> Iterator[Case]:
    for row in test_dates.rows():
        key, published, response, verdict, _ = row.values
        grade = partial(match_date, key=date_key(key), published=published)
        yield Case("dates", response, verdict, lambda text, grade=grade: grade(text).outcome)


def of_numbers() -> Iterator[Case]:
    for answer, unit, tolerance, response, verdict, *_ in test_numbers.ROWS:
        key, asked = test_numbers.key_of(answer, unit, tolerance)
        grade = partial(match_number, key=key, unit_asked=asked)
        yield Case("numbers", response, verdict, lambda text, grade=grade: grade(text).outcome)


def of_names() -> Iterator[Case]:
    for row in test_names.ROWS:
        grade = partial(match_name, answer=row.answer, accept=row.accept, others=row.others, strict=row.strict)
        yield Case("names", row.response, row.verdict, lambda text, grade=grade: grade(text).outcome)


def of_phrases() -> Iterator[Case]:
    for row in test_phrases.ROWS:
        grade = partial(
            match_phrase,
            answer=row.key,
            accept=row.accept,
            near=row.near,
            reject=row.reject,
            prompt=row.prompt,
        )
        yield Case("phrases", row.response, row.verdict, lambda text, grade=grade: grade(text).outcome)


CASES = [*of_dates(), *of_numbers(), *of_names(), *of_phrases()]
RIGHT = [case for case in CASES if case.verdict == "right"]
TABLES = sorted({case.table for case in CASES})


def cases(table: str, among: list[Case]) -> list[Case]:
    return [case for case in among if case.table == table]


def test_all_four_tables_are_here() -> None:
    assert {table: len(cases(table, CASES)) >= 300 for table in TABLES} == dict.fromkeys(
        ("dates", "names", "numbers", "phrases"), True
    )


@pytest.mark.parametrize("table", TABLES)
def test_spaces_and_quotation_marks_never_decide(table: str) -> None:
    for case in cases(table, CASES):
        plain = case.outcome_of(case.response)
        for dressed in (f"  {case.response}  ", case.response.replace(" ", "  "), case.response.replace(" ", "\u00a0")):
            assert case.outcome_of(dressed) == plain, dressed
        if not {'"', "“"} & set(case.response) and case.response.strip():
            assert case.outcome_of(f"“{case.response.strip()}”") == plain, case.response


@pytest.mark.parametrize("table", TABLES)
def test_a_right_answer_stays_right_in_capitals(table: str) -> None:
    # In capitals alone a Roman number, initials or a unit is no longer told from a word.
    told_by_case = re.compile(r"\b(?:[A-Z]{2,}|[a-z]?[A-Z][a-z]?|[mkg]?[bgmnW]|k|St)\b|[′°’‘'½\d]|[^\x00-\x7f]")
    for case in cases(table, RIGHT):
        if not told_by_case.search(case.response):
            assert case.outcome_of(case.response.upper()) == "right", case.response


# The tables of dates and numbers have this law beside them, with what it does not hold for.
@pytest.mark.parametrize("table", ["names", "phrases"])
def test_no_change_of_one_digit_is_right(table: str) -> None:
    for case in cases(table, RIGHT):
        for at, letter in enumerate(case.response):
            if letter.isascii() and letter.isdigit():
                for other in "0123456789".replace(letter, ""):
                    changed = case.response[:at] + other + case.response[at + 1 :]
                    assert case.outcome_of(changed) != "right", changed


DENIALS = ("not {}", "never {}", "anything but {}", "it was not {}")
# What already denies is not denied by another word for it; "not only 23" denies nothing; and what stands before a comma
# or names something else first takes the denial: "not yesterday, 18 March".
DENIES = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|but|except|un\w+|only|just|single)\b|n['’]?t\b"
    r"|^it was\b|\bsaid\b|^paragraph|^yesterday,|^the spokesman for\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("denial", DENIALS)
def test_a_right_answer_denied_is_never_right(table: str, denial: str) -> None:
    for case in cases(table, RIGHT):
        if not DENIES.search(case.response):
            assert case.outcome_of(denial.format(case.response)) != "right", case.response


LONG = 100_000
NASTY = [
    "a" * LONG,
    "a " * (LONG // 2),
    "1" * LONG,
    "1 " * (LONG // 2),
    "1,000," * (LONG // 6),
    "18 March 2025 " * (LONG // 14),
    "not " * (LONG // 4),
    ", and " * (LONG // 6),
    "one hundred and " * (LONG // 16),
    "Zelensky or " * (LONG // 12),
    "é" * LONG,
    "ﷺ" * LONG,
    "\u0301" * LONG,
    "(" * LONG,
    "'" * LONG,
    " " * LONG,
    "\n" * LONG,
    "\x00" * LONG,
    "Ж" * LONG,
]


@pytest.fixture(scope="module", params=sorted(ROOT.glob("questions/*.yaml")), ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> QuestionSet:
    return load_set(request.param, Library([ROOT]))


def typed(asked: QuestionSet) -> list[Question]:
    return [each for each in asked.questions if each.kind in ("date", "number", "name", "short", "cloze")]


def response_of(question: Question, text: str) -> Response:
    return Filled((text,)) if question.kind == "cloze" else Typed(text)


def test_any_length_is_graded_at_once(shipped: QuestionSet) -> None:
    seen: set[str] = set()
    for question in typed(shipped):
        if question.kind in seen:
            continue
        seen.add(question.kind)
        question.grade(response_of(question, "18 March 2025, 23 or Zelensky"), shipped.sources)
        for text in NASTY:
            verdict = within(0.05, partial(question.grade, response_of(question, text), shipped.sources))
            assert verdict.outcome in OUTCOMES - {"right"}


def test_any_kind_takes_any_text() -> None:
    """As ``quiz grade`` reads a line: a verdict, or one sentence that says what would do; soon, and nothing else."""
    library = Library([ROOT])
    sets = [load_set(path, library) for path in sorted(ROOT.glob("questions/*.yaml"))]
    of_kinds = {question.kind: (question, each.sources) for each in sets for question in each.questions}
    assert of_kinds.keys() == set(KINDS)
    for question, sources in of_kinds.values():
        view = question.view(sources, random.Random(0))
        for text in NASTY:
            response = read_line(text, view, sources)
            if isinstance(response, Misread):
                assert response.why
                assert "\n" not in response.why
                assert len(response.why) < LONG / 100
            else:
                assert question.grade(response, sources).outcome in OUTCOMES | {"open"}


def test_no_change_of_one_digit_of_a_key_is_right(shipped: QuestionSet) -> None:
    for question in typed(shipped):
        key = question.key_response(shipped.sources)
        if not isinstance(key, Typed) or getattr(question, "tolerance", 0):
            continue
        for at, letter in enumerate(key.text):
            if letter.isdecimal():
                for other in "0123456789".replace(letter, ""):
                    changed = key.text[:at] + other + key.text[at + 1 :]
                    assert not question.grade(Typed(changed), shipped.sources).right, (question.id, changed)


def test_the_key_of_every_typed_question_is_right_however_it_is_dressed(shipped: QuestionSet) -> None:
    for question in typed(shipped):
        key = question.key_response(shipped.sources)
        if isinstance(key, Typed):
            for text in (key.text, f"  {key.text} ", f"“{key.text}”", key.text.replace(" ", "\u00a0"), f"{key.text}."):
                assert question.grade(Typed(text), shipped.sources).right, (question.id, text)
        else:
            assert question.grade(key, shipped.sources).right, question.id


def test_tests_of_every_typed_question_keep_the_laws(shipped: QuestionSet) -> None:
    for question in typed(shipped):
        if question.kind == "cloze":
            continue
        for text in question.tests.right:
            if DENIES.search(text):
                continue
            for denial in DENIALS:
                denied = question.grade(Typed(denial.format(text)), shipped.sources)
                assert not denied.right, (question.id, denial.format(text))


@given(text=st.text(max_size=400), at=st.integers(0, 10**6))
def test_any_text_gets_a_verdict_and_the_same_one_twice(text: str, at: int) -> None:
    case = CASES[at % len(CASES)]
    assert case.outcome_of(text) in OUTCOMES
    assert case.outcome_of(text) == case.outcome_of(text)


@pytest.mark.parametrize("scrap", ["\t", "  \n", "\u00a0", "\u200b", "\ufeff"])
def test_spaces_at_the_ends_and_what_cannot_be_seen_say_nothing(scrap: str) -> None:
    every = ((case.response, case.outcome_of(scrap + case.response + scrap), case.outcome_of) for case in CASES)
    assert [response for response, outcome, outcome_of in every if outcome != outcome_of(response)] == []
