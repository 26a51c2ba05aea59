"""Typed names: a table of verdicts a fair teacher would give, and laws that hold for any text."""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.matching.names import find_names, match_name, mentions, people_in, same_person
from quiz.matching.translit import plain, same_sound
from quiz.text.normalise import normalise

TABLE = Path(__file__).with_name("names.tsv")


class Row(NamedTuple):
    line: int
    answer: str
    verdict: str
    response: str
    reason: str
    accept: tuple[str, ...]
    others: tuple[str, ...]
    strict: bool


def read_table() -> list[Row]:
    rows = []
    answer, settings_of = "", {}
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        first, second, *more = line.split("\t")
        if first == "key":
            answer, settings_of = second, dict(part.partition("=")[::2] for part in more)
            continue
        lists = {
            name: tuple(x.strip() for x in settings_of.get(name, "").split(";") if x.strip())
            for name in ("accept", "others")
        }
        rows.append(
            Row(number, answer, first, second, more[0] if more else "", **lists, strict="strict" in settings_of)
        )
    return rows


ROWS = read_table()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line}: {row.response} for {row.answer}")
def test_a_fair_teacher_would_say(row: Row) -> None:
    match = match_name(row.response, row.answer, accept=row.accept, others=row.others, strict=row.strict)
    assert match.outcome == row.verdict, match
    if row.reason:
        assert match.reason == row.reason


def test_the_table_is_large_and_has_every_verdict() -> None:
    assert len({(r.answer, r.response, r.others, r.strict) for r in ROWS}) >= 400
    assert {r.verdict for r in ROWS} == {"right", "near", "wrong"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.line))
def test_case_spaces_and_quotes_do_not_change_a_verdict(row: Row) -> None:
    for response in (normalise(row.response), row.response.upper(), f" “{row.response}” ", row.response + "."):
        match = match_name(response, row.answer, accept=row.accept, others=row.others, strict=row.strict)
        assert match.outcome == row.verdict, (response, match)


# Different people and places, many of them one or two letters from another.
CAST = (
    "Volodymyr Zelensky", "Olena Zelenska", "Vladimir Putin", "Lyudmila Putina", "Sergei Ryabkov", "Oleg Rybakov",
    "Sergei Surovikin", "Vladislav Surkov", "Viktor Medvedchuk", "Dmitry Medvedev", "Dmitry Peskov", "Ivan Ivanov",
    "Anna Ivanova", "Petro Ivanenko", "Petro Ivanchenko", "Joe Biden", "Hunter Biden", "Mark Milley", "Mark Miller",
    "Frank Ledwidge", "Sergei Lavrov", "Sergei Shoigu", "Valerii Zaluzhnyi", "Kateryna Zaluzhna", "Yulia Tymoshenko",
    "Vitali Klitschko", "Wladimir Klitschko", "J.D. Vance", "Kyiv", "Kharkiv", "Kherson", "Russia", "Prussia", "Crimea",
)  # fmt: skip
names = st.sampled_from(CAST)
texts = st.text(max_size=60) | st.text(alphabet="aeiouyhkzsč жї'-., JVOR", max_size=40) | names


@pytest.mark.parametrize("answer", CAST)
def test_a_name_of_the_text_is_right_only_for_itself(answer: str) -> None:
    for response in CAST:
        match = match_name(response, answer, others=CAST)
        assert match.right == (response == answer), (response, match)


@settings(deadline=None)
@given(texts, texts, st.lists(texts, max_size=3), st.lists(texts, max_size=3), st.booleans())
def test_any_text_gives_a_verdict(
    response: str, answer: str, accept: list[str], others: list[str], strict: bool
) -> None:
    match = match_name(response, answer, accept=accept, others=others, strict=strict)
    assert match.outcome in ("right", "near", "wrong")
    assert match.reason


@pytest.mark.parametrize(
    "piece", ["a", "Putin ", "é", "'", "а", "Putin, ", "J.", "﷽", "A b-", "not ", "\u0361", "𝒜", "ΐ", "\0"]
)
def test_long_texts_give_a_verdict_too(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert not match_name(text, "Vladimir Putin").right
    assert not match_name("Putin", text + "x").right or "Putin" in piece
    assert isinstance(same_person(text, text[1:]), bool)
    assert all(text[f.start : f.end] == f.text for f in find_names(text))


@settings(deadline=None)
@given(texts, texts)
def test_being_the_same_person_is_symmetric(a: str, b: str) -> None:
    assert same_person(a, b) == same_person(b, a)
    assert same_sound(a, b) == same_sound(b, a)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_plain_form_is_its_own_plain_form(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(deadline=None)
@given(st.sampled_from([n for n in CAST if len(n.split()) == 2 and len(n.split()[1]) > 5]), st.data())
def test_a_letter_lost_or_swapped_beside_the_given_name_is_a_slip(name: str, data: st.DataObject) -> None:
    first, family = name.split()
    at = data.draw(st.integers(1, len(family) - 3))
    lost = family[:at] + family[at + 1 :]
    swapped = family[:at] + family[at + 1] + family[at] + family[at + 2 :]
    for slipped in (lost, swapped):
        match = match_name(f"{first} {slipped}", name)
        assert match.right or match.reason == "different_name", (slipped, match)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj", True),
        ("Selenskyj", "Зеленський", True),
        ("Vladimir Putin", "Putin, Vladimir", True),
        ("Dr. Mark Milley", "Mark A. Milley", True),
        ("Joe Biden", "Joseph Biden", True),
        ("SergeiLavrov", "Sergei Lavrov", True),
        ("Sergei Lavrov", "Serei Lavrov", True),
        ("Joe Biden", "Hunter Biden", False),
        ("Volodymyr Zelensky", "Olena Zelenska", False),
        ("Sergei Ryabkov", "Oleg Rybakov", False),
        ("William W. Frost", "William G. Frost", False),
        ("Ivan Petrenko", "Ivan Petrov", False),
        ("Bondarenko", "Bodnarenko", False),
        ("", "", False),
    ],
)
def test_the_same_person(a: str, b: str, same: bool) -> None:
    assert same_person(a, b) is same


STORY = (
    "On Tuesday Gen. Mark Milley told The New York Times that talks in Riyadh went well. But Milley’s aide, "
    "Anna Holub, who works at the Institute for Peace, had flown from Saudi Arabia to Kyiv with President "
    "Volodymyr Zelensky. Deputy Foreign Minister Sergei Ryabkov and J.D. Vance disagreed."
)


def test_finding_names_in_a_story() -> None:
    found = [f.text for f in find_names(STORY)]
    assert [STORY[f.start : f.end] for f in find_names(STORY)] == found
    assert found == [
        "Gen. Mark Milley", "New York Times", "Riyadh", "Milley", "Anna Holub", "Institute for Peace", "Saudi Arabia",
        "Kyiv", "President Volodymyr Zelensky", "Deputy Foreign Minister Sergei Ryabkov", "J.D. Vance",
    ]  # fmt: skip


def test_finding_people_in_a_story() -> None:
    assert people_in(STORY) == ("Mark Milley", "Anna Holub", "Volodymyr Zelensky", "Sergei Ryabkov", "J. D. Vance")


@pytest.mark.parametrize(
    "answer",
    [
        *("Mark Milley", "Milley", "Volodymyr Zelenskyy", "Kyiv", "JD Vance", "Saudi Arabia"),
        *("New York Times", "Sergei Ryabkov", "Institute for Peace"),
    ],
)
def test_a_story_mentions(answer: str) -> None:
    assert mentions(STORY, answer)


@pytest.mark.parametrize("answer", ["Dmitry Peskov", "Olena Zelenska", "Kharkiv", "Washington Post", "", "Moscow"])
def test_a_story_does_not_mention(answer: str) -> None:
    assert not mentions(STORY, answer)
    assert mentions(STORY, answer, accept=("Zelensky",))


@pytest.mark.parametrize(
    ("response", "answer", "prompt", "verdict", "reason"),
    [
        ("Putin's plan", "Vladimir Putin", "Whose plan is meant?", "right", "family_name"),
        ("the plan of Putin", "Vladimir Putin", "Whose plan is meant?", "right", "family_name"),
        ("Zelensky's plan", "Vladimir Putin", "Whose plan is meant?", "wrong", "different_name"),
        ("Putin's wife", "Vladimir Putin", "Whose plan is meant?", "wrong", ""),
        ("the appointment by Putin", "Sergey Surovikin", "Whose appointment led to it?", "wrong", ""),
        ("Putin's plan", "Vladimir Putin", "Who gave the order?", "wrong", "different_name"),
        ("Anna Putin", "Vladimir Putin", "Whose plan is meant?", "wrong", "wrong_person"),
        ("Trump and Vance", "J.D. Vance", "Who, besides Trump, spoke of it?", "near", "asked_besides"),
        ("Vance and Trump", "J.D. Vance", "Who, besides Trump, spoke of it?", "near", "asked_besides"),
        ("Trump and Vance", "J.D. Vance", "Who spoke of it?", "wrong", "two_answers"),
        ("Trump and Rubio", "J.D. Vance", "Who, besides Trump, spoke of it?", "wrong", ""),
        ("the National Security Adviser", "Jake Sullivan", "Who said so?", "wrong", "office"),
        ("Russian Ministry of Defense", "Ministry of Defense", "Whom does the Kremlin name?", "right", "owner"),
        ("Ukrainian Ministry of Defense", "Ministry of Defense", "Whom does the Kremlin name?", "near", ""),
    ],
)
def test_what_the_question_says_may_stand_beside_a_name(
    response: str, answer: str, prompt: str, verdict: str, reason: str
) -> None:
    match = match_name(response, answer, prompt=prompt)
    assert match.outcome == verdict, match
    assert reason in ("", match.reason)
