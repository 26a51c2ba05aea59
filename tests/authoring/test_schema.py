"""The schema takes what the loader takes, as an editor's YAML reads it, and refuses what it refuses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import msgspec
import pytest
import yaml

from quiz.authoring.schema import example, set_schema
from quiz.cli import run
from quiz.questions.field_notes import field_notes, meaning
from quiz.questions.kinds import KINDS
from quiz.questions.question_set import Head
from quiz.questions.source import read_source
from quiz.text.yaml_door import Map, read_yaml
from tests.builders import ROOT
from tests.questions.planted import HEAD, SETS, in_set, planted

SCHEMA = json.loads(json.dumps(set_schema()))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

UNSEEN = {"yaml", "duplicate-key", "duplicate-id", "duplicate-article", "removed-character"}
"""Codes of what no schema can see: broken YAML, and two things that are the same."""


class Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, where ``no`` is text and ``2022-11-12`` is no date."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^([Tt]rue|TRUE|[Ff]alse|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+0123456789."),
)


def as_an_editor_reads(text: str) -> Any:
    loaded = yaml.load(text, Core)  # noqa: S506  the safe loader, with fewer types
    return json.loads(json.dumps(loaded))


def refused(text: str) -> list[str]:
    return [one.message for one in VALIDATOR.iter_errors(as_an_editor_reads(text))]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "questions").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_sets_pass(path: Path) -> None:
    assert refused(path.read_text(encoding="utf-8")) == []


def _examples_of_the_reference() -> list[str]:
    text = (ROOT / "docs" / "question-sets.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", _examples_of_the_reference(), ids=lambda block: block.split()[2])
def test_examples_of_the_reference_pass(block: str) -> None:
    indented = "".join(f"  {line}\n" if line else "\n" for line in block.splitlines())
    assert refused("title: Examples\narticles: [nbc-2022-11-15]\nquestions:\n" + indented) == []


@pytest.mark.parametrize(("marked", "code"), SETS.values(), ids=SETS)
def test_a_planted_mistake_of_shape_is_refused_and_no_other(marked: str, code: str) -> None:
    text = planted(marked, code).text
    found = {one.code for one in read_source(text, "f.yaml").problems if one.severity == "error"}
    try:
        said = refused(text)
    except yaml.YAMLError:
        assert found & UNSEEN
        return
    if found - UNSEEN:
        assert said, found
    elif code not in ("bad-tries", "yaml"):  # the range of tries is the schema's too
        assert said == []


@pytest.mark.parametrize(
    "body",
    [
        "kind: number\nanswer: 23",
        "kind: number\nanswer: 2.5\ntolerance: 10%",
        "kind: number\nanswer: '23'\npoints: '2'",
        "kind: date\nanswer: 2022-11-12",
        "kind: date\nanswer: 2022",
        "answer: true",
        "answer: False\nanswer: false",
        "answer: not given",
        "answer: yes\nscale: yes-no-not-given",
        "explain:",
        "explain: null",
        "points: 1e1",
        "kind: choice\nanswer: No\ndistractors: [Yes, 2022: A year., 12:30]",
        "kind: choice\nanswer: 1\ndistractors: [2]\nexcept: true",
        "kind: choice\nanswer: 1\ndistractors: [2]\nexcept: 1",
        "kind: choices\nanswers: [1, 2]\ndistractors: [3]\nrule: {2: 2, 1: 1.5}",
        "kind: grid\ncolumns: [1, 2]\nrows: {a: 1, b: 2}",
        "kind: order\nsequence: [1, [2, 3], 4]",
        "evidence: {sentences: [1, 2], original: [3]}",
        "evidence: [23 people were saved, {quote: the storm, occurrence: 2}]",
        "cite: true\nhints: [one, {text: two, cost: 0.5}]",
        "cite: {gate: first-must-be-right}\ntests: {right: [yes, 1], near: [], wrong: [null]}",
    ],
)
def test_scalars_as_people_write_them(body: str) -> None:
    text = in_set(body)
    errors = [one for one in read_source(text, "f").problems if one.code not in UNSEEN]
    assert errors == []
    assert refused(text) == []


@pytest.mark.parametrize("body", ["points: yes", "tries: 1.5", "tries: two", "except: on", "cite: maybe"])
def test_what_is_of_no_use_as_a_number_or_a_truth(body: str) -> None:
    text = in_set(body)
    assert read_source(text, "f").problems
    assert refused(text)


def _structs(struct: type[Any], seen: dict[str, type[Any]]) -> None:
    seen[struct.__name__] = struct
    for field in msgspec.structs.fields(struct):
        for part in [field.type, *_parts(field.type)]:
            if isinstance(part, type) and issubclass(part, msgspec.Struct) and part.__name__ not in seen:
                _structs(part, seen)


def _parts(wanted: Any) -> Iterator[Any]:
    for part in getattr(wanted, "__args__", ()):
        yield part
        yield from _parts(part)


STRUCTS: dict[str, type[Any]] = {}
for _struct in (Head, *KINDS.values()):
    _structs(_struct, STRUCTS)


@pytest.mark.parametrize("struct", STRUCTS.values(), ids=STRUCTS)
def test_every_field_says_what_it_means(struct: type[Any]) -> None:
    """A field without an entry in its struct's docstring would leave editors speechless."""
    assert meaning(struct)[-1] in ".?"
    notes = field_notes(struct)
    for field in msgspec.structs.fields(struct):
        name = field.encode_name
        assert name in notes, f"{struct.__name__}.{name} has no entry in the docstring"
        assert notes[name].meaning[0].isupper(), name
        assert len(notes[name].meaning) < 240, name
        assert notes[name].examples, f"{struct.__name__}.{name}: add 'e.g. `...`'"
        for one in notes[name].examples:
            value = read_yaml(f"x: {one}", "example").value
            assert isinstance(value, Map)
            msgspec.convert(value["x"], field.type, strict=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_one(kind: str) -> None:
    made = json.loads(json.dumps(example(KINDS[kind], kind)))
    text = HEAD + yaml.safe_dump([made], sort_keys=False, width=10_000)
    assert read_source(text, "f").problems == []
    assert refused(text) == []


def test_every_description_reaches_the_schema() -> None:
    for kind, struct in KINDS.items():
        properties = SCHEMA["$defs"][kind]["properties"]
        for name, note in field_notes(struct).items():
            assert properties[name]["description"] == note.meaning


def test_the_verb_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == SCHEMA
    assert printed.isascii()  # whatever the shell makes of `>`
