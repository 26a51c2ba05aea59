"""Recognising a text that must not be shipped, by a short salted hash of each of its sentences.

``seeds/<id>.fingerprints`` says of the text an article retells only this: how many sentences it has, and 20 bits of a
keyed hash of each, 8 of one that has fewer than eight words. Why nobody can rebuild the text from it:
docs/decisions/0005-fingerprints.md.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

import msgspec

from quiz.articles.article import Article
from quiz.errors import InputError
from quiz.text.normalise import words

FIRST_LINE = "closeread fingerprints 1"
FEWEST_WORDS = 8
"""A shorter sentence could be guessed, so its fingerprint confirms no guess: one in 256 has the same."""

_DIGITS = 5
_SHORT_DIGITS = 2
_LARGEST_JOIN = 8
"""Stretches between full stops that may make one sentence, so that another splitting finds the same sentences."""

_MOST_STRETCHES = 100_000
_LEAST_SHARE = 1 / 3
_FEWEST_FOUND = 3
_LINE = re.compile(rf"[0-9a-f]{{{_DIGITS}}}|[0-9a-f]{{{_SHORT_DIGITS}}}")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")


class Fingerprints(msgspec.Struct, frozen=True):
    """Of one original: salt, and for sentence n prints[n - 1]: five hex digits, or two for a short sentence."""

    article: str
    salt: bytes
    prints: tuple[str, ...]


class Found(msgspec.Struct, frozen=True, order=True):
    """A sentence of the original in another text: its number there, and where it stands here (character offsets)."""

    number: int
    start: int
    end: int


class Recognition(msgspec.Struct, frozen=True):
    """Which original a text is an edition of, and what of it, in order. of: how many could be (no short ones)."""

    article: str
    found: tuple[Found, ...]
    of: int


def fingerprint(sentence: str, salt: bytes) -> str:
    """Five hex digits for a sentence; "" for one of fewer than eight words. Only the words count."""
    return _print(words(sentence), salt)


def make_fingerprints(original: Article, salt: bytes) -> Fingerprints:
    """The fingerprints of an original: its sentences as ``quiz.text.sentences`` numbers them. salt: 16 random bytes."""
    prints = tuple(fingerprint(original.text[start:end], salt) for start, end in original.sentences)
    return Fingerprints(original.id, salt, prints)


def write_fingerprints(prints: Fingerprints) -> str:
    """A fingerprints file's text: its kind, the salt, then one line for each sentence."""
    return "\n".join([FIRST_LINE, f"salt {prints.salt.hex()}", *prints.prints, ""])


def read_fingerprints(text: str, article: str, where: str) -> Fingerprints:
    """What ``write_fingerprints`` wrote. Raises InputError with the line that is not so."""
    lines = text.splitlines()
    if not lines or lines[0] != FIRST_LINE:
        raise InputError(f"{where}:1:1: not a fingerprints file of this version; install the article again")
    salt = re.fullmatch(r"salt ((?:[0-9a-f]{2}){16,64})", lines[1]) if len(lines) > 1 else None
    if salt is None:
        raise InputError(f"{where}:2:1: no salt; install the article again")
    for number, line in enumerate(lines[2:], 3):
        if not _LINE.fullmatch(line):
            raise InputError(f"{where}:{number}:1: not a fingerprint; install the article again")
    return Fingerprints(article, bytes.fromhex(salt.group(1)), tuple(lines[2:]))


def find_sentences(prints: Fingerprints, text: Article) -> tuple[Found, ...]:
    """The sentences of the original that stand in ``text``, each once, in the original's order; no short ones.

    A sentence is found whole or not at all: one changed word makes it another.
    """
    return _find(prints, _stretches(text))


def _find(prints: Fingerprints, stretches: Iterable[tuple[int, int, list[str]]]) -> tuple[Found, ...]:
    places: dict[str, list[tuple[int, int]]] = {}
    wanted = {one for one in prints.prints if len(one) == _DIGITS}
    for start, end, said in stretches:
        one = _print(said, prints.salt)
        if one in wanted:
            places.setdefault(one, []).append((start, end))
    hits = [
        Found(number, start, end)
        for number, one in enumerate(prints.prints, 1)
        for start, end in sorted(places.get(one, ()), reverse=True)
    ]
    return tuple(_in_order(hits))


def recognise(text: Article, known: Iterable[Fingerprints]) -> Recognition | None:
    """Which known original ``text`` is an edition of: the one with most sentences in it; None where too few are.

    At least three and a third of its longer sentences must be there, and twice as many as of any other.
    """
    stretches = list(_stretches(text))
    found = [
        Recognition(one.article, _find(one, stretches), sum(len(print_) == _DIGITS for print_ in one.prints))
        for one in known
    ]
    found.sort(key=lambda one: len(one.found), reverse=True)
    if not found or len(found[0].found) < max(_FEWEST_FOUND, found[0].of * _LEAST_SHARE):
        return None
    if len(found) > 1 and len(found[0].found) < 2 * len(found[1].found):
        return None
    return found[0]


def place_sentences(prints: Fingerprints, text: Article) -> Mapping[int, tuple[int, int]]:
    """Number of a sentence of the original -> (start, end) in ``text``; without those that are not there.

    A short sentence is looked for between the longer ones that were found round it, where few others can be meant.
    """
    found = {one.number: (one.start, one.end) for one in find_sentences(prints, text)}
    borders = [0, *sorted(found), len(prints.prints) + 1]
    for before, after in pairwise(borders):
        least = found[before][1] if before else 0
        most = found[after][0] if after <= len(prints.prints) else len(text.text)
        here = iter([place for place in text.sentences if least <= place[0] and place[1] <= most])
        for number in range(before + 1, after):
            wanted = prints.prints[number - 1]
            if len(wanted) == _SHORT_DIGITS:
                same = (place for place in here if fingerprint(text.text[slice(*place)], prints.salt) == wanted)
                if (place := next(same, None)) is not None:
                    found[number] = place
    return found


def _stretches(text: Article) -> Iterable[tuple[int, int, list[str]]]:
    """(start, end, words) of every run of up to eight pieces between full stops, inside one paragraph, of eight words
    or more; of a text longer than any original those of its beginning."""
    return islice(_all_stretches(text), _MOST_STRETCHES)


def _all_stretches(text: Article) -> Iterable[tuple[int, int, list[str]]]:
    for paragraph in text.paragraphs:
        if paragraph.number is None:
            continue
        line = text.text[paragraph.start : paragraph.end]
        cuts = [0, *(stop.end() for stop in _STOP.finditer(line)), len(line)]
        pieces = [words(line[start:end]) for start, end in pairwise(cuts)]
        for at in range(len(pieces)):
            said: list[str] = []
            for upto in range(at, min(at + _LARGEST_JOIN, len(pieces))):
                said = said + pieces[upto]
                end = cuts[upto] + len(line[cuts[upto] : cuts[upto + 1]].rstrip())
                if len(said) >= FEWEST_WORDS:
                    yield paragraph.start + cuts[at], paragraph.start + end, said


def _in_order(hits: Sequence[Found]) -> list[Found]:
    """The longest run of hits whose numbers and places both rise (patience sorting; one number is used once).

    hits come by number, those of one number from the last place to the first, so that no two of them can follow.
    """
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, hit in enumerate(hits):
        pile = bisect_left(ends, hit.start)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [hit.start]
        tops[pile : pile + 1] = [at]
    chain: list[Found] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(hits[at])
        at = before[at]
    return chain[::-1]


def _print(said: Sequence[str], salt: bytes) -> str:
    digits = _DIGITS if len(said) >= FEWEST_WORDS else _SHORT_DIGITS
    return hashlib.blake2b(" ".join(said).encode("utf-8", "replace"), key=salt, digest_size=8).hexdigest()[:digits]
