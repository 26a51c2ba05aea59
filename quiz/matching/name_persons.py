"""Comparing a typed name with a person's: family name first, then what stands beside it."""

from quiz.matching import name_words as tables
from quiz.matching.name_parts import (
    BEFORE_NAMES,
    DIFFERENT,
    SAME,
    SLIP,
    SOUND,
    UNSURE,
    Person,
    Word,
    alike,
    given_alike,
    given_groups,
    squash,
    without_titles,
)
from quiz.matching.name_result import DIFFERENT_NAME, NEAR, RIGHT, WRONG, Finding, by_level

_PATRONYMIC = ("ovich", "evich", "ovych", "iyovych", "yovych", "ovna", "evna", "ivna", "ich", "owicz", "owitsch")

_ROLES = (tables.TITLES | tables.RELATIONS | tables.KIN) - {"of"}


def compare_person(words: tuple[Word, ...], key: Person) -> Finding:
    """How the words of a response compare with a person's name; titles and particles may be missing in either."""
    words = without_titles(words)
    suffix = ""
    if len(words) > 1 and words[-1].plain in tables.SUFFIXES:
        suffix, words = tables.SUFFIXES[words[-1].plain], words[:-1]
    place = _find_family(words, key.family)
    if place is None:
        return _without_family(words, key)
    start, end, level = place
    if len(words) > end + 1 and words[end].plain == "the" and all(w.plain in tables.TITLES for w in words[end + 1 :]):
        # "Zelensky the president"
        words = words[:end]
    rest = words[:start] + words[end:]
    if start and not any("," in w.gap for w in words[start:end]) and end == len(words):
        rest = tuple(w for i, w in enumerate(rest) if w.plain not in tables.PARTICLES or i == 0)
    if suffix and suffix != key.suffix:
        return Finding(WRONG, "wrong_person") if key.suffix else Finding(NEAR, "extra_word")
    if rest and key.given:
        given = _compare_given(rest, key.given)
        if given == DIFFERENT:
            return Finding(WRONG, "wrong_person") if _names_somebody(words, rest, key.given) else DIFFERENT_NAME
        if beside := _beside(words, (start, end), key.given):
            # "Vladimir Putin's wife" is somebody else; who "xyz Vladimir Putin" is, nobody knows.
            related = any(w.plain in tables.RELATIONS - tables.TITLES for w in beside)
            return Finding(WRONG, "wrong_person") if related else Finding(NEAR, "extra_word")
        if _guesses_initials(rest, key.given):
            return Finding(NEAR, "initials")
        # A given name that fits makes an unsure slip in the family name a sure one, and the other way round.
        level = SLIP if UNSURE in (level, given) and max(level, given) > UNSURE else min(level, given)
    elif rest and not key.given:
        return _extra_words(rest, level)
    elif key.given:
        return Finding(RIGHT, "family_name") if level > SLIP else by_level(level)
    return by_level(level)


def _find_family(words: tuple[Word, ...], family: tuple[Word, ...]) -> tuple[int, int, int] | None:
    """Where the family name stands in the words, and how alike it is; particles may be left off."""
    best: tuple[int, int, int] | None = None
    core = family if len(family) == 1 else tuple(w for w in family if w.plain not in tables.PARTICLES) or family
    for part in (family, core) if core != family else (family,):
        if len(part) == 1:
            # Most family names, read word by word without windows.
            name = part[0]
            for at in range(len(words) - 1, -1, -1):
                word = words[at]
                level = DIFFERENT if word.initial and not name.initial else alike(word.raw, name.raw)
                if level != DIFFERENT and (best is None or level > best[2]):
                    best = (at, at + 1, level)
            continue
        for start in range(len(words) - len(part), -1, -1):
            window = words[start : start + len(part)]
            if any(w.initial and not k.initial for w, k in zip(window, part, strict=True)):
                continue
            level = min([alike(w.raw, k.raw) for w, k in zip(window, part, strict=True)])
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


def _beside(words: tuple[Word, ...], family: tuple[int, int], given: tuple[Word, ...]) -> list[Word]:
    """The words before and after a whole name that cannot belong to it; between its first and last any may."""
    fitting = [
        i for i, w in enumerate(words) if not family[0] <= i < family[1] and any(given_alike(w, g) for g in given)
    ]
    if not fitting:
        return []
    first, last = min(*fitting, family[0]), max(*fitting, family[1] - 1)
    if first and words[first - 1].plain in _ROLES:
        # "Kremlin aide Yuri Ushakov", "CIA director William Burns"
        words, first, last = words[first:], 0, last - first
    return [
        w
        for i, w in enumerate(words)
        if not first <= i <= last
        and not (w.initial or given_groups(w.raw) or _is_patronymic(w) or w.plain in tables.PARTICLES)
        and w.plain not in tables.BESIDE_A_NAME
        and w.plain not in BEFORE_NAMES
    ]


def _names_somebody(words: tuple[Word, ...], rest: tuple[Word, ...], given: tuple[Word, ...]) -> bool:
    """Whether the words beside a family name may be the given names of another: in "Putin's plan" they are not."""
    if any(word.owning for word in words[:-1]):
        return False
    mixed = any(word.raw[:1].isupper() for word in words) and not all(word.raw[:1].isupper() for word in rest)
    if any(word.initial or given_groups(word.raw) for word in rest):
        return True
    return not mixed and any(word.initial or given_groups(word.raw) for word in given)


def _guesses_initials(rest: tuple[Word, ...], given: tuple[Word, ...]) -> bool:
    """Whether one full given name stands for several initials, which another name may begin with too."""
    return len(given) > 1 and all(g.initial for g in given) and len(rest) == 1 and len(rest[0].plain) > len(given)


def _is_patronymic(word: Word) -> bool:
    return word.plain.endswith(_PATRONYMIC)


def _extra_words(rest: tuple[Word, ...], level: int) -> Finding:
    """The key is one word and the response has more: harmless, a wider place, or somebody's given name."""
    forms = {w.plain for w in rest}
    if forms <= tables.BESIDE_A_NAME:
        return by_level(level)
    if forms & tables.EXTENT:
        return Finding(NEAR, "other_extent")
    if all(w.initial or given_groups(w.raw) or _is_patronymic(w) for w in rest):
        return by_level(level)
    return Finding(NEAR, "extra_word")


def same_family(a: Person, b: Person) -> bool:
    """Whether two people share a family name, in whatever spelling."""
    return len(a.family) == len(b.family) and all(
        alike(x.raw, y.raw) >= SOUND for x, y in zip(a.family, b.family, strict=True)
    )
