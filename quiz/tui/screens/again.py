"""Which questions to ask again, over all sets: a question or two over the library."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Literal, get_args

from textual.app import App

from quiz.attempts.review import Only
from quiz.questions.base import Skill, Topic
from quiz.questions.kinds import KINDS
from quiz.tui.screens.choose import Choose

Axis = Literal["topic", "skill", "kind"]
AXES: dict[str, tuple[Axis, Sequence[str]]] = {
    "t": ("topic", get_args(Topic)),
    "s": ("skill", get_args(Skill)),
    "k": ("kind", list(KINDS)),
}
"""By its key: what questions are sorted by, and the values it has."""


def ask_what(app: App[int], then: Callable[[Only], None]) -> None:
    """Ask, and go on with what was chosen; with nothing where it was given up."""

    def chosen(key: str | None) -> None:
        if key in AXES:
            _ask_value(app, *AXES[key], then)
        elif key is not None:
            then(Only("wrong" if key == "w" else "flagged"))

    answers = [
        ("w", "what went wrong the last time"),
        ("f", "what you flagged"),
        *((key, f"a {axis} ...") for key, (axis, _) in AXES.items()),
    ]
    app.push_screen(Choose("Ask again, over all sets", answers), chosen)


def _ask_value(app: App[int], axis: Axis, values: Sequence[str], then: Callable[[Only], None]) -> None:
    by_key = dict(zip(ascii_lowercase, values, strict=False))

    def chosen(key: str | None) -> None:
        if key is not None:
            then(Only(axis, by_key[key]))

    app.push_screen(Choose(f"Which {axis}?", list(by_key.items())), chosen)
