"""Work that waits for a network, in a thread of its own, while the screen goes on."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def errand(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises. Its thread does not keep the program from ending, as a pool's would."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001  belongs to whoever waits
            error = raised
        with suppress(RuntimeError):  # the app has ended meanwhile, and nobody waits
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="errand", daemon=True).start()
    return await done
