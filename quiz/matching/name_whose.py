"""What may stand beside a name without being part of it: whatever is whose, and a place within a country."""

import re
from collections.abc import Sequence
from functools import lru_cache

from quiz.matching import name_words as tables
from quiz.matching.known_parties import PLACES
from quiz.matching.name_parts import words_of
from quiz.matching.name_slips import is_known_family
from quiz.matching.parties import is_seat, party_of
from quiz.matching.quoting import unquoted
from quiz.matching.translit import plain

_WHOSE = re.compile(r"\bwhose\s+(\w+)(?:\s+(\w+))?", re.IGNORECASE)
_OWNED = re.compile(r"(?:it (?:is|was) )?(.+?)(?:['’ʼ`´]s|(?<=s)['’ʼ`´])\s+(?:\w+\s+)?(\w+)", re.IGNORECASE)
_OF = re.compile(r"(?:it (?:is|was) )?the\s+(?:\w+\s+)?(\w+)\s+(?:of|by)\s+(.+)", re.IGNORECASE)
_PLACED = re.compile(r"(?P<inner>[^,()]+),\s*(?P<outer>[^,()]+)|(?P<outer2>[^,()]+?)\s*\((?P<inner2>[^,()]+)\)")
_BESIDES = re.compile(r"\b(?:besides|apart from|other than|aside from|in addition to)\s+(\w+)", re.IGNORECASE)
_OFFICES = tables.TITLES | {"of", "for", "to"}
_ROLES = tables.TITLES - tables.NO_ROLES
_LONGEST = 3
_NO_PLACE = (
    tables.FILLERS | tables.TITLES | tables.RELATIONS | tables.KIN | tables.HARMLESS | tables.EXTENT | {"and", "or"}
)
_PARTY_WITH = {
    place: party
    for party, places in (line.split(";") for line in PLACES.strip().splitlines())
    for place in places.split()
}


def only_whose(text: str, prompt: str) -> str:
    """The name alone, where a question asks whose something is and an answer repeats that: ``Putin's plan``."""
    things = _things_of(prompt)
    if not things:
        return text
    if (owned := _OWNED.fullmatch(text)) and owned[2].casefold() in things:
        return owned[1]
    if (of := _OF.fullmatch(text)) and of[1].casefold() in things:
        return of[2]
    return text


@lru_cache(maxsize=2048)
def _things_of(prompt: str) -> frozenset[str]:
    """The one or two words behind ``whose`` in a question, without case; none where it does not ask that."""
    asked = _WHOSE.search(prompt)
    return frozenset(word.casefold() for word in asked.groups() if word) if asked else frozenset()


def without_named(text: str, prompt: str) -> str:
    """The text without whoever a question asks besides: ``Trump and Vance`` where it says ``besides Trump``."""
    asked = _BESIDES.search(prompt)
    if asked is None:
        return text
    name = re.escape(asked[1])
    return re.sub(rf"^{name} and (?:also )?|,? and (?:also )?{name}$", "", text, flags=re.IGNORECASE)


def is_office(text: str) -> bool:
    """Whether a text is nothing but the words of an office: ``the National Security Adviser``."""
    words = [word.plain for word in words_of(text) if word.plain not in ("the", "a", "an")]
    return bool(words) and set(words) <= _OFFICES and not _ROLES.isdisjoint(words)


def within(text: str, accepted: Sequence[str], others: Sequence[str]) -> bool | None:
    """Whether a text names an accepted country with a place in it: ``Jeddah, Saudi Arabia``; None where it does not.

    The country answers the question, and the place does no harm; False where the place is known to be elsewhere: it is
    another country or its seat, or a name of the text.
    """
    said = _PLACED.fullmatch(unquoted(text).rstrip(".! "))
    if said is None:
        return None
    inner, outer = said["inner"] or said["inner2"], said["outer"] or said["outer2"]
    country, here = _party(outer), _party(inner)
    if country and here and country != here and any(_party(name) in (here, country) for name in accepted):
        return False
    if not country or _is_seat(outer) or not any(_party(name) == country and not _is_seat(name) for name in accepted):
        return None
    place = words_of(inner.strip())
    if any(word.plain in tables.NEGATIONS | tables.EVERYONE for word in place):
        return False
    if not 0 < len(place) <= _LONGEST or not _NO_PLACE.isdisjoint([word.plain for word in place]):
        return None
    if not text.islower() and not all(word.raw[:1].isupper() for word in place):
        return None
    form = plain(inner.strip())
    if here or form in _PARTY_WITH:
        return (here or _PARTY_WITH[form]) == country
    known = any(form == plain(name) or form in plain(name).split() for name in others) or is_known_family(form)
    return not known


def _party(name: str) -> str:
    return party_of("".join(word.plain for word in words_of(name.strip()) if word.plain not in ("the", "in")))


def _is_seat(name: str) -> bool:
    return is_seat("".join(word.plain for word in words_of(name.strip())))
