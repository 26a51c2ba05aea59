"""``quiz class log``: what was done in a class, from its audit log."""

import time

import msgspec

from quiz.classroom.teacher import Log, Roster, Sittings
from quiz.plain.class_folders import office_of
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line


def show_log(name: str | None, *, as_json: bool) -> int:
    """A line for everything that was done, the earliest first; learners and sittings by name. Exit code 0."""
    there = office_of(name)
    notes = there.get("log", Log).notes
    if as_json:
        for note in notes:
            print(json_line(note))
        return 0
    names = {one.learner: one.name for one in there.get("roster", Roster).members}
    names |= {one.id: one.name for one in there.get("sittings", Sittings).sittings}
    for note in notes:
        about = msgspec.json.decode(note.about, type=dict[str, object])
        said = "  ".join(f"{key} {names.get(str(value), str(value))}" for key, value in about.items() if value != "")
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(note.at // 1000))
        print(f"{when}  {note.who}  {one_line(note.what)}  {one_line(said)}".rstrip())
    return 0
