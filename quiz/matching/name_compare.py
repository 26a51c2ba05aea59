"""Comparing one name with another, whatever it names."""

from quiz.matching.name_key import Name, no_article
from quiz.matching.name_parts import DIFFERENT, Word, alike, squash
from quiz.matching.name_persons import compare_person
from quiz.matching.name_result import DIFFERENT_NAME, EXACT, RIGHT, SLIPPED, WRONG, Finding, by_level
from quiz.matching.name_things import compare_thing
from quiz.matching.parties import party_of
from quiz.matching.translit import sound


def compare(words: tuple[Word, ...], name: Name) -> Finding:
    """How the words of a response that hold one name compare with a key. Neither may be empty."""
    words = no_article(words)
    squashed = squash(words)
    if squashed == name.squashed:
        return EXACT
    if squashed in name.aliases or (name.alias_keys and sound(squashed) in name.alias_keys):
        return Finding(RIGHT, "alias")
    if (named := party_of(squashed)) and (key := party_of(name.squashed)) and named != key:
        # The Republic of China is not China.
        return DIFFERENT_NAME
    if name.person is None:
        return compare_thing(words, squashed, name)
    found = compare_person(words, name.person)
    if found.grade == WRONG and not name.person.given:
        found = max(found, compare_thing(words, squashed, name), key=lambda f: f.grade)
    if found.grade < SLIPPED and len(words) < len(name.words) and len(squashed) > 7:
        # Words run together: "SergeiLavrov".
        level = alike(squashed, name.squashed)
        if level != DIFFERENT and len(words) == 1:
            return by_level(level)
    return found
