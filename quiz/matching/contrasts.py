"""Words of which one denies another: what is junior is not senior, who was killed was not wounded."""

from collections.abc import Iterable

from quiz.matching.spelling import base

# Each line: things that exclude one another, each in all its words.
_CONTRASTS = """
senior; junior
same; opposite other different
temporary provisional interim; permanent lasting endless indefinite
partial; complete total full
limited; unlimited full
killed dead died fatally slain; wounded injured hurt; captured; missing
country nation; region province oblast; city town; village
soldier soldiers troops; civilian civilians
men man; women woman; children child
seriously severely badly heavily gravely; slightly lightly mildly
north northern; south southern; east eastern; west
land ground; sea naval maritime; air aerial
nuclear; conventional
direct; indirect
public; private secret
official; unofficial
foreign; domestic
former; current present
increase increased rise rose; decrease decreased fall fell decline declined
import imports; export exports
spring; summer; autumn; winter
morning; afternoon; evening; night
"""


def _read() -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for line in _CONTRASTS.strip().splitlines():
        sides = [frozenset(map(base, side.split())) for side in line.split(";")]
        for side in sides:
            others = frozenset().union(*(other for other in sides if other is not side))
            for word in side:
                found[word] = (*found.get(word, ()), others)
    return found


_OTHERS = _read()


def contrasts(typed: Iterable[str], known: frozenset[str]) -> bool:
    """Whether a word denies one of the known: it is none of them, nor is any of those that it denies typed too.

    Takes base forms (``spelling.base``).
    """
    said = frozenset(typed)
    return any(
        not others.isdisjoint(known) and others.isdisjoint(said)
        for word in said - known
        for others in _OTHERS.get(word, ())
    )
