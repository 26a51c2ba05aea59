"""Tests that try one thing once, for the counts of the full run; and traps in YAML, one by one."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.questions.check import check_text
from tests.builders import ROOT

from . import test_signals, worlds
from .tallying import Tally

ONCE: list[Callable[[Path], None]] = [
    test_signals.test_a_closed_terminal_keeps_what_is_typed,
    test_signals.test_a_stop_gives_the_terminal_back_and_going_on_takes_it_again,
]
KEY = re.compile(r"^( +(?:- )?)([a-z]+): (?!\{)(.+)$", re.MULTILINE)
DUPLICATES = 50


@pytest.mark.parametrize("again", range(worlds.times(1, 20)))
@pytest.mark.parametrize("once", ONCE, ids=lambda once: once.__name__.removeprefix("test_"))
def test_a_lost_line_and_a_stop_once_more(
    tmp_path: Path, once: Callable[[Path], None], again: int, tally: Tally
) -> None:
    with tally("22"):
        once(worlds.villages(tmp_path, 4))


def test_a_key_given_twice_anywhere_is_told(tally: Tally) -> None:
    """A field of a shipped question written again at the end of its line's question, with another value."""
    rng = random.Random(29)
    library = Library([ROOT])
    texts = [path.read_text(encoding="utf-8") for path in library.set_paths().values()]
    for _ in range(DUPLICATES):
        text = rng.choice(texts)
        field = rng.choice([one for one in KEY.finditer(text) if _ends_here(text, one)])
        indent = " " * len(field[1])
        spoilt = f"{text[: field.end()]}\n{indent}{field[2]}: another{text[field.end() :]}"
        with tally("29"):
            found = [one for one in check_text(spoilt, "f.yaml", "f", library) if one.code == "duplicate-key"]
            assert found, field[0]
            assert found[0].line == spoilt.count("\n", 0, field.end()) + 2


def _ends_here(text: str, field: re.Match[str]) -> bool:
    """Whether a field's value is over with its line: no block, no text that goes on below."""
    below = text[field.end() + 1 :].split("\n", 1)[0]
    deeper = len(below) - len(below.lstrip()) > len(field[1])
    return not deeper and field[3][0] not in "|>[\"'" and not field[3].endswith((":", ","))
