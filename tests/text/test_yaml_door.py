"""YAML as plain text with places; traps and attacks end in one line, whichever parser reads."""

# ruff: noqa: E501  the tables read best with many to a line

import gc
import re
from typing import Any

import pytest
import yaml

from quiz.text.yaml_door import MOST_DEPTH, Map, Mark, Seq, YamlError, read_yaml

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]
READ: list[tuple[str, Any]] = [
    ("", ""), ("# only a comment", ""), ("a: b", {"a": "b"}), ("\ufeffa: b", {"a": "b"}), ("a: b\r\nc: d", {"a": "b", "c": "d"}),
    ("a: b\rc: d", {"a": "b", "c": "d"}), ("---\na: b\n...", {"a": "b"}), ("%YAML 1.2\n---\na: b", {"a": "b"}),
    ("? a\n: b", {"a": "b"}), ("- - a", [["a"]]), ("- ", [""]), ("a:\n- b", {"a": ["b"]}), ("{a: b, c}", {"a": "b", "c": ""}),
    ("[a, [b], ]", ["a", ["b"]]), ("a: |\n  x\n   y\n", {"a": "x\n y\n"}), ("a: >-\n x\n y", {"a": "x y"}), ("a: 'it''s'", {"a": "it's"}),
    ('a: "\\u00e9\\t"', {"a": "\u00e9    "}), ("a: b # c", {"a": "b"}), ("a: 'x\ty'", {"a": "x    y"}), ("a: <<", {"a": "<<"}),
    ("a: =", {"a": "="}), ("a: b\u2028c: d", {"a": "b", "c": "d"}), ("\x85a: b", {"a": "b"}), ("a: e\u0301", {"a": "\u00e9"}),
    ('a: "\\x00"', {"a": "\ufffd"}), ('a: "\\e[2J"', {"a": "\ufffd[2J"}), ("a: \u202ex", {"a": "\ufffdx"}), ("a: \ue000", {"a": "\ufffd"}),
    ("a: b\na: c", {"a": "c"}), ("a: 1 # x\ty", {"a": "1"}), ("a: \U0001f600", {"a": "\U0001f600"}),
    ("[" * MOST_DEPTH + "]" * MOST_DEPTH, [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]),
]  # fmt: skip
REFUSED = [
    "a: b: c", "[a", "{a: b", "'a", '"a', "- a\n-b", "@a", "`a", "a: %b", ": a", "a: 'b' c", "a: -", "a: \"\\q\"", "a: |0\n x",
    "%YAML 3.0\n---\na", "a: b\n...\nc: d", "a: b\n---\nc: d", "--- a\n--- b", "&x a", "a: &x b", "*x", "a: *x", "!!str a", "a: ! b", "!x",
    "<<: {a: b}", "? [a]: b", "? {a: b}\n: c", "{}: a", "[]: a", "a: b\0", "a: \x1b", "a: \x7f", "a: \x9f", "a: \ufffe", "a: \ud800",
    'a: "\\ud83d\\ude00"', 'a: "\\U00110000"', "\ta: b", "a:\tb", "a: b\t", "a: b\tc", "- a\n-\tb", "[a,\tb]", "a: b\n\tc: d", "a: |\n\tb",
    "a:\t\n  b", "a: |\t\n b", "{a:\tb}", "[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1), "[" * 50_000, "{a: " * 50_000, "- " * 20_000,
    "x" * 2000 + ": b", "a:\n  b\n c: d", "a: [b]c",
]  # fmt: skip
TRAPS = [
    "No",
    "yes",
    "Yes",
    "NO",
    "on",
    "Off",
    "true",
    "False",
    "null",
    "~",
    "Null",
    "12:30",
    "1:2:3",
    "1_000",
    "017",
    "0o17",
    "0x1F",
    "0b11",
    "3.10",
    "1e3",
    "1E-3",
    ".5",
    "5.",
    ".inf",
    "-.INF",
    ".nan",
    "+1",
    "-0",
    "2024-01-01",
    "2024-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2022-11",
    "1,000",
    "12e03",
    "685_230.15",
    "190:20:30.15",
    "=",
    "y",
    "n",
    "0.1",
    "00",
    "1.2.3",
    "5..7",
    "1/2",
    "50%",
    "9007199254740993",
]


def _outcome(text: str, parser: Any) -> Any:
    try:
        document = read_yaml(text, "f", parser=parser)
    except YamlError as error:
        message = str(error)
        assert re.fullmatch(r"f:\d+:\d+: [^\n]+; [^\n]+", message), message
        return "refused"
    return document.value, [(slip.mark, slip.code) for slip in document.slips]


def test_there_are_enough_inputs() -> None:
    assert len(READ) + len(REFUSED) + len(TRAPS) >= 100


@pytest.mark.parametrize(("text", "value"), READ)
def test_both_parsers_read_the_same(text: str, value: Any) -> None:
    first, second = (_outcome(text, parser) for parser in PARSERS)
    assert first == second
    assert first[0] == value


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:20]))
def test_both_parsers_refuse_the_same(text: str) -> None:
    assert [_outcome(text, parser) for parser in PARSERS] == ["refused", "refused"]


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("parser", PARSERS)
def test_a_value_is_the_text_that_was_written(trap: str, parser: Any) -> None:
    text = f"key: {trap}\nlist:\n- {trap}\n? {trap}\n: x"
    assert read_yaml(text, "f", parser=parser).value == {"key": trap, "list": [trap], trap: "x"}


@pytest.mark.parametrize("parser", PARSERS)
def test_everything_knows_its_place(parser: Any) -> None:
    value = read_yaml("a: b\nlist:\n  - x\n  - {k: v}\n", "f", first_line=11, parser=parser).value
    assert isinstance(value, Map)
    items = value["list"]
    assert isinstance(items, Seq)
    inner = items[1]
    assert isinstance(inner, Map)
    assert (value.mark, value.keys_at["a"], value.values_at["a"]) == (Mark(11, 1), Mark(11, 1), Mark(11, 4))
    assert (items.mark, items.values_at) == (Mark(13, 3), [Mark(13, 5), Mark(14, 5)])
    assert (inner.keys_at["k"], inner.values_at["k"]) == (Mark(14, 6), Mark(14, 9))


@pytest.mark.parametrize("key", ["a", "'a'", "? a\n", "12", "~", "no", "' '"])
@pytest.mark.parametrize(
    "around", ["{0}: 1\n{0}: 2", "x:\n  {0}: 1\n  b: 3\n  {0}: 2", "- {0}: 1\n  {0}: 2", "z: {{{0}: 1, {0}: 2}}"]
)
def test_a_key_given_twice_is_told_with_its_place(key: str, around: str) -> None:
    if key.startswith("?"):
        pytest.skip("a complex key cannot be written inside a line") if "{{" in around or "x:" in around else None
        key = "a"
    text = around.format(key)
    (slip,) = read_yaml(text, "f").slips
    lines = text[: text.rindex(key + ":")]
    assert slip.code == "duplicate-key"
    assert slip.mark == (lines.count("\n") + 1, len(lines) - lines.rfind("\n"))


def test_collecting_garbage_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with pytest.raises(YamlError):
        read_yaml("[", "f")
    assert gc.isenabled()
