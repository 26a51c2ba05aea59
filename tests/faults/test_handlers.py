"""A fault in any event handler of the app: it ends in good order or goes on, and the report gives nothing away."""

import asyncio
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

import quiz.tui
from quiz.articles.library import Library
from quiz.attempts.attempt import replay
from quiz.attempts.desk import Clock, Receipt
from quiz.attempts.local_desk import LocalDesk
from quiz.store.errors import StoreFull
from quiz.store.store import Store
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.terminal.crash import describe
from tests.tui import hands
from tests.tui.stage import a_library, playing, set_text, settle

from .tallying import Tally
from .worlds import times

SECRET, NAME, KEY = "Borsecret", "Marguerite", "Oslo"
HANDLER = re.compile(
    "_?on_|action_|_?watch_|_?validate_|compose$|render_|render$|keep_draft$|_tick$|_paint|get_content"
)
# Faults that are raised while the app ends have nobody to go to but Textual, which reports them in its own way.
LAST = {"on_unmount", "_on_unmount"}

# What each script opens, then keys, places to click or scroll at ("10,5", "v10,5") and sizes ("=80x24"); a name in
# capitals stands for several; "wait" is a tick of the clock line, "late" an hour that goes by, and what it ends.
PARTS = {
    "SECRET": "B o r s e c r e t",
    "AROUND": (
        "tab pagedown end up down v20,10 ^20,10 tab ctrl+f ctrl+t f2 f1 down enter escape f1 escape ctrl+c f1 "
        "20,12 escape"
    ),
    "AFTER": "e equals_sign exclamation_mark o pagedown right_square_bracket",
}
SCRIPTS: dict[str, tuple[dict[str, Any], str]] = {
    "number": (
        {"kinds": ("number", "name")},
        (
            "SECRET AROUND enter ctrl+n x enter AFTER ctrl+z 4,38 90,38 20,39 60,39 =59x19 =80x24 tab tab "
            "=120x40 ctrl+d y f1 escape r ctrl+q"
        ),
    ),
    "open": (
        {"kinds": ("open",)},
        "SECRET AROUND ctrl+s down space 80,16 enter AFTER F y escape",
    ),
    "choice": (
        {"kinds": ("choice", "statement")},
        "down space AROUND 1 enter AFTER n 80,9 80,9 s q",
    ),
    "choices": (
        {"kinds": ("choices",)},
        "down space AROUND 1 2 80,10 enter AFTER F left enter",
    ),
    "pairs": (
        {"kinds": ("match",)},
        "down space left b AROUND backspace a 80,9 enter AFTER q",
    ),
    "grid": (
        {"kinds": ("grid",)},
        "a down b 80,9 enter AFTER q",
    ),
    "order": (
        {"kinds": ("order",)},
        "down K 2 space down space AROUND 80,9 enter AFTER q",
    ),
    "cloze": (
        {"kinds": ("cloze",)},
        "x enter y enter right backspace right AROUND 80,9 enter AFTER q",
    ),
    "insert": (
        {"kinds": ("insert",)},
        "tab right end home space AROUND enter AFTER q",
    ),
    "highlight": (
        {"kinds": ("highlight",)},
        "tab right v right space 20,8 AROUND enter AFTER q",
    ),
    "proof": (
        {"kinds": ("choice", "date"), "extra": {"choice": "\n    cite: true", "date": "\n    cite: true"}},
        "1 enter tab right space enter n 2 0 2 4 enter s 20,6 q",
    ),
    "sure": (
        {"kinds": ("choice", "short"), "certainty": "scored"},
        "1 enter 2 enter n a b c enter down enter q",
    ),
    "library": (
        {"name": None, "kinds": ("choice",)},
        (
            "down up f1 escape ctrl+t ctrl+t h a r escape ctrl+l escape 20,39 enter down up enter q escape "
            "10,5 10,5 escape escape"
        ),
    ),
    "reading": (
        {"name": None, "kinds": ("choice",)},
        "enter down enter right f1 escape =80x24 20,23 enter 1 enter F y enter",
    ),
    "results": (
        {"kinds": ("choice", "statement")},
        "2 enter n 1 enter F enter down pagedown f1 escape 20,39 r q o q a q",
    ),
    "test": (
        {"kinds": ("choice", "short"), "mode": "test", "minutes": 30},
        "1 enter n a b c late 10,10 enter F y down space enter escape",
    ),
    "who": (
        {"name": None, "kinds": ("choice",), "learner": None},
        "down up tab B o enter escape",
    ),
    "unsaved": (
        {"kinds": ("choice",), "failing": True},
        "1 enter wait q",
    ),
}


class Fault(Exception):
    """What a handler raises; its words are those of a learner, as an exception's may be."""


def handlers() -> Iterator[tuple[type, str]]:
    """Every class of the app with each of its own handlers."""
    for info in pkgutil.walk_packages(quiz.tui.__path__, "quiz.tui."):
        if ".terminal" in info.name:
            continue
        for _, one in inspect.getmembers(importlib.import_module(info.name), inspect.isclass):
            if one.__module__ == info.name:
                for name, value in vars(one).items():
                    if inspect.isfunction(value) and HANDLER.match(name) and name not in LAST:
                        yield one, name


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return a_library(tmp_path)


async def act(script: str, tmp_path: Path) -> tuple[Any, Store]:
    """Run a script until its end or the app's; the app and its store."""
    opens, steps = SCRIPTS[script]
    opens = dict(opens)
    keys = [key for step in steps.split() for key in PARTS.get(step, step).split()]
    folder = tmp_path / script
    text = set_text(*opens.pop("kinds"), extra=opens.pop("extra", None))
    if sure := opens.pop("certainty", ""):
        text = f"certainty: {sure}\n{text}"
    library = a_library(folder, text)
    store, name = Store.in_memory(), opens.pop("name", "harbour")
    opens.setdefault("learner", NAME)
    for other in ("Otto", NAME) if opens["learner"] is None else ():
        store.add_learner(other).result()
    if opens.pop("failing", False):
        store.append = _refused  # type: ignore[method-assign]
    app: list[Any] = []
    with suppress(Fault):
        async with playing(library, name, store=store, size=(120, 40), **opens) as pilot:
            app.append(pilot.app)
            for step in keys:
                if pilot.app.fault is not None or pilot.app._exit:
                    break
                await _step(pilot, step)
    return app[0] if app else None, store


def _refused(_: object) -> Receipt:
    receipt: Receipt = Future()
    receipt.set_exception(StoreFull("the disk is full"))
    return receipt


async def _step(pilot: Pilot[int], step: str) -> None:
    if re.fullmatch(r"\d+,\d+", step):
        column, row = map(int, step.split(","))
        await pilot.click(offset=(column, row))
    elif step[0] in "v^" and len(step) > 1:
        column, row = map(int, step[1:].split(","))
        scroll = events.MouseScrollDown if step[0] == "v" else events.MouseScrollUp
        await pilot._post_mouse_events([scroll], None, offset=(column, row), button=0)
    elif step[0] == "=":
        await pilot.resize_terminal(*map(int, step[1:].split("x")))
    elif step == "wait":
        await asyncio.sleep(1.2)
    elif step == "late":
        await _an_hour_later(pilot)
    else:
        await hands.press(pilot, step)


class Later:
    """A clock that is an hour ahead of another one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> int:
        return self._clock.now() + 3_600_000

    def ticks(self) -> int:
        return self._clock.ticks() + 3_600_000


async def _an_hour_later(pilot: Pilot[int]) -> None:
    """Where an attempt is under way, and its screen still ticks, its time is over afterwards."""
    if isinstance(screen := pilot.app.screen, AskingScreen) and isinstance(desk := screen.desk, LocalDesk):
        desk._clock = Later(desk._clock)
        end = asyncio.get_running_loop().time() + 20
        while desk.attempt.finished is None and pilot.app.fault is None and not pilot.app._exit:  # type: ignore[attr-defined]
            if asyncio.get_running_loop().time() > end:
                return
            await asyncio.sleep(0.02)
        await settle(pilot)


async def reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[type, str], str]:
    """Each handler with the first script that comes to it."""
    found: dict[tuple[type, str], str] = {}
    now = [""]
    with monkeypatch.context() as patch:
        for one, name in handlers():
            original = vars(one)[name]

            @wraps(original)
            def noting(*args: Any, _original: Any = original, _key: Any = (one, name), **more: Any) -> Any:
                found.setdefault(_key, now[0])
                return _original(*args, **more)

            patch.setattr(one, name, noting)
        for script in SCRIPTS:
            now[0] = script
            _, store = await act(script, tmp_path)
            store.close()
    return found


# Coroutines of Textual's own that a sudden end leaves unfinished.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_fault_in_any_handler_is_survived_or_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    """Every handler in the full run; every sixteenth otherwise."""
    found = await reached(tmp_path, monkeypatch)
    assert len(found) >= 100, sorted(f"{one.__name__}.{name}" for one, name in set(handlers()) - set(found))
    for (one, name), script in list(found.items())[:: times(16, 1)]:
        raised = []

        def fail(*_: Any, _raised: list[int] = raised, _where: str = f"{one.__name__}.{name}", **__: Any) -> Any:
            hidden_local = SECRET
            _raised.append(1)
            raise Fault(f"{_where}: {hidden_local} {NAME} {KEY}")

        with monkeypatch.context() as patch, tally("26"):
            patch.setattr(one, name, fail)
            app, store = await act(script, tmp_path)
            assert raised, (one, name, script)
            where = f"{one.__name__}.{name} in {script}"
            if app is not None and app.fault is not None:
                assert isinstance(app.fault, Fault), where
                assert app.return_code == 1, where
                report = describe(app.fault)
                assert "Fault" in report, where
                for hidden in (SECRET, NAME, KEY, str(tmp_path)):
                    assert hidden not in report, where
            for standing in store.standings().result():
                replay(store.events(standing.attempt).result())
            assert store.check().result() == [], where
            store.close()
