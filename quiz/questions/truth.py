"""Whether the article really says what a key claims, beyond the quotes and the typed keys that prove themselves.

Each rule has a page in docs/rules. What is shown here is shown by the text's own words; none of it is ever guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from quiz.articles.article import Article
from quiz.questions.base import Flaw, Path, Question, Sources
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.match import Match
from quiz.questions.kinds.order import Order
from quiz.questions.kinds.short import Short
from quiz.questions.kinds.statement import Statement
from quiz.questions.options import reasons
from quiz.questions.plain_words import every_word, in_order, keywords
from quiz.questions.response import Typed
from quiz.questions.same_answer import same_answer
from quiz.text.normalise import words

_FEWEST_WORDS = 4
"""Words of an option from which on finding it in the evidence says something: a name alone may be asked about."""

_MOST_COMPARED = 40
"""Options, keys or pieces of evidence of one question that are compared with each other: nobody reads more."""

_NEGATORS = frozenset(("not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "cannot"))
_OTHER_ORDER = re.compile(
    r"\b(?:latest|newest|most recent|last|reverse|backwards?|mention\w*|appear\w*|paragraphs?|"
    r"order (?:of|in) the (?:text|article|report)|(?:text|article|report) (?:has|gives|presents|tells|takes up))\b",
    re.IGNORECASE,
)


def untrue(question: Question, sources: Sources) -> Iterator[Flaw]:
    """What the article's own words say against a question whose shape and quotes are well."""
    match question:
        case Choice() | Choices():
            keys = (question.answer,) if isinstance(question, Choice) else question.answers
            wrong = [
                (("distractors", at), text) for at, one in enumerate(question.distractors) for text in reasons((one,))
            ]
            yield from _accepted(wrong, keys)
            yield from _supported(question, wrong, sources)
        case Match():
            yield from _accepted(
                [(("extra", at), text) for at, text in enumerate(question.extra)], question.pairs.values()
            )
        case Cloze():
            yield from _accepted([(("bank", at), text) for at, text in enumerate(question.bank)], _first_keys(question))
            for gap in question.gaps:
                yield from _accepted([(("text",), text) for text in gap.wrong], gap.accepted[:1])
        case Short():
            for text in question.reject:
                if question.grade(Typed(text), sources).right:
                    what = f"{text!r} is rejected, yet grading would mark it right"
                    yield Flaw(("reject", text), "distractor-accepted", what, "remove it, or mend answer: or accept:")
        case Statement(answer="not given"):
            yield from _given(question, sources)
        case Order():
            yield from _against_dates(question, sources)


def _first_keys(question: Cloze) -> list[str]:
    return [gap.accepted[0] for gap in question.gaps]


def _accepted(wrong: Sequence[tuple[Path, str]], keys: Iterable[str]) -> Iterator[Flaw]:
    keys = list(keys)[:_MOST_COMPARED]
    for path, text in wrong[:_MOST_COMPARED]:
        for key in keys:
            if text != key and same_answer(text, key):
                what = f"{text[:60]!r} says the same as the key {key[:60]!r}"
                yield Flaw(path, "distractor-accepted", what, "replace it with something the text rules out")
                break


def _supported(question: Choice | Choices, wrong: Sequence[tuple[Path, str]], sources: Sources) -> Iterator[Flaw]:
    """A wrong option that stands in the evidence; under ``except`` it is the key that must not."""
    if isinstance(question, Choice) and question.except_:
        wrong = [(("answer",), question.answer)]
    long = [(path, text) for path, text in wrong if len(text.split()) >= _FEWEST_WORDS]
    if not long:
        return
    said = [f" {' '.join(every_word(one.text))} " for one in question.places(sources)[:_MOST_COMPARED]]
    for path, text in long[:_MOST_COMPARED]:
        if any(f" {' '.join(every_word(text))} " in place for place in said):
            what = f"the evidence says {text[:60]!r} word for word"
            yield Flaw(path, "option-supported", what, "make sure that it cannot be right, and word it otherwise")


def _given(question: Statement, sources: Sources) -> Iterator[Flaw]:
    wanted = in_order(question.prompt)
    if len(wanted) < 3:
        return
    denied = _denials(question.prompt)
    for article in sources.articles.values():
        for number, (found, denials) in enumerate(_sentences(article), 1):
            if denials == denied and _within(wanted, found):
                what = f"sentence {number} of {article.id} has all the words of this statement, in their order"
                hint = "if it says the same the answer is true; if not, word the statement so that it does not seem to"
                yield Flaw(("answer",), "not-given-in-text", what, hint)
                return


def _sentences(article: Article) -> list[tuple[list[str], int]]:
    return _read(article.text, article.sentences)


@lru_cache(maxsize=32)
def _read(text: str, sentences: tuple[tuple[int, int], ...]) -> list[tuple[list[str], int]]:
    """The words of every sentence in one plain form, and how many of them deny."""
    return [(in_order(text[start:end]), _denials(text[start:end])) for start, end in sentences]


def _denials(text: str) -> int:
    return sum(word in _NEGATORS or word.endswith("n't") for word in words(text))


def _within(wanted: list[str], found: list[str]) -> bool:
    """Whether the one is a subsequence of the other."""
    rest = iter(found)
    return all(word in rest for word in wanted)


def _against_dates(question: Order, sources: Sources) -> Iterator[Flaw]:
    if _OTHER_ORDER.search(question.prompt):
        return
    places = [(one.text, sources.articles[one.article].published) for one in question.places(sources)]
    dated: list[tuple[int, str, tuple[int, ...]]] = []
    for rank, step in enumerate(question.sequence):
        for item in (step,) if isinstance(step, str) else step:
            found = _date_of(item, None) or _date_in_evidence(item, places)
            if found:
                dated.append((rank, item, found))
    for (rank, item, day), (later, next_item, next_day) in pairwise(dated):
        common = min(len(day), len(next_day))
        if rank < later and day[:common] > next_day[:common]:
            what = f"{next_item[:50]!r} ({_said(next_day)}) comes after {item[:50]!r} ({_said(day)})"
            yield Flaw(("sequence", later), "order-against-dates", what, "put them in the order of their dates")


def _date_in_evidence(item: str, places: list[tuple[str, date | None]]) -> tuple[int, ...]:
    """The date of the one piece of evidence that is about an item; () where none is, or several are as near."""
    wanted = keywords(item)
    shared = [len(wanted & keywords(text)) for text, _ in places]
    most = max(shared, default=0)
    if most < 2 or shared.count(most) > 1:
        return ()
    return _date_of(*places[shared.index(most)])


def _date_of(text: str, published: date | None) -> tuple[int, ...]:
    """The one date in a text as (year, month, day) as far as they are said; () for none, several or no year."""
    if not any(char.isdigit() for char in text) and published is None:
        return ()
    from quiz.matching.dates import find_dates

    found = [one.value for one in find_dates(text, published=published)]
    if len(found) != 1 or not found[0].single or found[0].start.year is None:
        return ()
    start = found[0].start
    return tuple(part for part in (start.year, start.month, start.day) if part is not None)


def _said(day: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in day)
