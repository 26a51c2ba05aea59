"""A theme of our own, for eyes that need the strongest contrast, and what we change of Textual's dark and light one."""

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#00d7ff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    success="#00ff5f",
    warning="#ffff00",
    error="#ff8787",
    dark=True,
    variables={"foreground-muted": "#d0d0d0", "text-muted": "#d0d0d0", "text-disabled": "#d0d0d0"},
)

THEME_NAMES = {"dark": "textual-dark", "light": "textual-light"}
"""Textual's names for ours."""

_OURS: dict[str, dict[str, str]] = {
    # Textual's blue is too light for the white words of a cursor on it: 3.8.
    "textual-dark": {
        "block-cursor-background": "#006abf",
        "scrollbar": "#3f6f96",
        "scrollbar-hover": "#5a8bb3",
        "scrollbar-background": "#1e1e1e",
        "text-disabled": "auto 50%",
    },
    # Textual's orange and green are made for a dark ground: on its light grey they have a contrast of 1.5 to 3.8.
    "textual-light": {
        "accent": "#8a4b00",
        "warning": "#8a4b00",
        "success": "#1d6634",
        "text-accent": "#7a4200",
        "text-warning": "#7a4200",
        "text-success": "#195a2d",
        "scrollbar": "#5f7f99",
        "text-disabled": "auto 60%",
    },
}
"""By theme, the variables for which Textual's own are too faint to read."""


def readable(theme: str, variables: Mapping[str, str], *, no_color: bool) -> dict[str, str]:
    """What to change of a theme's variables. no_color: colours come out as greys, so none may be a state's only sign.

    Without colours what is right, near and wrong is told by sign and weight, in the strength of the text around it.
    """
    found = dict(_OURS.get(theme, {}))
    if no_color:
        ground, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
        found |= dict.fromkeys(("text-success", "text-warning", "text-error", "text-accent"), text.hex)
        found["scrollbar"] = ground.blend(text, 0.5).hex
        found["scrollbar-hover"] = ground.blend(text, 0.65).hex
        found["scrollbar-background"] = ground.blend(text, 0.12).hex
    return found
