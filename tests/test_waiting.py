"""A wait in a test ends, also where the app under test does not, and says who waits for what."""

import asyncio

import pytest
from textual.app import App

from tests.waiting import within


class Stuck(App[None]):
    """Waits for ever while it deals with a message, and so at its end."""

    async def stick(self) -> None:
        await asyncio.Event().wait()


async def test_an_app_that_never_ends_is_ended_and_named() -> None:
    async def run() -> None:
        async with Stuck().run_test() as pilot:
            pilot.app.call_later(pilot.app.stick)
            await asyncio.sleep(0.05)

    with pytest.raises(AssertionError, match=r"the end of the app\n(.*\n)*run_test .*test_waiting.py:\d+ stick"):
        await within(run(), "the end of the app", 1)


async def test_what_comes_in_time_is_given() -> None:
    assert await within(asyncio.sleep(0, "it"), "it", 5) == "it"


async def test_a_loop_that_is_busy_for_ever_is_named() -> None:
    async def turn() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(AssertionError, match=r"never came: rest\n.* turn > "):
        await within(turn(), "rest", 0.2)
