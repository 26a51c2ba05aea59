"""From a key press to its painted answer, in a 10,000-word article with 200 highlights.

First the real app: paging and stepping through the article, moving between options, typing. Then the Reader beside
Textual's Static and Markdown, each alone in an app.
"""

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from common import FRAME_ENDS, HERE, Terminal, compile_all, keep, plain, scratch, spread, verdict
from samples import article, one_question, quotes

P50, P99 = 16.0, 33.0
PAGES, LINES, MOVES, LETTERS = 300, 300, 300, 300
DOWN, UP, PAGE_DOWN, PAGE_UP, TAB = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[5~", "\t"
_PAUSE = 0.02
_WORD = re.compile(rb"[wW](\d{5})")


def there_and_back(terminal: Terminal, forth: str, back: str, times: int, turn: int = 10) -> list[float]:
    """Press one scrolling key ``turn`` times, then the other as often, and so on; seconds for each.

    Begins a little from the top: where scrolling is animated, a key that cuts it short leaves it a line off.
    """

    def press(key: str) -> float:
        took = terminal.press(key, _scrolled)
        terminal.drain(_PAUSE)
        return took

    for _ in range(3):
        press(forth)
    return [press(key) for _ in range(times // (2 * turn)) for key in [forth] * turn + [back] * turn]


def main() -> None:
    compile_all()
    figures: dict[str, dict[str, float]] = {}
    with scratch() as folder:
        article(folder, "long")
        evidence = ", ".join(quotes())
        one_question(
            folder, "choosing", "long",
            f"kind: choice\nprompt: Which one?\nanswer: first option\n"
            f"distractors: [second option, third option, fourth option]\nevidence: [{evidence}]\nexplain: So it is.",
        )  # fmt: skip
        one_question(folder, "typing", "long", "kind: short\nprompt: What?\nanswer: w00001\nevidence: w00001 w00002")
        figures |= _choosing(folder)
        figures |= _typing(folder)
        for widget in ("reader", "static", "markdown"):
            figures |= _alone(widget, folder)
    keep("keys", {"milliseconds": figures})
    print("milliseconds from key to painted answer, and processor time for each key:")
    for name, one in figures.items():
        print(f"  {name:16}" + "".join(f"  {what} {one[what]:6.1f}" for what in ("p50", "p99", "worst", "cpu")))
    for name, one in figures.items():
        if not name.startswith(("static", "markdown")):
            verdict(f"{name}, p50", one["p50"], P50, " ms")
            verdict(f"{name}, p99", one["p99"], P99, " ms")


def _choosing(folder: Path) -> dict[str, dict[str, float]]:
    with _play(folder, "choosing") as terminal:
        terminal.wait(lambda output: b"fourth option" in plain(output) and bool(_numbers(output)))
        terminal.drain(1.5)

        def move(key: str) -> float:
            took = terminal.press(key, lambda output: FRAME_ENDS in output and b"option" in output)
            terminal.drain(_PAUSE)
            return took

        moves = _timed(terminal, lambda: [move(key) for _ in range(MOVES // 6) for key in [DOWN] * 3 + [UP] * 3])
        terminal.press("1\r", lambda output: b"So it is" in plain(output))
        terminal.drain(1.0)
        terminal.press(TAB, lambda output: FRAME_ENDS in output)
        terminal.drain(0.5)
        pages = _timed(terminal, lambda: there_and_back(terminal, PAGE_DOWN, PAGE_UP, PAGES))
        lines = _timed(terminal, lambda: there_and_back(terminal, DOWN, UP, LINES))
    return {"app: options": moves, "app: pages": pages, "app: lines": lines}


def _typing(folder: Path) -> dict[str, dict[str, float]]:
    with _play(folder, "typing") as terminal:
        terminal.wait(lambda output: b"What?" in plain(output) and bool(_numbers(output)))
        terminal.drain(1.5)

        def letters() -> list[float]:
            found = []
            text = ""
            for at in range(LETTERS):
                text = text + "abcdefghij"[at % 10] if len(text) < 30 else ""
                if not text:
                    terminal.press("\x15", lambda output: FRAME_ENDS in output)
                    terminal.drain(_PAUSE)
                    continue
                found.append(terminal.press(text[-1], partial(_shows, text.encode())))
                terminal.drain(_PAUSE)
            return found

        return {"app: letters": _timed(terminal, letters)}


def _alone(widget: str, folder: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(HERE / "key_host.py"), widget, str(folder), "long"]
    with Terminal(command, folder / "home") as terminal:
        terminal.wait(lambda output: FRAME_ENDS in output and 0 in _numbers(output))
        terminal.drain(1.5)
        return {
            f"{widget}: pages": _timed(terminal, lambda: there_and_back(terminal, PAGE_DOWN, PAGE_UP, PAGES)),
            f"{widget}: lines": _timed(terminal, lambda: there_and_back(terminal, DOWN, UP, LINES)),
        }


def _play(folder: Path, name: str) -> Terminal:
    path = folder / "questions" / f"{name}.yaml"
    return Terminal([sys.executable, "-m", "quiz", "play", str(path), "--seed", "1"], folder / "home")


def _timed(terminal: Terminal, run: Callable[[], list[float]]) -> dict[str, float]:
    """In milliseconds; ``cpu`` is that of the whole app, shared out over the keys."""
    before = terminal.cpu()
    found = [1000 * seconds for seconds in run()]
    return {**spread(found), "cpu": 1000 * (terminal.cpu() - before) / len(found)}


def _shows(text: bytes, output: bytes) -> bool:
    return FRAME_ENDS in output and text in plain(output)


def _scrolled(output: bytes) -> bool:
    """A whole frame with the words of a page in it: a clock or a mark alone is not the answer."""
    return FRAME_ENDS in output and len(_numbers(output)) > 40


def _numbers(output: bytes) -> list[int]:
    return [int(found) for found in _WORD.findall(plain(output))]


if __name__ == "__main__":
    main()
