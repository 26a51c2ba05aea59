"""Every set that ships, played to its end in the app by keys alone: the score is that of a desk and of plain mode."""

import asyncio

import pytest
from textual.pilot import Pilot

from quiz.articles.library import Library, shipped
from quiz.attempts.events import Answered, Assessed, Cited, Event
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.check import load_set
from quiz.questions.response import Marked, Place
from quiz.questions.verdict import Verdict
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.results import ResultsScreen
from tests.plain.stage import Events, Story, Ticker, right_lines
from tests.tui import hands
from tests.tui.stage import asking, desk_of, paint, playing, settle, shown

SETS = sorted(Library([shipped()]).set_paths())


@pytest.mark.parametrize("name", SETS)
async def test_all_right_by_keys(name: str) -> None:
    library = Library([shipped()])
    story = Story(load_set(library.set_path(name), library), seed=3)
    story.tell(*right_lines(story.desk))
    alone = _at_a_desk(story.desk)

    async with playing(library, name, size=(140, 45)) as pilot:
        desk = desk_of(pilot)
        for question in list(desk.attempt.items):
            with pilot.app.batch_update():  # painted once a question, not at every key
                await _answer(pilot, desk, question)
            await asyncio.sleep(1 / 50)
            await hands.press(pilot, "n")
        assert isinstance(pilot.app.screen, Confirm)
        await hands.press(pilot, "y")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ResultsScreen)
        await paint(pilot)
        assert "100%" in shown(pilot)
        assert desk.attempt.finished
        assert desk.attempt.earned == desk.attempt.total
        events = pilot.app.store.events(desk.attempt.id).result()  # type: ignore[attr-defined]

    assert _decisions(events) == _decisions(alone)
    assert _decisions(events) == _decisions(story.events)


async def _answer(pilot: Pilot[int], desk: LocalDesk, question: str) -> None:
    """The key, its proof where one is asked for, and all of the rubric."""
    assert desk.attempt.here == question
    view, asked = desk.view(question), desk.asked.by_id[question]
    response = asked.key_response(desk.asked.sources)
    await hands.give(pilot, view, response)
    assert desk.attempt.items[question].answered, (question, response)
    if asking(pilot).proving:
        await hands.prove(pilot, _proof(desk, question))
    if view.kind == "open":
        await hands.judge(pilot, len(asked.rubric))  # type: ignore[union-attr]


def _proof(desk: LocalDesk, question: str) -> tuple[Place, ...]:
    sources = desk.asked.sources
    place = desk.asked.by_id[question].places(sources)[0]
    article = sources.articles[place.article]
    start, end = article.sentences[article.sentence_at(place.start) - 1]
    return (Place(article.id, start, end, article.text[start:end]),)


def _at_a_desk(like: LocalDesk) -> list[Event]:
    """The same responses given to a desk without any front end."""
    events = Events()
    ids = iter(f"d{n:031x}" for n in range(100_000))
    desk = LocalDesk.start(like.asked, events, Ticker(), lambda: next(ids), learner="ada", seed=3)
    for question in list(desk.attempt.items):
        view, asked = desk.view(question), desk.asked.by_id[question]
        desk.answer(question, asked.key_response(desk.asked.sources))
        if desk.wants_proof(question):
            desk.cite(question, Marked(_proof(desk, question)))
        if view.kind == "open":
            desk.assess(question, asked.points)
    return events


def _decisions(events: list[Event]) -> list[tuple[object, ...]]:
    """What was decided, in order: question, verdict and points; nothing of times and ids, nor of the order of picks."""
    found: list[tuple[object, ...]] = []
    for event in events:
        match event.body:
            case Answered(question=question, verdict=Verdict() as verdict, earned=earned):
                parts = sorted((part.label, part.outcome) for part in verdict.parts)
                found.append(("answered", question, verdict.outcome, verdict.credit, verdict.reason, parts, earned))
            case Cited(question=question, verdict=Verdict() as verdict):
                found.append(("cited", question, verdict.outcome, verdict.credit, verdict.reason))
            case Assessed(question=question, earned=earned):
                found.append(("assessed", question, earned))
    return found
