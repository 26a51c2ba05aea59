"""``quiz class import``: what a learner's program could not send, from the outbox files it left."""

from collections.abc import Sequence
from pathlib import Path

from quiz.classroom.box import read_box, read_label
from quiz.classroom.server.direct import Office
from quiz.classroom.teacher import BoxKey, Import, Imported, Roster
from quiz.classroom.wire import MOST_EVENTS
from quiz.errors import InputError, QuizError
from quiz.files import read_bytes
from quiz.plain.class_folders import office_of
from quiz.plain.wording import count
from quiz.text.sanitise import message_line, one_line


def import_files(name: str | None, files: Sequence[str]) -> int:
    """Take in outbox files. Exit code 0, or 1 where one could not be taken; the others are taken all the same."""
    office = office_of(name)
    names = {one.learner: one.name for one in office.get("roster", Roster).members}
    code = 0
    for file in files:
        try:
            print(f"{message_line(file)}: {_take(office, Path(file), names)}")
        except QuizError as error:
            print(f"{message_line(file)}: not taken: {str(error).removeprefix(f'{file}: ')}")
            code = 1
    return code


def _take(office: Office, path: Path, names: dict[str, str]) -> str:
    """What came of one file, in words. Raises QuizError."""
    data = read_bytes(path)
    label = read_label(data)
    if label is None:
        raise InputError("this is no outbox file, or its beginning is lost; it ends in .box")
    key = office.get("box-key", BoxKey, attempt=label.attempt)
    contents = read_box(data, key.key)
    events = [sent for _, sent in sorted(contents.kept.items())]
    taken = known = beside = late = 0
    for at in range(0, len(events), MOST_EVENTS):
        some = tuple(events[at : at + MOST_EVENTS])
        done = office.post("import", Import(label.attempt, label.terminal, label.fence, some), Imported)
        taken, known, beside = taken + done.taken, known + done.known, beside + done.beside
        late += done.late
    who = one_line(names.get(key.learner, "a learner"))
    kept = f", {beside} kept beside what came later" if beside else ""
    if late:
        kept += f", {late} kept as late ('quiz class count-late' shows what)"
    torn = "; its end is damaged, and what stood there is lost" if contents.size < len(data) else ""
    return f"{who}: {count(taken, 'step')} taken, {known} here already{kept}{torn}."
