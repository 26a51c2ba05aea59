"""Is a typed phrase the key: a fair teacher's rules for short answers and typed gaps.

Right: the same words whatever their case, articles, punctuation, endings (``stopped``, ``stopping``), British or
American spelling, joined or apart, in another order where that says the same; one slip in a word of five letters or
more; numbers in words or digits; words of the question repeated or left out; a few words more; a family name.
Near: something essential is missing, or what was typed is only partly the key.
Wrong: a negation or exception that turns the key round, several answers to choose from, another number, a word that
makes it something else (``former``, ``almost``), more words than allowed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quiz.matching.match import Match
from quiz.matching.names import match_name
from quiz.matching.number_tokens import without_invisible
from quiz.matching.phrase_acronym import acronyms_of, is_acronym
from quiz.matching.phrase_against import against
from quiz.matching.phrase_answers import gives_several, leaves_choice, may_give_several, things_in, without_place
from quiz.matching.phrase_asked import whether, who
from quiz.matching.phrase_compare import EXACT, compare, is_within
from quiz.matching.phrase_implied import KIN, in_metres
from quiz.matching.phrase_keys import NO_QUESTION, Key, Keys, Question, keys_for
from quiz.matching.phrase_letters import by_letters
from quiz.matching.phrase_reach import Place, Touch, leaves_nothing, may_be
from quiz.matching.phrase_rounding import rounds
from quiz.matching.phrase_values import by_value, is_other_day
from quiz.matching.phrase_words import Phrase, keys_of, read, read_kept
from quiz.matching.phrase_worth import NOT_ASKED, OTHER, REPEATED
from quiz.matching.quoting import one_spaced
from quiz.text.normalise import normalise, words

_NOTHING: Mapping[str, str] = {}
# A phrase is short; what goes on for longer than this answers no short question.
_LONGEST = 1_000
_RANK = {"right": 0, "near": 1, "wrong": 2}
_SAME = frozenset(("exact", "spelling", "inflection", "word_order"))
# Verdicts about words that a key's value may overrule.
_UNSURE = frozenset(("other_words", "missing_word", "extra_word", "repeats_prompt"))
_NOT_THAT = re.compile(r"\s*[,;]\s*(?:and |but )?(?:not|rather than|instead of)\s+(.+)$", re.IGNORECASE | re.DOTALL)


def match_phrase(
    response: str,
    answer: str,
    *,
    accept: Sequence[str] = (),
    near: Mapping[str, str] = _NOTHING,
    reject: Mapping[str, str] = _NOTHING,
    prompt: str = "",
    max_words: int | None = None,
    strict: bool = False,
) -> Match:
    """Compare a typed phrase with a key.

    ``near`` maps a phrase to the sentence that says what it lacks, ``reject`` one to why it is wrong; both are met
    with the same tolerance for endings and slips as the key. ``prompt`` is the question's text: its words need not be
    repeated, and may be. Over ``max_words`` nothing is right. ``strict`` makes a slip near. Any text gives a Match.
    """
    asked = keys_for(answer, tuple(accept), tuple(near.items()), tuple(reject.items()), prompt)
    return match_keys(response, asked, max_words=max_words, strict=strict)


def match_keys(response: str, asked: Keys, *, max_words: int | None = None, strict: bool = False) -> Match:
    """``match_phrase`` with a question's keys as ``keys_for`` reads them, which a question does once."""
    raw, response = response, one_spaced(without_invisible(response))
    same = raw == asked.texts[0] or response in asked.texts
    if same and not _is_over(response, max_words):
        return EXACT
    if len(response) > _LONGEST:
        return Match("wrong", "too_long", "Answer in a few words.")
    typed = read(response)
    if not typed.all:
        return Match("wrong", "empty")
    told: Match | None = None
    if typed.plain in asked.plains:
        found = EXACT
    else:
        touch = asked.reach.touch(typed)
        told = _told(typed, asked, touch)
        found = told or whether(typed, asked.all, asked.question) or _best(typed, asked, touch, strict=strict)
    if told is None and not found.right and (metres := in_metres(response)) != response:
        typed = read(metres)
        other = _best(typed, asked, asked.reach.touch(typed), strict=strict)
        found = min(found, other, key=lambda match: _RANK[match.outcome])
    if found.reason in _UNSURE and not found.right and (letters := by_letters(response, asked.letters, strict=strict)):
        found = letters
    if found.outcome != "wrong" and _is_over(response, max_words):
        return Match("wrong", "over_word_limit", f"Use no more than {max_words} word{'s' * (max_words != 1)}.")
    return found


def match_gap(
    response: str,
    answer: str,
    *,
    accept: Sequence[str] = (),
    given: str = "",
    max_words: int | None = None,
    strict: bool = False,
) -> Match:
    """Compare what was typed into a gap with its key; ``given`` are the letters printed at its start (``pho___``).

    With letters given the response may be the whole word or only the letters that are missing.
    """
    whole = match_phrase(response, answer, accept=accept, max_words=max_words, strict=strict)
    start = normalise(given.rstrip("_. "))
    if not start or whole.outcome == "right" or normalise(response[:_LONGEST]).startswith(start):
        return whole
    joined = match_phrase(start + response.strip(), answer, accept=accept, max_words=max_words, strict=strict)
    # "off" + "not offered" only looks like an answer with a word too many.
    return min(joined, whole, key=lambda match: _RANK[match.outcome]) if joined.reason in _SAME else whole


def mentions(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase, whatever the case, quotes, dashes and spaces; whole words only."""
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


def _is_over(response: str, max_words: int | None) -> bool:
    return max_words is not None and len(words(response[:_LONGEST])) > max_words


def _told(typed: Phrase, asked: Keys, touch: Touch) -> Match | None:
    """What the author says about exactly this response, if anything; the same words before the same but for a slip."""
    likely: Match | None = None
    if not (touch.same or touch.bits & asked.bits.told or asked.bits.whole):
        return None
    for known, telling, place, verdict in asked.told:
        if touch.same & place.same:
            return verdict
        if not may_be(touch, place, telling):
            continue
        match = compare(typed, known, NO_QUESTION, likely=True, joins=bool(touch.bits & place.joins))
        if match.reason == "exact" and match.right:
            return verdict
        if likely is None and match.right and match.reason in _SAME and len(touch.telling) == telling:
            likely = verdict
    return likely


def _best(typed: Phrase, asked: Keys, touch: Touch, *, strict: bool) -> Match:
    """The best verdict by any key; ``touch`` is what the response reaches of them."""
    best, keys, question = OTHER, asked.all, asked.question
    reached = bool(touch.same or touch.bits & asked.bits.keys) or asked.bits.whole
    # One word, or a figure with a point, may be any key in another way; other words only some.
    may_be_any = " " not in typed.plain or "." in typed.raw
    for key, places, is_open in zip(keys, asked.places, asked.bits.open, strict=True):
        may_be_else = may_be_any or is_open
        if not (reached or may_be_else):
            continue
        found = _compared(typed, key, places, touch, question, strict) if reached else OTHER
        if found is not OTHER or may_be_else:
            found = _elsewise(found, typed, key, question, strict)
        if _RANK[found.outcome] < _RANK[best.outcome] or (best is OTHER and found.outcome == "wrong"):
            best = found
        if best.reason == "exact":
            break
    if best.reason == "more_precise" and any(is_other_day(typed, key, question) for key in keys):
        return Match("wrong", "wrong_day", "The day is different.")
    if best.outcome != "wrong":
        if may_give_several(typed.raw) and gives_several(typed, _Fits(typed, keys, question), question.keys):
            if best.reason in _SAME and any(word.text == "and" for key in keys[:1] for word in read_kept(key.raw).all):
                return Match("near", "two_answers", "All of that is in it; is it one or the other?")
            return Match("wrong", "two_answers", "Give one answer, not several to choose from.")
        return against(typed, asked, best) or best
    if best.reason != "negated" and "," in typed.raw and (place := without_place(typed.raw)):
        # "Sumy, eastern Ukraine"
        head = read(place)
        if any(head.plain == phrase.plain for key in keys for phrase in key.phrases):
            return Match("right", "extra_word")
    if best.reason == "negated" and (contrast := _NOT_THAT.search(typed.raw)):
        # "energy targets, not homes": the contrast takes nothing back unless it holds the key's own words.
        head = read(typed.raw[: contrast.start()])
        denied = keys_of(read(contrast.group(1)))
        if head.all and denied and not any(denied & keys_of(phrase) for key in keys for phrase in key.phrases):
            return _best(head, asked, asked.reach.touch(head), strict=strict)
    return best


def _compared(
    typed: Phrase, key: Key, places: Sequence[Place], touch: Touch, question: Question, strict: bool
) -> Match:
    """The best verdict by any phrase of a key."""
    best = OTHER
    for phrase, place in zip(key.phrases, places, strict=True):
        if leaves_nothing(touch, place):
            continue
        joins = bool(touch.bits & place.joins)
        found = compare(typed, phrase, question, strict=strict, likely=True, joins=joins)
        if found.reason == "extra_word" and _contradicts(typed, key.phrases[0]):
            found = NOT_ASKED
        if _RANK[found.outcome] < _RANK[best.outcome] or (best is OTHER and found.outcome == "wrong"):
            best = found
        if best.outcome == "right":
            break
    return best


def _elsewise(best: Match, typed: Phrase, key: Key, question: Question, strict: bool) -> Match:
    """What a key says that shares no word with a response, or not enough: as a value, as asked, as a name."""
    if best.outcome != "right" and "." in typed.raw and any(rounds(typed.raw, phrase) for phrase in key.phrases):
        return Match("right", "rounded")
    if best.reason in _UNSURE and (valued := by_value(typed, key, question)) is not None:
        return _with_value(best, valued)
    if best.reason == "other_words":
        if (asked := who(typed, key, question)) is not None:
            return asked
        if not typed.negators and _abbreviates(typed, key):
            return Match("right", "abbreviation") if not keys_of(typed) <= question.keys else REPEATED
    if key.names and best.reason in ("other_words", "missing_word"):
        for phrase in key.names:
            if _same_numbers(typed, phrase):
                named = match_name(typed.raw, phrase.raw, strict=strict)
                if named.outcome == "right" or (named.outcome == "near" and named.reason == "spelling"):
                    return named
    return best


def _abbreviates(typed: Phrase, key: Key) -> bool:
    if key.acronyms and is_acronym(typed, key.acronyms):
        return True
    return bool(key.letters) and any(is_acronym(phrase, acronyms_of(typed)) for phrase in key.letters)


def _contradicts(typed: Phrase, whole: Phrase) -> bool:
    """Whether a response with a shorter form of a key has another number or relative than the whole key has."""
    known = keys_of(whole)
    new = [word for word in typed.content if word.key not in known]
    return (any(word.role == "number" for word in whole.content) and any(word.role == "number" for word in new)) or (
        not known.isdisjoint(KIN) and any(word.key in KIN for word in new)
    )


def _same_numbers(typed: Phrase, name: Phrase) -> bool:
    ours, theirs = (
        {word.key.removesuffix("th") for word in phrase.content if word.role == "number"} for phrase in (typed, name)
    )
    return ours == theirs and not typed.negators


def _with_value(best: Match, valued: Match) -> Match:
    """A value decides where it agrees, and where it contradicts what more words left standing."""
    if best.right and valued.reason == "unreadable":
        return best
    if valued.right or (best.outcome != "wrong" and valued.outcome == "wrong"):
        return valued
    return valued if best.outcome == "wrong" else best


class _Fits(NamedTuple):
    """What the keys say of the parts of a response."""

    typed: Phrase
    keys: Sequence[Key]
    question: Question

    def whole(self, part: str) -> bool:
        return any(compare(read(part), phrase, self.question).right for phrase in self._phrases())

    def offered(self, part: str) -> bool:
        return any(
            is_within(read(part), phrase, self.question) for phrase in self._phrases() if leaves_choice(phrase.raw)
        )

    def listed(self, part: str) -> bool:
        return any(is_within(read(part), phrase, self.question) for phrase in self._phrases() if things_in(phrase.raw))

    def most_listed(self) -> int:
        lists = [(count, phrase) for phrase in self._phrases() if (count := things_in(phrase.raw))]
        return max((count for count, phrase in lists if compare(self.typed, phrase, self.question).right), default=0)

    def _phrases(self) -> Iterator[Phrase]:
        return (phrase for key in self.keys for phrase in key.phrases)
