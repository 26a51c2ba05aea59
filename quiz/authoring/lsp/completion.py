"""What can be written at a place: fields, kinds, words, article ids, and quotes of the article."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from quiz.authoring.lsp.outline import Context, Outline
from quiz.authoring.lsp.quotes import find_quotes
from quiz.authoring.lsp.shelf import Shelf
from quiz.questions.base import Anchor, Cite, Hint, Question, Tests
from quiz.questions.field_notes import Note, field_notes, meaning
from quiz.questions.fields import literals
from quiz.questions.kinds import KINDS
from quiz.questions.kinds.open import Criterion
from quiz.questions.question_set import Head
from quiz.text.sanitise import one_line
from quiz.text.yaml_writing import in_brackets, on_one_line

QUOTED = frozenset({"evidence", "quote", "at", "after"})
"""Fields whose value is an exact quote of the article; the answer of a highlight is one too."""

_PARTS: dict[str, type[msgspec.Struct]] = {
    "evidence": Anchor,
    "at": Anchor,
    "after": Anchor,
    "answer": Anchor,
    "hints": Hint,
    "cite": Cite,
    "tests": Tests,
    "rubric": Criterion,
}
_LONG = ("evidence", "explain")
_STOP = re.compile(r"\$(?:\{(\d+):((?:\\.|[^}\\])*)\}|\d+)")
_CHOSEN_FIRST = ("id", "kind", "prompt")


class Offer(NamedTuple):
    """Something that can be written from ``start`` (an offset) to the cursor.

    insert: the text; snippet: whether it holds ``$1``. detail and notes explain it, notes in Markdown. sure: of the
    kind that the place is for, and not to be filtered by what was typed.
    """

    label: str
    insert: str
    start: int
    detail: str = ""
    notes: str = ""
    snippet: bool = False
    what: str = "field"
    sure: bool = False


def without_stops(snippet: str) -> str:
    """A snippet for an editor that knows none: each place to be filled in with its example."""
    plain = _STOP.sub(lambda found: found.group(2) or "", snippet)
    return plain.replace("\\$", "$").replace("\\}", "}").replace("\\\\", "\\")


def offers(outline: Outline, offset: int, path: Path, shelf: Shelf) -> list[Offer]:
    """What can be written at an offset of a set's text, the likeliest first."""
    context = outline.context(offset)
    if context.role == "key":
        return list(_fields(outline, context))
    found = list(_values(outline, context, path, shelf))
    if (
        context.item
        and context.question
        and context.path[-1] in _PARTS
        and (not context.typed or context.typed.isidentifier())
    ):
        found += _fields(outline, context._replace(role="key", item=False))
    return found


def takes_quote(outline: Outline, context: Context) -> bool:
    """Whether a value is a quote of the article."""
    if not context.path or context.question is None:
        return False
    highlighted = context.path[-1] == "answer" and outline.kind_of(context.question) == "highlight"
    return context.path[-1] in QUOTED or highlighted


def struct_at(outline: Outline, context: Context) -> type[Any] | None:
    """What the fields at a place are fields of; None where there is none, or the question's kind is not known yet."""
    path = context.path if context.role == "key" else context.path[:-1]
    if path:
        return _PARTS.get(path[-1]) if context.question else None
    if context.question is None:
        return Head
    return KINDS.get(outline.kind_of(context.question))


def _fields(outline: Outline, context: Context) -> Iterator[Offer]:
    if context.item:
        yield from _new_questions(outline, context)
    struct: type[Any] | None = struct_at(outline, context)
    if struct is None and context.question is not None and not context.path:
        struct = Question
    if struct is None:
        return
    notes = field_notes(struct)
    given = set() if context.path else {name for _, name, _ in outline.fields(context.question)}
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    extra = {"questions"} if struct is Head else {"kind"} if context.question and not context.path else set()
    needed = [name for name, field in fields.items() if field.required]
    order = sorted([*fields, *extra], key=lambda name: (name not in (*_CHOSEN_FIRST, *needed, *extra), name in _LONG))
    for name in order:
        if name in given and name != context.typed:
            continue
        note = notes.get(name, _OTHER_NOTES.get(name, Note("", ())))
        must = name in needed or name in extra
        insert = f"{name}: " if name != "questions" else "questions:\n  - "
        yield Offer(name, insert, context.start, "needed" if must else "", explained(note), what="field")


_OTHER_NOTES = {
    "kind": Note("How it is asked, answered and graded.", tuple(KINDS)),
    "questions": Note("The questions, in the order they are asked.", ()),
}


def explained(note: Note) -> str:
    """A note in Markdown."""
    for_example = "\n\nFor example: " + ", ".join(f"`{one}`" for one in note.examples) if note.examples else ""
    return note.meaning + for_example


def _new_questions(outline: Outline, context: Context) -> Iterator[Offer]:
    """A whole question of each kind, with its needed fields to be filled in."""
    line = outline.lines[outline.text.line_of(context.start)]
    inside = " " * (len(line) - len(line.lstrip(" ")) + 2)
    for kind, struct in KINDS.items():
        notes = field_notes(struct)
        fields = [field.encode_name for field in msgspec.structs.fields(struct) if field.required]
        fields.sort(key=lambda name: name == "evidence")
        rows = ["id: ${1:name}", f"kind: {kind}"]
        for at, name in enumerate((one for one in fields if one != "id"), 2):
            hint = "" if name in QUOTED else _placeholder(notes[name].examples[0])
            rows.append(f"{name}: ${{{at}:{hint}}}" if hint else f"{name}: ${at}")
        insert = f"\n{inside}".join(rows)
        yield Offer(f"{kind} question", insert, context.start, struct.LABEL, meaning(struct), True, "question")


def _placeholder(example: str) -> str:
    return example.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _values(outline: Outline, context: Context, path: Path, shelf: Shelf) -> Iterator[Offer]:
    name = context.path[-1]
    if name == "kind" and context.question and len(context.path) == 1:
        for kind, struct in KINDS.items():
            yield Offer(kind, kind, context.start, struct.LABEL, meaning(struct), what="word")
    elif name in ("articles", "article"):
        yield from _article_ids(context, path, shelf)
    elif takes_quote(outline, context):
        yield from _quotes(outline, context, path, shelf)
    else:
        yield from _words(outline, context)


def _words(outline: Outline, context: Context) -> Iterator[Offer]:
    """The words a field allows."""
    struct = struct_at(outline, context)
    if struct is None and len(context.path) == 1:
        struct = Question
    if struct is None:
        return
    field = next((one for one in msgspec.structs.fields(struct) if one.encode_name == context.path[-1]), None)
    if field is None:
        return
    note = field_notes(struct).get(field.encode_name, Note("", ()))
    allowed = literals(field.type) or (("true", "false") if field.type is bool else ())
    if field.encode_name == "cite":
        allowed = ("true", "{gate: first-must-be-right}")
    for word in allowed:
        yield Offer(word, word, context.start, "", explained(note), what="word")


def _article_ids(context: Context, path: Path, shelf: Shelf) -> Iterator[Offer]:
    library = shelf.library(path)
    for name in sorted(library.article_paths()):
        article = shelf.articles(path, [name]).get(name)
        title = one_line(article.title) if article else ""
        about = one_line(article.about) if article else "cannot be read"
        yield Offer(name, name if context.flow or context.path[-1] != "articles" or context.item else f"[{name}]",
                    context.start, title, about, what="article")  # fmt: skip


def _quotes(outline: Outline, context: Context, path: Path, shelf: Shelf) -> Iterator[Offer]:
    """Sentences and clauses that hold the words typed, written as YAML needs it at this place."""
    typed = context.typed.lstrip("\"'")
    named = outline.plain(context.question, "article")
    ids = sorted(outline.articles(), key=lambda one: one != named)
    articles = shelf.articles(path, ids)
    for article, number, quote in find_quotes(articles.values(), typed):
        written = quote if context.block else in_brackets(quote) if context.flow else on_one_line(quote)
        paragraph = article.paragraph_at(article.sentences[number - 1][0]).number
        detail = f"paragraph {paragraph}" + (f" of {article.id}" if len(articles) > 1 else "")
        yield Offer(quote, written, context.start, detail, "", what="quote", sure=True)
