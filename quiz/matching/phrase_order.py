"""Does another order of the same words say the same? City attacks are attacks on cities; who attacks whom matters."""

from collections.abc import Sequence

from quiz.matching.phrase_words import Phrase, Word

Order = str
# What stands between words and says how they hang together; one of these more or fewer explains another order.
_LINKS = frozenset(
    ("of", "on", "in", "for", "by", "to", "from", "at", "against", "with", "over", "before", "after", "than")
)
_JOINS = frozenset(("and", "or"))


def order_of(typed: Phrase, key: Phrase, at: Sequence[int]) -> Order:
    """``same``, ``other`` (says something else) or ``unsure``; ``at`` are the typed places of the key's words in turn."""
    by = [any(word.text == "by" for word in phrase.all) for phrase in (typed, key)]
    names = sum(word.capital for word in key.content)
    if by[0] != by[1] and names >= 2 and len(key.content) >= 3:
        # One is passive: what did it stands last there, first here.
        return "same" if list(at) != sorted(at) and at[0] > at[-1] else "other"
    ours, theirs = _linked(typed), _linked(key)
    if any(ours[link] != theirs[link] for link in ours.keys() & theirs.keys()) and not _is_list(key):
        return "other"
    if list(at) == sorted(at) or (_is_list(key) and _is_list(typed)):
        return "same"
    if _links(typed) != _links(key) or len(key.content) <= 2 or any(word.role == "number" for word in key.content):
        return "same" if names < 2 or _links(typed) != _links(key) else "other"
    return "other" if at[0] > at[-1] else "unsure"


def _links(phrase: Phrase) -> list[str]:
    return sorted(word.text for word in phrase.all if word.text in _LINKS)


def _linked(phrase: Phrase) -> dict[str, str]:
    """The content word after each link of a phrase; of a link that comes twice, nothing."""
    found: dict[str, str] = {}
    link = ""
    for word in phrase.all:
        if word.text in _LINKS:
            link = word.text if word.text not in found else ""
        elif link and word.role in ("content", "number"):
            found[link], link = word.key, ""
    return found


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
