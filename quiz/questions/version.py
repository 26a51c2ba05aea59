"""A version of a set's file while its author works on it: what can be asked, and what is wrong with the rest."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.files import read_text
from quiz.questions.check import check_examined, examine_text
from quiz.questions.kinds import Kind
from quiz.questions.problem import Problem
from quiz.questions.question_set import QuestionSet
from quiz.text.yaml_door import Map, Mark, Seq, Value


class Written(msgspec.Struct, frozen=True):
    """A question as it stands in the file: its id ("" where it has none), kind and prompt, and its lines (from 1).

    sound: it can be asked.
    """

    id: str
    kind: str
    prompt: str
    first: int
    last: int
    sound: bool


class Version(msgspec.Struct, frozen=True):
    """What a file says now. asked holds the questions that can be asked, and is None where there is none.

    written: every question in the file's order, sound or not. articles: the ids that the set names, found or not.
    unread: nothing could be made of the file.
    """

    asked: QuestionSet | None
    written: tuple[Written, ...]
    problems: tuple[Problem, ...]
    articles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    unread: bool = False

    def problems_of(self, one: Written) -> list[Problem]:
        """The problems on a question's lines, errors first."""
        own = (problem for problem in self.problems if one.first <= problem.line <= one.last)
        return sorted(own, key=lambda problem: problem.severity != "error")

    def find(self, question: str) -> Written | None:
        """The first question with this id."""
        return next((one for one in self.written if one.id == question), None)


def read_version(path: Path, library: Library) -> Version:
    """The version of a file that is there now. Never raises: a file that cannot be read is a problem."""
    try:
        text = read_text(path)
    except InputError as error:
        said = str(error).removeprefix(str(path)).lstrip(":").strip()
        return Version(None, (), (Problem(str(path), 1, 1, "unreadable", said),), unread=True)
    return version_of(text, str(path), path.stem, library)


def version_of(text: str, where: str, set_id: str, library: Library) -> Version:
    """The version a text is."""
    examined = examine_text(text, where, set_id, library)
    problems = tuple(check_examined(examined, text, where))
    lines = tuple(text.split("\n"))
    sound_at = {marks.mark for _, marks in examined.sound}
    written = tuple(_written(examined.root, sound_at, len(lines)))
    asked = examined.set
    if asked is not None:
        # What is broken is shown as a list of problems; of two with one id the first is asked.
        sound: dict[str, Kind] = {}
        for question, _ in examined.sound:
            sound.setdefault(question.id, question)
        asked = msgspec.structs.replace(asked, questions=tuple(sound.values())) if sound else None
    unread = any(problem.code in ("yaml", "not-a-set") for problem in problems)
    return Version(asked, written, problems, examined.articles, lines, unread)


def kept_up(version: Version, last: QuestionSet | None) -> tuple[QuestionSet, frozenset[str]] | None:
    """What to show of a version: its sound questions, and of a broken one what ``last`` had of it.

    Returns the set and the ids of its questions that are not as the file has them now; None where nothing was ever
    sound. Where the file says nothing at all, everything stays as it was.
    """
    old = last.by_id if last else {}
    new = version.asked.by_id if version.asked else {}
    shown: dict[str, Kind] = {}
    for one in version.written:
        found = new.get(one.id) or old.get(one.id)
        if found is not None:
            shown.setdefault(one.id, found)
    base = version.asked or last
    if base is None or (not shown and last is None):
        return None
    if not shown:
        assert last is not None  # noqa: S101  the case above
        return last, frozenset(old)
    stale = frozenset(shown) - frozenset(new)
    homes = {name: last.sources_of(old[name]) for name in stale} if last else {}
    merged = msgspec.structs.replace(base, questions=tuple(shown.values()), homes=homes)
    return merged, stale


def _written(root: Map, sound: set[Mark], lines: int) -> Iterator[Written]:
    given = root.get("questions")
    if not isinstance(given, Seq) or not given:
        return
    ends = [mark.line - 1 for mark in given.values_at[1:]]
    later = [mark.line - 1 for name, mark in root.keys_at.items() if mark > root.keys_at["questions"]]
    ends.append(min(later, default=lines))
    for item, mark, end in zip(given, given.values_at, ends, strict=True):
        name, kind, prompt = (_text(item, field) for field in ("id", "kind", "prompt"))
        yield Written(name, kind, prompt, mark.line, max(end, mark.line), mark in sound)


def _text(item: Value, field: str) -> str:
    value = item.get(field, "") if isinstance(item, Map) else ""
    return value if isinstance(value, str) else ""
