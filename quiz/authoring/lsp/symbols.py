"""A set's questions as an editor's outline."""

from collections.abc import Iterator
from typing import NamedTuple

from quiz.authoring.lsp.outline import Outline, QuestionLines
from quiz.text.sanitise import one_line

_LONGEST = 80


class Symbol(NamedTuple):
    """A question: its id, its kind and prompt, its lines, and the line its id stands on."""

    name: str
    detail: str
    lines: QuestionLines
    line: int


def symbols(outline: Outline) -> Iterator[Symbol]:
    """Every question, in the order of the file."""
    for number, question in enumerate(outline.questions, 1):
        fields = {name: (line, value) for line, name, value in outline.fields(question)}
        line, name = fields.get("id", (question.first, ""))
        kind = fields.get("kind", (0, ""))[1]
        prompt = one_line(fields.get("prompt", (0, ""))[1].strip("\"'>-|"))
        detail = f"{kind}: {prompt}" if prompt else kind
        shown = one_line(name.strip("\"'")) or f"question {number}"
        yield Symbol(shown, detail if len(detail) <= _LONGEST else detail[: _LONGEST - 3] + "...", question, line)
