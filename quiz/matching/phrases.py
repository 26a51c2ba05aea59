"""Is a typed phrase the key: the fair teacher's rules for short answers and typed gaps (docs/grading.md lists them)."""

from collections.abc import Mapping, Sequence

from quiz.matching.compare import compare, two_answers
from quiz.matching.keys import Key, key_of
from quiz.matching.match import Match
from quiz.matching.words import Phrase, read, read_kept
from quiz.text.normalise import normalise, words

_NOTHING: Mapping[str, str] = {}
# A phrase is short; what goes on for longer than this is no answer to a short question.
_LONGEST = 1_000
_RANK = {"right": 0, "near": 1, "wrong": 2}
_SAME = frozenset(("exact", "spelling", "inflection", "word_order"))


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
    repeated, and may be. Over ``max_words`` nothing is right. ``strict`` makes a slip near. Total: any text gives a Match.
    """
    if response == answer or response in accept:
        return Match("right", "exact")
    if len(response) > max(_LONGEST, 2 * len(answer)):
        return Match("wrong", "too_long", "Answer in a few words.")
    typed = read(response)
    if not typed.all:
        return Match("wrong", "empty")
    keys = [key_of(answer), *map(key_of, accept)] if accept else [key_of(answer)]
    exact = any(typed.plain == phrase.plain for key in keys for phrase in key.phrases)
    over = max_words is not None and len(words(response)) > max_words
    if exact and not over:
        return Match("right", "exact")
    if not exact:
        for phrases, outcome, reason in ((reject, "wrong", "rejected"), (near, "near", "nearly")):
            for phrase, note in phrases.items():
                if _is_same(typed, phrase):
                    return Match("near" if outcome == "near" else "wrong", reason, note)
    found = Match("right", "exact") if exact else _best(typed, keys, read_kept(prompt), strict)
    if over and found.outcome != "wrong":
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
    start = normalise(given.rstrip("_. "))
    whole = match_phrase(response, answer, accept=accept, max_words=max_words, strict=strict)
    if not start or whole.outcome == "right" or normalise(response).startswith(start):
        return whole
    joined = match_phrase(start + response.strip(), answer, accept=accept, max_words=max_words, strict=strict)
    return min(joined, whole, key=lambda match: _RANK[match.outcome])


def mentions(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase, whatever the case, quotes, dashes and spaces; whole words only."""
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


def _is_same(typed: Phrase, phrase: str) -> bool:
    match = compare(typed, read_kept(phrase), frozenset())
    return match.outcome == "right" and match.reason in _SAME


def _best(typed: Phrase, keys: Sequence[Key], prompt: Phrase, strict: bool) -> Match:
    best = Match("wrong", "other_words")
    for key in keys:
        for phrase in key.phrases:
            found = compare(typed, phrase, prompt.keys, strict=strict)
            if _RANK[found.outcome] < _RANK[best.outcome] or (
                best.reason == "other_words" and found.outcome == best.outcome
            ):
                best = found
            if best.outcome == "right":
                break
    if best.outcome != "wrong" and best.reason not in _SAME:
        parts = two_answers(typed)
        if parts and not all(_fits(part, keys, prompt) for part in parts):
            return Match("wrong", "two_answers", "Give one answer, not several to choose from.")
    return best


def _fits(part: str, keys: Sequence[Key], prompt: Phrase) -> bool:
    typed = read(part)
    return any(compare(typed, phrase, prompt.keys).right for key in keys for phrase in key.phrases)
