"""Words that turn a statement round or bound it, and what is one slip away from them: ``beforee``, ``nott``.

Whoever slips in such a word still means it. What follows it is then not what was asked, so that reading past it
as past any unknown word would find a wrong answer right.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORT = 4
# Words of their own that are one letter from a word that turns.
_OTHER_WORDS = """
ever fever lever sever nerve either though trough thorough alter rafter excerpt untie mince wince singe sine
priory prion head unlikely like within hollowing follower neatly clearly dearly yearly pearly belong bellow billow
allow cover rover lover hover mover wonder sunder thunder plunder upper udder expect accept most moist
last east beast feast yeast lease leash sewer newer flower slower power tower mower loser hither abode lager grater neer
"""
_REAL_WORDS = frozenset(_OTHER_WORDS.split())


@lru_cache(maxsize=8192)
def meant(word: str, turning: frozenset[str]) -> str | None:
    """The one word of ``turning`` that a folded ``word`` is a single slip away from; None where none or several are.

    A slip is a letter missing, added, wrong, or two neighbours swapped. In words of three and four letters only a
    letter typed twice and two letters swapped are slips: with another letter they are other words (``not``, ``now``).
    """
    if len(word) < 3 or word in turning or word in _REAL_WORDS:
        return None
    found = [known for known in turning if abs(len(known) - len(word)) <= 1 and _is_slip(word, known)]
    return found[0] if len(found) == 1 else None


def _is_slip(word: str, known: str) -> bool:
    if len(known) <= _SHORT:
        return _is_doubled(word, known) or (len(known) > 2 and _is_swapped(word, known))
    return OSA.distance(word, known, score_cutoff=1) == 1


def _is_doubled(word: str, known: str) -> bool:
    return len(word) == len(known) + 1 and any(word == known[: at + 1] + known[at:] for at in range(len(known)))


def _is_swapped(word: str, known: str) -> bool:
    return len(word) == len(known) and any(
        word == known[:at] + known[at + 1] + known[at] + known[at + 2 :] for at in range(len(known) - 1)
    )
