"""Thousands of made-up strings, full of what terminals obey, on their way to one: all of it is shown as text."""

import random
from pathlib import Path

from .tallying import Tally
from .terminal import Terminal, quiz
from .test_sinks import CONTROL, MARKUP, nothing_was_obeyed
from .worlds import times

TOGETHER = 1000
SIGNS = [
    *map(chr, (*range(1, 9), *range(11, 13), *range(14, 32), *range(127, 160))),
    "\x1b[", "\x1b]", "\x1bP", "\x1b\\", "\x07", "\x9b", "\x9d", "\x9c", "2J", "0;t", "52;c;", "8;;http://x",
    "?1049h", "6n", "31m", "\u202e", "\u2066", "\u2069", "\u200f", "\u2028", "\ufeff", "\U000e0041", "\ue000",
    "[@click=app.quit]", "[/]", "[b]", "[red", "\\[", "{0}", "%s", "a", "B", "7", "é", "日", " ", "  ",
    "\t", *CONTROL.values(), *MARKUP.values(),
]  # fmt: skip


def strings(rng: random.Random, count: int) -> list[str]:
    """None holds NUL or a line break: the first makes a file no text, the second ends a paragraph."""
    made = ("".join(rng.choices(SIGNS, k=rng.randrange(1, 12))) for _ in range(count))
    return [one.replace("\0", "").replace("\r", "").replace("\x85", "").replace("\u2028", "") for one in made]


def an_article(folder: Path, name: str, texts: list[str]) -> None:
    (folder / "seeds").mkdir(exist_ok=True)
    body = "\n\n".join(f"Start{number} {text} end{number}." for number, text in enumerate(texts))
    head = f"---\nid: {name}\ntitle: Fuzz\nlanguage: en\npublished: 2025-01-01\n---\nThe key is here.\n\n"
    (folder / "seeds" / f"{name}.md").write_bytes((head + body).encode())


def test_any_string_is_printed_as_text(tmp_path: Path, tally: Tally) -> None:
    rng = random.Random(31)
    for number in range(times(1, 20)):
        texts = strings(rng, TOGETHER)
        an_article(tmp_path, f"fuzz{number}", texts)
        with (
            tally("31", TOGETHER),
            Terminal(quiz("show", f"fuzz{number}"), tmp_path / "home", folder=tmp_path) as terminal,
        ):
            assert terminal.end() == 0
            assert f"end{TOGETHER - 1}".encode() in terminal.raw
            nothing_was_obeyed(terminal)


def test_any_string_is_painted_as_text(tmp_path: Path, tally: Tally) -> None:
    count = times(100, 1000)
    an_article(tmp_path, "fuzz", strings(random.Random(32), count))
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "fuzz.yaml").write_text(
        "title: Fuzz\narticles: [fuzz]\nquestions:\n"
        "  - {id: q, kind: short, prompt: What is here?, answer: key, evidence: The key is here}\n"
    )
    with (
        tally("31", count),
        Terminal(quiz("play", "fuzz", "--learner", "Ada"), tmp_path / "home", folder=tmp_path, rows=60) as terminal,
    ):
        terminal.wait_for("What is here?")
        terminal.send("\t")
        for _ in range(count):
            terminal.send("\x1b[6~")
            terminal.read(0.02)
            if f"end{count - 1}" in terminal.screen.text():
                break
        terminal.wait_for(f"end{count - 1}")
        terminal.send("\x11")
        assert terminal.end() == 0
        nothing_was_obeyed(terminal)
