"""What a learner may see of a question: everything needed to answer it, and nothing of the key.

A view is built field by field from the question, never by taking things away from it. Options, items and lefts are
shuffled, so their order says nothing either.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from quiz.questions.response import Place

Certainty = Literal["off", "reported", "scored"]
Gate = Literal["", "independent", "first-must-be-right"]
Unit = Literal["sentence", "phrase", "paragraph"]


class _View(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape"):
    """id, kind, prompt, topic, skill and points as in the question; article is the one to show first, of so many.

    at: words to highlight with the prompt. hints: how many there are; hint_costs: the share of the points that each of
    them takes. tries: how many answers are allowed.
    cite: whether the learner is asked afterwards to point at the sentence that proves the answer: always
    (``independent``), only after a right one (``first-must-be-right``), or never ("").
    certainty: whether the learner says how sure the answer is, and whether that counts.
    """

    id: str
    kind: str
    prompt: str
    article: str
    topic: str = ""
    skill: str = ""
    points: float = 1.0
    at: tuple[Place, ...] = ()
    hints: int = 0
    hint_costs: tuple[float, ...] = ()
    tries: int = 1
    cite: Gate = ""
    certainty: Certainty = "off"
    articles: int = 1


class OptionsView(_View, frozen=True, kw_only=True, tag="options"):
    """Pick from a list. pick: 1 for exactly one, n for exactly n, 0 for as many as are right."""

    options: tuple[str, ...]
    pick: int = 1


class TextView(_View, frozen=True, kw_only=True, tag="text"):
    """Type something. example shows the form wanted; long asks for several lines; max_words 0 is no limit."""

    example: str = ""
    long: bool = False
    max_words: int = 0
    rubric: tuple[str, ...] = ()


class OrderView(_View, frozen=True, kw_only=True, tag="order"):
    """Bring the items into order."""

    items: tuple[str, ...]


class MarkView(_View, frozen=True, kw_only=True, tag="mark"):
    """Pick places in the articles. count: how many are wanted."""

    unit: Unit
    count: int = 1


class Gap(msgspec.Struct, frozen=True):
    """One gap of a cloze: typed where choices is empty; given are letters it begins with."""

    choices: tuple[str, ...] = ()
    given: str = ""


class GapsView(_View, frozen=True, kw_only=True, tag="gaps"):
    """Fill gaps in a text: pieces[0] gap pieces[1] gap ... pieces[-1]. bank holds the words to choose from, if any."""

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]
    bank: tuple[str, ...] = ()
    max_words: int = 0


class PairsView(_View, frozen=True, kw_only=True, tag="pairs"):
    """Give every left one of the rights. grid: the rights are columns that every row shares."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    grid: bool = False
    reuse: bool = False


class InsertView(_View, frozen=True, kw_only=True, tag="insert"):
    """Choose the sentence of the article after which this one belongs."""

    sentence: str


View = OptionsView | TextView | OrderView | MarkView | GapsView | PairsView | InsertView


def hint_lines(view: View, texts: Sequence[str]) -> Iterator[str]:
    """The hints that were taken, each with what it costs."""
    for at, text in enumerate(texts):
        cost = next(iter(view.hint_costs[at:]), 0.0)
        yield f"Hint: {text}" + (f" (costs {cost:.0%} of the points)" if cost else "")
