"""One key after the other, in an app that is busy, slow, or hangs."""

import asyncio
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import AppBlur, Event, Key, MouseMove, Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from quiz.tui.terminal import typed_ahead
from quiz.tui.terminal_app import TerminalApp
from tests.tui.stage import settle
from tests.waiting import wait_until_async


class Form(Screen[None]):
    """Two fields, and a binding that takes its time to go to the other one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "other", priority=True),
        Binding("f3", "hang"),
        Binding("escape", "give_up"),
    ]
    busy = False
    given_up = 0

    def compose(self) -> ComposeResult:
        yield Input(id="one", select_on_focus=False)
        yield Input(id="two", select_on_focus=False)

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(field.value for field in self.query(Input))

    async def action_other(self) -> None:
        for _ in range(100):
            await asyncio.sleep(0)
        self.query_one("#two" if self.focused is self.query_one("#one") else "#one").focus()

    async def action_hang(self) -> None:
        await asyncio.sleep(1)

    def action_give_up(self) -> None:
        self.given_up += 1


class Host(TerminalApp):
    def get_default_screen(self) -> Form:
        return Form()


def form(pilot: Pilot[int]) -> Form:
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen


def send(pilot: Pilot[int], *events: str | Event) -> None:
    """All at once; a string is a key."""
    for one in events:
        event = Key(one, one if len(one) == 1 else None) if isinstance(one, str) else one
        event.set_sender(pilot.app)
        pilot.app.post_message(event)


async def test_each_key_goes_where_the_one_before_has_led() -> None:
    async with Host().run_test() as pilot:
        send(pilot, *"ab", "f2", *"cd", "f2", Paste("ef"), "g", "f2", "h")
        await settle(pilot)
        assert form(pilot).typed == ("abefg", "cdh")


async def test_a_window_that_is_left_keeps_the_keys_before() -> None:
    async with Host().run_test() as pilot:
        send(pilot, *"ab", AppBlur(), "c")
        await settle(pilot)
        assert form(pilot).typed == ("abc", "")


async def test_a_moving_mouse_neither_waits_nor_piles_up() -> None:
    def move(x: int) -> MouseMove:
        return MouseMove(None, x, 1, 1, 0, 0, False, False, False)

    async with Host().run_test() as pilot:
        form(pilot).busy = True
        send(pilot, "a", *(move(x) for x in range(50)), "b")
        await settle(pilot)
        assert len(pilot.app.typed_ahead._waiting) == 3  # type: ignore[attr-defined]
        form(pilot).busy = False
        await wait(pilot, ("ab", ""))


async def test_keys_wait_for_what_the_app_waits_for() -> None:
    async with Host().run_test() as pilot:
        form(pilot).busy = True
        send(pilot, *"ab")
        await asyncio.sleep(0.1)
        assert form(pilot).typed == ("", "")
        form(pilot).busy = False
        await wait(pilot, ("ab", ""))


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_a_key_that_leaves_is_heard_at_once_and_what_waits_is_dropped(key: str) -> None:
    async with Host().run_test() as pilot:
        screen = form(pilot)
        screen.busy = True
        send(pilot, *"ab", key)
        await wait_until_async(lambda: screen.given_up or pilot.app.return_code is not None, f"what {key} does")
        assert screen.typed == ("", "")


async def test_what_was_typed_for_a_screen_that_does_not_come_is_dropped() -> None:
    async with Host().run_test() as pilot:
        form(pilot).busy = True
        send(pilot, *"ab")
        await asyncio.sleep(0.05)
        pilot.app.typed_ahead.forget()  # type: ignore[attr-defined]
        form(pilot).busy = False
        send(pilot, *"cd")
        await wait(pilot, ("cd", ""))


async def test_an_app_that_hangs_hears_keys_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "PATIENCE", 0.05)
    async with Host().run_test() as pilot:
        send(pilot, "f3", "a", "ctrl+q")
        await wait_until_async(lambda: pilot.app.return_code is not None, "the end of an app that hangs")


async def test_no_more_wait_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "MOST", 3)
    async with Host().run_test() as pilot:
        form(pilot).busy = True
        send(pilot, *"abcdef")
        await asyncio.sleep(0.05)
        form(pilot).busy = False
        await wait(pilot, ("abc", ""))


async def wait(pilot: Pilot[int], typed: tuple[str, ...]) -> None:
    def came() -> bool:
        return form(pilot).typed == typed and pilot.app.typed_ahead._usher is None  # type: ignore[attr-defined]

    await wait_until_async(came, lambda: f"{typed}, but {form(pilot).typed}")
