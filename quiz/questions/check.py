"""Every problem of a set or an article, as a list, each at its line and column.

``load_set`` is the door for playing: shape and anchors, which is all that an attempt relies on. ``check_set`` is the
door for authors: it also proves the key against the evidence and runs the author's own tests through grading.
"""

from collections.abc import Iterator
from pathlib import Path

from quiz.articles.anchor import Lost
from quiz.articles.article import parse_article
from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.errors import InputError
from quiz.files import decode, read_bytes, read_text
from quiz.questions.base import Anchor, Flaw, Question, Sources, resolve
from quiz.questions.key_tests import run_tests
from quiz.questions.kinds import Kind
from quiz.questions.problem import Problem
from quiz.questions.question_set import QuestionSet
from quiz.questions.source import Source, find_mark, read_source, suggest
from quiz.text.yaml_door import Map, YamlError


def load_set(path: Path, library: Library) -> QuestionSet:
    """A set that can be played. Raises InputError with its first error."""
    read, problems = examine(path, library)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or read is None:
        first = min(errors)
        more = f" (and {len(errors) - 1} more: 'quiz check {path}')" if len(errors) > 1 else ""
        hint = f"; {first.hint}" if first.hint else ""
        raise InputError(f"{first.file}:{first.line}:{first.column}: {first.what}{hint}{more}")
    return read


def examine(path: Path, library: Library) -> tuple[QuestionSet | None, list[Problem]]:
    """The set in a file, None where it has no head or no question, and the problems that keep it from being played."""
    where = str(path)
    try:
        text = read_text(path)
    except InputError as error:
        return None, [_unreadable(where, error)]
    read, problems, _ = examine_text(text, where, path.stem, library)
    return read, problems


def examine_text(
    text: str, where: str, set_id: str, library: Library
) -> tuple[QuestionSet | None, list[Problem], Source]:
    """As ``examine``, for a text that need not be in a file; the source's marks come along."""
    source = read_source(text, where)
    problems = list(source.problems)
    sources = _sources(source, where, library, problems)
    if sources is None or source.head is None:
        return None, problems, source
    for question, marks in source.questions:
        problems += [_problem(where, marks, flaw) for flaw in _flaws(question, sources)]
    if not source.questions:
        return None, problems, source
    questions = tuple(question for question, _ in source.questions)
    return QuestionSet(set_id, source.head, questions, sources, source.digest), problems, source


def check_set(path: Path, library: Library) -> list[Problem]:
    """Every problem of a set's file, in the order of its lines."""
    try:
        text = read_text(path)
    except InputError as error:
        return [_unreadable(str(path), error)]
    return check_text(text, str(path), path.stem, library)


def check_text(text: str, where: str, set_id: str, library: Library) -> list[Problem]:
    """Every problem of a set that need not be in a file."""
    read, problems, source = examine_text(text, where, set_id, library)
    if read is not None:
        for question, marks in source.questions:
            flaws = (*question.prove(read.sources), *run_tests(question, read.sources), *_advice(question))
            problems += [_problem(where, marks, flaw) for flaw in flaws]
    return sorted(problems)


def check_article(path: Path) -> list[Problem]:
    """Every problem of an article's file."""
    where = str(path)
    try:
        parsed = parse_article(decode(read_bytes(path, ARTICLE_BYTES), where), where)
    except YamlError as error:
        return [Problem(where, *error.mark, "article", error.what)]
    except InputError as error:
        return [_unreadable(where, error)]
    problems = [Problem(where, *slip.mark, slip.code, slip.what) for slip in parsed.slips]
    if parsed.article.id != path.stem:
        what = f"the id {parsed.article.id!r} is not the file's name"
        problems.append(Problem(where, 2, 1, "id-not-name", what, f"rename the file to {parsed.article.id}.md"))
    return sorted(problems)


def _sources(source: Source, where: str, library: Library, problems: list[Problem]) -> Sources | None:
    if source.head is None:
        return None
    articles = {}
    for at, article_id in enumerate(source.head.articles):
        mark = find_mark(source.head_map, ("articles", at))
        if library.article_path(article_id) is None:
            hint = suggest(article_id, tuple(library.article_paths()))
            problems.append(Problem(where, *mark, "unknown-article", f"no article {article_id!r}", hint))
            continue
        try:
            articles[article_id] = library.article(article_id)
        except InputError as error:
            problems.append(Problem(where, *mark, "broken-article", str(error)))
    if len(articles) < len(source.head.articles):
        return None
    return Sources(articles, source.head.spelling)


def _flaws(question: Kind, sources: Sources) -> Iterator[Flaw]:
    """What keeps one question from being asked."""
    if not question.prompt.strip():
        yield Flaw(("prompt",), "empty-prompt", "an empty prompt", "ask something")
    if question.article and question.article not in sources.articles:
        hint = suggest(question.article, tuple(sources.articles))
        yield Flaw(("article",), "unknown-article", f"{question.article!r} is not among the set's articles", hint)
    if not 0 < question.points <= 100:
        yield Flaw(("points",), "bad-points", f"points: {question.points:g}", "use more than 0, at most 100")
    if question.tries is not None and not 1 <= question.tries <= 10:
        yield Flaw(("tries",), "bad-tries", f"tries: {question.tries}", "use 1 to 10")
    for at, hint_ in enumerate(question.hint_list):
        if not 0 <= hint_.cost <= 1:
            yield Flaw(("hints", at), "bad-cost", f"cost: {hint_.cost:g}", "use a share of the points, 0 to 1")
    several = isinstance(question.evidence, tuple)
    if several and not question.evidence:
        yield Flaw(("evidence",), "evidence-empty", "no evidence", "quote the words that decide the answer")
    for at, anchor in enumerate(question.anchors):
        yield from _lost(anchor, sources, question.article, ("evidence", at) if several else ("evidence",), "evidence")
    if question.at is not None:
        anchor = Anchor(quote=question.at) if isinstance(question.at, str) else question.at
        yield from _lost(anchor, sources, question.article, ("at",), "at")
    yield from question.flaws(sources)


def _lost(anchor: Anchor, sources: Sources, prefer: str, path: tuple[str | int, ...], code: str) -> Iterator[Flaw]:
    found = resolve(anchor, sources, prefer)
    if isinstance(found, Lost):
        yield Flaw(path, f"{code}-{found.code}", found.what, found.hint)


def _advice(question: Question) -> Iterator[Flaw]:
    """What a good teacher would mend, though the question can be asked as it is."""
    if not question.explain.strip():
        yield Flaw(("id",), "no-explanation", "no explain:", "say why the key is right", warning=True)
    for field in ("topic", "skill"):
        if getattr(question, field) is None:
            yield Flaw(("id",), f"no-{field}", f"no {field}:", "reports group questions by it", warning=True)


def _problem(where: str, marks: Map, flaw: Flaw) -> Problem:
    mark = find_mark(marks, flaw.path)
    return Problem(where, *mark, flaw.code, flaw.what, flaw.hint, "warning" if flaw.warning else "error")


def _unreadable(where: str, error: InputError) -> Problem:
    """A file that could not even be read; its message already begins with the file, perhaps line and column."""
    rest = str(error).removeprefix(where).removeprefix(":")
    line, column = 1, 1
    head, _, tail = rest.partition(": ")
    if head.count(":") == 1 and head.replace(":", "").isdecimal():
        line, column = (int(part) for part in head.split(":"))
        rest = tail
    return Problem(where, line, column, "unreadable", rest.strip())
