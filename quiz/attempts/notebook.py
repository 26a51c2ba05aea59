"""What a learner keeps of articles: notes and highlights, and when each article was read by itself.

A note is the fold of its events in any order: the latest by the clock says what stands. So two machines' notes merge
without a conflict. It is anchored by its words, not by numbers, and outlives edits of the article elsewhere.
"""

from collections.abc import Sequence

import msgspec

from quiz.articles.anchor import Span, look_up
from quiz.articles.article import Article
from quiz.attempts.events import Event, Noted, Read, Unnoted

MOST_TEXT = 4000
"""Characters of a note."""


class Note(msgspec.Struct, frozen=True):
    """A highlight with the learner's words on it, "" for none.

    made: when it was first there; latest: (at, attempt, sequence) of the event that says how it is now. Times are UTC,
    milliseconds since 1970. gone: it was taken away.
    """

    id: str
    learner: str
    article: str
    quote: str
    occurrence: int
    text: str
    made: int
    latest: tuple[int, str, int]
    gone: bool = False


class Reading(msgspec.Struct, frozen=True):
    """An article was read by itself. event: the id of the event that says so. Else as in ``events.Read``."""

    event: str
    learner: str
    article: str
    at: int
    words: int
    spent: int
    whole: bool


def note_after(note: Note | None, event: Event, learner: str) -> Note | None:
    """A note after one more event about it, in any order; None where the event is about no note."""
    body, latest = event.body, (event.at, event.attempt, event.seq)
    match body:
        case Noted(id_, article, quote, occurrence, text):
            new = Note(id_, learner, article, quote, occurrence, text, event.at, latest)
        case Unnoted(id_, article):
            # Its words are kept out: what was taken away is not shown again by mistake.
            new = Note(id_, learner, article, "", 1, "", event.at, latest, gone=True)
        case _:
            return note
    return new if note is None else latest_of(note, new)


def latest_of(one: Note, other: Note) -> Note:
    """What two accounts of the same note come to."""
    return msgspec.structs.replace(max(one, other, key=lambda note: note.latest), made=min(one.made, other.made))


def note_id(event: Event) -> str | None:
    """The note an event is about."""
    return event.body.note if isinstance(event.body, Noted | Unnoted) else None


def reading_of(event: Event, learner: str) -> Reading | None:
    """The reading that an event tells of."""
    body = event.body
    if not isinstance(body, Read):
        return None
    return Reading(event.id, learner, body.article, event.at, body.words, body.spent, body.whole)


def anchored(article: Article, start: int, end: int) -> tuple[str, int]:
    """The quote and the occurrence (from 1) that name a stretch of whole words, inside one paragraph."""
    quote = " ".join(article.text[start:end].split())
    occurrence = 1
    while isinstance(found := look_up(article, quote, occurrence), Span) and found.start < start:
        occurrence += 1
    return quote, occurrence


def place_of(note: Note, article: Article) -> Span | None:
    """Where a note stands in an article; None where its words are gone, or cannot be told apart any more."""
    for found in (look_up(article, note.quote, note.occurrence), look_up(article, note.quote)):
        if isinstance(found, Span):
            return found
    return None


def in_order(notes: Sequence[Note], article: Article) -> list[tuple[Note, Span | None]]:
    """An article's notes as they stand in it; those that are lost come last, by when they were made."""
    placed = [(note, place_of(note, article)) for note in notes if note.article == article.id and not note.gone]
    return sorted(placed, key=lambda one: (one[1] is None, one[1].start if one[1] else 0, one[0].made, one[0].id))
