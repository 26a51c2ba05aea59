"""A few words."""

import random
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import msgspec

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView

if TYPE_CHECKING:
    from quiz.matching.phrase_keys import Keys


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A typed answer of a few words.

    answer: The words that are right, e.g. `Ukrainian counteroffensive`
    accept: Other answers that are right, e.g. `[Kyiv's counteroffensive]`
    near: Answers that lack something, each with the sentence that says what, e.g. `{counteroffensive: "Whose?"}`
    reject: Wrong answers you foresee, each with why it is wrong, e.g. `{missile attacks: Those are Russia's own.}`
    max_words: The most words an answer may have; say it in the prompt, e.g. `3`
    """

    LABEL: ClassVar[str] = "type a few words"

    answer: str
    accept: tuple[str, ...] = ()
    near: dict[str, str] = msgspec.field(default_factory=dict)
    reject: dict[str, str] = msgspec.field(default_factory=dict)
    max_words: int = 0

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        return TextView(**self.common(sources), example="a few words", max_words=self.max_words)

    def key(self, sources: Sources) -> str:
        return self.answer

    def key_response(self, sources: Sources) -> Typed:
        return Typed(self.answer)

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        from quiz.matching.phrases import match_keys

        text = response.text[:MOST_RESPONSE]
        match = match_keys(text, self._keys, max_words=self.max_words or None, strict=sources.strict)
        return verdict_of(match, self.points, text, self.answer)

    @cached_property
    def _keys(self) -> "Keys":
        """The keys as grading needs them."""
        from quiz.matching.phrase_keys import keys_for

        near, reject = tuple(self.near.items()), tuple(self.reject.items())
        return keys_for(self.answer, self.accept, near, reject, self.prompt)

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.questions.word_limit import limit_differs
        from quiz.text.normalise import words

        if not self.answer.strip():
            yield Flaw(("answer",), "empty-text", "an empty answer", "write the words that are right")
        yield from limit_differs(self.prompt, self.max_words)
        if self.max_words:
            for path, text in ((("answer",), self.answer), *((("accept", n), t) for n, t in enumerate(self.accept))):
                if len(words(text)) > self.max_words:
                    yield Flaw(
                        path,
                        "key-over-limit",
                        f"{text!r} has more than {self.max_words} words",
                        "shorten it or raise max_words",
                    )
