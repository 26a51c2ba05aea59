"""What a phrase is worth that has the key's words only in part, or more words than the key."""

import re

from quiz.matching import phrase_lists
from quiz.matching.match import Match
from quiz.matching.phrase_essential import ALTERING, COMMON, counts_else, head_of, may_be_missing
from quiz.matching.phrase_words import MONTHS, Phrase, Word
from quiz.matching.spelling import base

_GENERIC = frozenset(map(base, phrase_lists.GENERIC.split()))
_LINK = frozenset(("of", "in", "from", "for", "at", "on", "to", "with", "near", "outside", "beyond", "behind", "like"))
_BESIDE = frozenset(("near", "nearby"))
_GENERATIONS = frozenset(("jr", "sr", "junior", "senior"))
_BAND = re.compile(r"\S+ \S.* (?:and|&) the \S+s", re.IGNORECASE)
_YEAR = re.compile(r"#(?:1\d|20)\d\d")
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
_WHERE = re.compile(r"\b(?:where|who|whom|whose)\b", re.IGNORECASE)
OTHER = Match("wrong", "other_words")
REPEATED = Match("wrong", "repeats_prompt", "That only repeats the question.")
ANOTHER = Match("wrong", "extra_word", "A word too many makes it another answer.")
NOT_ASKED = Match("near", "extra_word", "Leave out what was not asked.")


def partly(missing: list[Word], new: list[Word], key: Phrase) -> Match:
    """A phrase with other words in place of some of the key's: near while most of it is there and no number differs."""
    kept = len(key.content) - len(missing)
    exactly = not any(word.role == "number" for word in (*missing, *new))
    if exactly and kept > 2 * len(missing) and kept > len(new):
        return Match("near", "other_words", "Part of that is right; check every word.")
    return OTHER


def shorter(missing: list[Word], key: Phrase, question: str, unsaid: list[Word]) -> Match:
    """A phrase that leaves out words of the key: right where it still says what was asked, else near or wrong by share.

    ``unsaid`` are all words that were left out; ``missing`` those that the question does not say either.
    """
    if _still_names(unsaid, key):
        return Match("right", "shorter_name")
    if question and _answers_which(missing, key, question):
        return Match("right", "shorter")
    if may_be_missing(missing, key, question):
        return Match("right", "shorter")
    if counts_else(missing, key, question):
        return OTHER
    if len(key.content) == 2 and not any(word.role == "number" for word in missing) and _counts(key):
        return Match("near", "missing_word", "The figure is there; say of what.")
    total = sum(len(word.text) for word in key.content)
    kept = total - sum(len(word.text) for word in missing)
    if _is_date(key) or 2 * kept >= total or (2 * len(missing) <= len(key.content) and kept >= _LEAST * total):
        return Match("near", "missing_word", "Something essential is missing.")
    return Match("wrong", "missing_word", "Too much is missing.")


def _still_names(missing: list[Word], key: Phrase) -> bool:
    """Whether a proper name lost only what identifies nobody: a first name, a title, a kind of place, an apposition."""
    # Robert Adamson IV is Robert Adamson; Charles III is not Charles.
    last = key.content[-1]
    if len(key.content) > 3 and ((last.role == "number" and last.capital) or last.text in _GENERATIONS):
        missing = [word for word in missing if word is not last]
    if any(word.role == "number" or word.key in ALTERING for word in missing):
        return False
    if _BAND.fullmatch(key.raw) and missing == [last]:
        return True
    if any(word.text in ("and", "or") or word.role == "break" for word in key.all):
        return False
    if all(word.capital for word in key.content):
        return _still_same_name(missing, key)
    head = head_of(key)
    # "American officials" are no Americans, nor is "the president of Russia" a country.
    naming = head if any(word.capital for word in head) else list(key.content)
    names = _names(naming)
    if not names or not naming[-1].capital or _linked(names[-1], key):
        return False
    gone = {word.key for word in missing}
    return names[-1].key not in gone and _capitals_lead(key) and not _acts(key, names[-1])


def _linked(name: Word, key: Phrase) -> bool:
    """Whether a name stands behind a link: ``of Russia``, ``of the United States``."""
    link = False
    for word in key.all:
        if word is name:
            return link
        if word.text in _LINK:
            link = True
        elif not word.capital and word.text not in ("a", "an", "the"):
            link = False
    return False


def _names(words: list[Word]) -> list[Word]:
    return [word for word in words if word.capital and word.role == "content" and word.key not in _GENERIC | MONTHS]


def _still_same_name(missing: list[Word], key: Phrase) -> bool:
    """Whether a key that is nothing but a name lost its kind (``Caucasus Mountains``), its middle or what a link adds.

    Which other part of a name is enough is for the names' own rules.
    """
    gone = {word.key for word in missing}
    left = [word for word in key.content if word.key not in gone]
    if all(word.key in _GENERIC for word in missing):
        return not all(word.key in COMMON or word.key in _GENERIC for word in left)
    head = head_of(key)
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
    return any(word.capital and word is not first for word in key.content) or len(head_of(key)) == 1


def _answers_which(missing: list[Word], key: Phrase, question: str) -> bool:
    head = head_of(key)
    gone = {word.key for word in missing}
    where = _WHERE.search(question)
    if key.negators or any(word.key in ALTERING for word in missing):
        return False
    if any(word.role == "number" and not (where and _YEAR.fullmatch(word.key)) for word in missing):
        return False
    names = head and not all(word.key in _GENERIC for word in head)
    if _WHO.search(question) and names and not any(word.key in gone for word in head):
        # "the finance minister of India": whoever it is, is named before the link.
        return True
    if not head or head[-1].key in gone or not _WHICH.search(question):
        return False
    return 2 * sum(len(word.text) for word in missing) <= sum(len(word.text) for word in key.content)


def _counts(key: Phrase) -> bool:
    return any(word.role == "number" for word in key.content)


def _is_date(phrase: Phrase) -> bool:
    return all(word.role == "number" or word.key in MONTHS for word in phrase.content)


def longer(new: list[Word], key: Phrase) -> Match:
    """A phrase with the whole key and words that are new: a few are right unless one alters what is said."""
    if any(word.key in ALTERING for word in new):
        return ANOTHER
    if any(word.text in _BESIDE for word in new):
        return Match("near", "extra_word", "Is it there, or only near?")
    if len(new) == len(key.content) == 1 and new[0].role == "number" and key.all[0].text in ("a", "an"):
        return Match("wrong", "extra_word", "How many?")
    if any(word.role == "number" for word in new) and not _is_date(key):
        return NOT_ASKED
    if len(new) > _MOST_EXTRA + len(key.content):
        return NOT_ASKED
    return Match("right", "extra_word")
