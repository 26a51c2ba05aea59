"""Where a cursor is, told by lines alone, so that half a line of YAML is enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.authoring.lsp.outline import Outline
from quiz.authoring.lsp.text import Place, Text
from tests.authoring.lsp.conftest import HEAD, context

TEXTS = st.text("ab🙂é\u2028\x85\r\n \u0301", max_size=40)


@pytest.mark.parametrize("units", ["utf-8", "utf-16", "utf-32"])
@given(text=TEXTS, data=st.data())
def test_places_and_offsets_are_one_another(units: str, text: str, data: st.DataObject) -> None:
    made = Text(text, units)
    offset = data.draw(st.integers(0, len(text)))
    place = made.place(offset)
    again = made.offset(place)
    # Inside a line's break there is no column.
    assert again == offset or text[again:offset].strip("\r\n") == ""
    assert made.at(made.mark(offset)) == offset
    assert made.offset(Place(place.line + 1000, 0)) == len(text)


def test_columns_are_utf_16_code_units() -> None:
    text = Text("a🙂b\nc")
    assert text.place(2) == (0, 3)
    assert text.offset(Place(0, 3)) == 2
    assert text.offset(Place(0, 2)) == 2  # the middle of a pair is its end
    assert text.offset(Place(0, 99)) == 3


@pytest.mark.parametrize(
    ("line", "path", "role", "typed"),
    [
        ("    kind: cho^^", ("kind",), "value", "cho"),
        ("    pro^^", (), "key", "pro"),
        ("    ^^", (), "key", ""),
        ('    at: "so^^', ("at",), "value", '"so'),
        ("    evidence: 23 pe^^ople were", ("evidence",), "value", "23 pe"),
        ("    evidence:\n      - 23 peo^^", ("evidence",), "value", "23 peo"),
        ("    evidence:\n      - one\n      - ^^", ("evidence",), "value", ""),
        ("    evidence:\n      - {quote: the st^^", ("evidence", "quote"), "value", "the st"),
        ("    evidence:\n      - {quote: the st, art^^", ("evidence",), "key", "art"),
        ("    evidence: {^^}", ("evidence",), "key", ""),
        ("    evidence: {quote: a ^^}", ("evidence", "quote"), "value", "a "),
        ("    evidence: {quote: 'a, b', ^^}", ("evidence",), "key", ""),
        ("    evidence:\n      quote: so^^", ("evidence", "quote"), "value", "so"),
        ("    evidence:\n      oc^^", ("evidence",), "key", "oc"),
        ("    evidence: >-\n      the fer^^", ("evidence",), "value", "the fer"),
        ("    hints:\n      - text: a^^", ("hints", "text"), "value", "a"),
        ("    hints:\n      - text: a\n        co^^", ("hints",), "key", "co"),
        ("    tests:\n      ri^^", ("tests",), "key", "ri"),
        ("    tests:\n      right: [one, tw^^", ("tests", "right"), "value", "tw"),
        ("    distractors:\n      - a: b^^", ("distractors", "a"), "value", "b"),
        ("    answer: yes\n    topic: ^^", ("topic",), "value", ""),
        ("    # a remark\n    topic: d^^", ("topic",), "value", "d"),
        ("    prompt: 'never closed\n    topic: d^^", ("topic",), "value", "d"),
    ],
)
def test_the_field_at_a_place(line: str, path: tuple[str, ...], role: str, typed: str) -> None:
    found = context(f"{HEAD}  - id: a\n{line}\n  - id: b\n")
    assert (found.path, found.role, found.typed) == (path, role, typed)
    assert found.question is not None
    assert found.question.first == 3


@pytest.mark.parametrize(
    ("text", "path", "role"),
    [
        ("^^", (), "key"),
        ("ti^^", (), "key"),
        ("articles: [har^^]\n", ("articles",), "value"),
        ("articles:\n  - har^^\n", ("articles",), "value"),
        ("title: ^^\n", ("title",), "value"),
        (HEAD + "^^", (), "key"),
    ],
)
def test_outside_the_questions(text: str, path: tuple[str, ...], role: str) -> None:
    found = context(text)
    assert (found.question is not None, found.path, found.role) == (False, path, role)


@pytest.mark.parametrize("dash", ["  - ", "- ", "    -   "])
def test_a_new_question(dash: str) -> None:
    found = context(f"{HEAD}{dash}id: a\n{dash}^^")
    assert (found.item, found.path, found.role) == (True, (), "key")


def test_questions_of_a_file_however_it_is_laid_out() -> None:
    text = f"{HEAD}# first\n  -\n    id: a\n    kind: open\n\n  - id: 'b'\n    kind: 'date' # typed\n  - id: c\n"
    text += "spelling: strict\n"
    outline = Outline(Text(text))
    assert [(one.first, one.past) for one in outline.questions] == [(4, 8), (8, 10), (10, 11)]
    assert [outline.kind_of(one) for one in outline.questions] == ["open", "date", ""]
    assert outline.plain(outline.questions[1], "id") == "b"
    assert outline.articles() == ["harbour"]


@given(st.text("ab: -\n\"'[]{}>|,#qe", max_size=120), st.integers(0, 200))
def test_any_text_has_a_context_everywhere(text: str, at: int) -> None:
    whole = HEAD + "  - id: a\n    " + text
    outline = Outline(Text(whole))
    found = outline.context(min(at, len(whole)))
    assert found.start <= len(whole)
    for question in outline.questions:
        outline.value(question)
