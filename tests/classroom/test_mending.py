"""After a sitting: a key is mended, a claim is decided for all who wrote the same, a question is taken out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.articles.library import Library
from quiz.attempts.events import Claimed, Drafted, Finished
from quiz.classroom.mending import Claims, Regrade, Regraded, Rule
from quiz.classroom.server import collecting, exam, packing, regrading
from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.watching import WatchAsked
from quiz.classroom.teacher import Papers
from quiz.cli import run
from quiz.questions.accepted import answer_key
from quiz.questions.response import Filled, Picked, Response, Typed
from quiz.reports.class_page import class_page
from quiz.reports.class_text import class_text
from quiz.reports.gradebook import as_csv, gradebook
from quiz.reports.sheet import as_text
from quiz.store.classes import events, sittings
from tests.builders import ROOT
from tests.waiting import wait_until

from .by_folder import FolderClass
from .clients import at_desk
from .inside import Inside, Pupil, inside
from .school import QUESTIONS, RIGHT, School, a_school, words, write_set

SAME_WORDS = [
    (Typed("an old Boat"), Typed("  AN old boat.")),
    (Typed("Zelenskyy\u2019s plan"), Typed("zelenskyy's plan")),
    (Picked(("b", "a")), Picked(("a", "b"))),
    (Filled(("One", "two")), Filled(("one", "TWO"))),
]
OTHER_WORDS = [
    (Typed("an old boat"), Typed("an old goat")),
    (Typed("21"), Typed("12")),
    (Filled(("one", "two")), Filled(("two", "one"))),
    (Typed("a"), Picked(("a",))),
]


def test_answers_are_the_same_but_for_how_they_were_typed() -> None:
    assert all(answer_key(one) == answer_key(other) for one, other in SAME_WORDS)
    assert not any(answer_key(one) == answer_key(other) for one, other in OTHER_WORDS)


@pytest.fixture(params=["sqlite", "postgres"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inside]:
    database = request.getfixturevalue("postgres").database() if request.param == "postgres" else ""
    with inside(tmp_path, database=database) as room:
        yield room


def sit(room: Inside, name: str, given: dict[str, Response], *, done: bool = True, drafted: bool = False) -> Pupil:
    """Somebody answers by kind what is given, the rest rightly; drafted: only typed, never given."""
    pupil = room.learner(name)
    for view in pupil.begin().views:
        response = given.get(view.kind, RIGHT[view.kind])
        if drafted and view.kind in given:
            pupil.send(Drafted(view.id, response))
        elif not (isinstance(response, Typed) and not response.text):
            pupil.answer(view.id, response)
    if done:
        pupil.send(Finished("learner"))
    return pupil


def number_of(pupil: Pupil, kind: str) -> str:
    assert pupil.opened is not None
    return next(view.id for view in pupil.opened.views if view.kind == kind)


def pinned(room: Inside, questions: str) -> str:
    write_set(room.root, questions=questions)
    return msgspec.json.encode(exam.pin("ferry-set", Library([room.root]))[0]).decode()


def earned(room: Inside) -> dict[str, float]:
    papers: Papers = room.do(collecting.papers, WatchAsked("monday"))
    return {paper.name: paper.earned for paper in papers.papers}


def said(told: Regraded) -> list[str]:
    return [
        f"{one.learner} {change.question}: {change.response} {change.before.verdict} {change.before.earned:g}"
        f" -> {change.after.verdict} {change.after.earned:g}{' out' if change.after.void else ''}"
        for one in told.changes
        for change in one.changes
    ]


MENDED = QUESTIONS.replace("answer: an old map,", "answer: an old map, accept: [the chart],")


def test_a_mended_key_shows_first_and_is_kept_when_told(room: Inside) -> None:
    sitting = room.open()
    sit(room, "Ada", {"short": Typed("the chart")})
    sit(room, "Ben", {})
    sit(room, "Cleo", {"short": Typed("the chart")}, drafted=True)
    sit(room, "Dora", {"short": Typed("the chart")}, done=False)
    before = earned(room)
    assert before == {"Ada": 3.0, "Ben": 4.0, "Cleo": 3.0, "Dora": 3.0}
    text = pinned(room, MENDED)
    expected = ["Ada map: the chart wrong 0 -> right 1", "Cleo map: the chart wrong 0 -> right 1"]
    told: Regraded = room.do(regrading.grade_again, Regrade(sitting, text))
    assert (said(told), told.busy, told.applied) == (expected, 1, False)
    assert earned(room) == before, "nothing is kept yet"
    told = room.do(regrading.grade_again, Regrade(sitting, text, apply=True))
    assert (said(told), told.applied) == (expected, True)
    # Another process sees it, the chains hold, and running it again changes nothing.
    room.close()
    room.reopen()
    assert earned(room) == {"Ada": 4.0, "Ben": 4.0, "Cleo": 4.0, "Dora": 4.0}
    assert room.store.check(room.service.class_id).result() == []
    assert said(room.do(regrading.grade_again, Regrade(sitting, text, apply=True))) == []
    papers: Papers = room.do(collecting.papers, WatchAsked(sitting))
    assert "accept: [the chart]" in papers.pinned, "reports tell the mended key"
    # What was given, and how the sitting was made, is still there.
    first = room.store.read(lambda db: sittings.pinned(db, room.service.class_id, sitting)).result()
    assert "the chart" not in first


@pytest.mark.parametrize(
    ("questions", "why"),
    [
        (QUESTIONS.replace("How many were saved?", "How many drowned?"), "'saved' asks something else now"),
        (QUESTIONS.replace("[Tom Reve, Ada Hale]", "[Tom Reve, Ada Hale, Abe]"), "'captain' asks something else"),
        (QUESTIONS.replace("id: map,", "id: chart,"), "has other questions"),
        (QUESTIONS.replace("answer: 23,", "answer: 23, points: 2,"), "'saved' asks something else"),
    ],
)
def test_a_set_that_asks_something_else_is_refused(tmp_path: Path, questions: str, why: str) -> None:
    with inside(tmp_path) as room:
        room.open()
        sit(room, "Ada", {})
        text = pinned(room, questions)
        with pytest.raises(Refusal, match=why):
            room.do(regrading.grade_again, Regrade("monday", text, apply=True))
        assert earned(room) == {"Ada": 4.0}


def test_the_key_of_a_choice_moves_to_another_option(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        sit(room, "Ada", {})
        sit(room, "Ben", {"choice": Picked(("Tom Reve",))})
        was, now = "answer: Mira Osten, distractors: [Tom Reve,", "answer: Tom Reve, distractors: [Mira Osten,"
        text = pinned(room, QUESTIONS.replace(was, now))
        told: Regraded = room.do(regrading.grade_again, Regrade("monday", text, apply=True))
        assert said(told) == [
            "Ada captain: Mira Osten right 1 -> wrong 0",
            "Ben captain: Tom Reve wrong 0 -> right 1",
        ]
        assert earned(room) == {"Ada": 3.0, "Ben": 4.0}


def test_a_claim_is_decided_once_for_all_who_wrote_the_same(room: Inside) -> None:
    sitting = room.open()
    ada = sit(room, "Ada", {"short": Typed("An old boat")})
    sit(room, "Ben", {"short": Typed("an  OLD boat.")})
    sit(room, "Cleo", {"short": Typed("an old goat")})
    late = sit(room, "Emil", {"short": Typed("an old boat")}, done=False)
    room.release("all")
    ada.send(Claimed(number_of(ada, "short")))
    (claim,) = room.do(regrading.claims, WatchAsked(sitting)).claims
    assert (claim.question, claim.answer, claim.gave, claim.claimed) == ("map", "An old boat", 2, 1)
    assert (claim.key, claim.outcome, claim.decision) == ("an old map", "wrong", "")

    told: Regraded = room.do(regrading.rule, Rule(sitting, "accepted", answer=claim.code))
    assert said(told) == [
        "Ada map: An old boat wrong 0 -> right 1",
        "Ben map: an OLD boat. wrong 0 -> right 1",
    ]
    late.send(Finished("learner"))
    assert earned(room) == {"Ada": 4.0, "Ben": 4.0, "Cleo": 3.0, "Emil": 4.0}, "who hands in later has it too"
    (claim,) = room.do(regrading.claims, WatchAsked(sitting)).claims
    assert (claim.gave, claim.decision, claim.outcome) == (3, "accepted", "right")
    # What is kept of the decision holds nobody's words; the learner is told.
    kept = room.store.read(lambda db: db.rows("SELECT * FROM rulings")).result()
    assert "boat" not in str(kept)
    assert "Your teacher accepts this answer." in words(ada.news())

    told = room.do(regrading.rule, Rule(sitting, "refused", answer=claim.code))
    assert [one.partition(":")[0] for one in said(told)] == ["Ada map", "Ben map", "Emil map"]
    assert earned(room) == {"Ada": 3.0, "Ben": 3.0, "Cleo": 3.0, "Emil": 3.0}
    found: Claims = room.do(regrading.claims, WatchAsked(sitting))
    assert [one.decision for one in found.claims] == ["refused"]
    assert room.store.check(room.service.class_id).result() == []
    with pytest.raises(Refusal, match="no answer has the code 'ffffffff'"):
        room.do(regrading.rule, Rule(sitting, "accepted", answer="ffffffff"))


def test_in_practice_an_accepted_answer_is_right_for_whoever_gives_it_next(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        sitting = room.open(mode="practice")
        ada = sit(room, "Ada", {"short": Typed("an old boat")})
        ada.send(Claimed(number_of(ada, "short")))
        (claim,) = room.do(regrading.claims, WatchAsked(sitting)).claims
        told: Regraded = room.do(regrading.rule, Rule(sitting, "accepted", answer=claim.code))
        assert said(told) == ["Ada map: an old boat wrong 0 -> right 1"]
        ben = room.learner("Ben")
        ben.begin()
        received = ben.answer(number_of(ben, "short"), Typed("An old boat"))
        assert [one.outcome for one in received.released] == ["right"]


def test_a_question_that_is_taken_out_counts_for_everybody_and_it_is_said(room: Inside) -> None:
    sitting = room.open()
    sit(room, "Ada", {"short": Typed("an old boat")})
    sit(room, "Ben", {"short": Typed("")})
    sit(room, "Cleo", {})
    late = sit(room, "Dora", {"short": Typed("x")}, done=False)
    told: Regraded = room.do(regrading.rule, Rule(sitting, "out", "map"))
    assert said(told) == [
        "Ada map: an old boat wrong 0 -> wrong 1 out",
        "Ben map: None not-answered 0 -> not-answered 1 out",
        "Cleo map: an old map right 1 -> right 1 out",
    ]
    late.send(Finished("learner"))
    sit(room, "Emil", {"short": Typed("y")})
    assert earned(room) == dict.fromkeys(("Ada", "Ben", "Cleo", "Dora", "Emil"), 4.0)
    papers: Papers = room.do(collecting.papers, WatchAsked(sitting))
    asked = unpin(msgspec.json.decode(papers.pinned, type=Pinned))
    table = as_csv(gradebook(asked, papers.papers, papers.states))
    assert "map (taken out)" in table.splitlines()[0]
    for paper in papers.papers:
        assert "taken out: everyone has them" in as_text("T", asked, paper, everything=False)
    for page in (class_text("T", asked, papers.papers), class_page("T", "", asked, papers.papers)):
        assert "Taken out: everyone has its points" in page
    room.release("all")
    assert "This question was taken out: everyone has its points." in words(late.news())
    # And back.
    told = room.do(regrading.rule, Rule(sitting, "in", "map"))
    assert len(said(told)) == 5
    assert earned(room) == {"Ada": 3.0, "Ben": 3.0, "Cleo": 4.0, "Dora": 3.0, "Emil": 3.0}
    assert room.store.check(room.service.class_id).result() == []
    with pytest.raises(Refusal, match="no question 'mop'"):
        room.do(regrading.rule, Rule(sitting, "out", "mop"))


def test_nothing_of_a_new_grading_is_told_before_it_is_released(tmp_path: Path) -> None:
    """The events that keep it name parts of the key, like any verdict."""
    with inside(tmp_path) as room:
        room.open()
        pupil = sit(room, "Ada", {"short": Typed("the chart"), "number": Typed("21")})
        room.do(regrading.grade_again, Regrade("monday", pinned(room, MENDED), apply=True))
        room.do(regrading.rule, Rule("monday", "out", "saved"))
        stored = room.store.read(lambda db: events.latest(db, 100)).result()
        assert sum('"regraded"' in row.body for row in stored) == 2
        told = words(pupil.begin(takeover=True)) + words(pupil.news())
        assert not any(word in told for word in ("regraded", "taken out", '"outcome"', "Osten says"))
        room.release("marks")
        told = words(pupil.begin(takeover=True))
        assert "Osten says" not in told
        assert all(part not in told for part in ('"parts": [{', '"key": "an old map"'))
        room.release("all")
        assert "Osten says" in words(pupil.news())


def test_a_folder_packed_before_a_question_was_taken_out_still_comes_in(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        before = room.sat().exam.base
        room.do(regrading.rule, Rule("monday", "out", "captain"))
        after = room.sat().exam
        assert (before, after.base) == (("saved", "captain", "when", "map"), before)
        assert after.draw("seed") == before
        contents: Any = msgspec.json.decode(room.do(packing.pack, packing.PackAsked("monday", "0" * 64)).payload)
        assert len(contents["views"]) == 4


def test_an_attempt_goes_on_while_the_key_is_mended(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        pupil = sit(room, "Ada", {}, done=False)
        shown = words(pupil.begin().views)
        for round_ in range(20):
            text = pinned(room, MENDED if round_ % 2 else QUESTIONS)
            room.do(regrading.grade_again, Regrade("monday", text, apply=True))
            received = pupil.answer(number_of(pupil, "short"), Typed(f"answer {round_}"))
            assert len(received.received) == 1
        assert words(pupil.begin().views) == shown
        kept = [row.body for row in room.store.read(lambda db: events.latest(db, 100)).result()]
        assert sum("answer 1" in body for body in kept) == 11


def test_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    one = FolderClass(tmp_path, ("Ada", "Ben"), monkeypatch)
    stick = one.pack()
    for name in ("Ada", "Ben"):
        stick.put(stick.work(name, one.pins[name], {**RIGHT, "short": Typed("the chart")}))
    capsys.readouterr()

    def typed(*words: str, code: int = 0) -> str:
        assert run(["class", *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    typed("collect", str(stick.folder))
    assert typed("claims") == "monday: no claims.\n"
    write_set(tmp_path / "library", questions=MENDED)
    told = typed("regrade")
    assert 'map: "the chart": wrong 0 -> right 1' in told
    assert "2 answers of 2 learners in 2 attempts" in told
    assert "Nothing is kept yet: --apply keeps it." in told
    assert len(json.loads(typed("regrade", "--json"))["changes"]) == 2
    assert "Kept; the verdicts before stay in the record." in typed("regrade", "--apply")
    assert "monday: nothing changes." in typed("regrade", "ferry-set")
    assert "captain is taken out." in typed("void", "captain")
    assert "captain (taken out)" in typed("export")
    assert "captain counts again." in typed("void", "captain", "--back")
    assert "no question 'mop'" in typed("void", "mop", code=2)
    log = typed("log")
    assert [log.count(f"teacher  {what}  ") for what in ("regrade", "void", "void-back")] == [1, 1, 1]
    assert "the chart" not in log


def test_the_commands_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/reports.md, "When a key was wrong"."""
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8").partition("## When a key was wrong")[2]
    commands = [line[2:] for line in page.partition("```console\n")[2].partition("```")[0].splitlines()]
    assert len(commands) == 5
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZ_PATH", str(tmp_path / "library"))
    classes = tmp_path / "home" / "classes"
    classes.mkdir(parents=True, mode=0o700)
    with inside(classes) as room:
        sitting = room.open()
        ada = sit(room, "Ada", {"short": Typed("the chart"), "choice": Picked(("Tom Reve",))})
        room.release("marks")
        ada.send(Claimed(number_of(ada, "short")))
        (claim,) = room.do(regrading.claims, WatchAsked(sitting)).claims
    write_set(tmp_path / "library", questions=MENDED)
    told = []
    for command in commands:
        assert run(command.replace("CODE", claim.code).replace("QUESTION", "captain").split()[1:]) == 0
        told.append(capsys.readouterr().out)
    assert f'{claim.code}  "the chart"  1 claim, given by 1  graded wrong' in told[0]
    assert "1 answer to decide: --accept CODE or --refuse CODE" in told[0]
    assert 'map: "the chart": wrong 0 -> right 1' in told[1]
    assert "monday: nothing changes." in told[2], "the accepted answer is in the mended key now"
    assert 'captain: "Tom Reve": wrong 0 -> wrong 1, taken out' in told[4]


def test_a_learners_own_program_shows_what_was_taken_out_and_graded_again(tmp_path: Path) -> None:
    """Over the line, to a real client: its screens paint what its own attempt and feedback say."""
    with a_school(tmp_path, ["Ada"]) as school:
        sitting = school.open().id
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            names = {desk.view(one).kind: one for one in desk.attempt.items}
            desk.answer(names["short"], Typed("the chart")).receipt.result(30)
            desk.finish().result(30)
            wait_until(lambda: desk.receipt, "the receipt")
            school.release("all")
            wait_until(lambda: desk.feedback(names["short"]) is not None, "the results")
            assert desk.attempt.items[names["short"]].earned == 0.0
            # Graded again while the learner looks at the results.
            school.control.post("regrade", Regrade(sitting, pinned_of(school, MENDED), apply=True), Regraded)
            school.control.post("rule", Rule(sitting, "out", "captain"), Regraded)
            wait_until(lambda: desk.attempt.items[names["short"]].earned == 1.0, "the new verdict")
            wait_until(lambda: desk.attempt.items[names["choice"]].earned == 1.0, "the points of what was taken out")
        with at_desk(school, "Ada", tmp_path / "home") as again:
            assert (again.attempt.earned, again.attempt.items[names["choice"]].void) == (2.0, True)
            told = again.feedback(names["choice"])
            assert told is not None
            assert told.verdict.note == "This question was taken out: everyone has its points."


def pinned_of(school: School, questions: str) -> str:
    write_set(school.root, questions=questions)
    return msgspec.json.encode(exam.pin("ferry-set", Library([school.root]))[0]).decode()
