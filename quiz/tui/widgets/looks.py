"""How places in an article look: each highlight has a style and a sign beside its line, so no state is colour alone."""

from collections.abc import Iterable, Mapping
from typing import Literal

from rich.style import Style
from textual.color import Color

Look = Literal[
    "evidence", "at", "picked", "cursor", "right", "wrong", "note", "noted",
    "proves", "misread-1", "misread-2", "misread-3",
]  # fmt: skip
"""proves: decides a question, in a class's report. misread-1 .. 3: wrong answers came from here, from a few to many."""

_RANK: dict[Look, int] = {
    "note": -1,
    "noted": -1,
    "at": 0,
    "proves": 0,
    "evidence": 1,
    "misread-1": 1,
    "misread-2": 1,
    "misread-3": 1,
    "right": 2,
    "wrong": 2,
    "cursor": 3,
    "picked": 4,
}
_SIGN: dict[Look, str] = {
    "at": "»",
    "evidence": "▌",
    "right": "●",
    "wrong": "✗",
    "picked": "■",
    "cursor": "▸",
    "note": "✎",
    "noted": "✎",
    "proves": "▌",
    "misread-1": "▲",
    "misread-2": "▲",
    "misread-3": "▲",
}


def rank(look: Look) -> int:
    """Where two highlights overlap, the one of the higher rank is painted."""
    return _RANK[look]


def most_telling(looks: Iterable[Look]) -> Look:
    """Of the looks on a line, the one whose sign stands beside it: the cursor's, else that of the highest rank."""
    found = list(looks)
    return "cursor" if "cursor" in found else max(found, key=rank)


def sign_of(look: Look) -> str:
    """The one cell beside a line that holds this highlight."""
    return _SIGN[look]


def styles_for(base: Style, theme: Mapping[str, str]) -> dict[str, Style]:
    """A style for every highlight and for the roles text, title, about, heading and number, by a theme's colours."""
    background = Color.parse(theme["background"])
    accent, primary = Color.parse(theme["accent"]), Color.parse(theme["primary"])
    warning = Color.parse(theme["warning"])
    muted = base + Style(color=background.blend(Color.parse(theme["foreground"]), 0.65).rich_color)
    return {
        "text": base,
        "title": base + Style(bold=True),
        "about": muted,
        "heading": base + Style(bold=True, underline=True),
        "number": muted,
        "note": base + Style(bgcolor=background.blend(warning, 0.2).rich_color),
        "noted": base + Style(underline=True, bgcolor=background.blend(warning, 0.2).rich_color),
        "proves": base,
        "misread-1": base + Style(bgcolor=background.blend(warning, 0.18).rich_color),
        "misread-2": base + Style(bold=True, bgcolor=background.blend(warning, 0.32).rich_color),
        "misread-3": base + Style(bold=True, underline=True, bgcolor=background.blend(warning, 0.5).rich_color),
        "at": base + Style(underline=True, color=accent.rich_color),
        "evidence": base + Style(bold=True, underline=True, bgcolor=background.blend(accent, 0.25).rich_color),
        "right": base + Style(bold=True, underline=True, color=Color.parse(theme["success"]).rich_color),
        "wrong": base + Style(strike=True, color=Color.parse(theme["error"]).rich_color),
        "picked": base + Style(reverse=True),
        "cursor": base + Style(underline=True, bgcolor=background.blend(primary, 0.4).rich_color),
    }
