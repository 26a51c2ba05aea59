"""Small libraries for programs under test, what is in their stores afterwards, and how long to try."""

import os
from pathlib import Path

from quiz.attempts.attempt import Attempt, replay
from quiz.store.store import Store

from .terminal import Terminal, quiz

LEARNER = "Ada"


def times(few: int, many: int) -> int:
    """How often to try: the second number with QUIZ_FAULTS=full."""
    return many if os.environ.get("QUIZ_FAULTS") == "full" else few


def village(number: int) -> str:
    """A made-up name of six letters, a different one for each number up to 3,500."""
    first, rest = divmod(number, 70)
    second, third = divmod(rest, 5)
    return "BDFGHKLMNPRSTVZ"[second].upper() + "aeiou"[third] + "bdfgklmnprstvzc"[first % 15] + "ovo"


def villages(folder: Path, count: int) -> Path:
    """A folder with one set, ``villages``, of typed questions: what is village n called?"""
    article, questions = [], []
    for number in range(1, count + 1):
        article.append(f"Village {number} is called {village(number)}.\n")
        questions.append(
            f"  - {{id: v{number}, kind: short, prompt: 'What is village {number} called?', answer: {village(number)},"
            f" evidence: 'Village {number} is called {village(number)}'}}"
        )
    (folder / "seeds").mkdir(parents=True)
    (folder / "questions").mkdir()
    head = "---\nid: hills\ntitle: The hills\nlanguage: en\npublished: 2025-01-01\n---\n"
    (folder / "seeds" / "hills.md").write_text(head + "\n".join(article))
    text = "title: Villages\narticles: [hills]\nquestions:\n" + "\n".join(questions) + "\n"
    (folder / "questions" / "villages.yaml").write_text(text)
    return folder


def worked(pid: int) -> float:
    """Seconds of the processor that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def play(folder: Path, name: str, *more: str, command: tuple[str, ...] = (), **environ: str) -> Terminal:
    """The app in a terminal, playing a set of a folder; its home is the folder's ``home``."""
    return Terminal(
        [*command, *quiz("play", name, "--learner", LEARNER, *more)], folder / "home", folder=folder, **environ
    )


def kept(folder: Path) -> list[Attempt]:
    """The attempts in the folder's store, the oldest first."""
    store = Store.open(folder / "home" / "data")
    try:
        found = [replay(store.events(one.attempt).result()) for one in store.standings().result()]
    finally:
        store.close()
    return found[::-1]
