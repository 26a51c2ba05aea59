"""What an answer is read and graded against: the articles of a set. Knows no question."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal

import msgspec

from quiz.articles.article import Article

if TYPE_CHECKING:
    from quiz.articles.anchor import Lost, Span
    from quiz.questions.base import Anchor

Spelling = Literal["lenient", "strict"]

MOST_RESPONSE = 10_000
"""Characters of a typed response that grading looks at; more is no answer to any question here."""

MOST_PARTS = 1_000
"""Options, items, gaps, pairs or places in a response that grading looks at."""


class Sources(msgspec.Struct, frozen=True, dict=True):
    """What grading may look at besides the response: the articles of the set, in order, and its strictness."""

    articles: dict[str, Article]
    spelling: Spelling = "lenient"

    @property
    def first(self) -> Article:
        return next(iter(self.articles.values()))

    @property
    def strict(self) -> bool:
        return self.spelling == "strict"

    @cached_property
    def resolved(self) -> "dict[tuple[Anchor, str], list[Span] | Lost]":
        """What anchors were resolved to so far: check, view, grading and feedback all ask for the same ones."""
        return {}

    @cached_property
    def deciding(self) -> "dict[str | Anchor | tuple[str | Anchor, ...], str]":
        """The article that holds a question's evidence, by the evidence, for those that were asked for."""
        return {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that occurs in the articles: an answer that spells another of them is that other one."""
        from quiz.matching.names import find_names

        found = (name.text for article in self.articles.values() for name in find_names(article.text))
        return tuple(dict.fromkeys(found))
