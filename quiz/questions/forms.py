"""A question as a form: which fields a kind has, each as text that can be typed, and back to a question.

Lists are typed one item to a line; what belongs together stands on one line with `` | `` between. A field that was
not touched keeps its value exactly, whatever its text would be read as.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from quiz.questions.base import Anchor, Skill, Topic
from quiz.questions.fields import field_faults
from quiz.questions.kinds import KINDS, Kind
from quiz.questions.writing import brief, field_order, fields_of
from quiz.text.sanitise import sanitise
from quiz.text.yaml_door import Map, Mark, Seq, Value
from quiz.text.yaml_writing import Tree

Shape = Literal["line", "text", "lines", "options", "pairs", "steps", "rubric", "hints", "pick", "places", "place"]
Typed = str | tuple[str | Anchor, ...]
"""What stands in a field of a form: text, or places in the article."""

PARTED = " | "
TIED = " = "


class Field(NamedTuple):
    """A field of a form. choices are the words to pick from, "" for none; more: seldom needed, and out of sight."""

    name: str
    label: str
    shape: Shape = "line"
    help: str = ""
    choices: tuple[str, ...] = ()
    more: bool = False


_RULES = ("each", "all", "right-minus-wrong")
_OPTIONS = Field("distractors", "Wrong options", "options", "one a line: option | why it is wrong")
_ACCEPT = Field("accept", "Also right", "lines", "one a line")
_DERIVED = Field("derived", "Derived", help="how it follows, if the evidence does not say it", more=True)
_RULE = Field("rule", "Scoring", "pick", choices=_RULES, more=True)
_WORDS = Field("max_words", "At most so many words", help="0 for no limit", more=True)

OWN: Mapping[str, tuple[Field, ...]] = {
    "choice": (
        Field("answer", "Right answer"),
        _OPTIONS,
        Field("except", "Asks for what is NOT so", "pick", choices=("false", "true"), more=True),
    ),
    "choices": (
        Field("answers", "Right answers", "lines", "one a line"),
        _OPTIONS,
        Field("pick", "Learners are told to pick", help="how many; 0 to tell them nothing"),
        Field("rule", "Scoring", "pick", choices=("all", "each", "right-minus-wrong"), more=True),
    ),
    "statement": (
        Field("answer", "It is", "pick", choices=("true", "false", "not given", "yes", "no")),
        Field("scale", "Scale", "pick", choices=("true-false-not-given", "true-false", "yes-no-not-given")),
    ),
    "grid": (
        Field("columns", "Columns", "lines", "one a line"),
        Field("rows", "Rows", "pairs", "one a line: row | its column"),
        _RULE,
    ),
    "number": (
        Field("answer", "Number", help="23, 2.5, or a range: 5..7"),
        Field("unit", "Unit", help="hours, %, million crowns"),
        Field("tolerance", "Tolerance", help="0.5, or 10%", more=True),
        _DERIVED,
    ),
    "date": (Field("answer", "Date", help="2022, 2022-11, 2022-11-12 or 2023-02/2023-03"), _DERIVED),
    "name": (Field("answer", "Name", help="in full, as the article has it"), _ACCEPT),
    "short": (
        Field("answer", "Right answer", help="a few words"),
        _ACCEPT,
        Field("near", "Nearly right", "pairs", "one a line: answer | what is missing"),
        Field("reject", "Wrong, with a reason", "pairs", "one a line: answer | why it is wrong"),
        Field("max_words", "At most so many words", help="0 for no limit"),
    ),
    "cloze": (
        Field("text", "Text with gaps", "text", "{key}, {one|other}, {right ~ wrong ~ wrong}, {[be]ginning}"),
        Field("bank", "Wrong words of a word bank", "lines", "one a line; none: the gaps are typed"),
        _WORDS,
        _RULE,
    ),
    "match": (
        Field("pairs", "Pairs", "pairs", "one a line: left | right"),
        Field("extra", "Unused rights", "lines", "one a line"),
        _RULE,
    ),
    "order": (
        Field("sequence", "In their order", "steps", "one a line, first to last; = between two of the same place"),
        Field("rule", "Scoring", "pick", choices=("all", "position", "pairs", "longest")),
    ),
    "insert": (
        Field("sentence", "Sentence to be placed", "text", "must not stand in the article"),
        Field("after", "It follows", "place"),
    ),
    "highlight": (
        Field("answer", "To be found", "places"),
        Field("unit", "Learners mark", "pick", choices=("sentence", "phrase", "paragraph")),
    ),
    "open": (
        Field("rubric", "What earns points", "rubric", "one a line: points | what for"),
        Field("model", "A model answer", "text"),
    ),
}

_PROMPT = Field("prompt", "Prompt", "text", "what is asked; under 60 words")
_LAST = (
    Field("evidence", "Evidence", "places"),
    Field("explain", "Explanation", "text", "why the key is right by the text, and what the trap was"),
    Field("topic", "Topic", "pick", choices=("", *get_args(Topic))),
    Field("skill", "Skill", "pick", choices=("", *get_args(Skill))),
    Field("id", "Id", help="small letters, digits and hyphens", more=True),
    Field("points", "Points", more=True),
    Field("void", "Taken out of the marks", "pick", choices=("false", "true"), more=True),
    Field("hints", "Hints", "hints", "one a line: hint | its cost, a share of the points", more=True),
    Field("tries", "Tries", help="how many answers; empty: as the set says", more=True),
    Field("cite", "Ask for the proof", "pick", choices=("no", "always", "if right"), more=True),
    Field("at", "Shown with the prompt", "place", more=True),
    Field("certainty", "Ask how sure", "pick", choices=("", "off", "reported", "scored"), more=True),
    Field("void", "Taken out: everyone has its points", "pick", choices=("false", "true"), more=True),
    Field("tests.right", "Test: must be right", "lines", "one a line, as it would be typed", more=True),
    Field("tests.near", "Test: must be near", "lines", "one a line", more=True),
    Field("tests.wrong", "Test: must be wrong", "lines", "one a line", more=True),
)

_CITE: Mapping[str, Tree] = {"no": "false", "always": "true", "if right": {"gate": "first-must-be-right"}}
_DEFAULTS = {
    "points": "1",
    "pick": "0",
    "max_words": "0",
    "unit": "",
    "rule": "",
    "cite": "no",
    "except": "false",
    "void": "false",
}


def form_fields(kind: str, articles: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields of a kind's form, in their order; ``articles`` are those of the set, where it has several."""
    which = (Field("article", "About the article", "pick", choices=("", *articles), more=True),)
    return (_PROMPT, *OWN[kind], *_LAST, *(which if len(articles) > 1 else ()))


def typed_of(question: Kind, fields: Sequence[Field]) -> dict[str, Typed]:
    """What a form shows of a question."""
    given = _spread(fields_of(question))
    return {field.name: _say(field, given.get(field.name), question) for field in fields}


def tree_of(
    kind: str, fields: Sequence[Field], typed: Mapping[str, Typed], before: Kind | None = None
) -> dict[str, Tree]:
    """The fields of a question as they would be written, from what stands in a form; ``before`` is what it showed."""
    old = _spread(fields_of(before)) if before is not None else {}
    shown = typed_of(before, fields) if before is not None else {}
    found = {name: value for name, value in old.items() if name not in {field.name for field in fields}}
    found["kind"] = kind
    for field in fields:
        now = typed.get(field.name, "")
        value = old.get(field.name) if before is not None and now == shown[field.name] else _hear(field, now)
        if value is not None:
            found[field.name] = value
    tests = {name[6:]: value for name, value in found.items() if name.startswith("tests.")}
    whole: dict[str, Tree] = {**found, "tests": tests} if tests else found
    return {name: whole[name] for name in field_order(KINDS[kind]) if name in whole}


def question_of(tree: Mapping[str, Tree]) -> Kind | list[str]:
    """The question that these fields are, or what keeps them from being one, a sentence for each fault."""
    kind = KINDS[str(tree["kind"])]
    try:
        return msgspec.convert(_plain(tree), kind, strict=False)
    except msgspec.ValidationError:
        value = _marked(tree)
        assert isinstance(value, Map)  # noqa: S101  it is made of a mapping
        return [f"{one.what}; {one.hint}" for one in field_faults(value, kind, ("kind",))] or [
            "these do not go together"
        ]


def _spread(given: Mapping[str, Tree]) -> dict[str, Tree]:
    """Fields with the tests as fields of their own: ``tests.right`` and so on."""
    found = {name: value for name, value in given.items() if name != "tests"}
    tests = given.get("tests")
    if isinstance(tests, Mapping):
        found |= {f"tests.{name}": value for name, value in tests.items()}
    return found


# From a value to its text


def _say(field: Field, value: "Tree | None", question: Kind) -> Typed:
    match field.shape:
        case "places" | "place":
            held = getattr(question, field.name, None)
            several = held if isinstance(held, tuple) else () if held is None else (held,)
            return tuple(several)
        case "pick" if field.name == "cite":
            return {"": "no", "independent": "always"}.get(question.gate, "if right")
    if value is None:
        return _default(field, question)
    if isinstance(value, str):
        return value
    if field.name == "rule" and isinstance(value, Mapping):
        return "a table"
    if isinstance(value, Mapping):
        return "\n".join(f"{left}{PARTED}{right}" for left, right in value.items())
    return "\n".join(_line(field, item) for item in value)


def _default(field: Field, question: Kind) -> str:
    """What a field is when the file does not name it."""
    value = getattr(question, {"except": "except_"}.get(field.name, field.name), "")
    if field.shape == "pick" and value is not None:
        return str(value).lower() if isinstance(value, bool) else str(value)
    return _DEFAULTS.get(field.name, "") if field.name in ("points", "pick", "max_words") else ""


def _line(field: Field, item: Tree) -> str:
    if isinstance(item, str):
        return item
    if field.shape == "steps":
        return TIED.join(map(str, item))
    if field.shape == "rubric" and isinstance(item, Mapping):
        return f"{item.get('points', '')}{PARTED}{item.get('text', '')}"
    if field.shape == "hints" and isinstance(item, Mapping):
        return PARTED.join(str(item[name]) for name in ("text", "cost") if name in item)
    if isinstance(item, Mapping):
        return "; ".join(f"{text}{PARTED}{why}" for text, why in item.items())
    return str(item)


# From a text to a value; None where the field is not to be written


def _hear(field: Field, typed: Typed) -> "Tree | None":
    if not isinstance(typed, str):
        return _hear_places(field, typed)
    text = sanitise(typed)
    if field.name == "cite":
        return None if text == "no" else _CITE[text]
    match field.shape:
        case "line" | "pick":
            return _hear_line(field, " ".join(text.split()))
        case "text":
            lines = [" ".join(line.split()) for line in text.strip().split("\n")]
            said = "\n".join(lines) if field.name in ("model", "explain") else " ".join(" ".join(lines).split())
            return said if said or field.name in ("prompt", "text", "sentence") else None
    items = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if field.shape == "pairs":
        pairs = dict(_parted(item) for item in items)
        return pairs if pairs or field.name in ("rows", "pairs") else None
    made = [_hear_item(field.shape, item) for item in items]
    needed = ("distractors", "answers", "columns", "sequence", "rubric")
    return made if made or field.name in needed else None


def _hear_line(field: Field, text: str) -> "Tree | None":
    if text == _DEFAULTS.get(field.name) or (not text and field.name not in ("answer", "id")):
        return None
    if field.shape == "pick" and field.name in ("rule", "scale", "unit") and text == field.choices[0]:
        return None  # the first is what is meant where nothing is written
    return text


def _hear_item(shape: Shape, item: str) -> Tree:
    head, tail = _parted(item)
    match shape:
        case "options":
            return {head: tail} if tail else item.removesuffix(PARTED.rstrip())
        case "steps" if TIED in item:
            return [part.strip() for part in item.split(TIED)]
        case "rubric":
            return {"points": head, "text": tail} if tail else {"points": "1", "text": head}
        case "hints":
            return {"text": head, "cost": tail} if tail else item
        case _:
            return item


def _parted(item: str) -> tuple[str, str]:
    head, _, tail = item.partition(PARTED.strip())
    return head.strip(), tail.strip()


def _hear_places(field: Field, places: tuple[str | Anchor, ...]) -> "Tree | None":
    made: list[Tree] = [one if isinstance(one, str) else _anchor(one) for one in places]
    if field.shape == "place":
        return made[0] if made else ("" if field.name == "after" else None)
    return made[0] if len(made) == 1 else made


def _anchor(one: Anchor) -> Tree:
    return brief(one)


# Plain values, as the loader takes them


def _plain(tree: Tree) -> Any:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Mapping):
        return {key: _plain(item) for key, item in tree.items()}
    return [_plain(item) for item in tree]


def _marked(tree: Tree) -> Value:
    nowhere = Mark(1, 1)
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Mapping):
        made = Map({key: _marked(item) for key, item in tree.items()})
        made.mark, made.keys_at, made.values_at = nowhere, dict.fromkeys(tree, nowhere), dict.fromkeys(tree, nowhere)
        return made
    items = Seq(_marked(item) for item in tree)
    items.mark, items.values_at = nowhere, [nowhere] * len(tree)
    return items
