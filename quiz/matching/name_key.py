"""Keys made ready for comparing: what kind of name each is, and what else its bearer is called."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.matching import known_names
from quiz.matching import name_words as tables
from quiz.matching.name_parts import (
    LONGEST,
    Person,
    Word,
    clean,
    given_groups,
    person,
    squash,
    without_titles,
    words_of,
)
from quiz.matching.translit import sound

_MOST_WORDS = 30
_ASIDE = re.compile(r"\([^()]*\)")


class Name(NamedTuple):
    """A key made ready: its words without a leading article, and its parts where it may be a person's."""

    words: tuple[Word, ...]
    person: Person | None
    content: tuple[Word, ...]
    squashed: str
    aliases: frozenset[str]
    alias_keys: frozenset[str] = frozenset()


def _alias_groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in known_names.ALIASES.strip().splitlines():
        forms = frozenset(squash(words_of(form)) for form in line.split(";"))
        for form in forms:
            groups[form] = forms
    return groups


_ALIASES = _alias_groups()


def no_article(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return words[1:] if len(words) > 1 and words[0].plain in ("the", "a", "an") else words


@lru_cache(maxsize=8192)
def made_ready(name: str) -> Name:
    """A name taken apart once; any text will do, an empty one has no words."""
    text = clean(name[:LONGEST])
    words = no_article(words_of(_ASIDE.sub(" ", text)) or words_of(text))[:_MOST_WORDS]
    # "Britain's University of Portsmouth" is the university.
    if len(words) > 1 and words[0].owning and is_country(words[:1]):
        words = words[1:]
    if not words:
        return Name((), None, (), "", frozenset())
    squashed = squash(words)
    content = tuple(w for w in words if w.plain not in tables.HARMLESS) or words
    is_person = not _is_thing(words) and squashed not in _ALIASES
    aliases = _ALIASES.get(squashed, frozenset())
    keys = frozenset(sound(alias) for alias in aliases if len(alias) > len("nato"))
    return Name(words, person(words) if is_person else None, content, squashed, aliases, keys)


def _is_thing(words: tuple[Word, ...]) -> bool:
    if len(words) > 1 and words[-1].plain in tables.BODY_WORDS | tables.PLACE_WORDS and not given_groups(words[0].raw):
        return True
    bare = without_titles(words)
    if len(bare) == 1:
        return False
    forms = {w.plain for w in bare}
    if bare != words and bare[0].plain not in tables.PLACE_OPENINGS and not forms & tables.PLACE_WORDS:
        # "Foreign Minister X Y" is a person; "Foreign Ministry" keeps its generic last word.
        return bare[-1].plain in tables.BODY_WORDS
    if forms & {"of", "for", "and", "the"} or words[0].plain in tables.PLACE_OPENINGS:
        return True
    if given_groups(words[0].raw) or words[0].initial:
        return False
    return bool(forms & (tables.BODY_WORDS | tables.PLACE_WORDS))


def as_person(name: str) -> Person | None:
    """The parts of a name where it has a given name, or None for a single word, a place or a body."""
    parts = made_ready(name).person
    return parts if parts and parts.given else None


def aliases_of(squashed: str) -> frozenset[str]:
    """A name run together and all it is known to be called."""
    return _ALIASES.get(squashed, frozenset((squashed,)))


def is_country(words: tuple[Word, ...]) -> bool:
    return squash(words) in _ALIASES


def made_from(words: tuple[Word, ...]) -> Name:
    content = tuple(w for w in words if w.plain not in tables.HARMLESS) or words
    return Name(words, None, content, squash(words), frozenset())
