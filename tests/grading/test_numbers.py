"""Typed numbers against number keys: the table of fair verdicts, and what must hold for any text."""

import re
from contextlib import suppress
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.matching.match import Match
from quiz.matching.number_words import SMALL, TENS, respelled
from quiz.matching.numbers import NumberKey, find_numbers, match_number, mentions, parse_free, parse_key
from tests.effort import within

TABLE = Path(__file__).with_name("numbers.tsv")
ROWS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n")[1:] if line and not line.startswith("# ")
]


def key_of(answer: str, unit: str, tolerance: str) -> tuple[NumberKey, bool]:
    """A row's key; ``asked`` after a unit means that the question asks for the unit by name."""
    asked = unit.endswith(" asked")
    return parse_key(answer, unit=unit.removesuffix(" asked"), tolerance=tolerance), asked


@pytest.mark.parametrize(
    ("answer", "unit", "tolerance", "response", "verdict", "reason", "why"),
    [pytest.param(*row, id=" · ".join(row[:4])) for row in ROWS],
)
def test_a_fair_teacher_agrees(
    answer: str, unit: str, tolerance: str, response: str, verdict: str, reason: str, why: str
) -> None:
    key, asked = key_of(answer, unit, tolerance)
    match = match_number(response, key, unit_asked=asked)
    assert match.outcome == verdict, f"{why}; the reason given is {match.reason}"
    if reason:
        assert match.reason == reason, why


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " · ".join(row[:4]))
def test_spaces_and_capitals_change_nothing(row: list[str]) -> None:
    key, asked = key_of(*row[:3])
    plain = match_number(row[3], key, unit_asked=asked)
    for dressed in (f"  {row[3]}\t", row[3].replace(" ", "   "), row[3].lower(), row[3].upper().replace("′", "'")):
        assert match_number(dressed, key, unit_asked=asked) == plain


def test_no_note_quotes_the_key() -> None:
    for answer, unit, tolerance, response, *_ in ROWS:
        key, asked = key_of(answer, unit, tolerance)
        assert not re.search(r"\d", match_number(response, key, unit_asked=asked).note)


KEYS = [
    parse_key("23"),
    parse_key("2.5", unit="hours"),
    parse_key("20%"),
    parse_key("5..7"),
    parse_key("$1.5 billion"),
    parse_key("1/3"),
    parse_key("-5", unit="°C"),
    parse_key("30", unit="soldiers"),
    parse_key("more than 1,500"),
    parse_key("100", unit="km", tolerance="10%"),
]
SCRAPS = st.sampled_from(
    [
        "1",
        "2",
        "23",
        "0",
        "5,000",
        "2.5",
        ".",
        ",",
        "-",
        "/",
        ":",
        "½",
        "'",
        '"',
        "%",
        "$",
        "€",
        "+",
        "~",
        "<",
        ">",
        "one",
        "two",
        "twenty",
        "three",
        "hundred",
        "thousand",
        "million",
        "half",
        "third",
        "quarter",
        "dozen",
        "a",
        "an",
        "and",
        "of",
        "in",
        "out",
        "to",
        "from",
        "between",
        "point",
        "not",
        "about",
        "over",
        "k",
        "m",
        "bn",
        "e",
        "^",
        "x",
        "h",
        "min",
        "hours",
        "days",
        "km",
        "ft",
        "no",
        "none",
        "per",
        "cent",
        "percent",
        "pounds",
        "below",
        "zero",
        "feet",
        "10",
        "th",
        "st",
        "nd",
        "minus",
        "us",
        "sq",
        "square",
        "degrees",
        "c",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(SCRAPS, max_size=14).map(" ".join), st.lists(SCRAPS).map("".join)))
def test_any_text_gets_a_verdict(text: str) -> None:
    for key in KEYS:
        assert isinstance(match_number(text, key), Match)
        assert isinstance(match_number(text, key, unit_asked=True), Match)
    for found in find_numbers(text):
        assert 0 <= found.start < found.end <= len(text)
    parse_free(text)


@given(st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=8).map(" ".join)))
def test_an_author_gets_a_key_or_a_plain_sentence(text: str) -> None:
    with suppress(ValueError):
        key = parse_key(text)
        assert key.low <= key.high


LONG = [
    "1" * 100_000,
    "1e999999999",
    "1e" + "9" * 5_000,
    "9" * 5_000,
    "1 " * 50_000,
    "1," * 50_000,
    "1'111" * 20_000,
    "a " * 50_000,
    "one " * 25_000,
    "twenty " * 14_000,
    "half of " * 12_500,
    "-" * 100_000,
    "1-" * 50_000,
    "½" * 100_000,
    "not " * 25_000,
    "over the " * 11_000,
    "thoussand " * 10_000,
    " " * 100_000,
    "\u0301" * 100_000,
    "\u200b" * 100_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_long_answers_take_no_time(text: str) -> None:
    for cut in (text, text[:400], text[:300] + " 23"):
        for key in KEYS[:4]:
            within(0.05, partial(match_number, cut, key))


def in_digits(value: Fraction) -> list[str]:
    """Ways of writing a decimal: plain, grouped, with a decimal comma."""
    plain = f"{float(value):.10f}".rstrip("0").rstrip(".")
    whole, _, part = plain.partition(".")
    grouped = f"{int(whole):,}"
    return [plain, f"{grouped}.{part}" if part else grouped, plain.replace(".", ",")]


@given(
    st.integers(0, 10**7),
    st.sampled_from([1, 10, 100, 1000]),
    st.sampled_from(["", "%", "hours", "km", "$", "soldiers"]),
    st.data(),
)
def test_one_digit_changed_is_never_right(number: int, places: int, unit: str, data: st.DataObject) -> None:
    value = Fraction(number, places)
    key = NumberKey(value, value, parse_key("1", unit=unit).unit)
    text = data.draw(st.sampled_from(in_digits(value))) + data.draw(st.sampled_from(["", f" {unit}", " in all"]))
    assert match_number(text, key).right
    at = data.draw(st.sampled_from([place for place, char in enumerate(text) if char.isdigit()]))
    digit = data.draw(st.sampled_from([other for other in "0123456789" if other != text[at]]))
    assert not match_number(text[:at] + digit + text[at + 1 :], key).right


NAMES = {value: word for word, value in [*TENS.items(), *SMALL.items()] if word not in {"nought", "naught", "nil"}}


def in_words(number: int, *, british: bool = True) -> str:
    """A whole number below a million million in English words."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            above, rest = divmod(number, scale)
            link = " and " if british and 0 < rest < 100 else " "
            return f"{in_words(above, british=british)} {name}" + (
                link + in_words(rest, british=british) if rest else ""
            )
    if number >= 100:
        above, rest = divmod(number, 100)
        link = " and " if british else " "
        return f"{NAMES[above]} hundred" + (link + in_words(rest) if rest else "")
    if number in NAMES:
        return NAMES[number]
    return f"{NAMES[number // 10 * 10]}-{NAMES[number % 10]}"


@given(st.integers(0, 10**9), st.booleans(), st.integers(1, 10**9))
def test_words_say_what_digits_say(number: int, british: bool, other: int) -> None:
    said = in_words(number, british=british)
    assert match_number(said, parse_key(str(number))).right
    assert match_number(said.replace("-", " ").capitalize(), parse_key(str(number))).right
    assert match_number(str(number), parse_key(said)).right
    if other != number:
        assert not match_number(said, parse_key(str(other))).right


FAMILIES = [
    {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800},
    {"months": 1, "years": 12, "decades": 120},
    {"mm": 1, "cm": 10, "metres": 1000, "km": 10**6},
    {"inches": 1, "feet": 12, "yards": 36, "miles": 63360},
    {"grams": 1, "kg": 1000, "tonnes": 10**6},
    {"ounces": 1, "lbs": 16},
    {"cents": 1, "dollars": 100},
]


@given(st.sampled_from(FAMILIES), st.integers(1, 5000), st.data())
def test_units_convert_both_ways(family: dict[str, int], number: int, data: st.DataObject) -> None:
    big, small = data.draw(st.permutations(sorted(family)))[:2]
    if family[big] < family[small]:
        big, small = small, big
    there = number * family[big] // family[small]
    assert match_number(f"{there} {small}", parse_key(str(number), unit=big)).right
    assert match_number(f"{number} {big}", parse_key(str(there), unit=small)).right
    assert not match_number(f"{there + 1} {small}", parse_key(str(number), unit=big)).right
    assert match_number(f"{number} {small}", parse_key(str(number), unit=big)).reason == "wrong_unit"


@given(st.integers(0, 90), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours: int, minutes: int) -> None:
    key = parse_key(str(hours * 60 + minutes), unit="minutes")
    for text in (f"{hours}h{minutes:02}", f"{hours} hours and {minutes} minutes", f"{hours}:{minutes:02}:00"):
        assert match_number(text, key).right
        assert not match_number(text, parse_key(str(hours * 60 + minutes + 1), unit="minutes")).right


def test_a_slip_never_turns_one_number_into_another() -> None:
    for word in [*SMALL, *TENS]:
        assert respelled(word) is None
    for teen in range(13, 20):
        for slip in one_slips(NAMES[teen]):
            assert respelled(slip) not in TENS, slip


def one_slips(word: str) -> set[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return (
        {a + b[1:] for a, b in cuts if b}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
        | {a + c + b[1:] for a, b in cuts if b for c in letters}
        | {a + c + b for a, b in cuts for c in letters}
    ) - {word}


@pytest.mark.parametrize(
    ("evidence", "answer", "unit"),
    [
        ("The call took two and a half hours, the Kremlin said.", "2.5", "hours"),
        ("The call took two and a half hours.", "150", "minutes"),
        ("a two-hour phone call", "2", "hours"),
        ("would release 23 seriously wounded soldiers", "23", ""),
        ("would release 23 seriously wounded soldiers", "23", "soldiers"),
        ("a pause of 30 days", "30", "days"),
        ("a 30-day pause", "30", "days"),
        ("about 20 percent of the land", "20%", ""),
        ("a fifth of the land", "20%", ""),
        ("at least two people died", "2", ""),
        ("more than 1,500 people were killed", "1500", ""),
        ("between five and seven hours", "5..7", "hours"),
        ("No one was hurt.", "0", ""),
        ("In 2014 it was annexed.", "2014", ""),
        ("paid over $12 million to settle", "12000000", "$"),
        ("the death of a 22-year-old woman", "22", "years"),
    ],
)
def test_evidence_that_names_the_key(evidence: str, answer: str, unit: str) -> None:
    assert mentions(evidence, parse_key(answer, unit=unit))


@pytest.mark.parametrize(
    ("evidence", "answer", "unit"),
    [
        ("The call took two hours.", "2.5", "hours"),
        ("would release 23 soldiers and swap 175 prisoners", "32", ""),
        ("a pause of 30 days", "30", "hours"),
        ("nothing but words", "7", ""),
        ("the G-20 met", "20", ""),
    ],
)
def test_evidence_that_does_not(evidence: str, answer: str, unit: str) -> None:
    assert not mentions(evidence, parse_key(answer, unit=unit))


def test_numbers_are_found_at_their_places() -> None:
    text = "He kept Kherson’s 23 men for two and a half hours, at $1.5 billion."
    assert [(text[one.start : one.end], one.value, one.unit) for one in find_numbers(text)] == [
        ("23", 23, ""),
        ("two and a half hours", Fraction(5, 2), "hour"),
        ("$1.5 billion", 1_500_000_000, "dollar"),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("about 3.2 million people", 3_200_000, 3_200_000, ""),
        ("5 feet 9 inches", Fraction(23, 4), Fraction(23, 4), "foot"),
        ("$1.5 billion", 1_500_000_000, 1_500_000_000, "dollar"),
        ("£50m", 50_000_000, 50_000_000, "GBP"),
        ("two thirds", Fraction(2, 3), Fraction(2, 3), ""),
        ("10–12 years", 10, 12, "year"),
        ("50 to 90 million inhabitants", 50_000_000, 90_000_000, ""),
        ("roughly 78%", 78, 78, "%"),
        ("54 kg", 54, 54, "kilogram"),
        ("20 Ukrainian soldiers", 20, 20, ""),
    ],
)
def test_free_words_give_a_key(text: str, low: Fraction, high: Fraction, unit: str) -> None:
    key = parse_free(text)
    assert key is not None
    assert (key.low, key.high, key.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    ["", "Kherson", "Apollo 17", "30 April", "April 30, 2007", "7 a.m.", "3000 BC", "1930s", "8 Mile Style", "5 or 7"],
)
def test_free_words_that_are_no_number(text: str) -> None:
    assert parse_free(text) is None


@pytest.mark.parametrize(
    ("answer", "unit", "tolerance", "says"),
    [
        ("", "", "", "5..7"),
        ("many", "", "", "no number"),
        ("23 or 32", "", "", "no number"),
        ("5-7", "", "", "two points"),
        ("7..5", "", "", "backwards"),
        ("5..", "", "", "5..7"),
        ("2,5", "", "", "point"),
        ("25%", "hours", "", "once"),
        ("23", "", "lots", "tolerance"),
        ("23", "", "-1", "tolerance"),
        ("1e999999999", "", "", "no number"),
        ("9" * 5000, "", "", "no number"),
    ],
)
def test_a_key_that_is_none_says_what_to_write(answer: str, unit: str, tolerance: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        parse_key(answer, unit=unit, tolerance=tolerance)


def test_a_key_keeps_its_values_exact() -> None:
    assert parse_key("2 1/2").low == Fraction(5, 2)
    assert parse_key("0.1").low == Fraction(1, 10)
    assert parse_key("25%") == NumberKey(Fraction(25), Fraction(25), "%")
    assert parse_key("5..7", unit="hrs") == NumberKey(Fraction(5), Fraction(7), "hour")
    assert parse_key("200", tolerance="10%").tolerance == 20
    assert parse_key("23", unit="Soldiers").unit == "soldiers"


@pytest.mark.parametrize(
    ("response", "verdict"),
    [
        ("banana 23", "near"),
        ("banana 23 people", "near"),
        ("xyz 23", "near"),
        ("beforee 23", "near"),
        ("the banana of 23", "near"),
        ("banana 24", "wrong"),
        ("nott 23", "wrong"),
        ("23", "right"),
        ("23 bananas", "right"),
        ("soldiers 23", "right"),
        ("soliders 23", "right"),
        ("Russia returned 23", "right"),
        ("exchanged 23", "right"),
        ("killed 23", "wrong"),
        ("a total of 23", "right"),
        ("it was 23 soldiers", "right"),
        ("probbaly 23", "right"),
        ("they came home with 23", "right"),
        ("exactly 23 men", "right"),
    ],
)
def test_an_unknown_word_before_the_number_makes_it_near(response: str, verdict: str) -> None:
    prompt = "How many wounded soldiers did Russia return outside the exchange?"
    assert match_number(response, parse_key("23"), prompt=prompt).outcome == verdict


@pytest.mark.parametrize(
    ("response", "prompt", "verdict"),
    [
        ("23 Ukrainian soldiers", "How many seriously wounded Ukrainian soldiers are spoken of?", "right"),
        ("23 soldiers from Ukraine", "How many seriously wounded Ukrainian soldiers are spoken of?", "right"),
        ("23 Russian soldiers", "How many seriously wounded Ukrainian soldiers are spoken of?", "wrong"),
        ("23 killed", "How many seriously wounded Ukrainian soldiers are spoken of?", "wrong"),
        ("23 slightly wounded", "How many seriously wounded Ukrainian soldiers are spoken of?", "wrong"),
        ("23 civilians", "How many seriously wounded Ukrainian soldiers are spoken of?", "wrong"),
        ("23 killed and wounded", "How many were killed or wounded?", "right"),
        ("23 regions", "How many regions were annexed?", "right"),
        ("23 provinces", "How many regions were annexed?", "right"),
        ("23 countries", "How many regions were annexed?", "wrong"),
        ("23 Russian soldiers", "How many were exchanged?", "right"),
    ],
)
def test_what_is_counted_is_what_was_asked_for(response: str, prompt: str, verdict: str) -> None:
    assert match_number(response, parse_key("23"), prompt=prompt).outcome == verdict
