"""Comparing a typed name with a place's or a body's: word by word, with its short forms."""

from functools import lru_cache

from quiz.matching import known_names
from quiz.matching import name_words as tables
from quiz.matching.name_key import Name, aliases_of, made_from
from quiz.matching.name_parts import DIFFERENT, SLIP, SOUND, UNSURE, Word, alike, squash, words_of
from quiz.matching.name_result import DIFFERENT_NAME, EXACT, NEAR, RIGHT, Finding, by_level
from quiz.matching.parties import party_of
from quiz.matching.translit import sound

_OTHER_FORMS = {
    other: main
    for line in known_names.OTHER_FORMS.strip().splitlines()
    for main, others in [line.split(";")]
    for other in others.split()
}
# What is longer by half is none of these in another spelling.
_LONGEST_FORM = 3 * max(map(len, _OTHER_FORMS)) // 2
_COUNTRY_OF = {
    word: squash(words_of(line.split(";")[0]))
    for line in known_names.DEMONYMS.strip().splitlines()
    for word in line.split(";")[1].split()
}
_LONGEST_ACRONYM = 8
_KINDS = tables.SAME_KIND
_GENERIC = tables.BODY_WORDS | tables.PLACE_WORDS | tables.EXTENT | tables.PLACE_OPENINGS
_JOINTS = frozenset(("and", "or", "plus"))
_COUNTRIES = frozenset(_COUNTRY_OF.values())


def compare_thing(words: tuple[Word, ...], squashed: str, name: Name) -> Finding:
    """How the words of a response (``squashed``: run together) compare with the name of a place or body."""
    main = _OTHER_FORMS.get(squashed)
    if main is None and len(squashed) <= _LONGEST_FORM:
        main = _OTHER_FORMS.get(sound(squashed))
    key_main = _OTHER_FORMS.get(name.squashed)
    if (main and main in (name.squashed, key_main)) or key_main == squashed:
        return Finding(NEAR, "other_form")
    country = _COUNTRY_OF.get(squashed)
    if country is not None and (country == name.squashed or country in name.aliases):
        return Finding(NEAR, "demonym")
    typed = tuple(w for w in words if w.plain not in tables.HARMLESS) or words
    head = next((i for i, w in enumerate(name.words) if i and "," in w.gap), 0)
    if head and squashed == squash(name.words[:head]):
        return EXACT
    pairs, left = _paired(typed, name.content)
    if not left and len(pairs) == len(name.content):
        level = min(pairs)
        return by_level(SLIP if level == UNSURE and len(pairs) > 1 else level)
    if len(pairs) == len(name.content):
        extra = {w.plain for w in left}
        if (
            _is_body(name)
            and _owns(left)
            and _JOINTS.isdisjoint({w.plain for w in words} - {w.plain for w in name.words})
        ):
            return Finding(RIGHT, "owner")
        if extra & tables.EXTENT:
            return Finding(NEAR, "other_extent")
        return Finding(NEAR, "extra_word")
    if _acronym(squashed, name) or (
        len("eu") < len(name.squashed) <= _LONGEST_ACRONYM and _acronym(name.squashed, made_from(words))
    ):
        return Finding(RIGHT, "acronym")
    if pairs and not left and any(_distinctive(w) for w in typed):
        return Finding(NEAR, "part_missing")
    return DIFFERENT_NAME


def forms_of(name: Name) -> frozenset[str]:
    """What else, run together, is compared with a key as a whole: its other forms, its people, its first letters."""
    main = _OTHER_FORMS.get(name.squashed)
    forms = {form for form, other in _OTHER_FORMS.items() if other in (name.squashed, main)}
    forms |= {word for word, country in _COUNTRY_OF.items() if country == name.squashed or country in name.aliases}
    if len(name.words) > 1:
        every = "".join(word.plain[0] for word in name.words)
        forms |= {every, "t" + every, "".join(word.plain[0] for word in name.content)}
    return frozenset(forms | {main} if main else forms)


def same_country(one: str, other: str) -> bool:
    """Whether two words stand for one country, as noun or adjective: ``ukraine``, ``ukrainian``; ``us``, ``american``.

    Takes words in plain lower-case form.
    """
    if one not in _COUNTRY_OF and other not in _COUNTRY_OF:
        return False
    here = country_of(one)
    return bool(here) and here == country_of(other)


@lru_cache(maxsize=65536)
def country_of(word: str) -> str:
    """The country a word in plain lower-case form stands for as noun or adjective, by one of its names; else ""."""
    main = _COUNTRY_OF.get(word, word)
    names = aliases_of(main)
    return min(names) if main is not word or len(names) > 1 else main if word in _COUNTRIES else ""


def _is_body(name: Name) -> bool:
    return len(name.content) > 1 and not tables.BODY_WORDS.isdisjoint(w.plain for w in name.words)


def _owns(left: list[Word]) -> bool:
    """Whether all that was added is whose the body is: "Russian Ministry of Defence", "Defence Ministry of Russia"."""
    return bool(party_of(squash(left)))


def _distinctive(word: Word) -> bool:
    return word.plain in tables.PAPERS or word.plain not in _GENERIC


def _acronym(letters: str, name: Name) -> bool:
    if not 2 <= len(letters) <= _LONGEST_ACRONYM:
        return False
    every = "".join(w.plain[0] for w in name.words)
    return len(name.words) > 1 and letters in (every, "".join(w.plain[0] for w in name.content), "t" + every)


def kind_alike(a: Word, b: Word) -> int:
    """How alike two words of names of things are; words for one kind of region or body count as SOUND."""
    one, other = a.plain, b.plain
    if one == other or ((one in _KINDS or other in _KINDS) and _KINDS.get(one, one) == _KINDS.get(other, other)):
        return SOUND
    return alike(a.raw, b.raw)


def _paired(typed: tuple[Word, ...], key: tuple[Word, ...]) -> tuple[list[int], list[Word]]:
    """The levels of the key's words that were typed, and the typed words that match none."""
    remaining = list(key)
    levels: list[int] = []
    left: list[Word] = []
    for word in typed:
        level = index = DIFFERENT
        for place, other in enumerate(remaining):
            found = kind_alike(word, other)
            if found > level:
                level, index = found, place
        if level == DIFFERENT:
            left.append(word)
        else:
            levels.append(level)
            del remaining[index]
    return levels, left
