"""Does another order of the same words say the same? City attacks are attacks on cities; who attacks whom matters."""

from collections.abc import Mapping, Sequence
from typing import Literal

from quiz.matching.phrase_words import Phrase, Word

Order = Literal["same", "other", "unsure"]
# What stands between words and says how they hang together; one of these more or fewer explains another order.
_LINKS = frozenset(
    ("of", "on", "in", "for", "by", "to", "from", "at", "against", "with", "over", "before", "after", "than")
)
# "in the early morning" is early in the morning.
_TIMING = frozenset(("early", "late"))
_JOINS = frozenset(("and", "or"))


def order_of(typed: Phrase, key: Phrase, at: Sequence[int], meant: Mapping[str, str]) -> Order:
    """Whether the typed words say the same in their order as a key of the same words.

    ``at`` are the typed places of the key's content words, in the key's order; ``meant`` says for the form of a typed
    word which form of the key it stands for, where the two differ.
    """
    ours = {link: meant.get(form, form) for link, form in _linked(typed).items()}
    theirs = _linked(key)
    shared = ours.keys() & theirs.keys()
    if _is_list(key) and _is_list(typed):
        return "same"
    if any(ours[link] != theirs[link] for link in shared):
        return "other"
    if len(shared) > 1:
        return "same"
    names = frozenset(word.key for word in key.content if word.capital)
    if len(names) > 1 and any(not word.capital for word in key.content):
        return "same" if _agent(typed, names, meant) == _agent(key, names, {}) else "other"
    if list(at) == sorted(at) or _links(typed) != _links(key) or len(at) < 3:
        return "same"
    if any(word.role == "number" for word in key.content):
        return "same"
    return "other" if at[0] > at[-1] else "unsure"


def _agent(phrase: Phrase, names: frozenset[str], meant: Mapping[str, str]) -> str:
    """Which of the names does it: the one after ``by``, else the first."""
    forms = [meant.get(word.key, word.key) for word in phrase.content]
    by = _linked(phrase).get("by", "")
    by = meant.get(by, by)
    return by if by in names else next((form for form in forms if form in names), "")


def _links(phrase: Phrase) -> list[str]:
    return sorted(word.text for word in phrase.all if word.text in _LINKS)


def _linked(phrase: Phrase) -> dict[str, str]:
    """The content word after each link of a phrase; of a link that comes twice, nothing."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    link = before = ""
    for word in phrase.all:
        if word.text in _LINKS and before != "because":
            link = word.text
        elif link and word.role in ("content", "number") and word.text not in _TIMING:
            if link in found:
                twice.add(link)
            found[link], link = word.key, ""
        before = word.text
    return {link: form for link, form in found.items() if link not in twice}


def _is_list(phrase: Phrase) -> bool:
    """Whether a phrase only lists things, each in a word or two: ``Russia and Ukraine``."""
    parts = 0
    longest = run = 0
    for word in (*phrase.all, Word("and", "and", "small", False)):
        if word.text in _JOINS or word.role == "break":
            parts, longest, run = parts + 1, max(longest, run), 0
        elif word.role != "small":
            run += 1
    return parts > 1 and longest <= 2
