"""What the authoring screen says: the keys of the kinds, the keys that matter now, the lines of its list."""

from typing import Literal

from textual.widgets.option_list import Option

from quiz.questions.kinds import KINDS
from quiz.questions.version import Version, Written
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
