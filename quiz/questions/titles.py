"""Titles of new sets: the library shows sets by their titles, so no two may look alike."""

import re

from quiz.articles.library import Library
from quiz.errors import QuizError
from quiz.files import read_text
from quiz.text.sanitise import one_line

_TITLE = re.compile(r"^title:[ \t]*(?P<title>\S.*?)[ \t]*$", re.MULTILINE)


def free_title(title: str, library: Library) -> str:
    """The title, with the next number behind it where a set of the library has it already."""
    taken = set()
    for path in library.set_paths().values():
        try:
            found = _TITLE.search(read_text(path))
        except QuizError:
            continue  # a set that cannot be read has no title
        if found:
            taken.add(found["title"].strip("'\""))
    title = one_line(title)
    numbered = (f"{title} ({number})" for number in range(2, len(taken) + 3))
    return title if title not in taken else next(one for one in numbered if one not in taken)
