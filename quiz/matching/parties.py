"""Which country, or union of countries, a word or two stand for: by its name, its adjective, its people or its seat."""

import re
from functools import lru_cache
from itertools import pairwise

from quiz.matching import known_names
from quiz.matching.known_parties import PARTIES
from quiz.matching.name_key import aliases_of
from quiz.matching.translit import plain

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_LINES = [line.split(";") for line in PARTIES.strip().splitlines()]
_PARTY_OF = {form: party for party, *others in _LINES for form in (party, *" ".join(others).split())}
_PARTY_OF |= {alias: party for party, *_ in _LINES for alias in aliases_of(party)}
_PARTY_OF |= {
    word.replace(" ", ""): party
    for country, words in (line.split(";") for line in known_names.DEMONYMS.strip().splitlines())
    for word in words.split()
    if (party := _PARTY_OF[country.replace(" ", "")])
}
_SEATS = frozenset(seat for *_, seats in _LINES for seat in seats.split())
# "The states" are any.
_NO_PARTY = frozenset(("thestates",))


@lru_cache(maxsize=16_384)
def party_of(squashed: str) -> str:
    """The party that a word, or some words run together, stand for, by one name each; "" for none.

    Takes words in plain lower-case form: ``ukrainian``, ``kyiv``, ``unitedstates``.
    """
    return "" if squashed in _NO_PARTY else _PARTY_OF.get(squashed, "")


def is_seat(squashed: str) -> bool:
    """Whether some words run together are where a party is governed from, which is a place of its own too."""
    return squashed in _SEATS


@lru_cache(maxsize=4096)
def parties_named(text: str) -> frozenset[str]:
    """The parties that a text names, each by one name; "us" in small letters is none."""
    words = ["" if raw == "us" else plain(raw.replace(".", "")) for raw in _WORD.findall(text)]
    forms = [*words, *(one + two for one, two in pairwise(words) if one and two)]
    return frozenset(party for party in map(party_of, forms) if party)
