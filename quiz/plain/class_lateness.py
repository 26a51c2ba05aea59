"""``quiz class count-late``: what came too late, answer by answer, what it would change, and letting it count."""

import time

from quiz.classroom.teacher import CountLate, LateAnswer, LateWork
from quiz.plain.class_folders import office_of
from quiz.plain.class_teaching import sitting_of
from quiz.plain.wording import count, duration, score
from quiz.questions.scoring import number
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line


def count_late(name: str | None, learner: str, sitting: str | None, *, apply: bool, back: bool, as_json: bool) -> int:
    """What came late of a learner, or (apply) let it count; back: no longer. Exit code 0."""
    there = office_of(name)
    one = sitting_of(there, sitting)
    work = there.post("count-late", CountLate(one.id, learner, apply, back), LateWork)
    if as_json:
        print(json_line({"sitting": one.name, "late": work}))
        return 0
    who = one_line(work.learner)
    if not work.answers:
        print(f"{one_line(one.name)}: nothing came late from {who}.")
        return 0
    print(f"{one_line(one.name)}: {count(len(work.answers), 'answer')} of {who} came late.")
    for answer in work.answers:
        print("  " + one_line(_line(answer, letting=apply, back=back)))
    for mark in work.marks:
        print(f"{one_line(mark.question)}: {number(mark.before)} becomes {number(mark.after)}")
    print(f"{who}: {number(work.before)} becomes {score(work.after, work.points)}.")
    if apply:
        print("What was let count counts no longer." if back else "It counts; --back --apply takes that back.")
    elif back:
        print("Nothing is changed yet: --back --apply does it.")
    else:
        print("Nothing is changed yet: --apply lets it count.")
    return 0


def _line(answer: LateAnswer, *, letting: bool, back: bool) -> str:
    when = {"handed in": "after handing in", "over": "after the time was over", "open": ""}[answer.when]
    parts = [f'{answer.question}: "{answer.answer}"', f"came {time.strftime('%d %b %H:%M:%S', _local(answer.at))}"]
    if when:
        parts.append(f"{duration(answer.since)} {when}")
    elif not answer.never:
        parts.append("while the sitting was paused")
    if answer.never:
        return f"{', '.join(parts)}, when its key could be seen: never counts"
    counts = (answer.counts or letting) and not (letting and back)
    return f"{', '.join(parts)}: {'counts' if counts else 'does not count'}"


def _local(at: int) -> time.struct_time:
    return time.localtime(at / 1000)
