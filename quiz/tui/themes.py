"""A theme of our own, for eyes that need the strongest contrast. Textual brings the dark and the light one."""

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
