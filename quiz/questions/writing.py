"""A question as YAML: the fields that are not as they would be anyway, in the order of docs/question-sets.md."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from quiz.questions.base import Question
from quiz.questions.kinds import Kind
from quiz.questions.question_set import Head
from quiz.text.yaml_writing import Brief, Short, Tree, write_entry, write_item

_FIRST = ("article", "at", "prompt", "void", "points", "tries", "certainty", "hints", "cite")
_LAST = ("evidence", "explain", "topic", "skill", "tests")

_IN_BRACKETS = {"accept", "articles", "bank", "columns", "extra", "original", "right", "near", "wrong", "sentences"}
"""Lists of short texts, which people write on one line."""


@cache
def field_order(kind: type[Kind]) -> tuple[str, ...]:
    """The names of a kind's fields as they are written: what is asked, then the key, then what proves and explains."""
    common = {field.encode_name for field in msgspec.structs.fields(Question)}
    own = [field.encode_name for field in msgspec.structs.fields(kind) if field.encode_name not in common]
    others = sorted(common - {"id", *_FIRST, *_LAST})  # none is forgotten, whatever fields questions are given later
    return ("id", "kind", *_FIRST, *own, *others, *_LAST)


def fields_of(question: Kind) -> dict[str, Tree]:
    """The fields a question is written with, in their order. Texts must be as ``sanitise`` leaves them."""
    given = _given(question)
    given["kind"] = question.kind
    return {name: given[name] for name in field_order(type(question)) if name in given}


def head_fields(head: Head) -> dict[str, Tree]:
    """The fields of a set besides its questions, as they are written."""
    return _given(head)


def write_question(question: Kind, indent: int = 2) -> str:
    """The lines of a question in its set, each with its line break; the dash stands ``indent`` spaces in."""
    return "".join(f"{line}\n" for line in write_item(fields_of(question), indent))


def write_head(head: Head) -> str:
    """A set without questions yet: its head, and where the questions are to stand."""
    lines = [line for name, value in head_fields(head).items() for line in write_entry(name, value, 0)]
    return "".join(f"{line}\n" for line in [*lines, "questions:"])


def _given(struct: msgspec.Struct) -> dict[str, Tree]:
    """The fields of a struct that have no default, or another value than it."""
    found: dict[str, Tree] = {}
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        if field.required or value != default:
            found[field.encode_name] = _tree(value, field.encode_name)
    return found


def _tree(value: Any, name: str) -> Tree:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value)
        case msgspec.Struct():
            given = _given(value)
            return given if name == "tests" else Brief(given)
        case Mapping():
            made = {str(key): _tree(item, "") for key, item in value.items()}
            return Brief(made) if name == "rule" else made
        case Sequence():
            items = [_tree(item, "") for item in value]
            if name in _IN_BRACKETS or (name == "" and all(isinstance(item, str) for item in items)):
                return Short(items)
            return items
        case _:
            raise TypeError(f"{name}: {type(value).__name__} has no place in a question set")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def brief(struct: msgspec.Struct) -> Tree:
    """The fields of a small struct, such as an anchor, as they are written."""
    return _tree(struct, "")
