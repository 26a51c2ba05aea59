"""How long a text of a set may be: more than anybody reads, and less than hangs a screen or fills a terminal."""

from collections.abc import Iterator

from quiz.questions.base import Flaw, Path
from quiz.questions.sources import MOST_RESPONSE
from quiz.text.yaml_door import Map, Seq, Value

MOST_TITLE = 300
"""Characters of a set's title."""

MOST_TEXT = 1_000
"""Characters of any text of a question that is none of the longer ones."""

MOST_LONG = 5_000
_LONG = ("explain", "evidence", "at", "after", "text", "model")
_MOST = {"prompt": MOST_LONG, "sentence": 2_000, "tests": MOST_RESPONSE} | dict.fromkeys(_LONG, MOST_LONG)


def overlong(question: Map) -> Iterator[Flaw]:
    """A flaw for every text of a question, key or value, that is longer than its field allows."""
    for field, value in question.items():
        most = MOST_LONG if field == "answer" and question.get("kind") == "highlight" else _MOST.get(field, MOST_TEXT)
        for path, length in _longer(value, most, (field,)):
            yield too_long(path, field, length, most)


def too_long(path: Path, field: str, length: int, most: int) -> Flaw:
    """What to tell of a field's text with so many characters, and how many it may have."""
    what = f"{field[:40]}: a text of {length:,} characters"
    return Flaw(path, "too-long", what, f"shorten it to {most:,} at most")


def _longer(value: Value, most: int, path: Path) -> Iterator[tuple[Path, int]]:
    match value:
        case Map():
            for key, item in value.items():
                if len(key) > most:
                    yield (*path, key), len(key)
                yield from _longer(item, most, (*path, key))
        case Seq():
            for at, item in enumerate(value):
                yield from _longer(item, most, (*path, at))
        case str() if len(value) > most:
            yield path, len(value)
