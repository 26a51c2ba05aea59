"""One typed phrase against one key: what is missing, what is extra, and what that is worth."""

import re
from typing import NamedTuple

from quiz.matching import phrase_lists
from quiz.matching.match import Match
from quiz.matching.names import match_name
from quiz.matching.phrase_keys import Question
from quiz.matching.phrase_order import order_of
from quiz.matching.phrase_words import MONTHS, Phrase, Word, denied_in, keys_of
from quiz.matching.spelling import base, is_confused, is_slip, one_spelling, root

_ALTERING = frozenset(phrase_lists.ALTERING.split())
_GENERIC = frozenset(phrase_lists.GENERIC.split())
_COMMON = frozenset(phrase_lists.COMMON.split())
_LINK = frozenset(("of", "in", "from", "for", "at", "on", "to", "with"))
_ADJECTIVES = ("ish", "an", "ese", "ch", "us", "uk", "ic", "ek", "ss")
_MOST_EXTRA = 4
# Under this share of the letters of a key's words, too little is there to ask for the rest.
_LEAST = 0.28
# A question that asks which one is answered by enough of a name or noun to know it by.
_WHICH = re.compile(
    r"\b(?:(?:what|name|give)\b.{0,40}\b(?:names?|term|words?|called|title)|"
    r"what (?:kind|type|sort|breed|colou?r|city|country|town|state|river|sport|field|nationality|animals?)|known as)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whom|whose|where|when|how long)\b", re.IGNORECASE)
EXACT = Match("right", "exact")
OTHER = Match("wrong", "other_words")


class _Pairs(NamedTuple):
    missing: list[Word]
    extra: list[Word]
    order: list[int]
    slipped: bool
    inflected: bool
    meant: dict[str, str]


def compare(typed: Phrase, key: Phrase, question: Question, *, strict: bool = False) -> Match:
    """How a phrase compares with one form of a key; the question's words may be left out or repeated."""
    if typed.plain == key.plain or _joined(typed) == _joined(key):
        return EXACT
    if not key.content:
        return _small_only(typed, key, question)
    pairs = _pair(typed, key)
    matched = len(key.content) - len(pairs.missing)
    if not matched:
        return OTHER
    denied, key_denied = denied_in(typed) - question.denied, denied_in(key)
    if (typed.negators or key.negators) and _turned(typed, key, denied, key_denied):
        return Match("wrong", "negated", "A word such as not, never or except turns that round.")
    missing = [word for word in pairs.missing if not (word.role == "soft" or word.key in question.keys)]
    new = [word for word in pairs.extra if not (word.role == "soft" or word.key in question.keys or word.key == "#1")]
    telling = [word for word in key.content if word.key not in question.keys]
    if telling and len(missing) >= len(telling):
        return Match("wrong", "repeats_prompt", "That only repeats the question.")
    if missing and new:
        return _partly(missing, new, key)
    if missing:
        return _shorter(missing, key, question.text)
    if new:
        return _longer(new, key)
    order = order_of(typed, key, pairs.order, pairs.meant) if not pairs.missing else "same"
    if order != "same":
        return Match("wrong" if order == "other" else "near", "word_order", "Look at the order: who or what does it?")
    if typed.negators and denied != key_denied and len(denied) == len(key_denied):
        return Match("wrong", "negated", "Look at what is denied and what is not.")
    if pairs.slipped:
        return Match("near" if strict else "right", "spelling", "Check the spelling.")
    if pairs.extra or pairs.missing:
        return Match("right", "repeats_prompt" if pairs.extra else "shorter")
    return Match("right", "inflection" if pairs.inflected else "exact")


def _joined(phrase: Phrase) -> str:
    """The phrase without spaces, for compounds; numbers keep theirs, or 1 00 would be 100."""
    return phrase.plain if "#" in phrase.plain else phrase.plain.replace(" ", "").replace("'", "")


def _small_only(typed: Phrase, key: Phrase, question: Question) -> Match:
    """A key without a content word (``no``, ``both of them``): it comes first, and after it nothing that is new."""
    start = [word.text for word in typed.all][: len(key.all)]
    if start == [word.text for word in key.all] and keys_of(typed) <= question.keys:
        return Match("right", "extra_word")
    return OTHER


def _turned(typed: Phrase, key: Phrase, denied: frozenset[str], key_denied: frozenset[str]) -> bool:
    """Whether one of the two denies what the other does not; what the question denies may be denied again."""
    repeated = len(denied_in(typed)) - len(denied)
    return (len(typed.negators) - repeated) % 2 != len(key.negators) % 2 or bool(denied) < bool(key_denied)


def _pair(typed: Phrase, key: Phrase) -> _Pairs:
    """Pair the content words of two phrases: by the compared form first, then by family and by slip."""
    ours, theirs = typed.content, key.content
    place, free = _same_forms(ours, theirs)
    if free and len(place) < len(theirs) and len(ours) + len(theirs) > 2:
        ours, theirs = _rejoined(ours, theirs), _rejoined(theirs, ours)
        if len(ours) + len(theirs) < len(typed.content) + len(key.content):
            place, free = _same_forms(ours, theirs)
    differing = [(ours[at].text, theirs[number].text) for number, at in place.items()]
    differing = [(one, two) for one, two in differing if one != two and one_spelling(one) != one_spelling(two)]
    # The compared form has no last e, so that its loss shows only here.
    slipped = any(one + "e" == two or two + "e" == one for one, two in differing)
    inflected, exact = bool(differing), len(place)
    if free:
        for number, word in enumerate(theirs):
            if number in place:
                continue
            for at in free:
                other = ours[at]
                if other.text[0] != word.text[0] or not other.role == word.role == "content":
                    if not _same_ordinal(other, word):
                        continue
                elif exact and _is_initial(other, word):
                    pass
                elif root(other.key) == root(word.key):
                    inflected = True
                elif _is_slip(other, word):
                    slipped = True
                else:
                    continue
                place[number] = at
                free.remove(at)
                break
    # "US" in a key may be typed "us", which alone is a small word.
    small = (
        {word.text for word in typed.all if word.role == "small"}
        if len(place) < len(theirs) and (ours or len(typed.plain.split()) == 1)
        else ()
    )
    missing = [
        word
        for number, word in enumerate(theirs)
        if number not in place and not (word.role == "content" and word.text in small)
    ]
    return _Pairs(
        missing=missing,
        extra=[ours[at] for at in free],
        order=[place[number] for number in sorted(place)],
        slipped=slipped,
        inflected=inflected,
        meant={ours[at].key: theirs[number].key for number, at in place.items()},
    )


def _same_forms(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[dict[int, int], list[int]]:
    """Where each of their words stands among ours by its compared form, and which of ours are left over."""
    free = list(range(len(ours)))
    place: dict[int, int] = {}
    for number, word in enumerate(theirs):
        for at in free:
            if ours[at].key == word.key:
                place[number] = at
                free.remove(at)
                break
    return place, free


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


def _partly(missing: list[Word], new: list[Word], key: Phrase) -> Match:
    kept = len(key.content) - len(missing)
    exactly = not any(word.role == "number" for word in (*missing, *new))
    if exactly and kept > 2 * len(missing) and kept > len(new):
        return Match("near", "other_words", "Part of that is right; check every word.")
    return OTHER


def _shorter(missing: list[Word], key: Phrase, question: str) -> Match:
    if _still_names(missing, key):
        return Match("right", "shorter_name")
    if question and _answers_which(missing, key, question):
        return Match("right", "shorter")
    total = sum(len(word.text) for word in key.content)
    kept = total - sum(len(word.text) for word in missing)
    if _is_date(key) or 2 * kept >= total or (2 * len(missing) <= len(key.content) and kept >= _LEAST * total):
        return Match("near", "missing_word", "Something essential is missing.")
    return Match("wrong", "missing_word", "Too much is missing.")


def _still_names(missing: list[Word], key: Phrase) -> bool:
    """Whether a proper name lost only what identifies nobody: a first name, a title, a kind of place, an apposition."""
    if any(word.role == "number" or word.key in _ALTERING for word in missing):
        return False
    if any(word.text in ("and", "or") or word.role == "break" for word in key.all):
        return False
    if all(word.capital for word in key.content):
        return _still_same_name(missing, key)
    names = _names(_head(key)) or _names(list(key.content))
    gone = {word.key for word in missing}
    return bool(names) and names[-1].key not in gone and _capitals_lead(key) and not _acts(key, names[-1])


def _names(words: list[Word]) -> list[Word]:
    return [word for word in words if word.capital and word.role == "content" and word.key not in _GENERIC]


def _still_same_name(missing: list[Word], key: Phrase) -> bool:
    """Whether a key that is nothing but a name lost its kind (``Caucasus Mountains``), its middle or what a link adds.

    Which other part of a name is enough is for the names' own rules.
    """
    gone = {word.key for word in missing}
    left = [word for word in key.content if word.key not in gone]
    if all(word.key in _GENERIC for word in missing):
        return not all(word.key in _COMMON for word in left)
    head = _head(key)
    first_and_last = key.content[0] in left and key.content[-1] in left and len(head) == len(key.content)
    return first_and_last or (len(head) > 1 and not any(word.key in gone for word in head))


def _acts(key: Phrase, last: Word) -> bool:
    """Whether a key says what one name does to another (``Russia attacked Ukraine``) rather than only naming."""
    before = None
    for word in key.content:
        if word is last:
            break
        if before is not None and before.capital and not word.capital and not before.text.endswith(_ADJECTIVES):
            return True
        before = word
    return False


def _capitals_lead(key: Phrase) -> bool:
    """Whether the capitals of a key make a name; one at the start of a phrase is only its start."""
    first = next((word for word in key.all if word.text not in ("a", "an", "the")), None)
    return any(word.capital and word is not first for word in key.content) or len(_head(key)) == 1


def _head(key: Phrase) -> list[Word]:
    """The content words before the first link: ``the minister`` of ``the minister of finance``."""
    head: list[Word] = []
    for word in key.all:
        if head and word.text in _LINK:
            break
        if word.role in ("content", "number", "soft"):
            head.append(word)
    return head


def _answers_which(missing: list[Word], key: Phrase, question: str) -> bool:
    head = _head(key)
    gone = {word.key for word in missing}
    if any(word.role == "number" or word.key in _ALTERING for word in missing) or key.negators:
        return False
    if _WHO.search(question) and head and not any(word.key in gone for word in head):
        # "the finance minister of India": whoever it is, is named before the link.
        return True
    if not head or head[-1].key in gone or not _WHICH.search(question):
        return False
    return 2 * sum(len(word.text) for word in missing) <= sum(len(word.text) for word in key.content)


def _is_date(phrase: Phrase) -> bool:
    return all(word.role == "number" or word.key in MONTHS for word in phrase.content)


def _longer(new: list[Word], key: Phrase) -> Match:
    if any(word.key in _ALTERING for word in new):
        return Match("wrong", "extra_word", "A word too many makes it another answer.")
    if any(word.role == "number" for word in new) and not _is_date(key):
        return Match("near", "extra_word", "Leave out what was not asked.")
    if len(new) > _MOST_EXTRA + len(key.content):
        return Match("near", "extra_word", "Leave out what was not asked.")
    return Match("right", "extra_word")
