"""What each field means, as the docstring of its struct says: the one place from which schema and editors take it.

A struct's docstring begins with what the whole is; then each field has an entry, ``name: What it is``, which may end in
examples, ``e.g. `this` or `that```, written as an author would write the value. Longer entries go on in indented lines.
"""

import re
from inspect import cleandoc
from typing import Any, NamedTuple

import msgspec

_ENTRY = re.compile(r"^([a-z_]+): (.+(?:\n {4}.+)*)", re.MULTILINE)
_EXAMPLES = re.compile(r",? e\.g\. (`.*)$")
_EXAMPLE = re.compile(r"`([^`]*)`")


class Note(NamedTuple):
    """What a field means, as a sentence, and examples of its value in YAML."""

    meaning: str
    examples: tuple[str, ...]


def meaning(struct: type[Any]) -> str:
    """What a struct is, as a sentence: the first paragraph of its docstring."""
    return " ".join(cleandoc(struct.__doc__ or "").partition("\n\n")[0].split())


def field_notes(struct: type[Any]) -> dict[str, Note]:
    """The notes of a struct's fields by the name an author writes, inherited ones too."""
    found: dict[str, Note] = {}
    for one in reversed(struct.__mro__):
        for entry in _ENTRY.finditer(cleandoc(one.__doc__ or "")):
            found[entry.group(1)] = _note(" ".join(entry.group(2).split()))
    names = [field.encode_name for field in msgspec.structs.fields(struct)]
    return {name: found[name] for name in names if name in found}


def _note(written: str) -> Note:
    examples = _EXAMPLES.search(written)
    said = (written[: examples.start()] if examples else written).rstrip(".")
    return Note(said + ".", tuple(_EXAMPLE.findall(examples.group(1))) if examples else ())
