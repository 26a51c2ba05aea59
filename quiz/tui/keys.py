"""Keys that a learner may give other names: one table, from the names in the settings file to the screens' actions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.binding import BindingsMap
from textual.screen import Screen

ACTIONS: Mapping[str, tuple[str, str]] = {
    "next": ("go(1)", "n,ctrl+n"),
    "previous": ("go(-1)", "p,ctrl+p"),
    "flag": ("flag", "f,ctrl+f"),
    "hint": ("hint", "h,ctrl+t"),
    "evidence": ("evidence", "e"),
    "undo": ("undo", "u,ctrl+z"),
    "sum": ("arithmetic", "equals_sign"),
    "claim": ("claim", "exclamation_mark"),
    "original": ("original", "o"),
    "mark": ("mark", "m,f6"),
    "notes": ("notes", "l,f7"),
    "suspend": ("keep_out", "x,f4"),
    "bury": ("bury", "b,f5"),
    "finish": ("finish", "F,ctrl+d"),
    "review": ("review", "ctrl+r"),
    "again": ("again", "ctrl+g"),
    "progress": ("progress", "ctrl+s"),
    "learners": ("app.learners", "ctrl+l"),
    "settings": ("app.settings", "ctrl+o"),
    "theme": ("app.theme", "ctrl+t"),
}
"""By name: the action, and the keys it has."""


def by_action(chosen: Mapping[str, str]) -> dict[str, str]:
    """Keys by action, from keys by the names above."""
    return {ACTIONS[name][0]: keys for name, keys in chosen.items()}


def rebind(screen: Screen[Any], keys: Mapping[str, str]) -> None:
    """Give a screen these keys, by action, in the place of its own."""
    if not keys:
        return
    kept = [one for every in screen._bindings.key_to_bindings.values() for one in every]
    here = {one.action for one in kept}
    taken = {key for action, wanted in keys.items() if action in here for key in wanted.split(",")}
    made = BindingsMap()
    done: set[str] = set()
    for binding in kept:
        if binding.action in keys:
            if binding.action in done:
                continue
            done.add(binding.action)
            for key in keys[binding.action].split(","):
                made.key_to_bindings.setdefault(key, []).append(replace(binding, key=key))
        elif binding.key not in taken:  # a key has one meaning on a screen: the chosen one
            made.key_to_bindings.setdefault(binding.key, []).append(binding)
    screen._bindings = made
