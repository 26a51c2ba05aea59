"""A draft question: fields as an author writes them, and what is left to an author's judgement."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TypeAlias

import msgspec
from anyascii import anyascii

from quiz.text.yaml_writing import WIDTH, Short, Tree, write_entry

_ORDER = (
    "id", "kind", "prompt", "at", "text", "sentence", "after", "answer", "answers", "accept", "unit",
    "distractors", "columns", "rows", "pairs", "extra", "sequence", "points", "rubric", "model",
)  # fmt: skip

Fields: TypeAlias = dict[str, Tree]
_SHORT = 60
_LAST = ("evidence", "explain", "topic", "skill")


class Draft(msgspec.Struct, frozen=True):
    """A question in the making. place: the offset of what it asks about; todo: field -> what its author has to decide.

    worth: 0 to 1, how much of the work is done: of two about the same place the better one is kept.
    """

    kind: str
    place: int
    fields: Mapping[str, Tree]
    todo: Mapping[str, str] = {}
    worth: float = 0.5

    @property
    def id(self) -> str:
        return str(self.fields["id"])


def question_lines(draft: Draft, indent: int = 2) -> Iterator[str]:
    """The lines of a draft as an item of ``questions:``, with a ``TODO`` comment over what needs judgement."""
    fields = {"id": draft.id, "kind": draft.kind, **draft.fields}
    known = [name for name in _ORDER if name in fields]
    middle = [name for name in fields if name not in _ORDER and name not in _LAST]
    inside = indent + 2
    for at, name in enumerate([*known, *middle, *(name for name in _LAST if name in fields)]):
        if name in draft.todo:
            for row, line in enumerate(wrap(draft.todo[name], WIDTH - inside - len("# TODO "))):
                yield f"{' ' * inside}# {'     ' if row else 'TODO '}{line}"
        lines = write_entry(name, _laid_out(fields[name]), inside)
        if at == 0:
            lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
        yield from lines


def _laid_out(value: Tree) -> Tree:
    """A list of a few short texts goes on one line."""
    texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return Short(texts) if texts and len(texts) == len(value) and sum(map(len, texts)) < _SHORT else value


def slug(text: str, most: int = 30) -> str:
    """A question's id out of some words: lower-case letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", anyascii(text[:200]).lower().replace("'", ""))
    made = ""
    for word in words:
        if len(made) + len(word) > most and made:
            break
        made = f"{made}-{word}" if made else word[:most]
    return made or "question"
