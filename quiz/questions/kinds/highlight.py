"""The answer is a place in the article itself."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.articles.anchor import Lost, Span
from quiz.questions.base import Anchor, Flaw, Question, Sources, lost, place, resolve
from quiz.questions.response import Marked, Place, Response
from quiz.questions.scoring import by_rule, of_points
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import MarkView, Unit

Address = tuple[str, int]


def addresses(places: tuple[Place, ...] | list[Place], unit: Unit, sources: Sources) -> set[Address]:
    """The (article, number) of every sentence or paragraph that the places touch; unknown articles are left out."""
    found: set[Address] = set()
    for one in places:
        article = sources.articles.get(one.article)
        if article is None or not 0 <= one.start < one.end <= len(article.text):
            continue
        if unit == "paragraph":
            found |= {
                (article.id, paragraph.number)
                for paragraph in article.paragraphs
                if paragraph.number and paragraph.start < one.end and one.start < paragraph.end
            }
        else:
            first = article.sentence_at(one.start)
            numbers = range(max(first, 1), article.sentence_at(one.end - 1) + 1)
            found |= {(article.id, n) for n in numbers if article.sentences[n - 1][1] > one.start}
    return found


class Highlight(Question, frozen=True, kw_only=True, tag="highlight"):
    """The answer is a place in the article.

    answer: What the learner should find: an exact quote, or a list of quotes that must all be found, e.g. `including
        air defense systems`
    unit: What the learner marks; for a sentence (if left out) or a paragraph some of its words will do as the answer,
        e.g. `phrase`
    """

    LABEL: ClassVar[str] = "find it in the article"

    answer: str | Anchor | tuple[str | Anchor, ...]
    unit: Unit = "sentence"

    @property
    def targets(self) -> tuple[Anchor, ...]:
        given = self.answer if isinstance(self.answer, tuple) else (self.answer,)
        return tuple(Anchor(quote=one) if isinstance(one, str) else one for one in given)

    def target_places(self, sources: Sources) -> list[Place]:
        spans: list[Span] = []
        for anchor in self.targets:
            found = resolve(anchor, sources, self.article)
            if not isinstance(found, Lost):
                spans.extend(found)
        return [place(span, sources) for span in spans]

    def shown_article(self, sources: Sources) -> str:
        places = self.target_places(sources)
        return self.article or (places[0].article if places else sources.first.id)

    def view(self, sources: Sources, rng: random.Random) -> MarkView:
        return MarkView(**self.common(sources), unit=self.unit, count=self._count(sources))

    def key(self, sources: Sources) -> str:
        return "\n".join(f'"{one.text}"' for one in self.target_places(sources))

    def key_response(self, sources: Sources) -> Marked:
        return Marked(tuple(self.target_places(sources)))

    def _count(self, sources: Sources) -> int:
        places = self.target_places(sources)
        return len(places) if self.unit == "phrase" else len(addresses(places, self.unit, sources))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Marked):
            return None
        keys = self.target_places(sources)
        if self.unit == "phrase":
            return _phrases(keys, response.places, self.points)
        wanted = addresses(keys, self.unit, sources)
        given = addresses(response.places, self.unit, sources)
        parts = [Part(_name(self.unit, at), "right") for at in sorted(wanted & given)]
        parts += [Part(_name(self.unit, at), "wrong") for at in sorted(given - wanted)]
        parts += [Part(_name(self.unit, at), "not-answered") for at in sorted(wanted - given)]
        return by_rule(parts, len(wanted), self.points, "right-minus-wrong", f"{self.unit}s right")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        several = isinstance(self.answer, tuple)
        if not self.targets:
            yield Flaw(("answer",), "empty-text", "no answer", "quote what the learner should find")
        for at, anchor in enumerate(self.targets):
            found = resolve(anchor, sources, self.article)
            path = ("answer", at) if several else ("answer",)
            if isinstance(found, Lost):
                yield from lost(anchor, sources, self.article, path)
            elif self.unit != "phrase" and not addresses([place(one, sources) for one in found], self.unit, sources):
                yield Flaw(
                    path, "answer-in-heading", "a heading has no sentences", "quote a paragraph, or use unit: phrase"
                )


def _name(unit: Unit, address: Address) -> str:
    return f"{unit} {address[1]} of {address[0]}"


def _phrases(keys: list[Place], given: tuple[Place, ...], points: float) -> Verdict:
    """Phrases compare by their words: all of the key's, and at most as many others as the key has (two at least)."""
    parts: list[Part] = []
    left = list(given)
    for key in keys:
        best = max(left, key=lambda one: _shared(key, one), default=None)
        shared = _shared(key, best) if best else 0
        if not best or not shared:
            parts.append(Part("phrase", "not-answered", "", key.text))
            continue
        left.remove(best)
        length = key.end - key.start
        extra = (best.end - best.start) - shared
        if shared >= length - 1 and extra <= max(length, 20):
            parts.append(Part("phrase", "right", best.text, key.text))
        elif shared * 2 >= length and extra <= 2 * length:
            parts.append(Part("phrase", "near", best.text, key.text, "Part of it, or too much."))
        else:
            parts.append(Part("phrase", "wrong", best.text, key.text))
    parts += [Part("phrase", "wrong", one.text) for one in left]
    verdict = by_rule(parts, len(keys), points, "each", "phrases right")
    if verdict.outcome == "near" and all(part.outcome == "near" for part in parts):
        return Verdict("near", verdict.credit, "part_of_it", "Part of it, or too much.", verdict.parts,
                       f"nearly right: ½ x {of_points(points)}")  # fmt: skip
    return verdict


def _shared(key: Place, one: Place) -> int:
    """How many characters two places have in common."""
    if key.article != one.article:
        return 0
    return max(0, min(key.end, one.end) - max(key.start, one.start))
