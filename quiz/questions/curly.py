"""Values in typographic quotation marks: YAML takes only straight ones, so these become part of the text."""

from collections.abc import Iterator

from quiz.questions.base import Flaw, Path
from quiz.text.yaml_door import Map, Seq, Value

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}


def curly(root: Map, text: str) -> Iterator[Flaw]:
    """A flaw for every value that such marks enclose whole; text is the file's, which mostly has none."""
    if any(mark in text for mark in _PAIRS):
        yield from _inside(root, ())


def _inside(value: Value, path: Path) -> Iterator[Flaw]:
    match value:
        case Map():
            for key, item in value.items():
                yield from _inside(item, (*path, key))
        case Seq():
            for at, item in enumerate(value):
                yield from _inside(item, (*path, at))
        case str() if len(value) > 2 and value[-1] in _PAIRS.get(value[0], ""):
            inner = value[1:-1]
            if inner.strip() and not any(mark in inner for mark in (value[0], value[-1])):
                what = f"the quotation marks of {value[:40]!r} are part of the text"
                hint = 'use straight ones (") round a value, none where none are meant'
                yield Flaw(path, "curly-quotes", what, hint, inner)
