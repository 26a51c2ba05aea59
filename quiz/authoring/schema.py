"""``quiz schema``: a JSON Schema of question sets, made from the structs that read them.

Editors read YAML's scalars as numbers, booleans and nothing; the loader reads them all as text and converts. So the
schema takes, for every field, each of the shapes that the loader would: ``answer: 23`` and ``answer: "23"``.
"""

import re
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from quiz.questions.base import MOST_TRIES
from quiz.questions.field_notes import Note, field_notes, meaning
from quiz.questions.kinds import KINDS
from quiz.questions.lengths import MOST_TITLE
from quiz.questions.question_set import Head
from quiz.questions.source import QUESTION_ID
from quiz.text.yaml_door import Map, read_yaml

Schema = dict[str, Any]

FILE_NAME = "question-set.schema.json"
"""What the schema line of a new set calls the file that ``quiz schema`` is kept in, beside the set."""

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""What the loader reads as text: whatever stands there, ``explain:`` with nothing after it included."""

_WHOLE_NUMBER: Schema = {"type": ["integer", "string"], "pattern": r"^-?(0|[1-9][0-9]*)(\.0+)?([eE]\+?[0-9]+)?$"}
_NUMBER: Schema = {
    "type": ["number", "string"],
    "pattern": r"^-?((0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|[nN][aA][nN]|[iI][nN][fF]([iI][nN][iI][tT][yY])?)$",
}
_TRUTH: Schema = {
    "anyOf": [
        {"type": "boolean"},
        {"enum": [0, 1]},
        {"type": "string", "pattern": "^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[01])$"},
    ]
}
_SCALARS: dict[type[Any], Schema] = {str: _TEXT, int: _WHOLE_NUMBER, float: _NUMBER, bool: _TRUTH}


def set_schema() -> Schema:
    """The schema of a question set's file, as JSON Schema 2020-12: plain values, a new one each time."""
    defs: dict[str, Schema] = {}
    head = _struct(Head, defs)
    branches = []
    for kind, struct in KINDS.items():
        defs[kind] = _struct(struct, defs, kind)
        chosen = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        branches.append({"if": chosen, "then": {"$ref": f"#/$defs/{kind}"}})
    kinds = "\n".join(f"- {kind}: {meaning(struct)}" for kind, struct in KINDS.items())
    described = {"description": f"How it is asked, answered and graded.\n{kinds}"}
    question = {
        "type": "object",
        "properties": {"kind": {"enum": list(KINDS), **described}},
        "required": ["kind"],
        "allOf": branches,
    }
    properties = head["properties"]
    properties["articles"] |= {"minItems": 1}
    properties["title"] |= {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": MOST_TITLE}
    properties["questions"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/question"},
        "minItems": 1,
        "description": "The questions, in the order they are asked.",
    }
    head["required"].append("questions")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **head,
        "title": "A closeread question set",
        "description": "Questions about one or more articles; every key is tied to the words that decide it.",
        "$defs": {"question": question, **defs},
    }


def example(struct: type[Any], kind: str) -> Schema:
    """A whole question of a kind with the fields it must have, each with its first example."""
    notes = field_notes(struct)
    needed = [field.encode_name for field in msgspec.structs.fields(struct) if field.required]
    order = sorted(needed, key=lambda name: name == "evidence")  # a question is written before its proof
    values = {name: _value(notes[name].examples[0]) for name in order}
    return {"id": values.pop("id"), "kind": kind, **values}


def _struct(struct: type[Any], defs: dict[str, Schema], kind: str = "") -> Schema:
    notes = field_notes(struct)
    fields = msgspec.structs.fields(struct)
    properties = {field.encode_name: _described(_of(field.type, defs), notes[field.encode_name]) for field in fields}
    if "tries" in properties:
        properties["tries"] |= {"minimum": 1, "maximum": MOST_TRIES}
    required = [field.encode_name for field in fields if field.required]
    if kind:
        properties["id"] = {**properties["id"], "pattern": QUESTION_ID.pattern}
        properties["kind"] = {"const": kind, "description": meaning(struct)}
        required.insert(1, "kind")
    made: Schema = {
        "type": "object",
        "description": meaning(struct),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    return {**made, "examples": [example(struct, kind)]} if kind else made


def _described(schema: Schema, note: Note) -> Schema:
    return {**schema, "description": note.meaning, "examples": [_value(one) for one in note.examples]}


def _of(wanted: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of what the loader converts to a type."""
    if wanted in _SCALARS:
        return dict(_SCALARS[wanted])
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        name = wanted.__name__.lower()
        if name not in defs:
            defs[name] = _struct(wanted, defs)
        return {"$ref": f"#/$defs/{name}"}
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return _of(parts[0], defs)
    if origin is Literal:
        # YAML's own words for a truth are words of a scale too.
        truths = [{"true": True, "false": False}[part] for part in parts if part in ("true", "false")]
        return {"enum": [*parts, *truths]}
    if origin is tuple:
        return {"type": "array", "items": _of(parts[0], defs)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(parts[1], defs)}
    if origin is Union or isinstance(wanted, type(int | str)):
        given = [_of(part, defs) for part in parts if part is not type(None)]
        return given[0] if len(given) == 1 else {"anyOf": given}
    raise TypeError(f"no schema for {wanted!r}")


def _value(written: str) -> Any:
    """An example as an editor's YAML would read it."""
    document = read_yaml(f"value: {written}", "example").value
    value = document["value"] if isinstance(document, Map) else document
    if value in ("true", "false"):
        return value == "true"
    return float(written) if re.fullmatch(r"\d+\.\d+", written) else int(written) if written.isdecimal() else value
