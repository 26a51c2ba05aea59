"""What is written is read back as the same, and looks as a person would write it."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.text.sanitise import sanitise
from quiz.text.yaml_door import Map, read_yaml
from quiz.text.yaml_text import field, item, scalar

TEXTS = st.text(max_size=40) | st.text("ab \"'\\:#-?{}[],|>&*!%@`~<.\n\t\u2028é", max_size=30)


def back(written: str) -> Any:
    value = read_yaml(written, "written").value
    assert isinstance(value, Map)
    return value["x"]


@given(TEXTS)
@example("\\n")
@example("a: b")
@example("- a")
@example("...")
def test_a_scalar_comes_back(text: str) -> None:
    assert back(f"x: {scalar(text)}\n") == sanitise(text)
    assert back(f"x: [{scalar(text, flow=True)}]\n") == [sanitise(text)]
    assert back(f"x: {{a: {scalar(text, flow=True)}}}\n") == {"a": sanitise(text)}


KEYS = TEXTS.map(lambda text: sanitise(text)[:20]).filter(lambda key: key != "<<")
VALUES = st.recursive(
    TEXTS.map(sanitise),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
@example(["word " * 60])
@example({"word": "one  two " * 60})
@example([[], {}, [[]], [{"a": []}]])
def test_a_value_comes_back(value: Any) -> None:
    assert back("\n".join(field("x", value)) + "\n") == value
    assert back("x:\n" + "\n".join(item(value, 2)) + "\n") == [value]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("23", "23"),
        ("2022-11-12", "2022-11-12"),
        ("a plain text, with (brackets) inside", "a plain text, with (brackets) inside"),
        ('he "can\'t walk away from it"', 'he "can\'t walk away from it"'),
        ('"Now is the time" to end', "'\"Now is the time\" to end'"),
        ("'tis", '"\'tis"'),
        ("Who: me", "'Who: me'"),
        ("", "''"),
        ("-5", "-5"),
        ("- no", "'- no'"),
    ],
)
def test_quotes_only_where_they_are_needed(text: str, written: str) -> None:
    assert scalar(text) == written


def test_a_long_text_is_folded() -> None:
    lines = list(field("explain", "word " * 60 + "end", 4))
    assert lines[0] == "    explain: >-"
    assert all(line.startswith("      word") and len(line) <= 118 for line in lines[1:])
