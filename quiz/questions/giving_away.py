"""An answer that another prompt or a title tells before it is asked.

Telling takes two things: the key stands there, and the text is about what is asked, so that a reader connects them.
The second is what keeps a name that half the prompts mention from being an alarm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quiz.questions.base import Flaw, Question
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.date import Date
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.number import Number
from quiz.questions.kinds.short import Short
from quiz.questions.kinds.statement import Statement
from quiz.questions.plain_words import every_word, keywords, stem
from quiz.questions.question_set import QuestionSet

_ABOUT = 0.6
"""The share of a prompt's own words that a text must have to be about the same."""

_COMMON = 1 / 3
"""A word in more than this share of all prompts says nothing about which question is meant."""

_MOST_LOOKED_AT = 200
"""Texts with a key's rarest word that are looked at: in a set of thousands a word may stand in all of them."""


class Told(NamedTuple):
    """A text that a learner sees before answering: its words, what it is called, and whose it is (None: a title)."""

    text: str
    words: frozenset[str]
    called: str
    owner: int | None


def given_away(asked: QuestionSet) -> Iterator[tuple[int, Flaw]]:
    """A flaw for every key that another prompt, or a title, gives away."""
    told = texts_seen(asked)
    index: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for word in one.words:
            index[word].append(at)
    common = common_words(asked.questions)
    for at, question in enumerate(asked.questions):
        key = key_words(question)
        if not key or any(word not in index for word in key):
            continue
        about = keywords(question.prompt) - key - common
        rarest = min(key, key=lambda word: len(index[word]))
        for place in index[rarest][:_MOST_LOOKED_AT]:
            one = told[place]
            if one.owner != at and key <= one.words and is_about(about, one):
                what = f"the answer stands in {one.called}"
                yield at, Flaw(("prompt",), "given-away", what, "reword that, or ask for something else here")
                break


def texts_seen(asked: QuestionSet) -> list[Told]:
    """What a learner sees of a set before answering: its title, the articles' titles, and what the prompts state.

    A statement that is not true tells nothing, and neither do options: the wrong ones stand among them.
    """
    titles = {"the set's title": asked.title}
    titles |= {f"the title of {article.id}": article.title for article in asked.sources.articles.values()}
    found = [Told(text, _all_words(text), called, None) for called, text in titles.items()]
    for at, question in enumerate(asked.questions):
        if isinstance(question, Statement) and question.answer not in ("true", "yes"):
            continue
        text = question.prompt
        if isinstance(question, Cloze):
            text += " " + " ".join(question.pieces)
        found.append(Told(text, _all_words(text), f"the prompt of {question.id}", at))
    return found


def common_words(questions: Sequence[Question]) -> frozenset[str]:
    """Words that so many prompts have that they tell no question from another; none in a set of fewer than six."""
    if len(questions) < 6:
        return frozenset()
    counts = Counter(word for question in questions for word in keywords(question.prompt))
    return frozenset(word for word, count in counts.items() if count > _COMMON * len(questions))


def key_words(question: Question) -> frozenset[str]:
    """The words that a text must have to hold a question's key; empty where nothing can give it away like this."""
    match question:
        case Date():
            return _date_words(question.answer)
        case Number():
            return frozenset(every_word(question.answer)) if ".." not in question.answer else frozenset()
        case Name():
            return frozenset(every_word(question.answer)[-1:])
        case Short() | Choice():
            key = keywords(question.answer)
            return key if len(key) > 1 or (key and isinstance(question, Short)) else frozenset()
    return frozenset()


def _date_words(answer: str) -> frozenset[str]:
    year, *rest = answer.split("/")[0].split("-")
    if "/" in answer or not year.isdecimal():
        return frozenset()
    if not rest:
        return frozenset((year,))
    month = _MONTHS.get(rest[0].lstrip("0"), "")
    day = rest[1].lstrip("0") if len(rest) > 1 else ""
    return frozenset(word for word in (month, day or year) if word)


_MONTHS: Mapping[str, str] = {
    str(number): name
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"),
        1,
    )
}  # fmt: skip


def is_about(about: frozenset[str], one: Told) -> bool:
    """Whether a text has enough of a prompt's words; one word is not enough to connect two prompts."""
    shared = len(about & one.words)
    return shared >= (2 if one.owner is not None else 1) and shared >= _ABOUT * len(about)


def _all_words(text: str) -> frozenset[str]:
    """Every word of a text, as it stands and in its plain form."""
    found = every_word(text)
    return frozenset((*found, *map(stem, found)))
