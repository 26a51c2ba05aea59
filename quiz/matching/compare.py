"""One typed phrase against one key: what is missing, what is extra, and what that is worth."""

import re

from quiz.matching.match import Match
from quiz.matching.spelling import is_slip
from quiz.matching.words import Phrase, Word

# Words that turn what they stand beside into something else; with one of them too many an answer is another answer.
ALTERING = frozenset(
    """
deputy vice former ex acting anti pro non semi partial partly half almost nearly less more fewer before after until
north south east west northern southern eastern western against under over above below refus fail deny reject prevent
avoid false untru wrong impossibl unlikely opposit lack only both all every each neither future past next last first
fak oppos minimum maximum
""".split()  # noqa: SIM905
)
_GENERIC = frozenset(
    """
mountain river lake sea ocean island city town state county school university college church party union council
committee association company group army force war battle treaty act house street road park bridge museum hospital
club band award museum canal ocean desert region province district republic kingdom empire club raid area
""".split()  # noqa: SIM905
)
_LINKS = frozenset(["from", "to", "by", "against", "over", "before", "after", "than", "on"])
_EXTRA = 4


def compare(typed: Phrase, key: Phrase, prompt: frozenset[str], *, strict: bool = False) -> Match:
    """How a phrase compares with one form of a key; ``prompt`` holds the keys of the question's words."""
    if typed.plain == key.plain or (typed.joined and typed.joined == key.joined):
        return Match("right", "exact")
    if not key.content:
        return Match("wrong", "other_words")
    missing, extra, slips, inflected, order = _align(typed.content, key.content)
    matched = len(key.content) - len(missing)
    if bool(typed.negators) != bool(key.negators) or (key.negators - typed.negators) % 2:
        return Match("wrong", "negated" if matched else "other_words", "That says the opposite." if matched else "")
    if not matched:
        return Match("wrong", "other_words")
    missing = [word for word in missing if not (word.role == "soft" or word.key in prompt)]
    new = [word for word in extra if not (word.role == "soft" or word.key in prompt)]
    telling = [word for word in key.content if word.key not in prompt]
    if telling and len(missing) >= len(telling):
        return Match("wrong", "repeats_prompt", "That only repeats the question.")
    if missing and new:
        kept = matched / len(key.content)
        if kept >= 0.6 and len(new) <= 2 and not any(w.role == "number" for w in missing):
            return Match("near", "other_words", "Part of that is right; check every word.")
        return Match("wrong", "other_words")
    if missing:
        return _shorter(missing, typed, key)
    if new:
        return _longer(new, extra, typed, key)
    if not _same_order(typed, key, order):
        return Match("wrong", "word_order", "Who does what to whom?")
    if slips:
        return Match("near" if strict else "right", "spelling", "Check the spelling.")
    if extra:
        return Match("right", "repeats_prompt")
    return Match("right", "inflection" if inflected else "exact")


def _align(typed: tuple[Word, ...], key: tuple[Word, ...]) -> tuple[list[Word], list[Word], int, bool, list[int]]:
    """Pair the words of two phrases: words of the key without a partner, typed words without one, slips, endings."""
    typed, key = _rejoined(typed, key), _rejoined(key, typed)
    extra = list(typed)
    missing: list[Word] = []
    slips, inflected = 0, False
    order: list[int] = []
    for word in key:
        partner = next((other for other in extra if other.key == word.key), None)
        if partner is None:
            missing.append(word)
        else:
            inflected = inflected or partner.text != word.text
            order.append(typed.index(partner))
            extra.remove(partner)
    for word in tuple(missing):
        partner = next((other for other in extra if _is_slip(other, word)), None)
        if partner is not None:
            slips += not (len(word.key) == 1 or len(partner.key) == 1)
            order.append(typed.index(partner))
            missing.remove(word)
            extra.remove(partner)
    return missing, extra, slips, inflected, order


def _is_slip(typed: Word, meant: Word) -> bool:
    if typed.role != "content" or meant.role != "content":
        return False
    if typed.capital and meant.capital and 1 in (len(typed.key), len(meant.key)):
        return typed.key[0] == meant.key[0]
    return is_slip(typed.text, meant.text) or is_slip(typed.key, meant.key)


def _rejoined(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[Word, ...]:
    """Our words, with two neighbours made one where the other side writes them as one: cease fire, ceasefire."""
    wanted = {word.text: word for word in theirs}
    joined: list[Word] = []
    at = 0
    while at < len(ours):
        pair = wanted.get(ours[at].text + ours[at + 1].text) if at + 1 < len(ours) else None
        joined.append(pair or ours[at])
        at += 2 if pair else 1
    return tuple(joined)


def _shorter(missing: list[Word], typed: Phrase, key: Phrase) -> Match:
    if _names_it(missing, typed, key):
        return Match("right", "shorter_name")
    kept = sum(len(w.text) for w in key.content) - sum(len(w.text) for w in missing)
    if kept * 2 >= sum(len(w.text) for w in key.content):
        return Match("near", "missing_word", "Something essential is missing.")
    return Match("wrong", "missing_word", "Too much is missing.")


def _names_it(missing: list[Word], typed: Phrase, key: Phrase) -> bool:
    """Whether a proper name lost only what identifies nobody: a first name, a title, a kind of place."""
    if any(word.role == "number" or word.key in ALTERING for word in missing):
        return False
    names = [word for word in key.content if word.capital and word.key not in _GENERIC]
    if not names or len(key.content) < 2:
        return False
    gone = {word.key for word in missing}
    return names[-1].key not in gone


def _longer(new: list[Word], extra: list[Word], typed: Phrase, key: Phrase) -> Match:
    if any(word.key in ALTERING for word in new):
        return Match("wrong", "extra_word", "A word too many makes it another answer.")
    dated = all(w.role == "number" or w.key in _MONTHS for w in key.content)
    if any(word.role == "number" for word in new) and not dated:
        return Match("near", "extra_word", "Leave out what was not asked.")
    if len(new) > _EXTRA + len(key.content):
        return Match("near", "extra_word", "Leave out what was not asked.")
    return Match("right", "extra_word")


_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def _same_order(typed: Phrase, key: Phrase, order: list[int]) -> bool:
    if order == sorted(order):
        return True
    ours, theirs = _linked(typed), _linked(key)
    return all(ours[link] == theirs[link] for link in ours.keys() & theirs.keys())


def _linked(phrase: Phrase) -> dict[str, str]:
    found: dict[str, str] = {}
    link = ""
    for word in phrase.all:
        if word.key in _LINKS:
            link = word.key
        elif link and word.role in ("content", "number"):
            found[link], link = word.key, ""
    return found


_SPLIT = re.compile(r"\s+(?:or|and/or)\s+|\s*/\s*|\s*[;|]\s*|,\s*or\s+", re.IGNORECASE)


def two_answers(typed: Phrase) -> list[str]:
    """The answers a response offers to choose from; empty where it gives one."""
    parts = [part for part in _SPLIT.split(typed.raw) if part.strip()]
    return parts if len(parts) > 1 else []
