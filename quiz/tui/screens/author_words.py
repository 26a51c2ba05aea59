"""What the authoring screen says: the keys of the kinds, the keys that matter now, the lines of its list."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec
from textual.widgets.option_list import Option

from quiz.questions.forms import form_fields
from quiz.questions.kinds import KINDS
from quiz.questions.problem import Problem
from quiz.questions.version import Version, Written
from quiz.text.yaml_door import Map, Value
from quiz.tui.screens.asking_words import Keys
from quiz.tui.widgets.plain_text import styled

KIND_KEYS = {
    "c": "choice", "m": "choices", "t": "statement", "g": "grid", "n": "number", "d": "date", "p": "name", "w": "short",
    "z": "cloze", "x": "match", "o": "order", "i": "insert", "h": "highlight", "e": "open",
}  # fmt: skip
"""The key for each kind; ``KIND_WORDS`` says what it is."""

_WORDS = {"statement": "true, false or not given", "name": "type a name (of a person, a place)", "open": "an essay"}

Part = Literal["article", "list", "form"]


def kind_lines() -> list[tuple[str, str]]:
    """(key, words) for each kind, for a menu."""
    return [(key, f"{kind:<10} {_WORDS.get(kind, KINDS[kind].LABEL)}") for key, kind in KIND_KEYS.items()]


def key_of(kind: str) -> str:
    return next(key for key, one in KIND_KEYS.items() if one == kind)


def list_line(number: int, one: Written, version: Version) -> Option:
    """A question in the list: its number, whether something is wrong with it, kind, id and prompt.

    Without colours, which would have to read on the ground of the highlighted line as well.
    """
    problems = version.problems_of(one)
    sign = "✗" if any(each.severity == "error" for each in problems) else "!" if problems else " "
    said = one.prompt or one.id or "(not a question)"
    return Option(styled((sign, "bold"), f"{number:>3} {one.kind or 'broken':<9} ", said))


_ABSENT = {"no-explanation": "explain", "no-topic": "topic", "no-skill": "skill"}
"""Problems of a field that is not there."""

_NAMED = re.compile(r"\b([a-z_]+):(?=[\s,;]|$)")


@cache
def labels_of(kind: str) -> dict[str, str]:
    """What the form calls the fields of a kind."""
    return {field.name: field.label for field in form_fields(kind)} if kind in KINDS else {}


def field_of(problem: Problem, question: Value) -> str:
    """The field of a question, as it was read, that a problem is about; "" where that cannot be told."""
    if problem.code in _ABSENT:
        return _ABSENT[problem.code]
    lines = {mark.line: name for name, mark in question.keys_at.items()} if isinstance(question, Map) else {}
    if problem.code == "todo":  # a comment stands over its field, or beside it
        below = [line for line in lines if line >= problem.line]
        return lines[min(below)] if below else ""
    above = [line for line in lines if line <= problem.line]
    return lines[max(above)] if above else ""


def in_labels(problem: Problem, labels: Mapping[str, str]) -> Problem:
    """A problem in the words of the form: ``no explain:`` as ``no Explanation``."""

    def said(text: str) -> str:
        return _NAMED.sub(lambda found: labels.get(found[1], found[0]), text)

    return msgspec.structs.replace(problem, what=said(problem.what), hint=said(problem.hint))


def keys_now(part: Part, *, form: bool, questions: bool, articles: int, undo: bool, redo: bool) -> Keys:
    """(key, what it does, the screen's action), for the part that has the keyboard; form: a form is open."""
    keys: Keys
    leave = ("esc", "leave", "leave")
    if form:
        keys = [("ctrl+s", "keep", "keep"), ("f3", "as learners see it", "look"), ("f6", "add selection", "add")]
        if part == "article":
            keys = [("shift+→ s", "select", ""), ("enter", "add it", "add")]
        keys += [("f2", "form" if part == "article" else "article", "swap"), ("ctrl+o", "more fields", "more")]
        leave = ("esc", "drop", "leave")
    elif part == "article":
        keys = [("shift+→ s", "select", ""), ("a", "ask about it", "menu")]
        keys += [("tab", "questions", "swap")]
        keys += [("ctrl+s", "save", "keep")] if questions else []
    else:
        keys = [("enter", "edit", "edit"), ("l", "as learners see it", "look")] if questions else []
        keys += [("tab", "article", "swap"), ("ctrl+s", "save", "keep")]
        keys += [("del", "remove", "remove"), ("< >", "move", "move(1)")] if questions else []
    if not form:
        keys += [("u", "undo", "undo")] if undo else []
        keys += [("r", "redo", "redo")] if redo else []
    if articles > 1:
        keys.append(("[ ]", "other article", "article(1)"))
    return [*keys, leave, ("f1", "help", "help")]
