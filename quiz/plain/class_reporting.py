"""``quiz class report`` and ``quiz class export``: what a class's answers say, and its marks."""

import sys
from pathlib import Path

import msgspec

from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.teacher import Papers
from quiz.errors import InputError
from quiz.files import new_file
from quiz.plain.class_folders import office_of
from quiz.plain.class_teaching import sitting_of
from quiz.plain.wording import count
from quiz.questions.question_set import QuestionSet
from quiz.reports import sheet
from quiz.reports.class_page import class_page
from quiz.reports.class_text import class_text
from quiz.reports.gradebook import as_csv, as_xlsx, gradebook
from quiz.text.sanitise import one_line, sanitise


def export(name: str | None, sitting: str | None, file: str | None) -> int:
    """The gradebook of a sitting: CSV on standard output or in a new file, a workbook where that ends in .xlsx."""
    found, asked = _papers(name, sitting)
    book = gradebook(asked, found.papers, found.states, found.absent)
    if file is None:
        sys.stdout.write(as_csv(book).replace("\r\n", "\n").removeprefix("\ufeff"))
        return 0
    _write(Path(file), as_xlsx(book) if file.lower().endswith(".xlsx") else as_csv(book).encode())
    print(f"{file}: {count(len(book.rows), 'learner')}")
    if found.late:
        print(_late(found))
    return 0


def report(name: str | None, sitting: str | None, *, html: str | None, sheets: str | None, everything: bool) -> int:
    """What the answers say: as text, as one page, or as a feedback sheet for each learner. Exit code 0."""
    found, asked = _papers(name, sitting)
    title = f"{found.sitting.name}: {asked.title}"
    if html is not None:
        about = f"{count(len(found.papers), 'learner')}, {count(len(asked.questions), 'question')}"
        _write(Path(html), class_page(title, about, asked, found.papers).encode())
        print(f"{html}: {about}")
    if sheets is not None:
        _write_sheets(Path(sheets), title, found, asked, everything=everything)
    if html is None and sheets is None:
        sys.stdout.write("".join(f"{sanitise(line)}\n" for line in class_text(title, asked, found.papers).splitlines()))
        if found.absent:
            print(f"Did not begin: {', '.join(map(one_line, found.absent))}.")
        if found.late:
            print(_late(found))
    return 0


def _late(found: Papers) -> str:
    return (
        f"Late, which does not count: {', '.join(map(one_line, found.late))}; 'quiz class count-late NAME' shows what."
    )


def _write_sheets(folder: Path, title: str, found: Papers, asked: QuestionSet, *, everything: bool) -> None:
    """A page and a text for each learner. The files are numbered: what people are called makes no file names."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise InputError(f"{folder}: is there already; name a new folder") from None
    except OSError as error:
        raise InputError(f"{folder}: {(error.strerror or str(error)).lower()}; check the path") from error
    for at, paper in enumerate(found.papers, 1):
        _write(folder / f"{at:03}.html", sheet.as_html(title, asked, paper, everything=everything).encode())
        text = sheet.as_text(title, asked, paper, everything=everything)
        _write(folder / f"{at:03}.txt", "".join(f"{sanitise(line)}\n" for line in text.splitlines()).encode())
        print(f"{folder / f'{at:03}.html'}: {one_line(paper.name)}")


def _papers(name: str | None, sitting: str | None) -> tuple[Papers, QuestionSet]:
    there = office_of(name)
    found = there.get("papers", Papers, sitting=sitting_of(there, sitting).id)
    return found, unpin(msgspec.json.decode(found.pinned, type=Pinned))


def _write(path: Path, data: bytes) -> None:
    with new_file(path) as out:
        out.write(data)
