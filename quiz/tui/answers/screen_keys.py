"""Keys that a field to type in leaves to the screen, which says in its bottom line what they do there."""

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import Binding, BindingType

OURS = ("ctrl+d", "ctrl+f", "ctrl+n", "ctrl+p", "ctrl+t")


def without_ours(bindings: Sequence[BindingType]) -> list[BindingType]:
    """A stock field's bindings without the keys that mean something else here."""
    kept: list[BindingType] = []
    for one in bindings:
        keys = one.key.split(",") if isinstance(one, Binding) else []
        left = [key for key in keys if key not in OURS]
        if left == keys:
            kept.append(one)
        elif left and isinstance(one, Binding):
            kept.append(replace(one, key=",".join(left)))
    return kept
