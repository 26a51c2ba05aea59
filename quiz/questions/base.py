"""What every question has, whatever its kind.

A kind is a frozen struct with its own fields, a ``view`` without its key, and ``_grade``. Nothing here knows of modes,
tries or time: those belong to attempts.
"""

import random
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from quiz.articles.anchor import Lost, Span, find_quote, find_sentences, look_up
from quiz.questions.response import Place, Response, is_empty, size
from quiz.questions.scoring import of_points
from quiz.questions.sources import MOST_PARTS as MOST_PARTS
from quiz.questions.sources import MOST_RESPONSE as MOST_RESPONSE
from quiz.questions.sources import Sources as Sources
from quiz.questions.sources import Spelling as Spelling
from quiz.questions.verdict import NOT_ANSWERED, Verdict
from quiz.questions.view import Certainty, Gate, View

Topic = Literal["date", "figure", "person", "place", "condition", "cause", "sequence", "stance", "source"]
Skill = Literal["locate", "understand", "evaluate"]

MOST_TRIES = 10

Path = tuple[str | int, ...]


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in an article: an exact quote, or whole sentences by number.

    quote: Words exactly as they stand in the article, within one paragraph, e.g. `ordered a retreat`
    sentences: Whole sentences by their numbers, instead of a quote, e.g. `[22, 23]`
    article: Which article, where the set has several and it is not the first that holds the quote, e.g.
        `nbc-2022-11-15`
    occurrence: Which one, counted from 1, where the quote stands several times, e.g. `2`
    original: The sentences that say the same in the published text which this article retells, e.g. `[12, 13]`
    """

    quote: str = ""
    sentences: tuple[int, ...] = ()
    article: str = ""
    occurrence: int | None = None
    original: tuple[int, ...] = ()


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Help on request.

    text: What the learner is told, e.g. `Who spoke on that day?`
    cost: The share of the question's points that it takes, 0 to 1; 0.25 if left out, e.g. `0.5`
    """

    text: str
    cost: float = 0.25


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The learner points at the proof after answering.

    gate: Whether the proof counts whatever the answer was (independent, if left out) or only after a right one, e.g.
        `first-must-be-right`
    """

    gate: Literal["independent", "first-must-be-right"] = "independent"


class Tests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Responses that ``check`` runs through grading, as they would be typed.

    right: Answers that must be graded right, e.g. `[ten, 10 points]`
    near: Answers that lack something, e.g. `[November 2022]`
    wrong: Answers that must not pass, above all those that look right, e.g. `["11", ten or eleven]`
    """

    right: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Flaw(msgspec.Struct, frozen=True):
    """Something wrong with a question, at a path inside it, such as ``("distractors", 2)``.

    code is a rule's (``quiz.questions.rules``). replacement: what should stand there instead, where that is known.
    """

    path: Path
    code: str
    what: str
    hint: str
    replacement: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", dict=True):
    """One thing asked. Fields are as the author wrote them.

    id: The question's name in the set: lower-case letters, digits and hyphens. Keep it once learners have used the set,
        e.g. `plan-points`
    prompt: What is asked, in fewer than 60 words, e.g. `How many points does the peace plan have?`
    evidence: The place that decides the answer: an exact quote that stands in the article once, a list of them, or a
        mapping, e.g. `proposed a 10-point peace plan`
    explain: Shown after the answer: why the key is right by the text, and what the trap was, e.g. `The plan is called a
        "10-point peace plan".`
    topic: What it asks about; reports group questions by it, e.g. `figure`
    skill: What it takes: to find what is stated (locate), to restate, connect or infer (understand), or to judge what
        the text supports (evaluate), e.g. `locate`
    article: The article the question is about, in a set on several, e.g. `nbc-2022-11-15`
    points: What a fully right answer earns, more than 0 and at most 100; 1 if left out, e.g. `2`
    hints: Help on request, one after the other: texts, or mappings with a cost, e.g. `[The day was named in the
        paragraph before.]`
    cite: Whether the learner points at the sentence that proves the answer, e.g. `true`
    at: An exact quote shown highlighted beside the prompt; it is not evidence, e.g. `The same day a fierce new wave`
    tests: Responses that check runs through grading, e.g. `{right: [ten], wrong: ["11"]}`
    tries: How many answers this question allows, 1 to 10, e.g. `2`
    certainty: As in the set, for this question alone, e.g. `scored`
    void: Whether the question is taken out of the marks, because it turned out to be unfair: it is asked no more, and
        regrading gives everyone who was asked it its points, e.g. `true`
    """

    LABEL: ClassVar[str] = ""

    id: str
    prompt: str
    evidence: str | Anchor | tuple[str | Anchor, ...]
    explain: str = ""
    topic: Topic | None = None
    skill: Skill | None = None
    article: str = ""
    points: float = 1.0
    hints: tuple[str | Hint, ...] = ()
    cite: bool | Cite = False
    at: str | Anchor | None = None
    tests: Tests = Tests()
    tries: int | None = None
    certainty: Certainty | None = None
    void: bool = False

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The evidence as a list of anchors."""
        given = self.evidence if isinstance(self.evidence, tuple) else (self.evidence,)
        return tuple(Anchor(quote=one) if isinstance(one, str) else one for one in given)

    @property
    def gate(self) -> Gate:
        """When the learner is asked for the proof."""
        if isinstance(self.cite, Cite):
            return self.cite.gate
        return "independent" if self.cite else ""

    @property
    def hint_list(self) -> tuple[Hint, ...]:
        return tuple(Hint(one) if isinstance(one, str) else one for one in self.hints)

    def places(self, sources: Sources) -> tuple[Place, ...]:
        """Where the evidence stands; anchors that are lost (``check`` reports them) are left out."""
        found: list[Place] = []
        for anchor in self.anchors:
            spans = resolve(anchor, sources, self.article)
            if not isinstance(spans, Lost):
                found.extend(place(span, sources) for span in spans)
        return tuple(found)

    def shown_article(self, sources: Sources) -> str:
        """The article to show first. Not the one with the evidence: which article says it may be what is asked."""
        return self.article or sources.first.id

    def main_article(self, sources: Sources) -> str:
        """The article that decides the answer."""
        if self.article:
            return self.article
        found = sources.deciding.get(self.evidence)
        if found is None:
            places = self.places(sources)
            found = sources.deciding[self.evidence] = places[0].article if places else sources.first.id
        return found

    def common(self, sources: Sources) -> dict[str, Any]:
        """The fields every view has."""
        at: tuple[Place, ...] = ()
        if self.at is not None:
            spans = resolve(Anchor(quote=self.at) if isinstance(self.at, str) else self.at, sources, self.article)
            at = () if isinstance(spans, Lost) else tuple(place(span, sources) for span in spans)
        return {
            "id": self.id,
            "kind": self.kind,
            "prompt": self.prompt,
            "article": self.shown_article(sources),
            "articles": len(sources.articles),
            "topic": self.topic or "",
            "skill": self.skill or "",
            "points": self.points,
            "at": at,
            "hints": len(self.hints),
            "hint_costs": tuple(hint.cost for hint in self.hint_list),
            "tries": self.tries or 1,
            "cite": self.gate,
        }

    def grade(self, response: Response, sources: Sources) -> Verdict:
        """How this response compares with the key. Total: any response, of any shape and length, has a verdict."""
        if is_empty(response):
            return msgspec.structs.replace(NOT_ANSWERED, arithmetic=f"nothing given: 0 of {of_points(self.points)}")
        if size(response) > MOST_PARTS:
            return Verdict("wrong", 0.0, "too_many", "That is more than there is to answer.", (), self._none())
        verdict = self._grade(response, sources)
        if verdict is None:
            return Verdict(
                "wrong", 0.0, "other_shape", "This is not an answer to this kind of question.", (), self._none()
            )
        return verdict

    def _none(self) -> str:
        return f"wrong: 0 of {of_points(self.points)}"

    def view(self, sources: Sources, rng: random.Random) -> View:
        """What a learner may see, shuffled by ``rng``."""
        raise NotImplementedError

    def key(self, sources: Sources) -> str:
        """The key in words, one line for each part, for feedback."""
        raise NotImplementedError

    def key_response(self, sources: Sources) -> Response:
        """A response that is fully right: what the key looks like when a learner gives it."""
        raise NotImplementedError

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        """The verdict on a response that is not empty; None where its shape is another kind's."""
        raise NotImplementedError

    def flaws(self, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG002  the kinds with anchors of their own look
        """What is wrong with the fields that only this kind has: shape, options, anchors of its own. Cheap."""
        yield from ()

    def prove(self, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG002  the typed kinds look
        """What grading itself says against the key: one it cannot read, or that its own evidence does not hold."""
        yield from ()


def resolve(anchor: Anchor, sources: Sources, prefer: str = "") -> list[Span] | Lost:
    """The spans an anchor names. Where it names no article: the preferred one first, then those of the set."""
    found = sources.resolved.get((anchor, prefer))
    if found is None:
        found = sources.resolved[anchor, prefer] = _resolve(anchor, sources, prefer)
    return found


def _resolve(anchor: Anchor, sources: Sources, prefer: str) -> list[Span] | Lost:
    if anchor.quote and anchor.sentences:
        return Lost("quote-unclear", "both quote: and sentences:", "keep one of them")
    if anchor.article and anchor.article not in sources.articles:
        what = f"{anchor.article[:60]!r} is not among the set's articles"
        return Lost("unknown-article", what, "add it to articles:")
    order = [sources.articles[anchor.article]] if anchor.article else list(sources.articles.values())
    order.sort(key=lambda article: article.id != prefer)
    if anchor.sentences:
        return find_sentences(order[0], anchor.sentences)
    for article in order:
        found = look_up(article, anchor.quote, anchor.occurrence)
        if found is not None:
            return [found] if isinstance(found, Span) else found
    whys = [find_quote(article, anchor.quote, anchor.occurrence) for article in order]
    best = next((one for one in whys if isinstance(one, Lost) and one.code != "quote-missing"), whys[0])
    return best if isinstance(best, Lost) else [best]


def lost(anchor: Anchor, sources: Sources, prefer: str, path: Path) -> Iterator[Flaw]:
    """Why an anchor at this path names no single place, at the part of it that is wrong; nothing where it does."""
    found = resolve(anchor, sources, prefer)
    if not isinstance(found, Lost):
        return
    part = {
        "unknown-article": "article",
        "no-such-occurrence": "occurrence",
        "no-such-sentence": "sentences",
        "quote-unclear": "sentences",
    }.get(found.code, "quote")
    # An anchor that is a text has no parts; its place is then that of the text.
    yield Flaw((*path, part), found.code, found.what, found.hint, found.instead)


def place(span: Span, sources: Sources) -> Place:
    text = sources.articles[span.article].text[span.start : span.end]
    return Place(span.article, span.start, span.end, text)
