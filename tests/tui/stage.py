"""A stage for the app: a small article with one question of every kind, and the app playing it without a terminal."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.events import MouseDown, MouseMove, MouseUp
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.articles.library import Library
from quiz.attempts.local_desk import LocalDesk
from quiz.store.store import Store
from quiz.store.study import PlayOptions, find_learner
from quiz.tui.app import QuizApp
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.widgets.status import Marks
from tests.waiting import PATIENCE

ARTICLE = """---
id: harbour
title: The harbour of Brack
language: en
published: 2024-05-06
---
The harbour of Brack opened on 6 May 2024. It cost 23 million crowns, said the mayor, Ada Lind.

The first ship came from Oslo. Nobody had expected it before noon. The band was still at breakfast.

Two piers were built. The north pier takes ferries, and the south pier takes freight. Fishing boats use neither.

In the evening Lind cut a ribbon. She thanked the divers first. Then she went home on foot.
"""

TAIL = """
    explain: The article says so plainly.
    topic: {topic}
    skill: locate
"""

QUESTIONS = {
    "choice": """
  - id: first
    kind: choice
    prompt: Where did the first ship come from?
    answer: Oslo
    distractors: [Bergen: No ship from Bergen is named., Brack: That is the harbour itself.]
    evidence: The first ship came from Oslo""",
    "choices": """
  - id: two
    kind: choices
    prompt: Which two things does a pier take?
    answers: [ferries, freight]
    distractors: [fishing boats: They use neither., divers: They were thanked.]
    pick: 2
    rule: each
    evidence: The north pier takes ferries, and the south pier takes freight""",
    "statement": """
  - id: surprise
    kind: statement
    prompt: The ship was expected in the morning.
    answer: false
    evidence: Nobody had expected it before noon""",
    "grid": """
  - id: use
    kind: grid
    prompt: Which pier is for what?
    columns: [north pier, south pier]
    rows: {Ferries: north pier, Freight: south pier}
    evidence: The north pier takes ferries, and the south pier takes freight""",
    "number": """
  - id: cost
    kind: number
    prompt: How many million crowns did the harbour cost?
    answer: 23
    unit: million crowns
    evidence: It cost 23 million crowns
    hints: [Look at what the mayor says., {text: It is below thirty., cost: 0.5}]
    tries: 2""",
    "date": """
  - id: opened
    kind: date
    prompt: When did the harbour open?
    answer: 2024-05-06
    evidence: opened on 6 May 2024""",
    "name": """
  - id: mayor
    kind: name
    prompt: Who is the mayor?
    answer: Ada Lind
    evidence: said the mayor, Ada Lind""",
    "short": """
  - id: first-thanked
    kind: short
    prompt: Whom did she thank first?
    answer: the divers
    evidence: She thanked the divers first""",
    "cloze": """
  - id: ribbon
    kind: cloze
    prompt: Complete the text.
    text: "In the {evening} she cut a {ribbon} and went home on {foot ~ horseback ~ skis}."
    evidence: In the evening Lind cut a ribbon""",
    "match": """
  - id: who
    kind: match
    prompt: Who did what?
    pairs: {Ada Lind: cut a ribbon, The band: had breakfast}
    extra: [came by ship]
    evidence: The band was still at breakfast""",
    "order": """
  - id: evening
    kind: order
    prompt: Bring the evening into order.
    sequence: [She cut a ribbon., She thanked the divers., She went home.]
    rule: position
    evidence: She thanked the divers first""",
    "insert": """
  - id: where
    kind: insert
    prompt: Where does this sentence belong?
    sentence: They had worked under water for two years.
    after: She thanked the divers first
    evidence: She thanked the divers first""",
    "highlight": """
  - id: which-words
    kind: highlight
    prompt: Mark the words that name the south pier's use.
    answer: the south pier takes freight
    unit: phrase
    evidence: the south pier takes freight""",
    "open": """
  - id: why
    kind: open
    prompt: What surprised people?
    points: 2
    evidence: Nobody had expected it before noon
    rubric: [{points: 1, text: a ship came}, {points: 1, text: earlier than noon}]""",
}

_TOPICS = {
    "choice": "place", "choices": "place", "statement": "condition", "grid": "place", "number": "figure",
    "date": "date", "name": "person", "short": "person", "cloze": "sequence", "match": "person", "order": "sequence",
    "insert": "sequence", "highlight": "place", "open": "cause",
}  # fmt: skip


def set_text(*kinds: str, more: str = "", articles: str = "harbour", extra: dict[str, str] | None = None) -> str:
    """The set with questions of these kinds (all, if none is named), ``extra`` fields by kind, and more questions."""
    head = f"title: The harbour, read closely\narticles: [{articles}]\nquestions:"
    asked = [
        QUESTIONS[kind] + TAIL.format(topic=_TOPICS[kind]) + (extra or {}).get(kind, "") for kind in kinds or QUESTIONS
    ]
    return head + "".join(asked) + more


def a_library(folder: Path, text: str | None = None, *, article: str = ARTICLE, **more: str) -> Library:
    """A library of the harbour article and set, and of ``more`` files: a name with ``_md`` or ``_yaml``, a text."""
    files = {"seeds/harbour.md": article, "questions/harbour.yaml": text if text is not None else set_text()}
    for name, content in more.items():
        stem, _, ending = name.rpartition("_")
        files[f"{'seeds' if ending == 'md' else 'questions'}/{stem}.{ending}"] = content
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return Library([folder])


@asynccontextmanager
async def playing(
    library: Library,
    name: str | None = "harbour",
    *,
    size: tuple[int, int] = (120, 40),
    store: Store | None = None,
    theme: str = "",
    learner: str | None = "Ada",
    **options: object,
) -> AsyncIterator[Pilot[int]]:
    """The app at a set (None: in the library), with a store in memory unless one is given."""
    own = store or Store.in_memory()
    found = find_learner(own, learner, lambda: "Ada")
    chosen = PlayOptions(set=name, **{"seed": 3, **options})  # type: ignore[arg-type]
    app = QuizApp(library, own, found, Path("no-such-folder", "shelf.json"), chosen)
    try:
        async with app.run_test(size=size) as pilot:
            if theme:
                app.theme = theme
            await paint(pilot)
            yield pilot
    finally:
        if store is None:
            own.close()


def asking(pilot: Pilot[int]) -> AskingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AskingScreen), screen
    return screen


def desk_of(pilot: Pilot[int]) -> LocalDesk:
    desk = asking(pilot).desk
    assert isinstance(desk, LocalDesk)
    return desk


async def go_to(pilot: Pilot[int], question: str) -> None:
    """Open a question by a click on its mark."""
    ids = list(desk_of(pilot).attempt.items)
    marks = asking(pilot).query_one(Marks).region
    await click_at(pilot, marks.x + ids.index(question) + 1, marks.y)
    assert desk_of(pilot).attempt.here == question or desk_of(pilot).attempt.finished


async def settle(pilot: Pilot[int], end: float | None = None) -> None:
    """Until nothing in the app can go on by itself but a timer; until ``end`` at the latest.

    A tenth of the time of ``pilot.pause``, which waits for the process to be idle; layout may still be due.
    """
    loop = asyncio.get_running_loop()
    end = end or time.monotonic() + PATIENCE
    while True:
        await asyncio.sleep(0)
        if pilot.app._exception is not None:
            raise pilot.app._exception
        if not loop._ready:  # type: ignore[attr-defined]
            return
        if time.monotonic() > end:
            going_on = "\n".join(map(str, list(loop._ready)[:5]))  # type: ignore[attr-defined]
            raise AssertionError(
                f"never came: rest in the app; what goes on is\n{going_on}\nand on the screen\n{shown(pilot)}"
            )


async def paint(pilot: Pilot[int], end: float | None = None) -> None:
    """Until the screen shows what it has to: settled, laid out, and what waited for that done and painted too.

    What is shown may take several of the screen's own turns, each late on a busy machine: the last is waited for.
    An app that ends paints no more. Until ``end`` at the latest.
    """
    end = end or time.monotonic() + PATIENCE
    turn = 0
    while True:
        await settle(pilot, end)
        if turn > 1 and (pilot.app._exit or not _is_due(pilot.app.screen)):
            return
        if time.monotonic() > end:
            raise AssertionError(f"never came: the last painting of the screen; it shows\n{shown(pilot)}")
        await asyncio.sleep(1 / 50)  # longer than the screen's own sixtieth of a second
        turn += 1


def _is_due(screen: Screen[object]) -> bool:
    """Whether the screen has still to lay out, to paint or to do what waited for that."""
    laying = screen._layout_required or screen._scroll_required
    return bool(laying or screen._repaint_required or screen._dirty_widgets or screen._callbacks)


async def until(pilot: Pilot[int], true: Callable[[], bool], what: str = "what is waited for") -> None:
    """Until something is true that others have to do, such as a thread or another program."""
    end = time.monotonic() + PATIENCE
    while True:
        await paint(pilot, end)
        if true():
            return
        if time.monotonic() > end:
            raise AssertionError(f"never came: {what}; the screen shows\n{shown(pilot)}")
        await asyncio.sleep(1 / 50)


async def sees(pilot: Pilot[int], words: str) -> None:
    """Until these words are on the screen."""
    await until(pilot, lambda: words in shown(pilot), repr(words))


async def click_at(pilot: Pilot[int], x: int, y: int, to: tuple[int, int] | None = None) -> None:
    """Press the mouse in a cell of the screen and let go there, or where ``to`` says, as a terminal reports it."""
    for kind, at in ((MouseDown, (x, y)), (MouseMove, to or (x, y)), (MouseUp, to or (x, y))):
        event = kind(None, *at, 0, 0, 1, False, False, False, *at)
        event.set_sender(pilot.app)
        pilot.app.post_message(event)
        await settle(pilot)
    await paint(pilot)


def rows(pilot: Pilot[int]) -> list[str]:
    """The screen as text, a string a row."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def shown(pilot: Pilot[int]) -> str:
    return "\n".join(rows(pilot))
