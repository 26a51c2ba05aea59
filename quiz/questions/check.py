"""Every problem of a set or an article, as a list, each at its line and column.

``load_set`` is the door for playing: whatever is an error, it refuses. ``check_set`` is the door for authors: it also
gives advice. ``examine_text`` looks at shape and anchors alone, for a set that was let in before.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from quiz.articles.article_file import Front, parse_article, split_article
from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.errors import InputError
from quiz.files import decode, read_bytes, read_text
from quiz.questions.base import MOST_TRIES, Anchor, Flaw, Question, Sources, lost
from quiz.questions.fields import closest, field_faults, find_mark, suggest
from quiz.questions.kinds import Kind
from quiz.questions.kinds.highlight import addresses
from quiz.questions.lengths import overlong
from quiz.questions.problem import Problem, problem_at
from quiz.questions.question_set import QuestionSet
from quiz.questions.source import Source, read_source, slip_problem
from quiz.text.yaml_door import Map, Mark, YamlError

_MOST_WITH_ENDS = 1_000
"""Problems whose ends are looked for: nobody reads more, and a file may have 200,000."""


_MOST_IDS = 8
"""Ids of articles that a hint lists at most."""

_EVIDENCE: Any = next(field.type for field in msgspec.structs.fields(Question) if field.name == "evidence")

_GIVEN = {"no-topic": "topic", "no-skill": "skill"}
"""Fields that are not missing where they are there but say nothing: that is reported already."""


def load_set(path: Path, library: Library) -> QuestionSet:
    """A set that can be played. Raises InputError with its first error."""
    return _sound(path, *examine(path, library))


def read_set(path: Path, library: Library) -> QuestionSet:
    """A set whose questions can be read, their keys taken on trust: for looking back, not for playing.

    Raises InputError with the first error of its shape or quotes.
    """
    examined = examine_text(read_text(path), str(path), path.stem, library)
    return _sound(path, examined.set, examined.problems)


def _sound(path: Path, read: QuestionSet | None, problems: list[Problem]) -> QuestionSet:
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
    examined = examine_text(text, where, path.stem, library)
    return examined.set, [*examined.problems, *_disproved(examined, where)]


class Examined(msgspec.Struct, frozen=True):
    """What came of a set's text.

    root is all of it; sound are the questions that can be asked, each with its mapping; problems are those that keep
    the others from being asked; articles are the ids that the set names, found or not.
    """

    set: QuestionSet | None
    problems: list[Problem]
    sources: Sources | None
    sound: list[tuple[Kind, Map]]
    root: Map
    articles: tuple[str, ...]


def examine_text(text: str, where: str, set_id: str, library: Library) -> Examined:
    """As ``examine``, for a text that need not be in a file."""
    source = read_source(text, where)
    problems = [_naming_articles(one, library) for one in source.problems]
    sources = _sources(source, where, library, problems)
    if sources is None:
        return Examined(None, problems, None, [], source.head_map, source.articles)
    sound = []
    for question, marks in source.questions:
        found = list(overlong(marks)) or _flaws(question, sources)
        flaws = [_problem(where, marks, flaw) for flaw in found]
        if flaws:
            problems += flaws
        else:
            sound.append((question, marks))
    for item in source.broken:
        problems += [_problem(where, item, flaw) for flaw in list(overlong(item)) or _lost_quotes(item, sources)]
    if not source.questions or source.head is None:
        return Examined(None, problems, sources, sound, source.head_map, source.articles)
    questions = tuple(question for question, _ in source.questions)
    read = QuestionSet(set_id, source.head, questions, sources, source.digest)
    return Examined(read, problems, sources, sound, source.head_map, source.articles)


def check_set(path: Path, library: Library) -> list[Problem]:
    """Every problem of a set's file, in the order of its lines."""
    try:
        text = read_text(path)
    except InputError as error:
        return [_unreadable(str(path), error)]
    return check_text(text, str(path), path.stem, library)


def check_text(text: str, where: str, set_id: str, library: Library) -> list[Problem]:
    """Every problem of a set that need not be in a file, in the order of its lines."""
    return check_examined(examine_text(text, where, set_id, library), text, where)


def check_examined(examined: Examined, text: str, where: str) -> list[Problem]:
    """As ``check_text``, for a text that has been examined."""
    # Advice is no part of opening a set, so what gives it is not imported on the way to it.
    from quiz.questions.curly import curly
    from quiz.questions.fairness import unfair
    from quiz.questions.own_words import foreign, key_in_prompt
    from quiz.questions.todo import left_to_do
    from quiz.questions.wording import badly_worded

    problems, sources = list(examined.problems), examined.sources
    problems += [_problem(where, examined.root, flaw) for flaw in curly(examined.root, text)]
    if all(problem.code != "yaml" for problem in problems):
        problems += left_to_do(text, where)
    problems += _disproved(examined, where)
    if sources is not None:
        for question, marks in examined.sound:
            flaws = (*badly_worded(question), *key_in_prompt(question), *foreign(question, sources))
            problems += [_problem(where, marks, flaw) for flaw in flaws if _GIVEN.get(flaw.code, "") not in marks]
    if examined.set is not None and examined.sound:
        sound = msgspec.structs.replace(examined.set, questions=tuple(question for question, _ in examined.sound))
        for at, flaw in unfair(sound):
            problems.append(_problem(where, examined.root if at is None else examined.sound[at][1], flaw))
    return with_ends(sorted(problems), text)


def _disproved(examined: Examined, where: str) -> Iterator[Problem]:
    """What the articles, grading and the author's own tests say against the keys of questions that can be asked."""
    from quiz.questions.proof import disproved

    if examined.sources is not None:
        for question, marks in examined.sound:
            yield from (_problem(where, marks, flaw) for flaw in disproved(question, examined.sources))


def with_ends(problems: list[Problem], text: str) -> list[Problem]:
    """The problems, the first thousand with the ends of the values they are about, where those are single texts."""
    if not problems:
        return problems
    from quiz.text.yaml_scalars import scalars_at

    ends = scalars_at(text, {Mark(one.line, one.column) for one in problems[:_MOST_WITH_ENDS]})
    return [
        msgspec.structs.replace(one, end_line=found.end.line, end_column=found.end.column)
        if (found := ends.get(Mark(one.line, one.column)))
        else one
        for one in problems
    ]


def check_article(path: Path) -> list[Problem]:
    """Every problem of an article's file."""
    where = str(path)
    try:
        text = decode(read_bytes(path, ARTICLE_BYTES), where)
    except InputError as error:
        return [_unreadable(where, error)]
    return check_article_text(text, where, path.stem)


def check_article_text(text: str, where: str, article_id: str) -> list[Problem]:
    """Every problem of an article that need not be in a file."""
    try:
        written = split_article(text, where)
        faults = [problem_at(where, *fault) for fault in field_faults(written.head, Front)]
        if faults:
            return sorted([*faults, *(slip_problem(where, slip) for slip in written.slips)])
        parsed = parse_article(text, where)
    except YamlError as error:
        what, _, hint = error.what.rpartition("; ")
        return [problem_at(where, error.mark, "article", what, hint)]
    problems = [slip_problem(where, slip) for slip in parsed.slips]
    if parsed.article.id != article_id:
        what = f"the id {parsed.article.id!r} is not the file's name"
        hint = f"rename the file to {parsed.article.id}.md, or mend the id"
        problems.append(problem_at(where, parsed.id_at, "id-not-name", what, hint))
    return sorted(problems)


def _sources(source: Source, where: str, library: Library, problems: list[Problem]) -> Sources | None:
    articles = {}
    for at, article_id in enumerate(source.articles):
        mark = find_mark(source.head_map, ("articles", at))
        if library.article_path(article_id) is None:
            known = tuple(library.article_paths())
            what, hint = f"no article {article_id[:60]!r}", suggest(article_id, known)
            problems.append(problem_at(where, mark, "unknown-article", what, hint, closest(article_id, known)))
            continue
        try:
            articles[article_id] = library.article(article_id)
        except InputError as error:
            what = f"the article cannot be read: {_what(error)}"
            problems.append(problem_at(where, mark, "broken-article", what, "mend it first"))
    if not articles or articles.keys() != set(source.articles):
        return None  # with an article missing every quote of it would seem wrong
    return Sources(articles, source.head.spelling if source.head else "lenient")


def _naming_articles(problem: Problem, library: Library) -> Problem:
    """A set's lack of articles with an example and the ids there are; any other problem as it is."""
    if problem.code != "no-articles" and (problem.code, problem.what) != ("missing-field", "articles: is missing"):
        return problem
    known = [one for one in islice(library.article_paths(), _MOST_IDS + 1) if _is_readable(one, library)]
    if not known:
        return msgspec.structs.replace(problem, hint="write articles: [ID]; 'quiz articles add' takes an article in")
    more = " ..." if len(known) > _MOST_IDS else ""
    hint = f"write articles: [{known[0]}]; there are {', '.join(known[:_MOST_IDS])}{more}"
    return msgspec.structs.replace(problem, hint=hint)


def _is_readable(article_id: str, library: Library) -> bool:
    try:
        library.article(article_id)
    except InputError:
        return False
    return True


def _flaws(question: Kind, sources: Sources) -> Iterator[Flaw]:
    """What keeps one question from being asked."""
    if not question.prompt.strip():
        yield Flaw(("prompt",), "empty-text", "an empty prompt", "ask something")
    if question.article and question.article not in sources.articles:
        known = tuple(sources.articles)
        what, hint = f"{question.article[:60]!r} is not among the set's articles", suggest(question.article, known)
        yield Flaw(("article",), "unknown-article", what, hint, closest(question.article, known))
    if not 0 < question.points <= 100:
        yield Flaw(("points",), "bad-points", f"points: {question.points:g}", "use more than 0, at most 100")
    if question.tries is not None and not 1 <= question.tries <= MOST_TRIES:
        yield Flaw(("tries",), "bad-tries", f"tries: {question.tries}", f"use 1 to {MOST_TRIES}")
    for at, hint_ in enumerate(question.hint_list):
        if not 0 <= hint_.cost <= 1:
            yield Flaw(("hints", at), "bad-cost", f"cost: {hint_.cost:g}", "use a share of the points, 0 to 1")
    several = isinstance(question.evidence, tuple)
    if several and not question.evidence:
        yield Flaw(("evidence",), "no-evidence", "no evidence", "quote the words that decide the answer")
    elif question.gate and (places := question.places(sources)) and not addresses(places, "sentence", sources):
        yield Flaw(("cite",), "nothing-to-cite", "no sentence holds the evidence", "quote a sentence of the article")
    for at, anchor in enumerate(question.anchors):
        yield from lost(anchor, sources, question.article, ("evidence", at) if several else ("evidence",))
    if question.at is not None:
        anchor = Anchor(quote=question.at) if isinstance(question.at, str) else question.at
        yield from lost(anchor, sources, question.article, ("at",))
    yield from question.flaws(sources)


def _lost_quotes(item: Map, sources: Sources) -> Iterator[Flaw]:
    """The quotes of a question that cannot be read otherwise, which are not in the article."""
    try:
        given = msgspec.convert(item.get("evidence"), _EVIDENCE, strict=False)
    except msgspec.ValidationError:
        return  # that is told already
    about = item.get("article", "")
    prefer = about if isinstance(about, str) and about in sources.articles else ""
    several = isinstance(given, tuple)
    for at, one in enumerate(given if several else (given,)):
        anchor = Anchor(quote=one) if isinstance(one, str) else one
        yield from lost(anchor, sources, prefer, ("evidence", at) if several else ("evidence",))


def _problem(where: str, marks: Map, flaw: Flaw) -> Problem:
    return problem_at(where, find_mark(marks, flaw.path), flaw.code, flaw.what, flaw.hint, flaw.replacement)


def _what(error: InputError) -> str:
    return str(error).rpartition("; ")[0] or str(error)


def _unreadable(where: str, error: InputError) -> Problem:
    """A file that could not even be read; its message already begins with the file, perhaps line and column."""
    rest = str(error).removeprefix(where).removeprefix(":")
    line, column = 1, 1
    head, _, tail = rest.partition(": ")
    if head.count(":") == 1 and head.replace(":", "").isdecimal():
        line, column = (int(part) for part in head.split(":"))
        rest = tail
    return problem_at(where, Mark(line, column), "unreadable", rest.strip())
