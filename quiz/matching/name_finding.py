"""Names in running text: which there are, which are people's, and whether a key's name occurs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from quiz.matching import name_words as tables
from quiz.matching.name_compare import compare
from quiz.matching.name_key import as_person, made_ready
from quiz.matching.name_parts import SOUND, alike, given_groups, without_titles, words_of
from quiz.matching.name_result import RIGHT

_UPPER = "A-ZÀ-ÖØ-ÞĄĆČĐĘŁŃŚŠŹŻŽЀ-Я"
_ABBREVIATION = r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Adm|Sen|Rep|Gov|Prof|Sgt|St)\."
_INITIALS = r"(?:[A-Z]\.-?){1,4}"
_CAPITAL = rf"[{_UPPER}][\w'’ʼ]*(?:-[^\W\d_][\w'’ʼ]*)*"
_ONE = rf"(?:{_ABBREVIATION}|{_INITIALS}|{_CAPITAL})"
_INSIDE = r"(?:of the|of|for the|for|van der|van|von der|von|de la|de|bin|al)"
_RUN = re.compile(rf"(?<!\w){_ONE}(?:[ \t\n]?(?<=[ \t\n.])(?:{_INSIDE}[ \t\n])?{_ONE})*")
# Words with a capital that are no names: openers of sentences, days, months.
_NOT_NAMES = tables.words(
    """the a an this that these those it he she they we i you there here in on at by for from of to with as but
    and or if when while after before since because although though however meanwhile also then now today
    yesterday tomorrow what who why how where which some many most all both each no not yes one two three
    first second last his her their its our my your yet nor so such even still only under over into is are
    was were do did does has have had will would can could may might several few much more less certain late
    early including citing media monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december according asked speaking earlier later"""
)


class Found(NamedTuple):
    """A name in a text: ``text[start:end]``."""

    start: int
    end: int
    text: str


def find_names(text: str) -> list[Found]:
    """The runs of capitalised words in a text that may be names, in their order; days, months and openers left out."""
    found: list[Found] = []
    for hit in _RUN.finditer(text):
        start, end = hit.span()
        while start < end:
            first = re.match(r"[\w'’ʼ-]+", text[start:end])
            if not first or first[0].lower().split("-")[0] not in _NOT_NAMES:
                break
            start += len(first[0])
            while start < end and not text[start].isalnum():
                start += 1
        name = re.sub(r"['’]s?$", "", text[start:end])
        # "Volodymyr Zelensky of Ukraine" is a person with a country, "the Bank of America" one name.
        before, of, _ = name.partition(" of ")
        if of and _starts_as_person(before):
            name = before
        if len(name) > 1:
            found.append(Found(start, start + len(name), name))
    return found


def people_in(text: str) -> tuple[str, ...]:
    """The likely full names of people in a text, each once, in the order of their first mention, without titles."""
    people: dict[str, None] = {}
    for found in find_names(text):
        words = without_titles(words_of(found.text))
        if as_person(found.text) is None or len(words) < 2 or " " not in found.text:
            continue
        if not words[0].initial and words[0].plain in tables.BODY_WORDS | tables.PLACE_OPENINGS:
            continue
        people.setdefault(" ".join(w.raw + ("." if w.initial else "") for w in words))
    return tuple(people)


def _starts_as_person(text: str) -> bool:
    words = without_titles(words_of(text))
    return bool(words) and (words[0].initial or bool(given_groups(words[0].raw)))


def mentions(text: str, answer: str, accept: Sequence[str] = ()) -> bool:
    """Whether a text names what a key names in some form that grading accepts, a family name alone included."""
    return any(_mentions(text, name) for name in (answer, *accept))


def _mentions(text: str, name: str) -> bool:
    key = made_ready(name)
    if not key.words:
        return False
    words = words_of(text)
    wanted = key.person.family if key.person else key.content
    for start in range(len(words)):
        if wanted and alike(words[start].raw, wanted[0].raw) >= SOUND:
            if len(wanted) == 1:
                return True
            window = words[start : start + len(key.words) + 2]
            if any(compare(window[:n], key).grade == RIGHT for n in range(1, len(window) + 1)):
                return True
    return any(compare(words_of(f.text), key).grade == RIGHT for f in find_names(text) if words_of(f.text))
