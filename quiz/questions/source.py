"""From a file's text to frozen structs, with every fault of shape at its line and column.

The fast way converts a question at once; only one that fails is gone through field by field, so that its author
hears of all its faults together.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from quiz.questions.base import MOST_TRIES
from quiz.questions.fields import closest, field_faults, find_mark, suggest
from quiz.questions.kinds import KINDS, Kind
from quiz.questions.lengths import MOST_TITLE, too_long
from quiz.questions.problem import Problem, problem_at
from quiz.questions.question_set import Head
from quiz.questions.run_together import run_together
from quiz.text.yaml_door import Map, Mark, Seq, Slip, Value, YamlError, read_yaml

_NOWHERE: Mapping[str, str] = {}
QUESTION_ID = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")


class Source(msgspec.Struct, frozen=True):
    """A file as it was read: what could be made of it, and every problem of shape.

    head is None where it is not whole; articles are those it names all the same.
    questions pairs each question that is whole with its mapping, whose marks tell where its fields are; broken are the
    mappings of those that are not, whose quotes can be looked up all the same.
    """

    head: Head | None
    articles: tuple[str, ...]
    head_map: Map
    questions: list[tuple[Kind, Map]]
    problems: list[Problem]
    digest: str
    broken: Sequence[Map] = ()


def read_source(text: str, where: str) -> Source:
    """The set in ``text``. Never raises: what cannot be read at all is a single problem."""
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
    empty = Map()
    empty.mark, empty.keys_at, empty.values_at = Mark(1, 1), {}, {}
    try:
        document = read_yaml(text, where)
    except YamlError as error:
        return Source(None, (), empty, [], [problem_at(where, error.mark, "yaml", *_halves(error.what))], digest)
    value = document.value
    runs, slips = run_together(value.get("questions") if isinstance(value, Map) else "", document.slips)
    problems = [slip_problem(where, slip) for slip in slips]
    if not isinstance(value, Map):
        what = "an empty file" if value == "" else "not a question set"
        hint = "begin with title:, articles: and questions:"
        problems.append(problem_at(where, Mark(1, 1), "not-a-set", what, hint))
        return Source(None, (), empty, [], problems, digest)
    reader = _Reader(where, problems, runs)
    head = reader.head(value)
    questions = list(reader.questions(value))
    return Source(head, head.articles if head else _articles(value), value, questions, problems, digest, reader.broken)


class _Reader:
    def __init__(self, where: str, problems: list[Problem], runs: set[Mark]) -> None:
        self.where = where
        self.problems = problems
        self.runs = runs
        self.broken: list[Map] = []

    def report(self, mark: Mark, code: str, what: str, hint: str, replacement: str = "") -> None:
        self.problems.append(problem_at(self.where, mark, code, what, hint, replacement))

    def head(self, value: Map) -> Head | None:
        bare = {key: item for key, item in value.items() if key != "questions"}
        try:
            head = msgspec.convert(bare, Head, strict=False)
        except msgspec.ValidationError:
            self.fields(value, Head, ("questions",))
            return None
        if not head.articles:
            self.report(find_mark(value, ("articles",)), "no-articles", "a set without articles", "name at least one")
            return None
        for at, article in enumerate(head.articles):
            if article in head.articles[:at]:
                mark = find_mark(value, ("articles", at))
                self.report(mark, "duplicate-article", f"{article[:60]!r} is named twice", "remove one of them")
        if not head.title.strip():
            self.report(find_mark(value, ("title",)), "empty-text", "an empty title", "say what the set is about")
        if len(head.title) > MOST_TITLE:
            flaw = too_long(("title",), "title", len(head.title), MOST_TITLE)
            self.report(find_mark(value, flaw.path), flaw.code, flaw.what, flaw.hint)
        if not 1 <= head.tries <= MOST_TRIES:
            what = f"tries: {head.tries}"
            self.report(find_mark(value, ("tries",)), "bad-tries", what, f"use 1 to {MOST_TRIES}")
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
            if mark in self.runs:
                continue
            question = self.question(item)
            identity = item.get("id")
            if isinstance(identity, str):
                self.identity(identity, item.values_at["id"], seen)
            if question is None:
                self.broken.append(item)
            else:
                yield question, item

    def question(self, item: Map) -> Kind | None:
        name = item.get("kind")
        kind = KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            if name is None:
                self.report(item.mark, "missing-field", "a question without kind:", f"add kind: {', '.join(KINDS)}")
            else:
                mark = item.values_at["kind"]
                word = name if isinstance(name, str) else "a list or mapping"
                known = tuple(KINDS)
                what = f"{word[:60]!r} is no kind"
                self.report(mark, "unknown-kind", what, suggest(word, known), closest(word, known))
            return None
        try:
            return msgspec.convert(item, kind, strict=False)
        except msgspec.ValidationError:
            self.fields(item, kind, ("kind",), _fields_by_kind())
            return _without_faulty(item, kind)

    def identity(self, identity: str, mark: Mark, seen: dict[str, Mark]) -> None:
        if identity in seen:
            hint = f"the first is in line {seen[identity].line}; rename one"
            self.report(mark, "duplicate-id", f"the id {identity!r} is given twice", hint)
        elif not QUESTION_ID.fullmatch(identity):
            slug = id_from(identity)
            hint = f"did you mean {slug!r}?" if slug else "use lower-case letters, digits and hyphens"
            self.report(mark, "bad-id", f"{identity[:70]!r} is no id", hint, slug)
        seen.setdefault(identity, mark)

    def fields(
        self, given: Map, struct: type[Any], also: tuple[str, ...], elsewhere: Mapping[str, str] = _NOWHERE
    ) -> None:
        before = len(self.problems)
        for fault in field_faults(given, struct, also, elsewhere):
            self.report(*fault)
        if len(self.problems) == before:  # each field by itself is well: nothing the author wrote may vanish unsaid
            self.report(given.mark, "wrong-type", "these fields do not go together", "see docs/question-sets.md")


def _without_faulty(item: Map, kind: type[Kind]) -> Kind | None:
    """The question without the fields that are unknown or mistyped, so that they hide nothing that is wrong besides.

    None where one that is needed is among them. Its set has an error, so nobody is ever asked it.
    """
    known = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    rest = {name: value for name, value in item.items() if name == "kind" or _fits(value, known.get(name))}
    try:
        return msgspec.convert(rest, kind, strict=False)
    except msgspec.ValidationError:
        return None


def _fits(value: Value, wanted: Any) -> bool:
    if wanted is None:
        return False
    try:
        msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def id_from(text: str) -> str:
    """An id made of a text: ``The Ferry`` as ``the-ferry``; "" where nothing in it can be one."""
    from anyascii import anyascii  # only a mistake needs it

    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(text[:200]).lower())[:64].strip("-")
    return slug if QUESTION_ID.fullmatch(slug) else ""


@cache
def _fields_by_kind() -> dict[str, str]:
    """Every field of a kind, with the kinds that have it."""
    found: dict[str, list[str]] = {}
    for kind, struct in KINDS.items():
        for field in msgspec.structs.fields(struct):
            found.setdefault(field.encode_name, []).append(kind)
    return {name: " or ".join(kinds) for name, kinds in found.items()}


def _articles(value: Map) -> tuple[str, ...]:
    """The articles a head names though it is not whole; none where they cannot be made out either."""
    given = value.get("articles")
    return tuple(one for one in given if isinstance(one, str)) if isinstance(given, Seq) else ()


def _halves(what: str) -> tuple[str, str]:
    what, _, hint = what.rpartition("; ")
    return what or hint, hint if what else ""


def slip_problem(where: str, slip: Slip) -> Problem:
    """A slip of the reading as a problem."""
    return problem_at(where, slip.mark, slip.code, *_halves(slip.what))
