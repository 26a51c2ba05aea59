"""A whole shipped set in a real terminal, by keys alone: the store then holds what plain mode makes of the same."""

import subprocess
from pathlib import Path

import pytest

from quiz.articles.library import Library, shipped
from quiz.attempts.attempt import Attempt, Item, replay
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.check import load_set
from quiz.questions.kinds import KINDS
from quiz.questions.verdict import Verdict
from quiz.store.store import Store
from tests.plain.stage import Story, right_lines

from . import worlds
from .fingers import Fingers, Stroke
from .terminal import Terminal, clean_environment, quiz

SEED = 3
SETS = ["meduza-ceasefire-plan", *sorted(set(Library([shipped()]).set_paths()) - {"meduza-ceasefire-plan"})]
"""The shortest first: it alone is played in the faster cut."""
RIGHT, PROVE, JUDGE = "● Right", "Now point at the sentence that proves it.", "Does your answer have this?"


def test_the_first_set_has_every_kind() -> None:
    assert {question.kind for question in desk_for(SETS[0]).asked.questions} == set(KINDS)


@pytest.mark.parametrize("name", SETS[: worlds.times(1, len(SETS))])
def test_a_whole_set_in_a_terminal(name: str, tmp_path: Path) -> None:
    desk = desk_for(name)
    command = quiz("play", name, "--learner", worlds.LEARNER, "--seed", str(SEED))
    with Terminal(command, tmp_path / "tui", folder=tmp_path, rows=50, columns=150) as terminal:
        for question in desk.attempt.items:
            ask(terminal, desk, question)
        terminal.wait_for("That was the last one. Finish and see the results?")
        terminal.send("y")
        results = terminal.wait_for("Results:")
        total, questions = f"{desk.attempt.total:g}", len(desk.attempt.items)
        assert f"{total} of {total} points   100%" in results
        assert f"{questions} of {questions} questions fully right" in results
        assert "Missed" not in results
        terminal.send("\x11")
        assert terminal.end() == 0
        assert terminal.left_over() == []
        assert terminal.screen.strange == []

    in_terminal, in_plain = kept(tmp_path / "tui"), play_plain(name, desk, tmp_path)
    assert in_terminal.finished
    assert in_plain.finished
    assert in_terminal.earned == in_terminal.total == in_plain.earned
    assert list(in_terminal.items) == list(in_plain.items)
    for question, item in in_terminal.items.items():
        assert decided(item) == decided(in_plain.items[question])


def test_keys_that_come_at_once_are_taken_in_their_order(tmp_path: Path) -> None:
    """As from someone who types ahead of a busy machine."""
    desk = desk_for(SETS[0])
    question, view = next((one, desk.view(one)) for one in desk.attempt.items if desk.view(one).kind == "choice")
    assert question == desk.attempt.here
    strokes = Fingers(view, desk.articles).answer(desk.asked.by_id[question].key_response(desk.asked.sources))
    command = quiz("play", SETS[0], "--learner", worlds.LEARNER, "--seed", str(SEED))
    with Terminal(command, tmp_path / "tui", folder=tmp_path, rows=50, columns=150) as terminal:
        terminal.wait_for(view.prompt)
        terminal.send("".join(stroke.keys for stroke in strokes))
        assert RIGHT in terminal.wait_for(lambda screen: " of 1\n" in screen or " of 1 " in screen)


def desk_for(name: str) -> LocalDesk:
    """The same attempt in this process, to know where every option stands; nothing is answered here."""
    library = Library([shipped()])
    return Story(load_set(library.set_path(name), library), seed=SEED).desk


def ask(terminal: Terminal, desk: LocalDesk, question: str) -> None:
    """Answer one question fully right, with its proof and judgement, and go on."""
    view, asked = desk.view(question), desk.asked.by_id[question]
    place = f"   {list(desk.attempt.items).index(question) + 1}/{len(desk.attempt.items)}   "
    terminal.wait_for(lambda screen: place in screen and RIGHT not in screen)
    fingers = Fingers(view, desk.articles)
    type_in(terminal, fingers.answer(asked.key_response(desk.asked.sources)))
    if view.cite:
        terminal.wait_for(PROVE)
        type_in(terminal, fingers.proof(asked.places(desk.asked.sources)[0]))
    if view.kind == "open":
        terminal.wait_for(JUDGE)
        type_in(terminal, fingers.judgement(len(asked.rubric)))  # type: ignore[union-attr]
        terminal.wait_for(lambda screen: JUDGE not in screen)
    else:
        terminal.wait_for(RIGHT)
    terminal.send("n")


def type_in(terminal: Terminal, strokes: list[Stroke]) -> None:
    """Make one stroke after the other, looking at what each has done."""
    for stroke in strokes:
        terminal.send(stroke.keys)
        terminal.wait_for(lambda screen, done=stroke.done: done(screen, screen.split("\n")[terminal.screen.row]))


def play_plain(name: str, desk: LocalDesk, folder: Path) -> Attempt:
    """The attempt in the store after the same responses were typed line by line to the real command."""
    subprocess.run(
        quiz("play", name, "--plain", "--learner", worlds.LEARNER, "--seed", str(SEED)),
        input="".join(f"{line}\n" for line in right_lines(desk)),
        text=True,
        encoding="utf-8",
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env=dict(clean_environment(folder / "plain")),
        check=True,
        timeout=60,
    )
    return kept(folder / "plain")


def kept(home: Path) -> Attempt:
    """The only attempt in a home's store."""
    store = Store.open(home / "data")
    try:
        (one,) = store.standings().result()
        return replay(store.events(one.attempt).result())
    finally:
        store.close()


def decided(item: Item) -> tuple[object, ...]:
    """What was decided on a question, whatever the order in which options were picked."""
    return item.id, item.earned, item.closed, item.assessed, verdict_of(item.verdict), verdict_of(item.citation)


def verdict_of(verdict: Verdict | None) -> tuple[object, ...] | None:
    if verdict is None:
        return None
    parts = sorted((part.label, part.outcome) for part in verdict.parts)
    return verdict.outcome, verdict.credit, verdict.reason, verdict.note, verdict.arithmetic, parts
