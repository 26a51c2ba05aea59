"""What is wrong with a mapping's fields, one by one, in the words of someone who writes YAML.

Conversion stops at the first fault; this goes on, so that an author hears of all of them together.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from quiz.text.yaml_door import Map, Mark, Seq, Value

_NOWHERE: Mapping[str, str] = {}

MOST_NAMED = 20
"""Words a hint lists at most; more are no help."""

_ELSEWHERE_CALLED = {
    "distractors": "options option choices alternatives wrong incorrect",
    "answer": "correct key solution right answers",
    "answers": "correct key keys solution solutions right answer",
    "prompt": "question text stem ask",
    "hints": "hint clue clues",
    "explain": "explanation feedback reason rationale",
    "evidence": "quote quotes source proof citation",
}
"""Our fields, with the names that other programs have for them."""

_PLAIN = {
    "array": "a list",
    "object": "a mapping",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date",
}
_HOW = {
    "a list": "start each item with '- ', or write [one, another]",
    "a mapping": "write 'name: value' lines below it",
    "text": "write one text; put it in quotes where it holds ': ' or begins with a bracket",
    "a whole number": "write it in digits, such as 2",
    "a number": "write it in digits, such as 2 or 0.5",
    "true or false": "write true or false",
    "a date": "write it as 2025-03-19",
}


class Fault(NamedTuple):
    """One fault of a field, at its place; instead is what should stand there, "" where that is not known."""

    mark: Mark
    code: str
    what: str
    hint: str
    instead: str = ""


def field_faults(
    given: Map, struct: type[Any], also: tuple[str, ...] = (), elsewhere: Mapping[str, str] = _NOWHERE
) -> Iterator[Fault]:
    """Every fault of a mapping that should become ``struct``: unknown, missing and mistyped fields.

    also: names that are known though the struct has no such field. elsewhere: what has the fields that it has not.
    """
    known = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for name in given:
        if name not in known and name not in also:
            what, at = f"unknown field {name[:60]!r}", given.keys_at[name]
            if meant := _called_here(name, [one for one in known if one not in given]):
                yield Fault(at, "unknown-field", what, f"did you mean {meant!r}?", meant)
            elif name in elsewhere:
                yield Fault(at, "unknown-field", what, f"only {elsewhere[name]} has it")
            else:
                yield Fault(at, "unknown-field", what, suggest(name, tuple(known)), closest(name, tuple(known)))
    for name, field in known.items():
        if name in given:
            try:
                msgspec.convert(given[name], field.type, strict=False)
            except msgspec.ValidationError as error:
                yield _mistyped(given, name, field.type, str(error))
        elif field.required:
            yield Fault(given.mark, "missing-field", f"{name}: is missing", f"add {name}:")


def _called_here(name: str, known: Sequence[str]) -> str:
    """What we call what other programs call so; "" where that is none of the fields known."""
    word = name.strip().lower()
    return next((ours for ours, theirs in _ELSEWHERE_CALLED.items() if ours in known and word in theirs.split()), "")


def suggest(word: str, known: tuple[str, ...]) -> str:
    """What to write instead of a word that is not known."""
    close = closest(word, known)
    if close:
        return f"did you mean {close!r}?"
    more = " ..." if len(known) > MOST_NAMED else ""
    return f"known {'is' if len(known) == 1 else 'are'} {', '.join(known[:MOST_NAMED])}{more}" if known else "remove it"


def find_mark(root: Map, path: tuple[str | int, ...]) -> Mark:
    """The place of a value inside a mapping, as near as the path leads."""
    here: Value = root
    mark = root.mark
    for step in path:
        match here, step:
            case Map(), str() if step in here:
                mark, here = here.values_at[step], here[step]
            case Seq(), int() if step < len(here):
                mark, here = here.values_at[step], here[step]
            case _:
                break
    return mark


def closest(word: str, known: tuple[str, ...]) -> str:
    """The known word that is most like this one; "" where none is."""
    return _closest(word[:60].lower(), known)


@lru_cache(maxsize=4096)
def _closest(word: str, known: tuple[str, ...]) -> str:
    import difflib  # only a mistake needs it

    return next(iter(difflib.get_close_matches(word, known, 1, 0.7)), "")


def _mistyped(given: Map, name: str, wanted: Any, error: str) -> Fault:
    what, _, at = error.partition(" - at `$")
    path: list[str | int] = [name]
    here: Value = given[name]
    for word, index in re.findall(r"\.([A-Za-z_][\w-]*)|\[(\d+|\.\.\.)\]", at):
        step: str | int = word
        if index == "...":  # a value of a mapping whose keys are free: the one that is no text
            step = (
                next((key for key, item in here.items() if not isinstance(item, str)), "")
                if isinstance(here, Map)
                else ""
            )
        elif index:
            step = int(index)
        path.append(step)
        here = _inside(here, step)
    mark = find_mark(given, tuple(path))
    shown = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    if unknown := re.match(r"Object contains unknown field `(.*)`", what):
        field = unknown.group(1)
        if isinstance(here, Map):
            mark = here.keys_at.get(field, mark)
        known = nested_fields(wanted)
        what = f"unknown field {field[:60]!r} in {shown}"
        return Fault(mark, "unknown-field", what, suggest(field, known), closest(field, known))
    if missing := re.match(r"Object missing required field `(.*)`", what):
        return Fault(mark, "missing-field", f"{shown}: {missing.group(1)}: is missing", f"add {missing.group(1)}:")
    if what.startswith("Invalid enum value") and isinstance(here, str):
        known = literals(wanted)
        what = f"{shown}: {here[:60]!r} is not known"
        return Fault(mark, "unknown-value", what, suggest(here, known), closest(here, known))
    return Fault(mark, "wrong-type", f"{shown}: {_in_words(what, here)}", _how(what))


def _inside(here: Value, step: str | int) -> Value:
    match here, step:
        case Map(), str() if step in here:
            return here[step]
        case Seq(), int() if step < len(here):
            return here[step]
    return here


def _in_words(error: str, given: Value) -> str:
    """msgspec's message in an author's words."""
    expected = re.match(r"Expected `([^`]*)`", error)
    if error.startswith("Invalid RFC3339"):
        return f"{given[:40]!r} is no date" if isinstance(given, str) else "no date"
    if not expected:
        return error[:1].lower() + error[1:].replace("`", "")
    wanted = " or ".join(_plain(expected.group(1)))
    got = "a mapping" if isinstance(given, Map) else "a list" if isinstance(given, Seq) else f"{given[:40]!r}"
    return f"expected {wanted}, not {got}"


def _plain(expected: str) -> list[str]:
    words = [_PLAIN.get(part.strip(), part.strip()) for part in expected.split("|") if part.strip() != "null"]
    return words or [expected]


def _how(error: str) -> str:
    if error.startswith("Invalid RFC3339"):
        return _HOW["a date"]
    expected = re.match(r"Expected `([^`]*)`", error)
    return (
        _HOW.get(_plain(expected.group(1))[0], "see docs/question-sets.md") if expected else "see docs/question-sets.md"
    )


def literals(wanted: Any) -> tuple[str, ...]:
    """The words a type allows."""
    if get_origin(wanted) is Literal:
        return get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return tuple(word for field in msgspec.structs.fields(wanted) for word in literals(field.type))
    return tuple(word for part in get_args(wanted) for word in literals(part))


def nested_fields(wanted: Any) -> tuple[str, ...]:
    """The fields of the structs inside a type."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return tuple(field.encode_name for field in msgspec.structs.fields(wanted))
    return tuple(dict.fromkeys(name for part in get_args(wanted) for name in nested_fields(part)))
