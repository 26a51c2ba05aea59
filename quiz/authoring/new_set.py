"""``quiz new``: a set to start from, in YAML with comments: one example of each kind, or drafts of whole questions."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import msgspec

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.authoring.schema import FILE_NAME, example
from quiz.authoring.suggesting.draft import question_lines
from quiz.authoring.suggesting.suggest import one_of_each, suggested
from quiz.errors import InputError
from quiz.files import new_file
from quiz.questions.base import Question
from quiz.questions.field_notes import field_notes, meaning
from quiz.questions.kinds import KINDS
from quiz.questions.titles import free_title
from quiz.text.sanitise import one_line
from quiz.text.yaml_writing import Tree, write_entry, write_item

_WIDTH = 100
_BY_HAND = (
    "Examples of {made} of the {all} kinds, made of this article's own sentences{none}. Keep what fits, change it,",
    "delete the rest.",
    "Every question needs id, kind, prompt, evidence and the key of its kind. What needs your judgement says TODO.",
)
_BY_RULES = (
    "Drafts made by rules out of what the article counts, dates, names, quotes and makes depend on something. The",
    "evidence is exact; the rest is for you to judge. Keep what is worth asking, reword it, delete the rest.",
)


def run_new(library: Library, article_id: str, output: str | None, *, suggest: bool) -> int:
    """Print a new set on an article, or write it to a file that is not there yet. Returns 0; raises InputError."""
    article = library.article(article_id)
    text = new_set_text(article, library, suggest=suggest)
    if output is None:
        print(text, end="")
        return 0
    path = Path(output)
    if path.suffix not in (".yaml", ".yml"):
        raise InputError(f"{output}: a question set's name ends in .yaml; name it so")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path.parent}: cannot be made a folder; name a file in another one") from error
    with new_file(path) as file:
        file.write(text.encode())
    todo = text.count("# TODO")
    questions = text.count("\n  - id: ")
    lacking = [kind for kind in KINDS if f"\n    kind: {kind}\n" not in text]
    none = f"; the article has nothing for {', '.join(lacking)}" if lacking and not suggest else ""
    print(one_line(f"{output}: {questions} questions, {todo} places marked TODO{none}"))
    return 0


def new_set_text(article: Article, library: Library, *, suggest: bool) -> str:
    """The YAML of a new set. Raises InputError where ``suggest`` finds nothing."""
    return "\n".join(_lines(article, library, suggest=suggest)) + "\n"


def _lines(article: Article, library: Library, *, suggest: bool) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={FILE_NAME}"
    yield "#"
    found = {} if suggest else one_of_each(article, library)
    for line in _BY_RULES if suggest else _BY_HAND:
        none = "; of the others only how they look" if len(found) < len(KINDS) else ""
        yield f"# {line.format(made=len(found), all=len(KINDS), none=none)}"
    yield "# 'quiz check' on this file says what is wrong and what is still TODO, line by line; 'quiz play' asks it."
    yield "#"
    yield f"# {one_line(article.title)}"
    yield ""
    yield "# TODO Say what the set is about; the library shows it."
    yield from write_entry("title", free_title(f"{article.title}: questions", library), 0)
    yield f"articles: [{article.id}]"
    yield "questions:"
    if suggest:
        drafts = suggested(article, library)
        if not drafts:
            raise InputError(f"{article.id}: too little text for a draft; 'quiz new {article.id}' shows every kind")
        for draft in drafts:
            yield from question_lines(draft)
            yield ""
        return
    yield from _common_fields()
    for kind in KINDS:
        yield ""
        yield from _about(kind)
        if kind in found:
            yield from question_lines(found[kind])
        else:
            yield "  # The article has nothing for it; such a question looks like this:"
            for line in write_item(_written(example(KINDS[kind], kind)), 0):
                yield f"  # {line}"


def _common_fields() -> Iterator[str]:
    """What every question may have besides what the examples show."""
    notes = field_notes(Question)
    yield "  # Any question may also have:"
    for name in ("hints", "tries", "points", "cite", "at", "tests", "certainty"):
        yield from _comment(f"{name}: {notes[name].meaning}", "  #   ", "  #     ")


def _about(kind: str) -> Iterator[str]:
    """What a kind is and what its own fields mean."""
    struct = KINDS[kind]
    yield from _comment(f"{kind}: {meaning(struct)}", "  # ", "  #   ")
    common = {one.encode_name for one in msgspec.structs.fields(Question)}
    for name, note in field_notes(struct).items():
        if name not in common:
            yield from _comment(f"{name}: {note.meaning}", "  #   ", "  #     ")


def _comment(text: str, first: str, later: str) -> Iterator[str]:
    lines = wrap(text, _WIDTH - len(later), break_long_words=False, break_on_hyphens=False)
    yield first + lines[0]
    for line in lines[1:]:
        yield later + line


def _written(value: object) -> Tree:
    """An example's values as text."""
    if isinstance(value, dict):
        return {str(key): _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list) else str(value)
