"""What an author has left to do: comments that begin with TODO, as drafts have them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from textwrap import shorten

import msgspec

from quiz.questions.problem import Problem, problem_at
from quiz.text.sanitise import one_line
from quiz.text.yaml_comments import find_comments, line_starts
from quiz.text.yaml_door import Mark

_TODO = re.compile(r"#+\s*TODO\b[\s:]*")
_SHOWN = 60


def left_to_do(text: str, where: str) -> Iterator[Problem]:
    """A warning for every comment of a set that begins with TODO; text is YAML that has been read."""
    if "TODO" not in text:
        return
    starts = line_starts(text)
    for start, end in find_comments(text):
        if found := _TODO.match(text, start, end):
            line = bisect_right(starts, start)
            column = start - starts[line - 1] + 1
            words = shorten(one_line(text[found.end() : end]).rstrip(". "), _SHOWN, placeholder=" ...")
            what = f"still to do: {words}" if words else "something is still to do here"
            told = problem_at(where, Mark(line, column), "todo", what, "do it, and delete the comment")
            yield msgspec.structs.replace(told, end_line=line, end_column=column + end - start)
