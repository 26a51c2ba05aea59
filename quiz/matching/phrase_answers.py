"""Does a response give one answer, or several to choose from."""

import re
from typing import Protocol

from quiz.matching import phrase_lists
from quiz.matching.phrase_words import MONTHS, Phrase, read

_CHOICE = re.compile(
    r"\s+(?:or(?! so\b)|and/or|versus|vs)\s+|,\s*or\s+(?!so\b)|\s+[/|]\s*|\s*[/|]\s+|(?<=\w{3})/(?=\w{3})|\s*;\s*",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*,\s*and\s+|\s*,\s*|\s+(?:and|as well as|plus)\s+|\s*&\s*", re.IGNORECASE)
_PARTING = re.compile(r"[,;/|&]|\b(?:or|and|versus|vs|as well as|plus)\b", re.IGNORECASE)
_ADDED = re.compile(r"\s(?:and|as well as|plus)\s|&", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"(?:the|a|an|who|which|where|when|that|in|on|of|at|by|not|because|so|etc|jr|sr|i)\b", re.IGNORECASE
)
_AFTER_COMMA = re.compile(r",\s*(?!and\b)([^,]+)")
_DESCRIBES = re.compile(r"(?:the|a|an|his|her|its|their)\s", re.IGNORECASE)
_DIRECTION = re.compile(r"(?:(?:north|south|east|west)+(?:ern)?|central)[ -]", re.IGNORECASE)
_CONTAINERS = frozenset(name.replace("_", " ") for name in phrase_lists.CONTAINERS.split())


def may_give_several(text: str) -> bool:
    """Whether a text has anything that parts answers; most have nothing."""
    return _PARTING.search(text) is not None


class Fits(Protocol):
    """What the keys of a question say of the parts of a response."""

    def whole(self, part: str) -> bool:
        """Whether a part answers the question by itself."""

    def offered(self, part: str) -> bool:
        """Whether a part is one of what a key itself leaves to choose from."""

    def listed(self, part: str) -> bool:
        """Whether a part says nothing but what stands in a key that is itself a list."""

    def most_listed(self) -> int:
        """How many things the key lists that the whole response meets; 0 where it meets no list."""


def gives_several(typed: Phrase, fits: Fits, prompt: frozenset[str]) -> bool:
    """Whether a response that holds the key holds another answer beside it.

    ``A or B`` and ``A / B`` do unless both fit; so does a list ``A, B and C`` of which some fit and some do not,
    unless the rest explains (``Dnipro, in Ukraine``), places (``Dnipro, Ukraine``), dates or repeats the question. What
    the key itself lists (``Charles, Prince of Wales``; ``radio and microwave frequencies``) is one answer, and more
    things than that are too many.
    """
    choice = _parts(_CHOICE, typed.raw.strip())
    if choice and not all(fits.whole(part) or fits.offered(part) for part in choice):
        return True
    things = _parts(_LIST, typed.raw)
    listed = fits.most_listed() if things else 0
    # "Dnipro, Ukraine" places; "Dnipro and Ukraine" does not.
    added = _ADDED.search(typed.raw) is not None
    if len(things) <= listed or (not added and _places(things)):
        return False
    fitting = [part for part in things if fits.whole(part)]
    if not (fitting or listed) or _names_last(things, fitting):
        return False
    explained = {part.strip() for part in _AFTER_COMMA.findall(typed.raw) if _EXPLAINS.match(part)}
    return any(
        part not in fitting
        and part not in explained
        and not _says_nothing(part, prompt, dates=not added)
        and not (listed and fits.listed(part))
        for part in things
    )


def things_in(text: str) -> int:
    """How many things a text lists; 0 where it is no list."""
    return len(_parts(_LIST, text))


def leaves_choice(text: str) -> bool:
    """Whether a text offers several things to choose from."""
    return _CHOICE.search(text) is not None


def without_place(text: str) -> str:
    """What stands before a comma where what follows only says in which country or part of one it lies, else ""."""
    head, _, tail = text.rpartition(",")
    place = read(_DIRECTION.sub("", tail.strip().lower().removeprefix("in "))).plain
    return head.strip() if place in _CONTAINERS else ""


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    parts = [part.strip() for part in between.split(text) if part.strip()]
    return parts if 1 < len(parts) <= 20 else []


def _says_nothing(part: str, prompt: frozenset[str], *, dates: bool) -> bool:
    words = read(part).content
    dated = dates and bool(words) and all(word.role == "number" or word.key in MONTHS for word in words)
    return dated or all(word.role == "soft" or word.key in prompt for word in words)


def _names_last(things: list[str], fitting: list[str]) -> bool:
    """``the president of Russia, Vladimir Putin``: a description, and the name it describes."""
    return len(things) == 2 and fitting == things[1:] and things[1][0].isupper() and bool(_DESCRIBES.match(things[0]))


def _places(things: list[str]) -> bool:
    """Whether the second of two things is what the first lies in."""
    if len(things) != 2:
        return False
    inner, outer = (read(part).plain in _CONTAINERS for part in things)
    return outer and not inner
