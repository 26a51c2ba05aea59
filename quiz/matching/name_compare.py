"""Comparing one name with another: a person's by its parts, a place's or body's by its words."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.matching import name_words as tables
from quiz.matching.name_parts import (
    DIFFERENT,
    SAME,
    SLIP,
    SOUND,
    UNSURE,
    Person,
    Word,
    alike,
    clean,
    given_alike,
    given_groups,
    person,
    squash,
    without_titles,
    words_of,
)
from quiz.matching.translit import sound


class Finding(NamedTuple):
    """What comparing gave, best highest: 3 right, 2 right but for a slip, 1 near, 0 wrong; and the reason."""

    grade: int
    reason: str


RIGHT, SLIPPED, NEAR, WRONG = 3, 2, 1, 0
DIFFERENT_NAME = Finding(WRONG, "different_name")
_LONGEST = 400
_EXACT = Finding(RIGHT, "exact")
_ASIDE = re.compile(r"\([^()]*\)")
_PATRONYMIC = ("ovich", "evich", "ovych", "iyovych", "yovych", "ovna", "evna", "ivna", "ich", "owicz", "owitsch")


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
    for line in tables.ALIASES.strip().splitlines():
        forms = frozenset(squash(words_of(form)) for form in line.split(";"))
        for form in forms:
            groups[form] = forms
    return groups


_ALIASES = _alias_groups()
_OTHER_FORMS = {
    other: main
    for line in tables.OTHER_FORMS.strip().splitlines()
    for main, others in [line.split(";")]
    for other in others.split()
}
_COUNTRY_OF = {
    word: squash(words_of(line.split(";")[0]))
    for line in tables.DEMONYMS.strip().splitlines()
    for word in line.split(";")[1].split()
}


def no_article(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return words[1:] if len(words) > 1 and words[0].plain in ("the", "a", "an") else words


@lru_cache(maxsize=8192)
def made_ready(name: str) -> Name:
    """A name taken apart once; any text will do, an empty one has no words."""
    text = clean(name[:_LONGEST])
    words = no_article(words_of(_ASIDE.sub(" ", text))) or no_article(words_of(text))
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


def compare(words: tuple[Word, ...], name: Name) -> Finding:
    """How the words of a response that hold one name compare with a key. Neither may be empty."""
    words = no_article(words)
    squashed = squash(words)
    if squashed == name.squashed:
        return _EXACT
    if squashed in name.aliases or sound(squashed) in name.alias_keys:
        return Finding(RIGHT, "alias")
    if name.person is None:
        return _compare_thing(words, squashed, name)
    found = compare_person(words, name.person)
    if found.grade == WRONG and not name.person.given:
        found = max(found, _compare_thing(words, squashed, name), key=lambda f: f.grade)
    if found.grade < SLIPPED and len(words) < len(name.words) and len(squashed) > 7:
        # Words run together: "SergeiLavrov".
        level = alike(squashed, name.squashed)
        if level != DIFFERENT and len(words) == 1:
            return _by_level(level)
    return found


_FINDINGS = {
    SAME: _EXACT,
    SOUND: Finding(RIGHT, "transliteration"),
    SLIP: Finding(SLIPPED, "spelling"),
    UNSURE: Finding(NEAR, "spelling"),
}


def _by_level(level: int) -> Finding:
    return _FINDINGS[level]


def compare_person(words: tuple[Word, ...], key: Person) -> Finding:
    words = without_titles(words)
    suffix = ""
    if len(words) > 1 and words[-1].plain in tables.SUFFIXES:
        suffix, words = tables.SUFFIXES[words[-1].plain], words[:-1]
    place = _find_family(words, key.family)
    if place is None:
        return _without_family(words, key)
    start, end, level = place
    rest = words[:start] + words[end:]
    if start and not any("," in w.gap for w in words[start:end]) and end == len(words):
        rest = tuple(w for i, w in enumerate(rest) if w.plain not in tables.PARTICLES or i == 0)
    if suffix and suffix != key.suffix:
        return Finding(WRONG, "wrong_person") if key.suffix else Finding(NEAR, "extra_word")
    if rest and key.given:
        given = _compare_given(rest, key.given)
        if given == DIFFERENT:
            return Finding(WRONG, "wrong_person")
        # A given name that fits makes an unsure slip in the family name a sure one, and the other way round.
        level = SLIP if UNSURE in (level, given) and max(level, given) > UNSURE else min(level, given)
    elif rest and not key.given:
        return _extra_words(rest, level)
    elif key.given:
        return Finding(RIGHT, "family_name") if level > SLIP else _by_level(level)
    return _by_level(level)


def _find_family(words: tuple[Word, ...], family: tuple[Word, ...]) -> tuple[int, int, int] | None:
    """Where the family name stands in the words, and how alike it is; particles may be left off."""
    best: tuple[int, int, int] | None = None
    core = tuple(w for w in family if w.plain not in tables.PARTICLES) or family
    for part in (family, core) if core != family else (family,):
        for start in range(len(words) - len(part), -1, -1):
            window = words[start : start + len(part)]
            if any(w.initial and not k.initial for w, k in zip(window, part, strict=True)):
                continue
            level = min(alike(w.raw, k.raw) for w, k in zip(window, part, strict=True))
            if level != DIFFERENT and (best is None or level > best[2]):
                best = (start, start + len(part), level)
    return best


def _without_family(words: tuple[Word, ...], key: Person) -> Finding:
    if len(key.family) > 1 and any(alike(w.raw, k.raw) for w in words for k in key.family if len(k.plain) > 3):
        return Finding(NEAR, "part_missing")
    if key.given and all(
        any(given_alike(w, g) for g in key.given) and (not w.initial or len(words) > 1) for w in words
    ):
        known = any(g.initial or given_groups(g.raw) for g in key.given)
        return Finding(NEAR, "family_name_missing" if known else "part_missing")
    return DIFFERENT_NAME


def _compare_given(rest: tuple[Word, ...], given: tuple[Word, ...]) -> int:
    """How alike two lists of given names are. Middle names may be missing on either side, not contradict."""
    left, right = list(rest), list(given)
    level = SAME
    matched = 0
    for word in rest:
        options = [(given_alike(word, g), -i) for i, g in enumerate(right)]
        best = max(options, default=(DIFFERENT, 0))
        if best[0] == DIFFERENT:
            continue
        left.remove(word)
        del right[-best[1]]
        level, matched = min(level, best[0]), matched + 1
    if not matched:
        joined, key = squash(rest), squash(given)
        initials = "".join(g.plain[:1] for g in given)
        # "vv putin": a pair of consonants is initials, whatever the case.
        pair = len(joined) == len("vv") and not set(joined) & set("aeiouy") and joined[0] == key[0]
        return SOUND if pair or joined in (key, initials) else DIFFERENT
    if left and right:
        return DIFFERENT
    # A middle name more is harmless, a first name more than the key's first is not: "Olena Volodymyr".
    if left and left[0] is rest[0] and not left[0].initial and not _is_patronymic(left[0]) and len(given) > 1:
        return DIFFERENT
    return level


def _is_patronymic(word: Word) -> bool:
    return word.plain.endswith(_PATRONYMIC)


def _extra_words(rest: tuple[Word, ...], level: int) -> Finding:
    """The key is one word and the response has more: harmless, a wider place, or somebody's given name."""
    forms = {w.plain for w in rest}
    if forms <= tables.HARMLESS | tables.TITLES:
        return _by_level(level)
    if forms & tables.EXTENT:
        return Finding(NEAR, "other_extent")
    if all(w.initial or given_groups(w.raw) or _is_patronymic(w) for w in rest):
        return _by_level(level)
    return Finding(NEAR, "extra_word")


def same_family(a: Person, b: Person) -> bool:
    """Whether two people share a family name, in whatever spelling."""
    return len(a.family) == len(b.family) and all(
        alike(x.raw, y.raw) >= SOUND for x, y in zip(a.family, b.family, strict=True)
    )


def _compare_thing(words: tuple[Word, ...], squashed: str, name: Name) -> Finding:
    main = _OTHER_FORMS.get(squashed) or _OTHER_FORMS.get(sound(squashed))
    key_main = _OTHER_FORMS.get(name.squashed)
    if (main and main in (name.squashed, key_main)) or key_main == squashed:
        return Finding(NEAR, "other_form")
    if _COUNTRY_OF.get(squashed) in name.aliases | {name.squashed}:
        return Finding(NEAR, "demonym")
    typed = tuple(w for w in words if w.plain not in tables.HARMLESS) or words
    head = next((i for i, w in enumerate(name.words) if i and "," in w.gap), 0)
    if head and squashed == squash(name.words[:head]):
        return _EXACT
    pairs, left = _paired(typed, name.content)
    if not left and len(pairs) == len(name.content):
        level = min(pairs)
        return _by_level(SLIP if level == UNSURE and len(pairs) > 1 else level)
    if len(pairs) == len(name.content):
        extra = {w.plain for w in left}
        if extra & tables.EXTENT:
            return Finding(NEAR, "other_extent")
        return Finding(NEAR, "extra_word")
    if _acronym(squashed, name) or _acronym(name.squashed, made_from(words)):
        return Finding(RIGHT, "acronym")
    if pairs and not left and any(_distinctive(w) for w in typed):
        return Finding(NEAR, "part_missing")
    return DIFFERENT_NAME


def _distinctive(word: Word) -> bool:
    generic = tables.BODY_WORDS | tables.PLACE_WORDS | tables.EXTENT | tables.PLACE_OPENINGS
    return word.plain in tables.PAPERS or word.plain not in generic


def made_from(words: tuple[Word, ...]) -> Name:
    content = tuple(w for w in words if w.plain not in tables.HARMLESS) or words
    return Name(words, None, content, squash(words), frozenset())


def _acronym(letters: str, name: Name) -> bool:
    if not 2 <= len(letters) <= 8:
        return False
    every = "".join(w.plain[0] for w in name.words)
    return len(name.words) > 1 and letters in (every, "".join(w.plain[0] for w in name.content), "t" + every)


def _kind_alike(a: Word, b: Word) -> int:
    kinds = tables.SAME_KIND
    return SOUND if kinds.get(a.plain, a.plain) == kinds.get(b.plain, b.plain) else alike(a.raw, b.raw)


def _paired(typed: tuple[Word, ...], key: tuple[Word, ...]) -> tuple[list[int], list[Word]]:
    """The levels of the key's words that were typed, and the typed words that match none."""
    remaining = list(key)
    levels: list[int] = []
    left: list[Word] = []
    for word in typed:
        level, index = max(((_kind_alike(word, k), -i) for i, k in enumerate(remaining)), default=(DIFFERENT, 0))
        if level == DIFFERENT:
            left.append(word)
        else:
            levels.append(level)
            del remaining[-index]
    return levels, left


def is_country(words: tuple[Word, ...]) -> bool:
    return squash(words) in _ALIASES
