"""A signal ends a wait for a line whenever it comes."""

import io
import os
import signal
import threading
from pathlib import Path

import pytest

from quiz.plain.page import Page
from quiz.plain.stopping import Stopped, signals_stop
from tests.waiting import joined, wait_until

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at how threads wait")


def asleep(thread: int) -> bool:
    return Path(f"/proc/self/task/{thread}/stat").read_text().rpartition(")")[2].split()[0] == "S"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_that_does_not_break_into_the_read_is_heard(number: signal.Signals) -> None:
    """As one that came just before it; here another thread is the one that the system interrupts."""
    ours, theirs = os.openpty()
    main = threading.main_thread().native_id
    heard, late = threading.Event(), threading.Event()

    def ring() -> None:
        for _ in range(10):  # waits for its line, and not just for a moment
            wait_until(lambda: asleep(main), "a wait of the main thread")
        signal.pthread_kill(threading.get_ident(), number)
        if not heard.wait(5):
            late.set()
            os.write(ours, b"typed\n")  # a read that heard nothing would wait for ever

    ringing = threading.Thread(target=ring)
    with open(theirs) as source, signals_stop():
        page = Page(source, io.StringIO())
        ringing.start()
        with pytest.raises((Stopped, KeyboardInterrupt)) as raised:
            page.ask()
        heard.set()
    joined(ringing)
    os.close(ours)
    assert not late.is_set()
    assert isinstance(raised.value, KeyboardInterrupt if number == signal.SIGINT else Stopped)


def test_lines_come_one_by_one_however_they_are_typed() -> None:
    ours, theirs = os.openpty()
    with open(theirs) as source, signals_stop():
        page = Page(source, io.StringIO())
        os.write(ours, b"one\ntwo\nthree\n\x04")
        assert [page.ask() for _ in range(4)] == ["one", "two", "three", None]
    os.close(ours)
