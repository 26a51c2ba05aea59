"""A person, a place or an organisation."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView

_SMALL = frozenset(("a", "an", "the", "of", "for"))


class Name(Question, frozen=True, kw_only=True, tag="name"):
    """A typed name: a person, a place or an organisation.

    answer: The full name as the article has it, e.g. `Sergey Lavrov`
    accept: Other names of the same one, old or short; other spellings need not be listed, e.g. `[the Kremlin]`
    """

    LABEL: ClassVar[str] = "type a name"

    answer: str
    accept: tuple[str, ...] = ()

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        # From the topic, which learners may see: what is worked out from a key would tell of it.
        example = "a name; a family name is enough" if self.topic == "person" else "a name"
        return TextView(**self.common(sources), example=example)

    def key(self, sources: Sources) -> str:
        return self.answer

    def key_response(self, sources: Sources) -> Typed:
        return Typed(self.answer)

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        from quiz.matching.match import Match
        from quiz.matching.names import match_name

        text = response.text[:MOST_RESPONSE]
        match = match_name(
            text, self.answer, accept=self.accept, others=sources.names, prompt=self.prompt, strict=sources.strict
        )
        if match.reason == "office" and self._told(text, sources):
            match = Match("near", "office", match.note)
        return verdict_of(match, self.points, text, self.answer)

    def _told(self, text: str, sources: Sources) -> bool:
        """Whether the evidence has all the words of an office that was given for the name."""
        from quiz.text.normalise import words

        told = {word for place in self.places(sources) for word in words(place.text)}
        return bool(told) and told.issuperset(word for word in words(text) if word not in _SMALL)

    def prove(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.matching.names import mentions

        if not self.answer.strip():
            yield Flaw(("answer",), "empty-text", "no answer", "write the name")
            return
        places = self.places(sources)
        if places and not any(mentions(one.text, self.answer, self.accept) for one in places):
            yield Flaw(
                ("answer",),
                "key-not-in-evidence",
                f"{self.answer!r} does not stand in the evidence in any form",
                "quote the words that name it, or mend the key",
            )
