"""What comparing two names gives, before the text around them has its say."""

from typing import NamedTuple

from quiz.matching.name_parts import SAME, SLIP, SOUND, UNSURE


class Finding(NamedTuple):
    """What comparing gave, best highest: 3 right, 2 right but for a slip, 1 near, 0 wrong; and the reason."""

    grade: int
    reason: str


RIGHT, SLIPPED, NEAR, WRONG = 3, 2, 1, 0
DIFFERENT_NAME = Finding(WRONG, "different_name")
EXACT = Finding(RIGHT, "exact")
_FINDINGS = {
    SAME: EXACT,
    SOUND: Finding(RIGHT, "transliteration"),
    SLIP: Finding(SLIPPED, "spelling"),
    UNSURE: Finding(NEAR, "spelling"),
}


def by_level(level: int) -> Finding:
    """The finding for two names whose words are at worst so alike (see ``alike``), DIFFERENT excluded."""
    return _FINDINGS[level]
