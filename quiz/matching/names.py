"""Whether a typed name names the person, place or organisation that was asked for."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from quiz.matching.match import Match, Outcome
from quiz.matching.name_compare import compare
from quiz.matching.name_finding import Found, find_names, mentions, people_in
from quiz.matching.name_key import Name, made_ready, no_article
from quiz.matching.name_parts import LONGEST, Person, Word, clean, given_groups, squash, words_of
from quiz.matching.name_persons import same_family
from quiz.matching.name_reach import NameReach
from quiz.matching.name_response import SENTENCE_WORDS, SEPARATORS, Part, parts_of, respelled, turning_word
from quiz.matching.name_result import DIFFERENT_NAME, NEAR, RIGHT, SLIPPED, WRONG, Finding
from quiz.matching.name_slips import is_known_family
from quiz.matching.name_whose import is_office, only_whose, within, without_named
from quiz.matching.parties import parties_named
from quiz.matching.translit import sound

__all__ = ["Found", "find_names", "match_name", "mentions", "people_in", "same_person"]

# No padding with spaces is longer; what comes after it need not be looked at.
_PADDED = 4000
_MOST_WORDS = 40
# What parts names even where the whole may be one.
_PARTING = frozenset("/;&")
_FAMILY_ALONE = ("family_name", "spelling")
_NOTES = {
    "empty": "Nothing was typed.",
    "exact": "",
    "family_name": "",
    "transliteration": "",
    "alias": "",
    "other_form": "The text has another form of that name.",
    "acronym": "",
    "office": "That is an office: give the name.",
    "asked_besides": "Leave out who the question itself names.",
    "owner": "",
    "owner_unknown": "Whose it is was not asked; leave that out.",
    "other_owner": "That is somebody else's.",
    "initials": "The text gives initials; keep to them, or give the family name.",
    "spelling": "There is a slip in the spelling.",
    "surname_shared": "More than one person here has that family name: which one?",
    "family_name_missing": "The family name is missing.",
    "part_missing": "A part of the name is missing.",
    "extra_word": "A part of that does not belong to the name.",
    "other_extent": "That is a wider or a neighbouring place.",
    "demonym": "That is the word for its people: name the country.",
    "ambiguous": "That could stand for more than one name here.",
    "wrong_person": "That is another person of that family name.",
    "someone_else": "That is somebody or something else in the text.",
    "different_name": "That is a different name.",
    "two_answers": "That gives more than one answer.",
    "negated": "That says who or what it is not.",
    "too_long": "That is too long: give the name.",
}


def match_name(
    response: str,
    answer: str,
    *,
    accept: Sequence[str] = (),
    others: Sequence[str] = (),
    prompt: str = "",
    strict: bool = False,
) -> Match:
    """How a typed name compares with ``answer`` or any of ``accept``.

    ``others`` are the other names of the text: they tell when a family name is shared, and when a slip spells
    somebody else. ``prompt`` is the question's text, which may say whose body is asked for. With ``strict`` a slip is
    near instead of right. Any text gives a verdict.
    """
    text = clean(response[:_PADDED])
    if prompt and len(text) <= LONGEST:
        text = only_whose(text, prompt)
    if len(text) > LONGEST or response[_PADDED:].strip():
        return _verdict(Finding(WRONG, "too_long"), strict)
    found = _matched(text, answer, tuple(accept), tuple(others), strict)
    if "," in text or "(" in text:
        placed = within(text, (answer, *accept), others)
        if placed is not None:
            return _verdict(Finding(RIGHT, "exact") if placed else Finding(WRONG, "two_answers"), strict)
    if found.reason == "owner_unknown" and not parties_named(text).isdisjoint(parties_named(prompt)):
        return _verdict(Finding(RIGHT, "owner"), strict)
    if found.reason == "different_name" and made_ready(answer).person and is_office(text):
        return _verdict(Finding(WRONG, "office"), strict)
    other = without_named(text, prompt) if found.reason == "two_answers" else text
    if other != text and _matched(other, answer, tuple(accept), tuple(others), strict).right:
        return _verdict(Finding(NEAR, "asked_besides"), strict)
    return found


@lru_cache(maxsize=16384)
def _matched(text: str, answer: str, accept: tuple[str, ...], others: tuple[str, ...], strict: bool) -> Match:
    words = words_of(text)
    if not words:
        return _verdict(Finding(WRONG, "empty"), strict)
    if len(words) > _MOST_WORDS:
        return _verdict(Finding(WRONG, "too_long"), strict)
    best: Finding | None = None
    turned = any(map(turning_word, [word.plain for word in words]))
    for key in _keys(answer, accept, others):
        said = respelled(words, key.name.words) if turned else words
        found = _find(said, key) if key.reach.touches(words) else DIFFERENT_NAME
        if best is None or found.grade > best.grade:
            best = found
        if found.grade == RIGHT:
            break
    return _verdict(best or DIFFERENT_NAME, strict)


def _verdict(found: Finding, strict: bool) -> Match:
    outcome: Outcome = "right" if found.grade >= SLIPPED else "near" if found.grade == NEAR else "wrong"
    if strict and found.grade == SLIPPED:
        outcome = "near"
    return Match(outcome, found.reason, _NOTES[found.reason])


class _Key(NamedTuple):
    """An accepted name, and what of the text's other names may change a verdict on it.

    ``rivals`` share its family name; ``full`` are the full names where it is a family name alone; ``heard`` finds the
    names of others by the sound of any of their words; ``others`` are all of these that are not its bearer's.
    ``parties`` are those that any accepted name names.
    """

    name: Name
    others: tuple[Name, ...]
    rivals: tuple[Name, ...]
    full: tuple[Name, ...]
    heard: dict[str, list[Name]]
    reach: NameReach
    main: bool
    parties: frozenset[str]


@lru_cache(maxsize=2048)
def _keys(answer: str, accept: tuple[str, ...], others: tuple[str, ...]) -> tuple[_Key, ...]:
    accepted = [name for name in map(made_ready, (answer, *accept)) if name.words]
    around = [name for name in map(made_ready, others) if name.words]
    strangers = tuple(n for n in around if not any(compare(n.words, own).grade == RIGHT for own in accepted))
    parties = frozenset().union(*map(parties_named, (answer, *accept)))
    heard: dict[str, list[Name]] = {}
    for stranger in strangers:
        for word in stranger.words:
            heard.setdefault(sound(word.raw), []).append(stranger)
    return tuple(
        _Key(
            name,
            strangers,
            _rivals(name, strangers),
            _full_names(name, (*accepted, *around)),
            heard,
            NameReach(name),
            name is accepted[0],
            parties,
        )
        for name in accepted
    )


def _rivals(name: Name, strangers: Iterable[Name]) -> tuple[Name, ...]:
    person = name.person
    if person is None:
        return ()
    return tuple(n for n in strangers if n.person and _is_full_name(n.person) and same_family(person, n.person))


def _is_full_name(person: Person) -> bool:
    """Whether the words before a family name are given names, and not a headline's: "Putin Meets Trump"."""
    if any(word.initial or given_groups(word.raw) for word in person.given):
        return True
    return len(person.given) == 1 and not is_known_family(person.given[0].plain)


def _full_names(name: Name, known: Iterable[Name]) -> tuple[Name, ...]:
    lone = name.person
    if lone is None or lone.given:
        return ()
    return tuple(n for n in known if n.person and n.person.given and same_family(lone, n.person))


def _find(words: tuple[Word, ...], key: _Key) -> Finding:
    whole = _compare_known(words, key)
    gaps = "".join([w.gap for w in words])
    sentence = not SENTENCE_WORDS.isdisjoint([w.plain for w in words]) or True in [w.owning for w in words[:-1]]
    one_name = not sentence and (SEPARATORS if whole.grade < SLIPPED else _PARTING).isdisjoint(gaps)
    # The key itself may hold an "and", an "of" or an "&".
    as_the_key = squash(no_article(words)) == key.name.squashed or (whole.grade >= SLIPPED and not key.name.person)
    if one_name or as_the_key:
        return _in_context(whole, words, key)
    graded = [(_compare_known(part.words, key), part) for part in parts_of(words)]
    hits = [(found, part) for found, part in graded if found.grade >= SLIPPED and not part.owner]
    if not hits:
        return _near_part(graded, whole, words, key)
    standing = [(found, part) for found, part in hits if not part.negated]
    if len(standing) < len(hits):
        # "not The New York Times (NYT)" denies it under both names.
        return Finding(WRONG, "negated")
    if any(found.grade < SLIPPED and not (part.aside or part.negated or part.owner) for found, part in graded):
        return Finding(WRONG, "two_answers")
    found, part = max(standing, key=lambda hit: hit[0].grade)
    return _in_context(found, part.words, key)


def _compare_known(words: tuple[Word, ...], key: _Key) -> Finding:
    """Compare; where the key is a lone family name, the text's full names say which given names go with it."""
    found = compare(words, key.name)
    if found.grade == WRONG or not key.full or len(words) == 1:
        return found
    findings = [compare(words, name) for name in key.full]
    if found.grade == NEAR and found.reason != "extra_word":
        return found
    return max(findings, key=lambda f: f.grade, default=found)


def _near_part(graded: list[tuple[Finding, Part]], whole: Finding, words: tuple[Word, ...], key: _Key) -> Finding:
    if whole.grade == NEAR:
        return _in_context(whole, words, key)
    naming = [found for found, part in graded if not part.aside and not part.owner]
    if len(naming) == 1 and not any(part.negated for _, part in graded):
        return naming[0]
    return _in_context(whole, words, key)


def _in_context(found: Finding, words: tuple[Word, ...], key: _Key) -> Finding:
    """What the other names of the text make of a right finding or an unsure slip."""
    if found.grade < SLIPPED and found.reason != "spelling":
        return found
    if found.reason == "owner" and parties_named(" ".join(word.raw for word in words)).isdisjoint(key.parties):
        # One country's ministry is not another's.
        return Finding(WRONG, "other_owner") if key.parties else Finding(NEAR, "owner_unknown")
    if found.reason == "acronym" and not key.main and len(words) > 1:
        # Letters under accept are those of the answer, and not of whatever else begins with them.
        return DIFFERENT_NAME
    if found.reason == "spelling":
        spelled = [other for word in words for other in key.heard.get(sound(word.raw), ())]
        if any(compare(words, other).grade == RIGHT for other in spelled):
            return Finding(WRONG, "someone_else")
    if found.reason in _FAMILY_ALONE and any(compare(words, n).reason in _FAMILY_ALONE for n in key.rivals):
        return Finding(NEAR, "surname_shared")
    if found.reason == "acronym" and any(compare(words, other).reason == "acronym" for other in key.others):
        return Finding(NEAR, "ambiguous")
    return found


def same_person(a: str, b: str) -> bool:
    """Whether two personal names may be one person's; the same whichever comes first."""
    return _same(a, b) or _same(b, a)


def _same(a: str, b: str) -> bool:
    words, key = words_of(clean(a[:LONGEST])), made_ready(b[:LONGEST])
    if not words or not key.words:
        return False
    # A lone family name one letter off is as likely to be another family's.
    return compare(words, key).grade >= (SLIPPED if len(words) > 1 and len(key.words) > 1 else RIGHT)
