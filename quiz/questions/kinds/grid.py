"""Rows, each with one right column: who said it, which account has it, true or false for several statements."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.options import shuffled
from quiz.questions.response import Paired, Response
from quiz.questions.scoring import Rule, by_rule
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import PairsView


def pair_parts(key: dict[str, str], given: dict[str, str]) -> list[Part]:
    """A part for every left of the key: right, wrong or not answered."""
    return [
        Part(left, "not-answered", "", right)
        if not given.get(left)
        else Part(left, "right" if given[left] == right else "wrong", given[left], right)
        for left, right in key.items()
    ]


def key_lines(pairs: dict[str, str]) -> str:
    """Each left with its right, a line each; a left that is a sentence loses its full stop before the colon."""
    return "\n".join(f"{left.removesuffix('.')}: {right}" for left, right in pairs.items())


class Grid(Question, frozen=True, kw_only=True, tag="grid"):
    """Rows, each with one right column.

    columns: The choices for every row, in the order they are shown, e.g. `[Ukraine, Russia]`
    rows: Each statement and its column, e.g. `{They dig in: Russia, They look to press on: Ukraine}`
    rule: What a partly right answer earns; each if left out, e.g. `all`
    """

    LABEL: ClassVar[str] = "fill a grid"

    columns: tuple[str, ...]
    rows: dict[str, str]
    rule: Rule = "each"

    def view(self, sources: Sources, rng: random.Random) -> PairsView:
        return PairsView(
            **self.common(sources), lefts=shuffled(self.rows, rng), rights=self.columns, grid=True, reuse=True
        )

    def key(self, sources: Sources) -> str:
        return key_lines(self.rows)

    def key_response(self, sources: Sources) -> Paired:
        return Paired(dict(self.rows))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Paired):
            return None
        return by_rule(pair_parts(self.rows, response.pairs), len(self.rows), self.points, self.rule, "rows right")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        if len(self.columns) < 2:
            yield Flaw(("columns",), "too-few", "fewer than two columns", "add another")
        if len(set(self.columns)) < len(self.columns):
            yield Flaw(("columns",), "options-alike", "a column stands twice", "remove one of them")
        if not all(text.strip() for pair in self.rows.items() for text in pair):
            yield Flaw(("rows",), "empty-text", "a row with nothing on one side", "write it out or remove it")
        if len(self.rows) < 2:
            yield Flaw(("rows",), "too-few", "fewer than two rows", "add one, or use kind: choice")
        for row, column in self.rows.items():
            if column not in self.columns:
                yield Flaw(
                    ("rows", row),
                    "key-not-option",
                    f"{column!r} is not one of the columns",
                    f"use {', '.join(self.columns)}",
                )
