"""Lists of options: an author's distractors, their order on the screen, and what can be wrong with them."""

import random
from collections.abc import Iterator, Mapping

from quiz.questions.base import Flaw

Option = str | dict[str, str]
"""A distractor: its text, or ``text: why it is wrong``."""


def reasons(options: tuple[Option, ...]) -> dict[str, str]:
    """Distractors as text -> why each is wrong ("" where the author did not say)."""
    found: dict[str, str] = {}
    for option in options:
        if isinstance(option, str):
            found[option] = ""
        else:
            found.update(option)
    return found


def shuffled(items: Mapping[str, object] | tuple[str, ...] | list[str], rng: random.Random) -> tuple[str, ...]:
    """The items in a random order that depends on them and ``rng`` alone, not on how the author listed them."""
    order = sorted(dict.fromkeys(items))
    rng.shuffle(order)
    return tuple(order)


def option_flaws(right: tuple[str, ...], wrong: tuple[Option, ...], field: str = "distractors") -> Iterator[Flaw]:
    """Faults of a list of options: none, an empty one, two alike, one that is also the key, a mapping of several."""
    if any(not key.strip() for key in right):
        yield Flaw(("answer",), "empty-text", "an empty answer", "write it out")
    if not wrong:
        yield Flaw((field,), "no-distractors", "no distractors", "add at least one wrong option")
    keys = {_fold(key) for key in right}
    seen: set[str] = set()
    for at, option in enumerate(wrong):
        if isinstance(option, dict) and len(option) != 1:
            yield Flaw((field, at), "option-shape", "one option holds several", "start each option with its own '-'")
        for text in reasons((option,)):
            folded = _fold(text)
            if not folded:
                yield Flaw((field, at), "empty-text", "an empty option", "write it out or remove it")
            elif folded in keys:
                yield Flaw((field, at), "option-is-key", f"{text!r} is also the key", "remove it or mend the key")
            elif folded in seen:
                yield Flaw((field, at), "options-alike", f"{text!r} stands twice", "remove one of them")
            seen.add(folded)


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").rstrip(".").split())
