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
    short, long = _slips_of(turning)
    found = short.get(word, ())
    size = len(word)
    if size >= _SHORT:
        near = [known for length in (size - 1, size, size + 1) for known in long.get(length, ())]
        found += tuple(known for known in near if OSA.distance(word, known, score_cutoff=1) == 1)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=8)
def _slips_of(turning: frozenset[str]) -> tuple[dict[str, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """Each slip in one of the short words with the words it may stand for, and the long words by their length."""
    short: dict[str, tuple[str, ...]] = {}
    long: dict[int, tuple[str, ...]] = {}
    for known in sorted(turning):
        if len(known) > _SHORT:
            long[len(known)] = (*long.get(len(known), ()), known)
            continue
        doubled = {known[: at + 1] + known[at:] for at in range(len(known))}
        pairs = range(len(known) - 1) if len(known) > 2 else ()
        swapped = {known[:at] + known[at + 1] + known[at] + known[at + 2 :] for at in pairs}
        for slip in (doubled | swapped) - {known}:
            short[slip] = (*short.get(slip, ()), known)
    return short, long
