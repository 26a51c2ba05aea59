"""Typed dates: the table of fair verdicts, and what holds for any text."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quiz.matching.dates import DateKey, Partial, find_dates, match_date, mentions, parse_free, parse_key
from tests.effort import within

TABLE = Path(__file__).with_name("dates.tsv")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31))


def rows():
    key = published = None
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("@ "):
            key, *rest = line[2:].split(" ")
            published = datetime.date.fromisoformat(rest[0]) if rest else None
            continue
        verdict, response, *reason = line.split("\t")
        response = "" if response == "·" else re.sub(r"\\u(\w{4})", lambda fit: chr(int(fit[1], 16)), response)
        yield pytest.param(
            key, published, response, verdict, reason[0] if reason else None, id=f"{number}-{key}-{response[:40]}"
        )


@pytest.mark.parametrize(("key", "published", "response", "verdict", "reason"), list(rows()))
def test_table(key, published, response, verdict, reason):
    match = match_date(response, parse_key(key), published=published)
    assert match.outcome == verdict, match
    assert reason in (None, match.reason)


# a time of day, a time zone and a date that is denied may differ without making the answer wrong
HARMLESS_DIGITS = re.compile(r":\d\d|\d ?p\.?m|UTC|at 14|\bnot ")


def test_no_digit_of_a_right_answer_may_change():
    checked = 0
    for param in rows():
        key, published, response, verdict, reason = param.values
        if verdict != "right" or reason == "more_precise" or HARMLESS_DIGITS.search(response):
            continue
        for place in (at for at, char in enumerate(response) if char.isascii() and char.isdigit()):
            for digit in set("0123456789") - {response[place]}:
                changed = response[:place] + digit + response[place + 1 :]
                match = match_date(changed, parse_key(key), published=published)
                assert not match.right, changed
                checked += 1
    assert checked > 10_000


def test_the_table_is_long_enough():
    assert len(list(rows())) >= 300


def forms(day: datetime.date) -> list[str]:
    """Ways to write a whole date, all of them right."""
    d, m, y = day.day, day.month, day.year
    name = MONTHS[m - 1]
    written = [
        f"{d} {name} {y}",
        f"{name} {d}, {y}",
        f"{d:02}/{m:02}/{y}",
        f"{d}.{m}.{y}",
        f"{d}-{m}-{y % 100:02}",
        f"{d:02}.{m:02}.{y % 100:02}",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}{m:02}{d:02}",
        f"{y} {name} {d}",
        f"the {d}th of {name[:3]} '{y % 100:02}",
        f"{day:%A}, {d} {name} {y}",
        f"{d} {name} {y % 100:02}",
        f"{d}-{name[:3]}-{y % 100:02}",
    ]
    return [*written, f"{m}/{d}/{y}", f"{m:02}-{d:02}-{y}"] if d > 12 else written


def key_of(day: datetime.date) -> DateKey:
    return parse_key(day.isoformat())


@given(DAYS, st.data())
def test_every_form_is_right_and_no_digit_of_it_may_change(day, data):
    response = data.draw(st.sampled_from(forms(day)))
    assert match_date(response, key_of(day)).right
    place = data.draw(st.sampled_from([at for at, char in enumerate(response) if char.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != response[place])
    assert not match_date(response[:place] + digit + response[place + 1 :], key_of(day)).right


@given(st.integers(1950, 2049), st.integers(1, 12), st.data())
def test_months_and_years_allow_no_digit_change_either(year, month, data):
    name = MONTHS[month - 1]
    key = parse_key(f"{year}-{month:02}")
    response = data.draw(
        st.sampled_from([f"{name} {year}", f"{year}-{month:02}", f"{month}/{year}", f"{name} '{year % 100:02}"])
    )
    assert match_date(response, key).right
    assert match_date(f"in {year}", parse_key(str(year))).right
    place = data.draw(st.sampled_from([at for at, char in enumerate(response) if char.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != response[place])
    assert not match_date(response[:place] + digit + response[place + 1 :], key).right


@given(DAYS, st.data())
def test_space_and_case_change_nothing(day, data):
    response = data.draw(st.sampled_from(forms(day)))
    key = key_of(data.draw(st.sampled_from([day, day + datetime.timedelta(days=1)])))
    expected = match_date(response, key)
    for changed in (
        response.upper(),
        response.lower(),
        f"  {response}\t",
        response.replace(" ", "\u00a0"),
        f"{response}.",
    ):
        assert match_date(changed, key) == expected


@given(DAYS, DAYS)
def test_another_day_is_never_right(one, two):
    assume(one != two and (one.year - two.year) % 100)
    assert not any(match_date(form, key_of(two)).right for form in forms(one))


PIECES = [
    *"0123456789 -/.,:'’–—()thsndr", "march ", "May", " of ", " or ", "not ", "the ", "1990s", "twenty ", "hundred ",
    "oh ", "Q1", "BC", "last ", "ago", "week ", "Sunday", "²", "١", "İ", "ﬁ", "\u200b", "\n",
]  # fmt: skip
ODD = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
KEYS = st.sampled_from([parse_key(each) for each in ("2022", "2022-11", "2025-03-18", "2023-02/2023-03", "1990/1999")])


@given(st.one_of(ODD, st.text(max_size=250)), KEYS, st.one_of(st.none(), DAYS))
@example("29 February '00 Tuesday", parse_key("2025-03-18"), None)
@example("0000 BC", parse_key("2022"), datetime.date(1, 1, 1))
@example("last year", parse_key("2022"), datetime.date.min)
@example("31 days ago, next Sunday", parse_key("2022"), datetime.date.max)
def test_any_text_gets_a_verdict(text, key, published):
    assert match_date(text, key, published=published).outcome in ("right", "near", "wrong")
    parse_free(text, published=published)
    for found in find_dates(text, published=published):
        assert 0 <= found.start < found.end <= len(text)


PIECES_OF_LONG = [
    "1 ", "18 March 2025, ", "twenty ", "１", "not ", " ", "1", "between ", "'9", "- ", "may ", "2022 or ", "a'"
]  # fmt: skip
LONG = [piece * (100_000 // len(piece)) for piece in PIECES_OF_LONG]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:16])
def test_long_text_is_quick(text):
    assert within(0.05, lambda: match_date(text, parse_key("2025-03-18"))).outcome == "wrong"
    within(5, lambda: find_dates(text))  # a text of 100,000 characters takes about half a second


def test_notes_never_quote_the_key():
    for param in rows():
        key, published, response, *_ = param.values
        note = match_date(response, parse_key(key), published=published).note
        assert not any(char.isdigit() for char in note)
        assert not any(month in note for month in MONTHS)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", (2022, None, None), (2022, None, None)),
        ("2022-11", (2022, 11, None), (2022, 11, None)),
        (" 2022-11-12 ", (2022, 11, 12), (2022, 11, 12)),
        ("2023-02/2023-03", (2023, 2, None), (2023, 3, None)),
        ("1939/1945", (1939, None, None), (1945, None, None)),
        ("2025-03-18 / 2025-04-02", (2025, 3, 18), (2025, 4, 2)),
    ],
)
def test_keys(text, start, end):
    key = parse_key(text)
    assert (key.start, key.end) == (Partial(*start), Partial(*end))
    assert key.single == (start == end)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2022-13", "2022-02-30", "2023-02-29", "22", "2022-1", "2022-11-1", "18/03/2025", "2023-03/2023-02",
     "2023/2023-03", "2022/2022", "2022-01/2022-02/2022-03", "2022-11-12T10:00", "0000", "٢٠٢٢"],
)  # fmt: skip
def test_what_is_no_key_says_why_in_one_line(text):
    with pytest.raises(ValueError, match=r"date|calendar|interval") as caught:
        parse_key(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("September 14, 2008", (2008, 9, 14), (2008, 9, 14)),
        ("14 September 2008", (2008, 9, 14), (2008, 9, 14)),
        ("in November 2022", (2022, 11), (2022, 11)),
        ("2001–2002 season", (2001,), (2002,)),
        ("the 1990s", (1990,), (1999,)),
        ("15th century", (1401,), (1500,)),
        ("957 BCE", (-957,), (-957,)),
        ("July 20", (None, 7, 20), (None, 7, 20)),
        ("by 1965", (1965,), (1965,)),
        ("'96", (1996,), (1996,)),
        ("30–31 October 2000", (2000, 10, 30), (2000, 10, 31)),
    ],
)
def test_dates_in_words_as_keys(text, start, end):
    key = parse_free(text)
    assert key is not None
    assert (key.start, key.end) == (Partial(*start), Partial(*end))
    assert match_date(text.removeprefix("by "), key).right


@pytest.mark.parametrize(
    "text", ["", "Moscow", "two hours", "before 1990", "1990 or 1991", "not 1990", "yesterday", "x" * 300]
)
def test_words_that_name_no_one_date(text):
    assert parse_free(text) is None


def test_any_date_inside_a_decade_answers_it():
    key = parse_free("the 1980s")
    assert key is not None
    assert match_date("1984", key).right
    assert match_date("the eighties", key).right
    assert not match_date("1991", key).right
    assert match_date("1984", parse_key("1980/1989")).outcome == "near"


STORY = (
    "On Tuesday the two leaders spoke for more than two hours. In September 2022 he had said otherwise; on Nov. 15, "
    "2022 a draft was read in Bali. It may march on: 1,500 soldiers sat in 40 trucks "
    "(3/4 of them new, 18.3 tonnes each). "
    "The deal of 18 March expires next February, between 2026-02-01 and 2026-02-28."
)


def test_mentions_in_running_text():
    published = datetime.date(2025, 3, 19)
    found = [STORY[each.start : each.end] for each in find_dates(STORY, published=published)]
    assert found == [
        "Tuesday",
        "September 2022",
        "Nov. 15, 2022",
        "18 March",
        "next February",
        "2026-02-01 and 2026-02-28",
    ]


@pytest.mark.parametrize(
    ("key", "mentioned"),
    [
        ("2022-09", True),
        ("2022-11-15", True),
        ("2022-11", True),
        ("2022", True),
        ("2025-03-18", True),
        ("2026-02", True),
        ("2026-02-01/2026-02-28", True),
        ("2022-11-16", False),
        ("2021", False),
        ("2022-10", False),
        ("2025-03-17", False),
        ("1500", False),
    ],
)
def test_a_key_is_looked_for_as_grading_reads_it(key, mentioned):
    assert mentions(STORY, parse_key(key), published=datetime.date(2025, 3, 19)) is mentioned


def test_an_interval_may_be_mentioned_by_its_ends():
    text = "It began in February 2023 with shelling; by March 2023 it was over."
    assert mentions(text, parse_key("2023-02/2023-03"))
    assert not mentions(text, parse_key("2023-02/2023-04"))


def test_places_are_those_of_the_original_text():
    text = "ﬁrst — on １８ March\u00a0２０２５, İzmir; then 2024"
    assert [text[each.start : each.end] for each in find_dates(text)] == ["１８ March\u00a0２０２５", "2024"]


@pytest.mark.parametrize(
    ("key", "prompt", "response", "reckoned", "verdict"),
    [
        # what the question itself asks with
        ("2014", "Since which year has it held Crimea?", "since 2014", False, "right"),
        ("2014", "Since when has it held Crimea?", "Since 2014", False, "right"),
        ("2014", "Since when has it held Crimea?", "until 2014", False, "wrong"),
        ("2014", "In which year did it take Crimea?", "since 2014", False, "wrong"),
        ("2025-12-31", "Until when does the licence run?", "until 31 December 2025", False, "right"),
        ("2025-12-31", "Until when does the licence run?", "after 31 December 2025", False, "wrong"),
        ("2025-12-31", "By which date must they leave?", "by 31 December", False, "right"),
        ("2025-12-31", "Before when must they leave?", "before 31 December 2025", False, "right"),
        # words copied from the text where the step from them to the date is what is asked
        ("2026-02", "When does the treaty run out?", "next February", False, "right"),
        ("2026-02", "When does the treaty run out?", "next February", True, "near"),
        ("2026-02", "In which month and year does the treaty run out?", "next February", False, "near"),
        ("2026-02", "In which month and year does the treaty run out?", "February 2026", True, "right"),
        ("2024-11", "When were they elected?", "last November", True, "near"),
        ("2024-11", "When were they elected?", "next November", True, "wrong"),
        ("2025-03-18", "When did they talk?", "Tuesday", False, "near"),
        ("2025-03-18", "When did they talk?", "Monday", False, "wrong"),
        ("2025-03-18", "When did they talk?", "18 March this year", True, "right"),
        ("2025-03-18", "When did they talk?", "yesterday, 18 March", True, "right"),
        # words of the question beside the date say nothing new; others do
        ("2025-03-18", "When was the treaty signed?", "treaty signed 18 March", False, "right"),
        ("2025-03-18", "When was the treaty signed?", "Signed 18 March 2025", False, "right"),
        ("2025-03-18", "When was the treaty signed?", "signning was 18 March", False, "right"),
        ("2025-03-18", "When did Trump and Putin speak?", "Putin rang Trump on 18 March", False, "right"),
        ("2025-03-18", "When was the treaty signed?", "treaty banana 18 March", False, "near"),
        ("2025-03-18", "When was the treaty signed?", "drafted 18 March", False, "near"),
        ("2025-03-18", "When was the treaty signed?", "not signed 18 March", False, "wrong"),
        ("2025-03-18", "When was the treaty signed before?", "before 18 March", False, "wrong"),
        ("2014", "Since which year has it held Crimea?", "sinse 2014", False, "right"),
        ("2014", "Since which year has it held Crimea?", "beforee 2014", False, "wrong"),
    ],
)
def test_what_the_prompt_asks_for(key, prompt, response, reckoned, verdict):
    published = datetime.date(2025, 3, 19)
    match = match_date(response, parse_key(key), published=published, prompt=prompt, reckoned=reckoned)
    assert match.outcome == verdict, match


@pytest.mark.parametrize(
    ("prompt", "outcome"),
    [
        ("When did Putin brandish the threat?", "right"),
        ("On which day of the month was it?", "right"),
        ("When did Putin brandish the threat? Give day, month and year.", "near"),
        ("In which month and year was it?", "near"),
    ],
)
def test_a_year_that_is_asked_for_by_name_may_not_be_left_out(prompt: str, outcome: str) -> None:
    key, published = parse_key("2022-09-21"), datetime.date(2022, 11, 12)
    assert match_date("21 September", key, published=published, prompt=prompt).outcome == outcome
    assert match_date("21 September 2022", key, published=published, prompt=prompt).right


@pytest.mark.parametrize(
    ("response", "prompt", "verdict"),
    [
        ("since 2014", "In which year did it begin?", "right"),
        ("Since 2014", "When did the war start?", "right"),
        ("since 2015", "In which year did it begin?", "wrong"),
        ("until 2014", "In which year did it begin?", "wrong"),
        ("before 2014", "In which year did it begin?", "wrong"),
        ("since 2014", "In which year did it end?", "wrong"),
    ],
)
def test_what_began_in_a_year_goes_on_since_then(response, prompt, verdict):
    assert match_date(response, parse_key("2014"), prompt=prompt).outcome == verdict


def test_a_slip_in_a_month_is_no_slip_in_a_name():
    assert match_date("11 Novmber 2022", parse_key("2022-11-11")).note == "Check the spelling."
