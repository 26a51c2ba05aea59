"""From a file's text to frozen structs, with every fault of shape at its line and column.

The fast way converts a question at once; only one that fails is gone through field by field, so that its author
hears of all its faults together.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from quiz.questions.base import Path
from quiz.questions.kinds import KINDS, Kind
from quiz.questions.problem import Problem
from quiz.questions.question_set import Head
from quiz.text.yaml_door import Map, Mark, Seq, Value, YamlError, read_yaml

QUESTION_ID = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")


class Source(msgspec.Struct, frozen=True):
    """A file as it was read: what could be made of it, and every problem of shape.

    questions pairs each question that is whole with its mapping, whose marks tell where its fields are.
    """

    head: Head | None
    head_map: Map
    questions: list[tuple[Kind, Map]]
    problems: list[Problem]
    digest: str


def read_source(text: str, where: str) -> Source:
    """The set in ``text``. Never raises: what cannot be read at all is a single problem."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    empty = Map()
    empty.mark, empty.keys_at, empty.values_at = Mark(1, 1), {}, {}
    try:
        document = read_yaml(text, where)
    except YamlError as error:
        return Source(None, empty, [], [Problem(where, *error.mark, "yaml", error.what)], digest)
    value = document.value
    problems = [Problem(where, *slip.mark, slip.code, *_split(slip.what)) for slip in document.slips]
    if not isinstance(value, Map):
        what = "an empty file" if value == "" else "not a question set"
        problems.append(Problem(where, 1, 1, "not-a-set", what, "begin with title:, articles: and questions:"))
        return Source(None, empty, [], problems, digest)
    reader = _Reader(where, problems)
    head = reader.head(value)
    questions = list(reader.questions(value))
    return Source(head, value, questions, problems, digest)


def find_mark(root: Map, path: Path) -> Mark:
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


class _Reader:
    def __init__(self, where: str, problems: list[Problem]) -> None:
        self.where = where
        self.problems = problems

    def report(self, mark: Mark, code: str, what: str, hint: str) -> None:
        self.problems.append(Problem(self.where, *mark, code, what, hint))

    def head(self, value: Map) -> Head | None:
        bare = {key: item for key, item in value.items() if key != "questions"}
        try:
            head = msgspec.convert(bare, Head, strict=False)
        except msgspec.ValidationError:
            self.fields(value, Head, extra=("questions",))
            return None
        if not head.articles:
            self.report(find_mark(value, ("articles",)), "no-articles", "a set without articles", "name at least one")
            return None
        return head

    def questions(self, value: Map) -> Iterator[tuple[Kind, Map]]:
        given = value.get("questions")
        if not isinstance(given, Seq) or not given:
            what = "no questions" if not given else "questions: is not a list"
            self.report(find_mark(value, ("questions",)), "no-questions", what, "start each question with '- id:'")
            return
        seen: dict[str, Mark] = {}
        for item, mark in zip(given, given.values_at, strict=True):
            if not isinstance(item, Map):
                self.report(mark, "not-a-question", "not a question", "start it with '- id:'")
                continue
            question = self.question(item)
            identity = item.get("id")
            if isinstance(identity, str):
                self.identity(identity, item.values_at["id"], seen)
            if question is not None:
                yield question, item

    def question(self, item: Map) -> Kind | None:
        name = item.get("kind")
        kind = KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            if name is None:
                self.report(item.mark, "missing-field", "a question without kind:", f"add kind: {', '.join(KINDS)}")
            else:
                mark = item.values_at["kind"]
                self.report(mark, "unknown-kind", f"{name!r} is no kind", suggest(str(name), tuple(KINDS)))
            return None
        try:
            return msgspec.convert(item, kind, strict=False)
        except msgspec.ValidationError:
            self.fields(item, kind, extra=("kind",))
            return None

    def identity(self, identity: str, mark: Mark, seen: dict[str, Mark]) -> None:
        if identity in seen:
            hint = f"the first is in line {seen[identity].line}; rename one"
            self.report(mark, "duplicate-id", f"the id {identity!r} is given twice", hint)
        elif not QUESTION_ID.match(identity):
            hint = "use lower-case letters, digits and hyphens"
            self.report(mark, "bad-id", f"{identity[:70]!r} is no id", hint)
        seen.setdefault(identity, mark)

    def fields(self, given: Map, struct: type[Any], extra: tuple[str, ...]) -> None:
        """Every fault of a mapping's fields, one by one."""
        known = {field.encode_name: field for field in msgspec.structs.fields(struct)}
        for name in given:
            if name not in known and name not in extra:
                self.report(
                    given.keys_at[name], "unknown-field", f"unknown field {name[:60]!r}", suggest(name, tuple(known))
                )
        for name, field in known.items():
            if name in given:
                try:
                    msgspec.convert(given[name], field.type, strict=False)
                except msgspec.ValidationError as error:
                    self.mistyped(given, name, str(error))
            elif field.required:
                self.report(given.mark, "missing-field", f"{name}: is missing", f"add {name}:")

    def mistyped(self, given: Map, name: str, error: str) -> None:
        what, _, at = error.partition(" - at `$")
        path: list[str | int] = [name]
        for word, index in re.findall(r"\.([A-Za-z_][\w-]*)|\[(\d+)\]", at):
            path.append(word or int(index))
        mark = find_mark(given, tuple(path))
        shown = ".".join(str(step) for step in path)
        if unknown := re.match(r"Object contains unknown field `(.*)`", what):
            target: Value = given
            for step in path:
                target = target[step]  # type: ignore[index]
            if isinstance(target, Map):
                mark = target.keys_at.get(unknown.group(1), mark)
            self.report(mark, "unknown-field", f"unknown field {unknown.group(1)[:60]!r} in {shown}", "remove it")
            return
        self.report(mark, "wrong-type", f"{shown}: {_in_words(what)}", "see docs/question-sets.md")


def suggest(word: str, known: tuple[str, ...]) -> str:
    """What to write instead of a word that is not known."""
    import difflib  # only a mistake needs it

    close = difflib.get_close_matches(word.lower(), known, 1, 0.6)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"


def _split(what: str) -> tuple[str, str]:
    what, _, hint = what.partition("; ")
    return what, hint


def _in_words(error: str) -> str:
    """msgspec's message in the words of someone who writes YAML."""
    for technical, plain in (
        ("array", "list"),
        ("object", "mapping"),
        ("Object", "the mapping"),
        ("`str`", "text"),
        ("str", "text"),
        ("`int`", "a whole number"),
        ("int", "a whole number"),
        ("float", "a number"),
        ("bool", "true or false"),
    ):
        error = re.sub(rf"(?<![\w'-]){re.escape(technical)}(?![\w'-])", plain, error)
    return (error[:1].lower() + error[1:]).replace("`", "")
