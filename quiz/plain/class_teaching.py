"""``quiz class ...``: what a teacher does from the command line while a sitting runs, and before and after it."""

from quiz.classroom import wording
from quiz.classroom.server.direct import Office, office
from quiz.classroom.teacher import (
    GiveTime,
    Let,
    Newcomer,
    Papers,
    Person,
    Pin,
    Rename,
    Roster,
    Sittings,
    SittingState,
    Step,
    Touch,
)
from quiz.classroom.wire import Done, Release
from quiz.errors import InputError, QuizError
from quiz.plain.class_folders import every, last_day, library, office_of
from quiz.plain.class_opening import sitting_words
from quiz.plain.wording import count
from quiz.text.json_text import json_line
from quiz.text.sanitise import message_line, one_line


def list_classes(*, as_json: bool) -> int:
    """Every class and its sittings. Exit code 0, or 1 where one could not be read, which keeps no other back."""
    code = 0
    for folder in every():
        try:
            there = office(folder, library)
            known, people = there.get("sittings", Sittings), there.get("roster", Roster)
        except QuizError as error:
            print(json_line({"class": folder.name, "error": str(error)}) if as_json
                  else f"{folder.name}: {message_line(str(error))}")  # fmt: skip
            code = 1
            continue
        if as_json:
            print(json_line({"class": folder.name, "title": known.title, "learners": len(people.members),
                             "expires": people.expires, "sittings": known.sittings, "join": known.join}))  # fmt: skip
            continue
        over = "; past its last day: quiz class purge" if people.expires < known.now else ""
        until = last_day(people.expires)
        print(f"{folder.name}: {one_line(known.title)}, {count(len(people.members), 'learner')}, until {until}{over}")
        for one in known.sittings:
            print(f"  {one_line(one.name)}: {sitting_words(one)}")
    return code


def show_roster(name: str | None, *, as_json: bool) -> int:
    """Who is in a class. Exit code 0."""
    found = office_of(name).get("roster", Roster)
    for one in found.members:
        if as_json:
            print(json_line(one))
        else:
            how = "account" if one.by_account else "PIN"
            print(f"{one_line(one.name)}  ({how}{', logged in' if one.sessions else ''})")
    return 0


def add(name: str | None, learner: str) -> int:
    """Another learner. Exit code 0."""
    _told_pin(office_of(name).post("add", Newcomer(learner), Pin))
    return 0


def rename(name: str | None, learner: str, new: str) -> int:
    office_of(name).post("rename", Rename(learner, new), Done)
    print(f"{one_line(learner)} is called {one_line(new)} now.")
    return 0


def new_pin(name: str | None, learner: str) -> int:
    """A new PIN for a learner. Exit code 0."""
    _told_pin(office_of(name).post("pin", Person(learner), Pin))
    return 0


def _told_pin(pin: Pin) -> None:
    print(f"{one_line(pin.name)}: PIN {pin.pin[:3]} {pin.pin[3:]}" if pin.pin else f"{one_line(pin.name)}: by account")


def unlock(name: str | None, learner: str) -> int:
    office_of(name).post("unlock", Person(learner), Done)
    print(f"{one_line(learner)} can try a PIN again at once.")
    return 0


def log_out(name: str | None, learner: str) -> int:
    office_of(name).post("logout", Person(learner), Done)
    print(f"{one_line(learner)} is logged out everywhere; answers are kept.")
    return 0


def touch(name: str | None, what: str, sitting: str | None) -> int:
    """pause, resume, close or reopen a sitting. Exit code 0."""
    there = office_of(name)
    one = sitting_of(there, sitting)
    there.post(what, Touch(one.id), Done)
    print(f"{one_line(one.name)}: {sitting_words(sitting_of(there, one.id))}")
    return 0


def give_time(name: str | None, minutes: float, sitting: str | None, learner: str | None) -> int:
    there = office_of(name)
    one = sitting_of(there, sitting)
    there.post("time", GiveTime(one.id, minutes, learner or ""), Done)
    who = one_line(learner) if learner else "everybody"
    print(f"{one_line(one.name)}: {wording.minutes(abs(minutes))} {'more' if minutes > 0 else 'less'} for {who}.")
    return 0


def release(name: str | None, what: Release, sitting: str | None, learner: str | None) -> int:
    there = office_of(name)
    one = sitting_of(there, sitting)
    there.post("release", Let(one.id, what, learner or ""), Done)
    who = one_line(learner) if learner else "everyone who has handed in"
    said = {"never": "nothing", "marks": "the marks", "all": "marks, keys and explanations"}[what]
    print(f"{one_line(one.name)}: {said} for {who}.")
    if what != "never" and one.state != "closed":
        print("The sitting is still open: whoever has handed in sees it now, and others may look over their shoulder.")
    papers = there.get("papers", Papers, sitting=one.id).papers if what != "never" else ()
    unjudged = sum(item.unjudged for paper in papers for item in paper.attempt.items.values())
    if unjudged:
        rubric = "; what earns points there shows already ('quiz class release never' takes it back)"
        print(f"{count(unjudged, 'open answer')} not judged yet and left out of the scores until 'quiz class assess' "
              f"has been through them{rubric if what == 'all' else ''}.")  # fmt: skip
    return 0


def step(name: str | None, to: str, sitting: str | None) -> int:
    """In follow mode: next, back, counts or reveal. Exit code 0."""
    there = office_of(name)
    one = sitting_of(there, sitting)
    there.post("follow", Step(one.id, to), Done)  # type: ignore[arg-type]
    now = sitting_of(there, one.id)
    print(f"{one_line(one.name)}: question {now.here} of {now.questions}, {now.phase}")
    return 0


def sitting_of(there: Office, name: str | None) -> SittingState:
    """The sitting of this name or id, or the latest that is not closed. Raises InputError."""
    known = there.get("sittings", Sittings).sittings
    if name is None:
        for one in known:
            if one.state != "closed":
                return one
        if known:
            return known[0]
        raise InputError("no sitting yet; 'quiz class open' makes one")
    for one in known:
        if name in (one.id, one.name) or name.casefold() == one.name.casefold():
            return one
    names = ", ".join(one_line(one.name) for one in known) or "none yet"
    raise InputError(f"{name[:60]!r}: no sitting of this name; there are: {names}")
