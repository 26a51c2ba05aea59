"""A stage for stories: a small set, a desk over a list, and a page made of strings."""

import io
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from quiz.articles.library import Library
from quiz.attempts.desk import Receipt
from quiz.attempts.events import Event
from quiz.attempts.local_desk import LocalDesk
from quiz.plain.page import Page
from quiz.plain.player import Player
from quiz.plain.saving import Saving
from quiz.questions.check import load_set
from quiz.questions.line import spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Placed

ARTICLE = """---
id: harbour
title: The harbour
published: 2024-05-06
---
The harbour of Brack opened on 6 May 2024. It cost 23 million crowns, said the mayor, Ada Lind.

The first ship came from Oslo. Nobody had expected it before noon.
"""

SET = """title: The harbour, read closely
articles: [harbour]
questions:
  - id: cost
    kind: number
    prompt: How many million crowns did the harbour cost?
    answer: 23
    unit: million crowns
    evidence: It cost 23 million crowns
    explain: The mayor names the sum.
    topic: figure
    skill: locate
    hints: [Look at what the mayor says., {text: It is below thirty., cost: 0.5}]
    tries: 2
  - id: opened
    kind: date
    prompt: When did the harbour open?
    answer: 2024-05-06
    evidence: opened on 6 May 2024
    explain: The first sentence has it.
    topic: date
    skill: locate
    cite: true
  - id: first
    kind: choice
    prompt: Where did the first ship come from?
    answer: Oslo
    distractors: [Bergen: No ship from Bergen is named., Brack: That is the harbour itself.]
    evidence: The first ship came from Oslo
    explain: The second paragraph opens with it.
    topic: place
    skill: locate
    cite: {gate: first-must-be-right}
  - id: why
    kind: open
    prompt: What surprised people?
    points: 2
    evidence: Nobody had expected it before noon
    rubric: [{points: 1, text: a ship came}, {points: 1, text: earlier than noon}]
    explain: The last sentence.
    topic: cause
    skill: understand
"""


class Ticker:
    """A clock that goes on by what it is told."""

    def __init__(self) -> None:
        self.time = 0

    def now(self) -> int:
        return 1_700_000_000_000 + self.time

    def ticks(self) -> int:
        return self.time


class Events(list[Event]):
    """A journal that keeps everything at once."""

    def append(self, events: Sequence[Event]) -> Receipt:  # type: ignore[override]
        self.extend(events)
        done: Receipt = Future()
        done.set_result(None)
        return done


class Typing(io.StringIO):
    """Input that passes for a person's."""

    def isatty(self) -> bool:
        return True


def a_root(folder: Path, text: str = SET) -> Path:
    """A folder with the article and the set in it."""
    for name, file, content in (("seeds", "harbour.md", ARTICLE), ("questions", "harbour.yaml", text)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / file).write_text(content, encoding="utf-8")
    return folder


def a_set(folder: Path, text: str = SET) -> QuestionSet:
    library = Library([a_root(folder, text)])
    return load_set(library.set_path("harbour"), library)


class Story:
    """A desk and what is said at it. ``tell`` types lines and returns what the page says to them."""

    def __init__(self, asked: QuestionSet, **how: object) -> None:
        self.asked = asked
        self.events = Events()
        self.clock = Ticker()
        self._ids = iter(f"{n:032x}" for n in range(100_000))
        self.desk = LocalDesk.start(asked, self.events, self.clock, self.new_id, learner="ada", **{"seed": 1, **how})  # type: ignore[arg-type]

    def new_id(self) -> str:
        return next(self._ids)

    def again(self) -> None:
        """Go on with the same events in another run."""
        self.desk = LocalDesk.resume(self.asked, list(self.events), self.events, self.clock, self.new_id)

    def tell(self, *lines: str, typed: bool = False) -> str:
        out = io.StringIO()
        source = "".join(f"{line}\n" for line in lines)
        page = Page(Typing(source) if typed else io.StringIO(source), out)
        Player(self.desk, page, Saving(page)).play()
        return out.getvalue()


def right_lines(desk: LocalDesk) -> list[str]:
    """What to type to answer every question fully right, with proofs and judgements, in the order of asking."""
    lines: list[str] = []
    for question in desk.attempt.items:
        asked, view, sources = desk.asked.by_id[question], desk.view(question), desk.asked.sources
        response = asked.key_response(sources)
        lines.append(str(response.after) if isinstance(response, Placed) else spoken(response, view))
        if view.cite:
            place = asked.places(sources)[0]
            nth = list(sources.articles).index(place.article) + 1
            lines.append(f"{nth}/{sources.articles[place.article].sentence_at(place.start)}")
        if asked.kind == "open":
            lines.append(" ".join(str(at) for at in range(1, len(asked.rubric) + 1)))  # type: ignore[union-attr]
    return lines
