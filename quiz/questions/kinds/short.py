"""A few words."""

import random
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView


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
        from quiz.matching.phrases import match_phrase

        text = response.text[:MOST_RESPONSE]
        match = match_phrase(
            text,
            self.answer,
            accept=self.accept,
            near=self.near,
            reject=self.reject,
            prompt=self.prompt,
            max_words=self.max_words or None,
            strict=sources.strict,
        )
        return verdict_of(match, self.points, text, self.answer)

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.text.normalise import words

        if not self.answer.strip():
            yield Flaw(("answer",), "empty-text", "an empty answer", "write the words that are right")
        if self.max_words:
            for path, text in ((("answer",), self.answer), *((("accept", n), t) for n, t in enumerate(self.accept))):
                if len(words(text)) > self.max_words:
                    yield Flaw(
                        path,
                        "key-over-limit",
                        f"{text!r} has more than {self.max_words} words",
                        "shorten it or raise max_words",
                    )
