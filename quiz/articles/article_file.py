"""An article's file: YAML front matter, then paragraphs; and making an article of them."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from quiz.articles.article import Article, Paragraph, Retold, is_id
from quiz.text.sanitise import one_line, removed, sanitise
from quiz.text.sentences import sentence_spans
from quiz.text.yaml_door import Map, Mark, Slip, YamlError, read_yaml

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of an article file."""

    id: str
    title: str
    language: str = "en"
    published: date | None = None
    retells: Retold | None = None


class Parsed(msgspec.Struct, frozen=True):
    """An article as it was read from its file, with what its author should know; id_at is where its id stands."""

    article: Article
    slips: list[Slip]
    id_at: Mark


class Written(msgspec.Struct, frozen=True):
    """An article's file in its two parts: the front matter's fields with their marks, and the text from a line on."""

    head: Map
    slips: list[Slip]
    body: str
    body_line: int


def split_article(text: str, where: str) -> Written:
    """The front matter and the text of an article's file. Raises YamlError where there is no readable front matter."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        raise YamlError(where, Mark(1, 1), "no front matter; begin with a '---' line, id: and title:, and '---' again")
    head = read_yaml(text[opening.end() : closing.start()], where, first_line=1)
    if not isinstance(head.value, Map):
        raise YamlError(where, Mark(2, 1), "the front matter is not a list of fields; write id: and title:")
    body_line = text.count("\n", 0, closing.end()) + 1
    return Written(head.value, head.slips, text[closing.end() :], body_line)


def parse_article(text: str, where: str) -> Parsed:
    """An article out of its file: YAML front matter between ``---`` lines, then paragraphs.

    Blank lines part paragraphs, a line break inside one is a space, ``## `` begins a heading. Raises YamlError, with
    line and column, for front matter that is missing, broken, or lacks ``id`` or ``title``, and for an empty text.
    """
    written = split_article(text, where)
    front = _front(written.head, where)
    article = make_article(front, written.body)
    if not article.sentences:
        line = written.body_line
        raise YamlError(where, Mark(line, 1), "no text after the front matter; add the article's paragraphs")
    slips = [*written.slips, *_slips(written.body, written.body_line)]
    return Parsed(article, slips, written.head.values_at["id"])


def make_article(front: Front, body: str) -> Article:
    """An article from its metadata and its paragraphs (blank lines between them); the text is sanitised here."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    sentences: list[tuple[int, int]] = []
    offset = 0
    number = 0
    for heading, line in _blocks(sanitise(body)):
        if heading:
            paragraphs.append(Paragraph(offset, offset + len(line), None, len(sentences)))
        else:
            number += 1
            spans = [(offset + start, offset + end) for start, end in sentence_spans(line)]
            paragraphs.append(Paragraph(offset, offset + len(line), number, len(sentences) + 1, len(spans)))
            sentences.extend(spans)
        pieces.append(line)
        offset += len(line) + 2
    return Article(
        id=front.id,
        title=one_line(front.title),
        text="\n\n".join(pieces),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        language=front.language,
        published=front.published,
        retells=front.retells,
    )


def _blocks(body: str) -> Iterator[tuple[bool, str]]:
    """(whether it is a heading, its words) of each paragraph; a heading is its line alone, whatever stands below."""
    held: list[str] = []
    for line in [*body.split("\n"), ""]:
        heading = line.startswith("## ")
        if held and (heading or not line.strip()):
            yield False, " ".join(held)
            held = []
        words = line.removeprefix("## ").split() if heading else line.split()
        if heading and words:
            yield True, " ".join(words)
        elif words:
            held.append(" ".join(words))


def _front(value: Map, where: str) -> Front:
    try:
        front = msgspec.convert(value, Front, strict=False)
    except msgspec.ValidationError as error:
        mark = value.mark
        if found := re.search(r"at `\$\.([a-z0-9]+)", str(error)):
            mark = value.values_at.get(found.group(1), mark)
        if found := re.search(r"unknown field `([^`]*)`", str(error)):
            mark = value.keys_at.get(found.group(1), mark)
        raise YamlError(where, mark, _in_words(str(error))) from error
    if not is_id(front.id):
        what = f"the id {front.id[:90]!r} is not lower-case letters, digits and hyphens; rename it"
        raise YamlError(where, value.values_at["id"], what)
    if not front.title.strip():
        raise YamlError(where, value.values_at["title"], "an empty title; write one")
    return front


def _in_words(error: str) -> str:
    """What conversion says of the front matter, in an author's words; ``check`` names every fault of it."""
    if found := re.match(r"Object (missing required|contains unknown) field `([^`]*)`", error):
        missing = found.group(1).startswith("missing")
        return f"the front matter {'lacks' if missing else 'has an unknown field'} {found.group(2)}:; mend it"
    field = re.search(r"at `\$\.(\w+)", error)
    return f"the front matter's {field.group(1) if field else 'field'}: cannot be read; 'quiz check' says more"


def _slips(body: str, first_line: int) -> list[Slip]:
    """Characters that ``sanitise`` will replace, each at its line and column."""
    found = []
    for offset, name in removed(body):
        line_start = body.rfind("\n", 0, offset) + 1
        mark = Mark(first_line + body.count("\n", 0, offset), offset - line_start + 1)
        found.append(Slip(mark, "removed-character", f"{name}: not shown to learners; remove it"))
    return found
