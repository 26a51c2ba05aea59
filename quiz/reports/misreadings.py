"""Which sentences of the article wrong answers came from.

A wrong answer is evidence of how a text was read. Where the learner pointed at a place, that is the place. What was
picked or typed usually stands somewhere in the article too: a figure that counts something else, a name from the next
paragraph. A wrong judgement of a statement is a misreading of the very sentence that decides it. What can only be
guessed is called likely, and what cannot even be guessed is not placed at all.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Item
from quiz.matching.phrase_words import keys_of, read
from quiz.questions.base import Sources
from quiz.questions.kinds.highlight import addresses
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Filled, Marked, Paired, Picked, Placed, Typed
from quiz.reports.papers import Paper, counts, said

How = Literal["pointed at", "stands there", "decides it", "likely"]
Address = tuple[str, int]
"""An article's id and the number of a sentence in it, from 1."""

ENOUGH = 0.5
"""Share of an answer's weight that a sentence must hold to be its likely place."""


class Trace(msgspec.Struct, frozen=True):
    """Where one wrong answer points to. text: what was answered, as one line."""

    question: str
    learner: str
    article: str
    sentence: int
    how: How
    text: str


class Misread(msgspec.Struct, frozen=True):
    """Learners whose wrong answer to a question came from one sentence; how as for most of them."""

    question: str
    text: str
    learners: int
    how: How


class Sentence(msgspec.Struct, frozen=True):
    """What the answers say about one sentence. learners: how many misread it, in any question.

    proves: the questions it decides. found, asked: of those asked for the evidence of these, how many pointed here.
    """

    article: str
    number: int
    learners: int
    misread: tuple[Misread, ...]
    proves: tuple[str, ...] = ()
    found: int = 0
    asked: int = 0


class Locator:
    """Finds the sentence a short text most likely came from."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._sentences: list[tuple[Address, frozenset[str]]] = []
        for article in articles:
            for number, (start, end) in enumerate(article.sentences, 1):
                self._sentences.append(((article.id, number), _terms(article.text[start:end])))
        seen = Counter(term for _, terms in self._sentences for term in terms)
        total = len(self._sentences)
        self._weights = {term: math.log(1 + total / count) for term, count in seen.items()}
        self._unknown = math.log(1 + total)

        self._known: dict[tuple[str, frozenset[Address]], tuple[Address, How] | None] = {}

    def find(self, text: str, near: Iterable[Address] = ()) -> tuple[Address, How] | None:
        """The sentence with all words of a text, or most of their weight; of several alike the nearest to these."""
        asked = (text, frozenset(near))
        if asked not in self._known:  # a class gives the same wrong answers again and again
            self._known[asked] = self._find(*asked)
        return self._known[asked]

    def _find(self, text: str, near: frozenset[Address]) -> tuple[Address, How] | None:
        terms = _terms(text)
        if not terms:
            return None
        whole = sum(self._weights.get(term, self._unknown) for term in terms)
        held = [(sum(self._weights[term] for term in terms & there), address) for address, there in self._sentences]
        most = max((weight for weight, _ in held), default=0.0)
        if most < ENOUGH * whole:
            return None
        alike = [address for weight, address in held if weight > most - 1e-9]
        best = min(alike, key=lambda one: _distance(one, near))
        return best, "stands there" if most > whole - 1e-9 and len(alike) == 1 else "likely"


def _distance(address: Address, near: Iterable[Address]) -> int:
    """Sentences to the nearest of some in the same article; beyond any where there is none."""
    return min((abs(address[1] - number) for article, number in near if article == address[0]), default=1_000_000)


def _terms(text: str) -> frozenset[str]:
    """What carries the meaning of a text: its content words and numbers, each in the form grading compares them by."""
    return keys_of(read(text))


def traces(asked: QuestionSet, papers: Sequence[Paper]) -> list[Trace]:
    """Where the wrong answers of all papers came from, as far as it can be told."""
    locators: dict[tuple[str, ...], Locator] = {}
    deciding = _deciding(asked)
    found: list[Trace] = []
    for paper in papers:
        for item in paper.attempt.items.values():
            question = asked.by_id.get(item.id)
            if question is None or not item.answered or not counts(item) or _is_full(item):
                continue
            sources = asked.sources_of(question)
            names = tuple(sources.articles)
            if names not in locators:
                locators[names] = Locator(sources.articles.values())
            places = _trace(item, question.kind, deciding[item.id], sources, locators[names])
            for (article, sentence), how, text in dict.fromkeys(places):
                found.append(Trace(item.id, paper.learner, article, sentence, how, text))
    return found


def _deciding(asked: QuestionSet) -> dict[str, frozenset[Address]]:
    """The sentences that decide each question."""
    return {
        question.id: frozenset(addresses(question.places(sources), "sentence", sources))
        for question in asked.questions
        for sources in (asked.sources_of(question),)
    }


def _is_full(item: Item) -> bool:
    return item.verdict is not None and item.verdict.right


def _trace(
    item: Item, kind: str, deciding: frozenset[Address], sources: Sources, locator: Locator
) -> Iterator[tuple[Address, How, str]]:
    if item.cited is not None and item.cited.places:
        for address in sorted(addresses(item.cited.places, "sentence", sources)):
            yield address, "decides it" if address in deciding else "pointed at", said(item.response)
        return
    if kind == "statement":
        for address in sorted(deciding):
            yield address, "decides it", said(item.response)
        return
    match item.response:
        case Marked(places):
            for place in places:
                for address in sorted(addresses([place], "sentence", sources) - deciding):
                    yield address, "pointed at", place.text
        case Placed(article, after):
            yield (article, after), "pointed at", f"after sentence {after}"
        case _:
            for text in _wrong_texts(item):
                if (found := locator.find(text, deciding)) is not None:
                    yield *found, text


def _wrong_texts(item: Item) -> Iterator[str]:
    """What was picked, typed or paired, of the parts that are not right."""
    parts = {
        part.given or part.label for part in (item.verdict.parts if item.verdict else ()) if part.outcome == "right"
    }
    match item.response:
        case Typed(text):
            yield text
        case Picked(options) | Filled(options):
            yield from (option for option in options if option and option not in parts)
        case Paired(pairs):
            for part in item.verdict.parts if item.verdict else ():
                if part.outcome in ("wrong", "near") and part.given in pairs.values():
                    yield part.given


def by_sentence(asked: QuestionSet, papers: Sequence[Paper]) -> list[Sentence]:
    """Every sentence that decides a question or was misread, in the order of the articles."""
    misread: dict[Address, list[Trace]] = {}
    for trace in traces(asked, papers):
        misread.setdefault((trace.article, trace.sentence), []).append(trace)
    proves: dict[Address, list[str]] = {}
    for question, deciding in _deciding(asked).items():
        for address in deciding:
            proves.setdefault(address, []).append(question)
    pointing = _pointing(asked, papers)
    order = {article: at for at, article in enumerate(asked.sources.articles)}
    return [
        Sentence(
            *address,
            len({trace.learner for trace in misread.get(address, ())}),
            _grouped(misread.get(address, [])),
            tuple(proves.get(address, ())),
            *pointing.get(address, (0, 0)),
        )
        for address in sorted(misread.keys() | proves, key=lambda one: (order.get(one[0], len(order)), one[1]))
    ]


def _grouped(found: Sequence[Trace]) -> tuple[Misread, ...]:
    """Traces of one sentence, those of the same answer together, the most frequent first."""
    alike: dict[tuple[str, str], list[Trace]] = {}
    for trace in found:
        alike.setdefault((trace.question, " ".join(trace.text.casefold().split())), []).append(trace)
    rows = [
        Misread(
            group[0].question,
            group[0].text,
            len({trace.learner for trace in group}),
            Counter(trace.how for trace in group).most_common(1)[0][0],
        )
        for group in alike.values()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.learners, one.question, one.text)))


def _pointing(asked: QuestionSet, papers: Sequence[Paper]) -> dict[Address, tuple[int, int]]:
    """For each deciding sentence: how many pointed at it, of how many who were asked for the evidence."""
    deciding = _deciding(asked)
    counts: dict[Address, list[int]] = {}
    for paper in papers:
        for item in paper.attempt.items.values():
            if item.id not in deciding or item.cited is None:
                continue
            given = addresses(item.cited.places, "sentence", asked.sources_of(asked.by_id[item.id]))
            for address in deciding[item.id]:
                row = counts.setdefault(address, [0, 0])
                row[0] += address in given
                row[1] += 1
    return {address: (row[0], row[1]) for address, row in counts.items()}
