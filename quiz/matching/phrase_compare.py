"""One typed phrase against one key: what is missing, what is extra, and what that is worth."""

from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from quiz.matching.match import Match
from quiz.matching.name_things import same_country
from quiz.matching.names import match_name
from quiz.matching.phrase_implied import KIN, ROLES
from quiz.matching.phrase_keys import Question
from quiz.matching.phrase_order import order_of
from quiz.matching.phrase_words import ADDS_NOTHING, Phrase, Word, keys_of, marks_of
from quiz.matching.phrase_worth import ANOTHER, NOT_ASKED, OTHER, REPEATED, longer, partly, shorter
from quiz.matching.spelling import base, is_confused, is_slip, one_spelling
from quiz.matching.word_family import root

EXACT = Match("right", "exact")
_JOINTS = frozenset(("and", "or"))
# "State and territorial legislatures" only describes them.
_ADJECTIVES = ("al", "ic", "ous", "ed", "ive", "ful", "able", "ary", "ish", "ern", "ing")

# What belongs together only beside another word that is the same; without one an initial may be a slip or a family.
_ONLY_BESIDE = frozenset(("country", "initial"))
_INFLECTED = frozenset(("country", "family"))


class _Pairs(NamedTuple):
    """The key's words without a pair and the typed ones; ``place``: where each of ``theirs`` stands among ``ours``."""

    missing: list[Word]
    extra: list[Word]
    place: dict[int, int]
    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    slipped: bool
    inflected: bool

    @property
    def order(self) -> list[int]:
        """The places of the typed words in the order of the key's."""
        return [self.place[number] for number in sorted(self.place)]

    @property
    def meant(self) -> dict[str, str]:
        """The compared form of each typed word, and of the key's word that it stands for."""
        return {self.ours[at].key: self.theirs[number].key for number, at in self.place.items()}


def compare(
    typed: Phrase,
    key: Phrase,
    question: Question,
    *,
    strict: bool = False,
    likely: bool = False,
    joins: bool = True,
) -> Match:
    """How a phrase compares with one form of a key; the question's words may be left out or repeated.

    ``likely``: the two are known to have a word in common, so that is not looked at first; ``joins``: two words of one
    may be one word of the other.
    """
    if typed.plain == key.plain or typed.joined == key.joined:
        return EXACT
    if not key.content:
        return _small_only(typed, key, question)
    if not likely and typed.marks.isdisjoint(key.marks):
        return OTHER
    pairs = _pair(typed, key, joins=joins)
    matched = len(key.content) - len(pairs.missing)
    if not matched:
        return OTHER
    found = _judged(typed, key, question, pairs)
    if pairs.slipped and found.outcome == "right":
        return Match("near" if strict else "right", "spelling", "Check the spelling.")
    return found


def is_within(typed: Phrase, key: Phrase, question: Question) -> bool:
    """Whether a phrase has words of the key, and otherwise only what the question says or what says nothing."""
    if not typed.content or typed.negators:
        return False
    extra = _pair(typed, key).extra
    return all(word.role == "soft" or word.key in question.keys or word.key == "#1" for word in extra)


def _judged(typed: Phrase, key: Phrase, question: Question, pairs: _Pairs) -> Match:
    denied, key_denied = typed.denied - question.denied, key.denied
    if (typed.negators or key.negators) and _turned(typed, key, denied, key_denied):
        return Match("wrong", "negated", "A word such as not, never or except turns that round.")
    asked = question.keys
    missing = [word for word in pairs.missing if word.role != "soft" and word.key not in asked]
    new = [word for word in pairs.extra if word.role != "soft" and word.key not in asked and word.key != "#1"]
    if missing:
        telling = sum([word.key not in asked for word in key.content])
        if telling and len(missing) >= telling:
            return REPEATED
    if missing and new:
        new = [word for word in new if word.key not in ADDS_NOTHING]
    if missing and new:
        return partly(missing, new, key)
    if missing:
        return shorter(missing, key, question.text, pairs.missing)
    if new and key.content[-1] not in pairs.missing and _replaced(typed, pairs, key):
        return Match("near", "other_words", "Part of that is right; check every word.")
    if new and _beside_key(typed, new, key):
        return Match("wrong", "two_answers", "Give one answer, not several.")
    if new and _is_one_of_family(pairs, new, key):
        return Match("near", "wrong_part", "That is only one of them.")
    if new:
        return _of_another(typed, new, pairs, key) or longer(new, key)
    order = order_of(typed, key, pairs.order, pairs.meant) if not pairs.missing else "same"
    if order != "same":
        return Match("wrong" if order == "other" else "near", "word_order", "Look at the order: who or what does it?")
    if typed.negators and denied != key_denied and len(denied) == len(key_denied):
        return Match("wrong", "negated", "Look at what is denied and what is not.")
    if pairs.extra or pairs.missing:
        return Match("right", "repeats_prompt" if pairs.extra else "shorter")
    return Match("right", "inflection" if pairs.inflected else "exact")


def _replaced(typed: Phrase, pairs: _Pairs, key: Phrase) -> bool:
    """Whether a new word stands where the key has one that the question says: ``tax revenue`` for Russia's."""
    if len(pairs.missing) != 1 or len(key.content) != 2 or len(typed.content) != 2 or pairs.missing[0].role == "soft":
        return False
    return pairs.order == [1] and pairs.missing[0] is key.content[0]


def _of_another(typed: Phrase, new: list[Word], pairs: _Pairs, key: Phrase) -> Match | None:
    """The verdict where what is named is somebody of the key, and not the key: ``the son of Ada Smith``."""
    if not key.content[0].capital:
        return None
    named = [pairs.ours[at] for at in pairs.place.values()]
    words = [word for word in typed.all if word.text not in ("a", "an", "the")]
    for at, who in enumerate(words[:-2]):
        if who.key in ROLES and who in new and words[at + 1].text in ("of", "to", "for"):
            whose = list(takewhile(lambda word: word.capital or word in named, words[at + 2 :]))
            if any(word in named for word in whose):
                return ANOTHER if who.key in KIN else NOT_ASKED
    return None


def _is_one_of_family(pairs: _Pairs, new: list[Word], key: Phrase) -> bool:
    """Whether a name stands before the family name of which the key has the plural: ``Ada Smith`` for the Smiths."""
    if len(key.content) != 1 or not key.content[0].capital or not pairs.place:
        return False
    at = pairs.place[0]
    typed = pairs.ours[at]
    before = pairs.ours[at - 1] if at else None
    return key.content[0].text in (typed.text + "s", typed.text + "es") and before in new and before.capital


def _beside_key(typed: Phrase, new: list[Word], key: Phrase) -> bool:
    """Whether a new word shares another's place with a word of the key: ``energy and water infrastructure``."""
    if any(word.text in _JOINTS for word in key.all) or _JOINTS.isdisjoint([word.text for word in typed.all]):
        return False
    words = [word for word in typed.all if word.role != "small" or word.text in _JOINTS]
    for before, joint, after in zip(words, words[1:], words[2:], strict=False):
        if joint.text in _JOINTS and after in new and before not in new and after is not words[-1]:
            return before.role == "content" and not after.text.endswith(_ADJECTIVES)
    return False


def _small_only(typed: Phrase, key: Phrase, question: Question) -> Match:
    """A key without a content word (``no``, ``both of them``): it comes first, and after it nothing that is new."""
    start = [word.text for word in typed.all][: len(key.all)]
    if start == [word.text for word in key.all] and keys_of(typed) <= question.keys:
        return Match("right", "extra_word")
    return OTHER


def _turned(typed: Phrase, key: Phrase, denied: frozenset[str], key_denied: frozenset[str]) -> bool:
    """Whether one of the two denies what the other does not; what the question denies may be denied again."""
    repeated = len(typed.denied) - len(denied)
    return (len(typed.negators) - repeated) % 2 != len(key.negators) % 2 or bool(denied) < bool(key_denied)


def _pair(typed: Phrase, key: Phrase, *, joins: bool = True) -> _Pairs:
    """Pair the content words of two phrases: by the compared form first, then by family and by slip."""
    ours, theirs = typed.content, key.content
    place, free = _same_forms(ours, theirs)
    if joins and free and len(place) < len(theirs) and len(ours) + len(theirs) > 2 and _may_join(ours, theirs):
        ours, theirs = _rejoined(ours, theirs), _rejoined(theirs, ours)
        if len(ours) + len(theirs) < len(typed.content) + len(key.content):
            place, free = _same_forms(ours, theirs)
    slipped = inflected = False
    for number, at in place.items():
        one, two = ours[at].text, theirs[number].text
        if one != two and one_spelling(one) != one_spelling(two):
            inflected = True
            # The compared form has no last e, so that its loss shows only here.
            slipped = slipped or one + "e" == two or two + "e" == one
    exact = len(place)
    if free and exact < len(theirs):
        for number, word in enumerate(theirs):
            if number in place:
                continue
            for at in free:
                found = _relation(ours[at], word)
                if not found or (found in _ONLY_BESIDE and not exact):
                    continue
                inflected = inflected or found in _INFLECTED
                slipped = slipped or found == "slip"
                place[number] = at
                free.remove(at)
                break
    missing = _missing(typed, theirs, place, bool(ours)) if len(place) < len(theirs) else []
    return _Pairs(missing, [ours[at] for at in free], place, ours, theirs, slipped, inflected)


def _missing(typed: Phrase, theirs: tuple[Word, ...], place: dict[int, int], has_content: bool) -> list[Word]:
    """The key's words that have no pair, but for what stands in the typed phrase in another way."""
    # "US" in a key may be typed "us", which alone is a small word.
    small = [word.text for word in typed.all if word.role == "small"] if has_content or " " not in typed.plain else []
    said = [theirs[number].key for number in place]
    return [
        word
        for number, word in enumerate(theirs)
        if number not in place and not (word.role == "content" and (word.text in small or word.key in said))
    ]


@lru_cache(maxsize=65_536)
def _relation(typed: Word, meant: Word) -> str:
    """How two words whose compared forms differ belong together: ``country``, ``ordinal``, ``initial``, ``family`` or
    ``slip``; "" where they do not."""
    if marks_of(meant).isdisjoint(marks_of(typed)) and 1 not in (len(meant.text), len(typed.text)):
        return ""
    both = typed.role == meant.role == "content"
    if both and same_country(typed.text, meant.text):
        return "country"
    if typed.text[0] != meant.text[0] or not both:
        return "ordinal" if typed.role == "number" and _same_ordinal(typed, meant) else ""
    if _is_initial(typed, meant):
        return "initial"
    if root(typed.key) == root(meant.key):
        return "family"
    return "slip" if _is_slip(typed, meant) else ""


def _same_forms(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[dict[int, int], list[int]]:
    """Where each of their words stands among ours by its compared form, and which of ours are left over."""
    forms: list[str | None] = [word.key for word in ours]
    place: dict[int, int] = {}
    for number, word in enumerate(theirs):
        if word.key in forms:
            at = forms.index(word.key)
            place[number] = at
            forms[at] = None
    return place, [at for at, form in enumerate(forms) if form is not None]


def _same_ordinal(typed: Word, meant: Word) -> bool:
    """A Roman number in a name is a number or an ordinal: Charles III, Charles 3, Charles the third."""
    if not typed.role == meant.role == "number" or not (typed.capital or meant.capital):
        return False
    return typed.key.removesuffix("th") == meant.key.removesuffix("th")


def _is_initial(typed: Word, meant: Word) -> bool:
    one = 1 in (len(typed.text), len(meant.text))
    return one and typed.capital and meant.capital and typed.text[0] == meant.text[0]


def _is_slip(typed: Word, meant: Word) -> bool:
    if is_confused(typed.text, meant.text) or not (is_slip(typed.text, meant.text) or is_slip(typed.key, meant.key)):
        return False
    # One letter makes another person: for names the names' own rules decide.
    return not meant.capital or match_name(typed.text.title(), meant.text.title()).right


def _may_join(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> bool:
    """Whether two neighbours of one side begin and go on as one word of the other does."""
    return _has_parts(ours, theirs) or _has_parts(theirs, ours)


def _has_parts(words: tuple[Word, ...], wholes: tuple[Word, ...]) -> bool:
    for start, rest in pairwise(words):
        if start.role == rest.role == "content":
            size = len(start.text)
            for whole in wholes:
                text = whole.text
                if len(text) > size and text[size] == rest.text[0] and text.startswith(start.text):
                    return True
    return False


def _rejoined(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[Word, ...]:
    """Our words, with two neighbours made one where the other side writes them as one: cease fire, ceasefire."""
    if len(ours) < 2:
        return ours
    wanted = {word.key: word for word in theirs if word.role == "content"}
    joined: list[Word] = []
    at = 0
    while at < len(ours):
        pair = None
        if at + 1 < len(ours) and ours[at].role == ours[at + 1].role == "content":
            pair = wanted.get(base(ours[at].text + ours[at + 1].text))
        joined.append(pair or ours[at])
        at += 2 if pair else 1
    return tuple(joined)
