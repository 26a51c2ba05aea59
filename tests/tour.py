"""A tour of every screen, to be looked at: drives the app through all of them and exports each as picture and text.

usage: python tests/tour.py FOLDER [SIZE ...] [THEME ...] [PART ...]

SIZE is 60x20, 80x24 or 140x45, THEME textual-dark, textual-light, high-contrast or no-color; all where none is named.
PART names parts to see instead of everything: two_months, notes, pins, preview, author, learner, watching, following,
afterwards.
FOLDER/SIZE-THEME/ gets a NAME.svg and a NAME.txt for each screen, FOLDER/SIZE-THEME.html shows them side by side.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot

from quiz.store.store import Store
from tests.tour_apps import APPS, Size, Snap
from tests.tour_class import CLASS
from tests.tui import hands
from tests.tui.stage import a_library, desk_of, paint, playing, set_text, shown
from tests.tui.test_kinds import _not_right

SIZES = ("60x20", "80x24", "140x45")
THEMES = ("textual-dark", "textual-light", "high-contrast", "no-color")
KINDS = (
    "choice", "choices", "statement", "grid", "number", "date", "name", "short", "cloze", "match", "order", "insert",
    "highlight", "open",
)  # fmt: skip
# What the exporter would fetch from the network.
_FETCHED = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)

App = Callable[[Snap, Path, Size, str], Awaitable[None]]


class Tour:
    """One size in one theme."""

    def __init__(self, size: str, theme: str, to: Path) -> None:
        self.size, self.theme, self.to = size, theme, to
        self.names: list[str] = []
        to.mkdir(parents=True, exist_ok=True)

    async def through(
        self, part: str, steps: Callable[[Pilot[int]], Awaitable[None]], *kinds: str, text: str = "", **options: object
    ) -> None:
        """Play a set of these kinds in an app of its own."""
        columns, rows = map(int, self.size.split("x"))
        theme = "" if self.theme == "no-color" else self.theme
        with tempfile.TemporaryDirectory() as place, self.coloured():
            library = a_library(Path(place), text or set_text(*kinds))
            try:
                async with playing(library, size=(columns, rows), theme=theme, **options) as pilot:  # type: ignore[arg-type]
                    await steps(pilot)
            except Exception as error:  # noqa: BLE001  the other parts are still to be seen
                print(f"{self.size} {self.theme} {part}: {error!r}", file=sys.stderr)

    async def snap(self, pilot: Pilot[int], name: str) -> None:
        """Keep what is on the screen now."""
        await paint(pilot)
        svg = _FETCHED.sub("", pilot.app.export_screenshot(title=f"{name} {self.size} {self.theme}"))
        (self.to / f"{name}.svg").write_text(svg)
        (self.to / f"{name}.txt").write_text(shown(pilot) + "\n")
        self.names.append(name)

    async def press(self, pilot: Pilot[int], name: str, *keys: str) -> None:
        await hands.press(pilot, *keys)
        await self.snap(pilot, name)

    async def all(self) -> None:
        await self.asking()
        for app in (*APPS, *CLASS):
            await self.app(app)
        self.sheet()

    async def parts(self, names: list[str]) -> None:
        for app in (*APPS, *CLASS):
            if app.__name__ in names:
                await self.app(app)
        self.sheet()

    async def asking(self) -> None:
        for kind in KINDS:
            await self.through(kind, lambda pilot, kind=kind: self.kind(pilot, kind), kind)  # type: ignore[misc]
        cite = "\n    cite: true"
        await self.through("proof", self.proof, text=set_text("choice", extra={"choice": cite}))
        await self.through("sure", self.sure, text="certainty: scored\n" + set_text("choice"))
        await self.through("hint", self.hint, "number")
        await self.through("closed", self.closed, "name", book="closed")
        await self.through("test", self.test, "name", "choice", mode="test", minutes=30.0)
        await self.through("library", self.library, "name", "choice", name=None)
        await self.through("results", self.results, "name", "choice", "number")
        store = Store.in_memory()
        for one in ("Otto", "Ada"):
            store.add_learner(one).result()
        await self.through("learners", self.learners, "name", name=None, learner=None, store=store)
        store.close()

    async def app(self, steps: App) -> None:
        columns, rows = map(int, self.size.split("x"))
        with tempfile.TemporaryDirectory() as place, self.coloured():
            try:
                theme = "" if self.theme == "no-color" else self.theme
                await steps(self.snap, Path(place), (columns, rows), theme)
            except Exception as error:  # noqa: BLE001  the other parts are still to be seen
                print(f"{self.size} {self.theme} {steps.__name__}: {error!r}", file=sys.stderr)

    @contextmanager
    def coloured(self) -> Iterator[None]:
        """Without colours where the tour is to see none."""
        if self.theme == "no-color":
            os.environ["NO_COLOR"] = "1"
        try:
            yield
        finally:
            os.environ.pop("NO_COLOR", None)

    async def kind(self, pilot: Pilot[int], kind: str) -> None:
        await self.snap(pilot, f"{kind}-1-asked")
        desk = desk_of(pilot)
        here = desk.attempt.here
        await hands.give(pilot, desk.view(here), _not_right(desk, desk.view(here)))
        await self.snap(pilot, f"{kind}-2-answered")
        if pilot.app.screen.query("Rubric"):
            await hands.judge(pilot, 1)
            await self.snap(pilot, f"{kind}-3-judged")

    async def proof(self, pilot: Pilot[int]) -> None:
        await self.press(pilot, "proof-1-wanted", "1", "enter")
        await self.press(pilot, "proof-2-picked", "down", "space")
        await self.press(pilot, "proof-3-given", "enter")

    async def sure(self, pilot: Pilot[int]) -> None:
        await self.press(pilot, "sure-1-asked", "1", "enter")
        await self.press(pilot, "sure-2-answered", "2")

    async def hint(self, pilot: Pilot[int]) -> None:
        await self.press(pilot, "hint", "ctrl+t", "ctrl+t")
        await self.press(pilot, "flagged", "ctrl+f")
        await hands.type_text(pilot, "30")
        await self.press(pilot, "wrong-with-a-try-left", "enter")
        await self.press(pilot, "help-asking", "f1")
        await self.press(pilot, "confirm-leave", "escape", "escape")

    async def closed(self, pilot: Pilot[int]) -> None:
        await self.press(pilot, "closed-book", "enter", "tab")

    async def test(self, pilot: Pilot[int]) -> None:
        await self.snap(pilot, "test-1-asked")
        await hands.type_text(pilot, "Bo")
        await self.press(pilot, "test-2-answered", "enter", "ctrl+p")
        await self.press(pilot, "confirm-finish", "ctrl+d")

    async def library(self, pilot: Pilot[int]) -> None:
        await self.snap(pilot, "library")
        await self.press(pilot, "library-help", "f1")
        await self.press(pilot, "starting", "escape", "enter")
        for row in range(8):
            if "Read first" in shown(pilot).splitlines()[row] if row < len(shown(pilot).splitlines()) else False:
                break
        await self.press(pilot, "reading", "down", "down", "down", "enter")
        await self.press(pilot, "reading-help", "f1")
        await self.press(pilot, "library-search", "escape", "escape", "z", "z")
        await self.press(pilot, "stats", "escape", "ctrl+s")

    async def results(self, pilot: Pilot[int]) -> None:
        await hands.type_text(pilot, "Ada Lind")
        await hands.press(pilot, "enter", "enter", "2", "enter", "enter")
        await hands.type_text(pilot, "40 million crowns")
        await hands.press(pilot, "enter", "enter", "ctrl+d")
        await self.press(pilot, "results", "y")
        await self.press(pilot, "results-end", "end")

    async def learners(self, pilot: Pilot[int]) -> None:
        await self.snap(pilot, "learners")

    def sheet(self) -> None:
        pictures = "".join(f'<img src="{self.to.name}/{name}.svg">' for name in self.names)
        width = {"60x20": 23, "80x24": 32, "140x45": 48}[self.size]
        style = f"body{{margin:4px;background:#888}}img{{width:{width}%;margin:3px}}"
        self.to.with_suffix(".html").write_text(f"<meta charset=utf-8><style>{style}</style>{pictures}")


async def main(arguments: list[str]) -> None:
    to = Path(arguments[0])
    parts = [one for one in arguments[1:] if one not in SIZES + THEMES]
    for size in [one for one in arguments[1:] if one in SIZES] or SIZES:
        for theme in [one for one in arguments[1:] if one in THEMES] or THEMES:
            tour = Tour(size, theme, to / f"{size}-{theme}")
            await (tour.parts(parts) if parts else tour.all())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
