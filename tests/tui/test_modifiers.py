"""What may be asked beside any question, told once as a story and then lived in both front ends: the same is decided.

Evidence with both gates and all four outcomes, hints and their cost, tries and their penalty, the quote shown with the
prompt, certainty reported and scored, and a claim. The story is told in keys to the app, in lines to plain mode.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from quiz.attempts.attempt import Item
from quiz.attempts.events import Answered, Cited, Event, Hinted
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.check import load_set
from quiz.questions.citing import combined
from quiz.questions.kinds import KINDS
from quiz.questions.line import spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Picked, Place, Placed, Response, Typed
from quiz.questions.verdict import Verdict
from quiz.tui.widgets.question_pane import QuestionPane
from tests.plain.stage import Story
from tests.tui import hands
from tests.tui.hands import press
from tests.tui.stage import a_library, desk_of, paint, playing, set_text, shown

SEED = 3


class Step(NamedTuple):
    """One thing a learner does; ``sure`` is said with an answer where it is asked for."""

    does: str
    response: Response | None = None
    sentence: int = 0
    sure: int = 0


def answers(response: Response, sure: int = 0) -> Step:
    return Step("answers", response, sure=sure)


def points_at(sentence: int) -> Step:
    """A sentence of the article, from 1; 0 leaves the proof."""
    return Step("proves", sentence=sentence)


HINT, CLAIM = Step("hint"), Step("claim")
OSLO, BERGEN = Picked(("Oslo",)), Picked(("Bergen",))
PROOF, ELSEWHERE = 3, 1
CITE, GATED = "    cite: true\n", "    cite: {gate: first-must-be-right}\n"


class Told(NamedTuple):
    """A story: a kind with its modifiers, what is done, and what must come of it."""

    kind: str
    steps: list[Step]
    earned: float
    together: str = ""
    extra: str = ""
    certainty: str = ""


STORIES = {
    "right for the right reason": Told(
        "choice", [answers(OSLO), points_at(PROOF)], 1, "right, for the right reason", CITE
    ),
    "right without the evidence": Told(
        "choice", [answers(OSLO), points_at(ELSEWHERE)], 1, "right, but the evidence is elsewhere", CITE
    ),
    "wrong with the evidence": Told(
        "choice", [answers(BERGEN), points_at(PROOF)], 0, "not right, though you found the evidence", CITE
    ),
    "neither": Told("choice", [answers(BERGEN), points_at(ELSEWHERE)], 0, "neither the answer nor the evidence", CITE),
    "proof left": Told("choice", [answers(OSLO), points_at(0)], 1, "right, with no evidence given", CITE),
    "gate open, proved": Told("choice", [answers(OSLO), points_at(PROOF)], 1, "right, for the right reason", GATED),
    "gate open, not proved": Told(
        "choice", [answers(OSLO), points_at(ELSEWHERE)], 1, "right, but the evidence is elsewhere", GATED
    ),
    "gate shut": Told("choice", [answers(BERGEN)], 0, "", GATED),
    "hints and their cost": Told("number", [HINT, HINT, answers(Typed("23 million crowns"))], 0.25),
    "a try and its penalty": Told(
        "number", [answers(Typed("22 million crowns")), answers(Typed("23 million crowns"))], 2 / 3
    ),
    "a hint after a try": Told(
        "number", [answers(Typed("22 million crowns")), HINT, answers(Typed("23 million crowns"))], 2 / 3 - 0.25
    ),
    "no more tries": Told("number", [answers(Typed("22 million crowns")), answers(Typed("24 million crowns"))], 0),
    "certainty reported": Told("choice", [answers(OSLO, 1)], 1, certainty="reported"),
    "certainty scored, right and a guess": Told("choice", [answers(OSLO, 1)], 1 / 3, certainty="scored"),
    "certainty scored, right and sure": Told("choice", [answers(OSLO, 3)], 1, certainty="scored"),
    "certainty scored, wrong and a guess": Told("choice", [answers(BERGEN, 1)], 0, certainty="scored"),
    "certainty scored, wrong and sure": Told("choice", [answers(BERGEN, 3)], -2, certainty="scored"),
    "certainty and evidence": Told(
        "choice", [answers(OSLO, 2), points_at(PROOF)], 2 / 3, "right, for the right reason", CITE, "scored"
    ),
    "a claim": Told("choice", [answers(BERGEN), CLAIM], 0),
}  # fmt: skip


def a_text(told: Told) -> str:
    text = set_text(told.kind, extra={told.kind: told.extra})
    return text.replace("\nquestions:", f"\ncertainty: {told.certainty}\nquestions:") if told.certainty else text


async def in_the_app(pilot: Pilot[int], steps: list[Step]) -> None:
    desk = desk_of(pilot)
    question = desk.attempt.here
    typed = 0
    for step in steps:
        if step.does == "hint":
            await press(pilot, "ctrl+t")
        elif step.does == "claim":
            await press(pilot, "!")
        elif step.does == "proves" and step.sentence:
            await hands.prove(pilot, (sentence_of(desk, step.sentence),))
        elif step.does == "proves":
            await press(pilot, "s")
        elif step.response is not None:
            await press(pilot, *["backspace"] * typed)
            await hands.give(pilot, desk.view(question), step.response)
            typed = len(step.response.text) if isinstance(step.response, Typed) else 0
            if desk.view(question).certainty != "off":
                await press(pilot, str(step.sure))
    await paint(pilot)


def in_lines(desk: LocalDesk, steps: list[Step]) -> list[str]:
    view = desk.view(desk.attempt.here)
    lines: list[str] = []
    for step in steps:
        if step.does == "hint":
            lines.append(":hint")
        elif step.does == "claim":
            lines.append("!")
        elif step.does == "proves":
            lines.append(str(step.sentence) if step.sentence else "")
        elif step.response is not None:
            given = step.response
            lines.append(str(given.after) if isinstance(given, Placed) else spoken(given, view))
            lines += [str(step.sure)] if view.certainty != "off" else []
    return lines


def sentence_of(desk: LocalDesk, number: int) -> Place:
    article = next(iter(desk.asked.sources.articles.values()))
    start, end = article.sentences[number - 1]
    return Place(article.id, start, end, article.text[start:end])


def decided(events: list[Event]) -> list[tuple[object, ...]]:
    """What was decided, in order, without times and ids."""
    found: list[tuple[object, ...]] = []
    for event in events:
        match event.body:
            case Answered(question=question, verdict=Verdict() as verdict, earned=earned, certainty=sure):
                found.append((question, verdict.outcome, verdict.credit, verdict.reason, round(earned, 9), sure))
            case Cited(question=question, verdict=Verdict() as verdict):
                found.append((question, verdict.outcome, verdict.reason))
            case Hinted() as hinted:
                found.append(("hint", hinted.question))
    return found


def a_set(folder: Path, text: str) -> QuestionSet:
    library = a_library(folder, text)
    return load_set(library.set_path("harbour"), library)


def end_of(desk: LocalDesk) -> Item:
    return next(iter(desk.attempt.items.values()))


@pytest.mark.parametrize("name", STORIES)
async def test_both_front_ends_decide_the_same(name: str, tmp_path: Path) -> None:
    told = STORIES[name]
    story = Story(a_set(tmp_path, a_text(told)), seed=SEED)
    said = story.tell(*in_lines(story.desk, told.steps))

    async with playing(a_library(tmp_path, a_text(told))) as pilot:
        desk = desk_of(pilot)
        await in_the_app(pilot, told.steps)
        events = pilot.app.store.events(desk.attempt.id).result()  # type: ignore[attr-defined]
        screen = " ".join(shown(pilot).split())

    one, other = end_of(desk), end_of(story.desk)
    assert decided(events) == decided(story.events)
    assert one.earned == other.earned == pytest.approx(told.earned)
    assert (one.hints, one.certainty, one.claimed) == (other.hints, other.certainty, other.claimed)
    assert one.claimed == (CLAIM in told.steps)
    assert one.hints == told.steps.count(HINT)
    if told.together:
        assert one.verdict is not None
        assert one.citation is not None
        assert combined(one.verdict, one.citation) == told.together
        assert told.together in said
        assert told.together in screen
    else:
        assert one.citation is None


@pytest.mark.parametrize("kind", KINDS)
async def test_any_kind_with_evidence_and_certainty(kind: str, tmp_path: Path) -> None:
    """The key of each kind, a certainty and the right sentence: decided alike, and fully right."""
    told = Told(kind, [], 0, extra=CITE, certainty="scored")
    asked = a_set(tmp_path, a_text(told))
    question = asked.questions[0]
    place = question.places(asked.sources)[0]
    sentence = asked.sources.articles[place.article].sentence_at(place.start)
    key = question.key_response(asked.sources)
    steps = [answers(key, 3), points_at(sentence)]
    judged = len(getattr(question, "rubric", ()))

    story = Story(asked, seed=SEED)
    lines = in_lines(story.desk, steps)
    story.tell(*lines, *([" ".join(str(n + 1) for n in range(judged))] if judged else []))

    async with playing(a_library(tmp_path, a_text(told)), size=(140, 45)) as pilot:
        desk = desk_of(pilot)
        await in_the_app(pilot, steps)
        if judged:
            await hands.judge(pilot, judged)
        events = pilot.app.store.events(desk.attempt.id).result()  # type: ignore[attr-defined]

    assert decided(events) == decided(story.events)
    one, other = end_of(desk), end_of(story.desk)
    assert one.earned == other.earned == question.points
    assert one.citation is not None
    assert one.citation.right


QUOTE = "It cost 23 million crowns"


def a_text_with_words_in_question() -> str:
    return set_text("choice", "number", extra={"choice": f"    at: {QUOTE}\n", "number": f"    at: {QUOTE}\n"})


def test_the_words_in_question_are_said_in_plain_mode(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path, a_text_with_words_in_question()), seed=SEED)
    assert f'"{QUOTE}"' in story.tell().split("come from?")[1]


@pytest.mark.parametrize(("how", "size"), [({"book": "closed"}, (120, 40)), ({}, (60, 24))])
async def test_the_words_in_question_stand_below_the_prompt_where_the_article_is_out_of_sight(
    how: dict[str, str], size: tuple[int, int], tmp_path: Path
) -> None:
    async with playing(a_library(tmp_path, a_text_with_words_in_question()), size=size, **how) as pilot:
        if how:
            await press(pilot, "enter")  # the article is read
        for prompt, below in (("come from?", "Oslo"), ("harbour cost?", "Hint: Look at")):
            await press(pilot, "ctrl+t")
            await paint(pilot)
            screen = " ".join(shown(pilot).replace("│", " ").split())
            at = [screen.index(part) for part in (prompt, "The words in question: “It cost 23", below)]
            assert at == sorted(at), screen
            await press(pilot, "ctrl+n")


async def test_the_words_in_question_are_marked_in_the_article_where_it_is_in_sight(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, a_text_with_words_in_question())) as pilot:
        assert "The words in question" not in shown(pilot)
        assert "»million crowns" in shown(pilot)


async def test_a_hint_stands_above_the_answer_of_every_question(tmp_path: Path) -> None:
    hints = "    hints: [Think of ships.]\n"
    text = set_text("choice", "statement", extra={"choice": hints, "statement": hints})
    async with playing(a_library(tmp_path, text)) as pilot:
        for _ in range(2):
            await press(pilot, "ctrl+t")
            await paint(pilot)
            pane = pilot.app.screen.query_one(QuestionPane)
            assert "Hint: Think of ships." in shown(pilot)
            assert pane.query_one("#hints").region.y < pane.answer.region.y
            await press(pilot, "ctrl+n")
