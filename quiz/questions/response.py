"""What a learner gives: seven shapes that serve every kind of question.

A response is raw and kept for ever. Options, items and lefts are named by their text, because a text survives
shuffling and re-ordering of the file, and gives nothing away.
"""

import msgspec

from quiz.text.sanitise import sanitise

MOST_TYPED = 20_000
"""Characters of one text that are kept; a paste of more is no answer."""


class _Response(msgspec.Struct, frozen=True, tag_field="shape"):
    pass


class Typed(_Response, frozen=True, tag="typed"):
    """Free text as it was typed."""

    text: str


class Picked(_Response, frozen=True, tag="picked"):
    """One or several options."""

    options: tuple[str, ...]


class Ordered(_Response, frozen=True, tag="ordered"):
    """All items, first to last."""

    items: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """A stretch of an article: character offsets into ``Article.text`` and the words that stood there."""

    article: str
    start: int
    end: int
    text: str = ""


class Marked(_Response, frozen=True, tag="marked"):
    """Places picked in the articles."""

    places: tuple[Place, ...]


class Filled(_Response, frozen=True, tag="filled"):
    """The gaps of a cloze, in reading order; an empty string is an empty gap."""

    gaps: tuple[str, ...]


class Paired(_Response, frozen=True, tag="paired"):
    """Lefts (or rows) with the right (or column) chosen for each; a left that is missing was left open."""

    pairs: dict[str, str]


class Placed(_Response, frozen=True, tag="placed"):
    """Where a sentence belongs: after this sentence of the article (sentences are numbered from 1)."""

    article: str
    after: int


Response = Typed | Picked | Ordered | Marked | Filled | Paired | Placed


def is_empty(response: Response) -> bool:
    """True where nothing was given: no text but white space, no option, no place, no filled gap, no pair."""
    match response:
        case Typed(text):
            return not text.strip()
        case Picked(options):
            return not options
        case Ordered(items):
            return not items
        case Marked(places):
            return not places
        case Filled(gaps):
            return not any(gap.strip() for gap in gaps)
        case Paired(pairs):
            return not any(right.strip() for right in pairs.values())
        case Placed():
            return False


def size(response: Response) -> int:
    """How many options, items, places, gaps or pairs a response has; 1 for a text and a single place."""
    match response:
        case Picked(several) | Ordered(several) | Filled(several):
            return len(several)
        case Marked(places):
            return len(places)
        case Paired(pairs):
            return len(pairs)
        case Typed() | Placed():
            return 1


def cleaned(response: Response) -> Response:
    """The response with every text sanitised and of at most MOST_TYPED characters: fit to be kept and shown."""
    match response:
        case Typed(text):
            return Typed(_clean(text))
        case Picked(options):
            return Picked(tuple(map(_clean, options)))
        case Ordered(items):
            return Ordered(tuple(map(_clean, items)))
        case Filled(gaps):
            return Filled(tuple(map(_clean, gaps)))
        case Paired(pairs):
            return Paired({_clean(left): _clean(right) for left, right in pairs.items()})
        case Marked(places):
            return Marked(tuple(Place(_clean(p.article), p.start, p.end, _clean(p.text)) for p in places))
        case Placed(article, after):
            return Placed(_clean(article), after)


def _clean(text: str) -> str:
    return sanitise(text[:MOST_TYPED])[:MOST_TYPED]
