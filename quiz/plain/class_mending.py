"""Keys after a sitting: ``quiz class regrade``, ``claims`` and ``void``, each with what it changes."""

from collections.abc import Sequence

import msgspec

from quiz.classroom.mending import Claims, Regrade, Regraded, Rule
from quiz.classroom.server.direct import Office
from quiz.classroom.server.exam import pin
from quiz.classroom.teacher import SittingState
from quiz.plain.class_folders import library, office_of
from quiz.plain.class_teaching import sitting_of
from quiz.plain.regrading import print_changes
from quiz.plain.wording import count
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

PATIENCE = 120.0
"""Seconds: every answer is graded."""


def regrade(name: str | None, sitting: str | None, file: str | None, *, apply: bool, as_json: bool) -> int:
    """Grade a sitting again by its set as it is now (file: or another of the same questions). Exit code 0."""
    there = office_of(name, timeout=PATIENCE)
    one = sitting_of(there, sitting)
    pinned, _ = pin(file or one.set, library())
    asked = Regrade(one.id, msgspec.json.encode(pinned).decode(), apply)
    _told(one, there.post("regrade", asked, Regraded), as_json=as_json)
    return 0


def void(name: str | None, sitting: str | None, question: str, *, back: bool, as_json: bool) -> int:
    """Take a question out of the marks: everyone has its points. back: let it count again. Exit code 0."""
    there = office_of(name, timeout=PATIENCE)
    one = sitting_of(there, sitting)
    done = there.post("rule", Rule(one.id, "in" if back else "out", question), Regraded)
    if not as_json:
        print(f"{one_line(one.name)}: {one_line(question)} {'counts again' if back else 'is taken out'}.")
    _told(one, done, as_json=as_json)
    return 0


def claims(
    name: str | None, sitting: str | None, accept: Sequence[str], refuse: Sequence[str], *, as_json: bool
) -> int:
    """List what learners say was right, or decide it for all who gave the same. Exit code 0."""
    there = office_of(name, timeout=PATIENCE)
    one = sitting_of(there, sitting)
    for code in accept:
        _told(one, there.post("rule", Rule(one.id, "accepted", answer=code), Regraded), as_json=as_json)
    for code in refuse:
        _told(one, there.post("rule", Rule(one.id, "refused", answer=code), Regraded), as_json=as_json)
    if not accept and not refuse:
        _list(there, one, as_json=as_json)
    return 0


def _list(there: Office, one: SittingState, *, as_json: bool) -> None:
    found = there.get("claims", Claims, sitting=one.id).claims
    if as_json:
        print(json_line({"sitting": one.name, "claims": found}))
        return
    question = ""
    for claim in found:
        if claim.question != question:
            question = claim.question
            print(f"{one_line(claim.question)}: {one_line(claim.prompt)}")
            print(f"  key: {one_line(claim.key)}")
        said = claim.decision or f"graded {claim.outcome.replace('-', ' ')}"
        who = f"{count(claim.claimed, 'claim')}, given by {claim.gave}"
        print(f'  {claim.code}  "{one_line(claim.answer)}"  {who}  {said}')
    undecided = sum(not claim.decision for claim in found)
    if not found:
        print(f"{one_line(one.name)}: no claims.")
    elif undecided:
        print(f"{count(undecided, 'answer')} to decide: --accept CODE or --refuse CODE, for all who gave it.")


def _told(one: SittingState, done: Regraded, *, as_json: bool) -> None:
    print_changes(one.name, done.changes, done.busy, applied=done.applied, as_json=as_json)
