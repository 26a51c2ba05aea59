"""Who says what: quotations and reported claims, each with the one it is put down to."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from quiz.articles.article import Article
from quiz.matching.names import find_names, people_in

_SAYS = (
    r"(?:said|says|wrote|writes|told|tells|added|adds|explained|explains|noted|stressed|declared|stated|insisted|warned|"
    r"argued|argues|replied|repeated|countered|announced|urged|claimed|confirms|confirmed|called|admitted|conceded|"
    r"predicted|proposed|reports|reported|suggested|acknowledged|promised|denied|hopes|hoped|believes|thinks|asked|"
    r"put it|went on|goes on)"
)
_VERB = re.compile(rf"(?<![-\w]){_SAYS}\b")
_BEFORE = re.compile(
    rf"\b(?:{_SAYS}|[Aa]ccording to|[Ii]n the (?:view|words|opinion) of)\s+(?:the\s+)?"
    r"(?:(?!(?:on|in|at|to|of|that|by|with|for|from|and|it|as)\b)[a-z]+\s+){0,3}$"
)
# "said Reve." and "said Reve, a fisherman": he speaks; "said Reve was late": somebody else does.
_NO_SUBJECT = re.compile(r"[,.;:!?]|$|\s(?:of|in|on|at|from|after|during|who|_)\b")
_PRONOUN = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s+(?:also\s+|then\s+|once\s+)?{_SAYS}\b|\b{_SAYS}\s+(?:he|she)\b"
)
_HE = re.compile(rf"\b(?:[Hh]e|[Ss]he)\s+(?:also\s+|then\s+|once\s+)?{_SAYS}\b|\b{_SAYS}\s+(?:he|she)\b")
_TITLED = re.compile(
    r"\b(?:President|Minister|Chancellor|Mayor|Captain|Judge|General|Dr\.|Mr\.|Ms\.|Mrs\.) ([A-Z]\w+)\b(?! [A-Z])"
)
_QUOTE = re.compile(r"\"([^\"\n]+)\"|“([^”\n]+)”")
_TITLE = re.compile(r"^(?:President|Vice President|Minister|Gen\.|Dr\.|Mr\.|Ms\.|Mrs\.)\s+")
_STRIPPED = ",.;:!? "


class Quotation(msgspec.Struct, frozen=True):
    """Words in quotation marks: where they stand without the marks, and whose they are ("" where rules cannot tell).

    sure: the speaker is named in the same sentence.
    """

    start: int
    end: int
    text: str
    speaker: str
    sure: bool


class Described(msgspec.Struct, frozen=True):
    """A person and who they are said to be, as ``Frank Ledwidge, senior lecturer in law``; offsets of the whole."""

    start: int
    end: int
    name: str
    description: str


@lru_cache(maxsize=32)
def people(text: str) -> tuple[str, ...]:
    """The people named with more than one name or with an office, in the order of their first mention."""
    titled = (hit.group(1) for hit in _TITLED.finditer(text))
    full = people_in(text)
    last = {one.split()[-1] for one in full}
    return (*full, *dict.fromkeys(one for one in titled if one not in last))


def full_name(text: str, name: str) -> str:
    """The name as the article has it in full: ``Menon`` is ``Rajan Menon``."""
    last = name.split()[-1]
    full = [one for one in people(text) if one.split()[-1] == last]
    return full[0] if len(full) == 1 else _TITLE.sub("", name)


def quotations(article: Article) -> Iterator[Quotation]:
    """Every quotation of two words or more, in the order of the text."""
    text = article.text
    for found in _QUOTE.finditer(text):
        group = 1 if found.group(1) is not None else 2
        start, _ = found.span(group)
        words = found.group(group).rstrip(_STRIPPED)
        if len(words.split()) < 2 or "\n" in words:
            continue
        speaker, sure = _speaker_at(article, start)
        yield Quotation(start, start + len(words), words, speaker, sure)


def speaker_of(article: Article, number: int) -> tuple[str, bool]:
    """Who a sentence (its number from 1) is put down to, and whether it names them itself; ("", False) for nobody."""
    start, end = article.sentences[number - 1]
    bare = _QUOTE.sub(lambda found: "_" * len(found.group()), article.text[start:end])
    named = [one for one in find_names(bare) if not one.text.islower()]
    known = people(article.text)
    for verb in _VERB.finditer(bare):
        before = [one for one in named if one.end <= verb.start()]
        persons = [one for one in before if full_name(article.text, one.text) in known]
        if persons and not _PRONOUN.search(bare[persons[-1].end : verb.end() + 4]):
            return full_name(article.text, persons[-1].text), True
        if before and not bare[before[-1].end : verb.start()].strip():
            return full_name(article.text, before[-1].text), True
    for one in named:
        if _BEFORE.search(bare[: one.start]) and _NO_SUBJECT.match(bare[one.end :]):
            return full_name(article.text, one.text), True
    return "", False


def is_reported(article: Article, number: int) -> bool:
    """True where a sentence quotes, or names a source or a speaker."""
    start, end = article.sentences[number - 1]
    return reports(article.text[start:end])


def reports(clause: str) -> bool:
    """True where words quote, or name a source or a speaker."""
    return bool(_QUOTE.search(clause) or _VERB.search(clause) or "ccording to" in clause)


def described(article: Article) -> Iterator[Described]:
    """The people the text introduces with a comma and who they are."""
    text = article.text
    for name in people(text):
        place = text.find(name)
        after = re.compile(r", ((?:an? |the |[A-Z]\w+'s )?[a-z][^,;.:\"]{6,80})(?=[,.;])").match(
            text, place + len(name)
        )
        if place < 0 or not after:
            continue
        words = _RELATIVE.split(after.group(1))[0]
        first = words.split()[0]
        if first.endswith(("ing", "ed")) or first in _NO_DESCRIPTIONS or _FINITE.search(words):
            continue
        yield Described(place, after.start(1) + len(words), name, words)


_NO_DESCRIPTIONS = frozenset(
    "who which and but or while when as eager for in on at to with after before nobody by he she they it".split()  # noqa: SIM905
)
_RELATIVE = re.compile(r" (?:who|whom|which|that|whose) ")
_FINITE = re.compile(rf"\b(?:{_SAYS}|is|are|was|were|has|had|have|will|would|can|could|needs|need)\b")


def _first_person(article: Article, number: int) -> str:
    start, end = article.sentences[number - 1]
    known = people(article.text)
    names = (full_name(article.text, one.text) for one in find_names(article.text[start:end]))
    return next((name for name in names if name in known), "")


def _speaker_at(article: Article, offset: int) -> tuple[str, bool]:
    number = article.sentence_at(offset)
    if not number:
        return "", False
    speaker, sure = speaker_of(article, number)
    if speaker:
        return speaker, sure
    start, end = article.sentences[number - 1]
    if not _HE.search(article.text[start:end]):
        return "", False
    first = article.paragraph_at(offset).first_sentence
    for before in range(number - 1, first - 1, -1):
        speaker, _ = speaker_of(article, before)
        if speaker in people(article.text) or (speaker := _first_person(article, before)):
            return speaker, False
    return "", False
