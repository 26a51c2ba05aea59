"""One typed phrase against one key: what is missing, what is extra, and what that is worth."""

from itertools import takewhile

from quiz.matching.match import Match
from quiz.matching.phrase_implied import KIN, ROLES
from quiz.matching.phrase_keys import Question
from quiz.matching.phrase_order import order_of
from quiz.matching.phrase_pairs import Pairs, pair
from quiz.matching.phrase_words import ADDS_NOTHING, Phrase, Word, keys_of
from quiz.matching.phrase_worth import ANOTHER, NOT_ASKED, OTHER, REPEATED, longer, partly, shorter

EXACT = Match("right", "exact")
_JOINTS = frozenset(("and", "or"))
# "State and territorial legislatures" only describes them.
_ADJECTIVES = ("al", "ic", "ous", "ed", "ive", "ful", "able", "ary", "ish", "ern", "ing")


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
    pairs = pair(typed, key, joins=joins)
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
    extra = pair(typed, key).extra
    return all(word.role == "soft" or word.key in question.keys or word.key == "#1" for word in extra)


def _judged(typed: Phrase, key: Phrase, question: Question, pairs: Pairs) -> Match:
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


def _replaced(typed: Phrase, pairs: Pairs, key: Phrase) -> bool:
    """Whether a new word stands where the key has one that the question says: ``tax revenue`` for Russia's."""
    if len(pairs.missing) != 1 or len(key.content) != 2 or len(typed.content) != 2 or pairs.missing[0].role == "soft":
        return False
    return pairs.order == [1] and pairs.missing[0] is key.content[0]


def _of_another(typed: Phrase, new: list[Word], pairs: Pairs, key: Phrase) -> Match | None:
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


def _is_one_of_family(pairs: Pairs, new: list[Word], key: Phrase) -> bool:
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
