"""Whatever a keyboard, a paste or a confused terminal sends, the app goes on."""

import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.message import Message

from quiz.questions.response import Typed
from quiz.tui.terminal.driver import KeyReader
from quiz.tui.terminal.pasting import BEGIN, END, MOST
from tests.effort import within

from . import worlds
from .terminal import Terminal

NUMBERS = ["0", "1", "9999999999", "1114112", "55296", "-1", "", "1:2", "0:0"]
# Terminal reports with numbers that no terminal means, and sequences without an end.
ODD = [
    b"\x1b[9999999999u",
    b"\x1b[1114112;1u",
    b"\x1b[55296;1u",
    b"\x1b[1:2;1u",
    b"\x1b[97;1;1114112u",
    b"\x1b[48;99999;99999;99999;99999t",
    b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
    b"\x1b[<9999999;9999999;9999999M",
    b"\x1b[?2048;1$y",
    b"\x1b]0;never ended",
    b"\x1b]52;c;",
    b"\x1bP$q",
    b"\x1b_",
    b"\x1b[",
    b"\x1b[M",
    b"\x1bO",
    b"\xe9",
    b"caf\xe9\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x00" * 50,
    b"\x9b2J",
]
LEAVING = b"\x11\x04\x03\x1b"  # ctrl+q, ctrl+d, ctrl+c and escape do what they are for: they leave


def strings(rng: random.Random, count: int) -> Iterator[bytes]:
    """Random input: bytes, odd reports, made-up reports, and mixtures."""
    for _ in range(count):
        parts = []
        for _ in range(rng.randint(1, 4)):
            what = rng.random()
            if what < 0.4:
                parts.append(rng.randbytes(rng.randint(1, 40)))
            elif what < 0.7:
                parts.append(rng.choice(ODD))
            else:
                numbers = ";".join(rng.choice(NUMBERS) for _ in range(rng.randint(1, 5)))
                parts.append(f"\x1b[{rng.choice('<?>48')}{numbers}{rng.choice('uMmtRy~ABI')}".encode())
        yield b"".join(parts)


def typed(messages: Iterator[Message]) -> str:
    return "".join(one.character or "" for one in messages if isinstance(one, Key))


@pytest.mark.parametrize("odd", ODD)
def test_after_odd_input_keys_are_read_as_before(odd: bytes) -> None:
    keys = KeyReader()
    list(keys.feed(odd))
    for _ in range(2):
        list(keys.pause())
        time.sleep(0.12)  # longer than the parser waits for the rest of a sequence
    list(keys.pause())
    assert typed(keys.feed(b"abc")).endswith("abc")


def test_any_bytes_are_read_without_a_fault() -> None:
    rng = random.Random(25)
    keys = KeyReader()
    for data in strings(rng, worlds.times(2_000, 10_000)):
        for message in [*keys.feed(data), *keys.pause()]:
            if isinstance(message, Key) and message.character:
                message.character.encode()
            assert not isinstance(message, Paste) or len(message.text) <= MOST


def test_letters_split_between_two_reads_arrive_whole() -> None:
    keys = KeyReader()
    data = "é Ї 日".encode()
    assert "".join(typed(keys.feed(data[at : at + 1])) for at in range(len(data))) == "é Ї 日"


@pytest.mark.parametrize("size", [1, 3, 7, 4096])
def test_a_paste_arrives_whole_however_it_is_cut_into_reads(size: int) -> None:
    keys = KeyReader()
    data = f"a{BEGIN}b\x1b[2J\x1b]0;c\x07{END}d".encode()
    found = [message for at in range(0, len(data), size) for message in keys.feed(data[at : at + size])]
    assert [one.text if isinstance(one, Paste) else one.character for one in found if isinstance(one, Paste | Key)] == [
        "a",
        "b\ufffd[2J\ufffd]0;c\ufffd",
        "d",
    ]


@pytest.mark.parametrize("marked", [True, False])
def test_a_paste_of_ten_megabytes_is_cut_within_half_a_second(marked: bool) -> None:
    data = b"x" * 10_000_000
    if marked:
        data = BEGIN.encode() + data + END.encode()

    def read() -> list[Message]:
        keys = KeyReader()
        return [message for at in range(0, len(data), 65_536) for message in keys.feed(data[at : at + 65_536])]

    found = within(0.5, read)
    assert 0 < sum(len(one.text) for one in found if isinstance(one, Paste)) <= MOST + 10_000
    assert len(found) < 5_000  # a busy machine makes several pastes of one that has no marks


def test_a_held_key_and_a_moving_mouse_are_never_cut() -> None:
    now = [0.0]
    from quiz.tui.terminal.pasting import PasteLimit

    limit = PasteLimit(lambda: now[0])
    for _ in range(20_000):
        now[0] += 0.005
        assert limit.feed("\x1b[<35;100;100M") == ["\x1b[<35;100;100M"]


def test_an_escape_key_alone_is_an_escape_key() -> None:
    keys = KeyReader()
    found = list(keys.feed(b"\x1b"))
    end = time.monotonic() + 10
    while not found and time.monotonic() < end:
        time.sleep(0.02)
        found += keys.pause()
    assert [one.key for one in found if isinstance(one, Key)] == ["escape"]


def test_the_app_survives_any_keys(tmp_path: Path) -> None:
    """Keys may do what keys do; nothing ends the app but a key that is meant to."""
    rng = random.Random(26)
    folder = worlds.villages(tmp_path, 40)
    with worlds.play(folder, "villages") as terminal:
        terminal.wait_for("What is village 1 called?")
        for data in strings(rng, worlds.times(150, 10_000)):
            terminal.send(data.translate(None, LEAVING) if rng.random() < 0.5 else leave_out(data))
            assert terminal.running(), crash(folder) or terminal.text
        terminal.send(b"\x1b[<0;1;1m")
        come_to_rest(terminal)
        assert leave(terminal, worlds.times(24, 48)) == 0, crash(folder)
        assert terminal.left_over() == []
    assert not (folder / "home" / "data" / "crashes").exists()


def come_to_rest(terminal: Terminal) -> None:
    """Until nothing is painted for a while: a busy machine deals with the keys long after they were sent."""
    end = time.monotonic() + 120
    before, since = "", time.monotonic()
    while time.monotonic() - since < 3:
        assert time.monotonic() < end, f"never comes to rest:\n{terminal.screen.text()}"
        terminal.read(0.1)
        # The clock goes on by itself.
        now = re.sub(r"\d\d:\d\d:\d\d", "", terminal.text)
        if now != before:
            before, since = now, time.monotonic()


def leave(terminal: Terminal, tries: int) -> int:
    """Press ctrl+q until the app has gone; its exit code.

    The first may be lost: it ends some hundred thousand keys sent in a few seconds, and bursts are cut by their rate.
    """
    for left in reversed(range(tries)):
        terminal.send("\x11")
        try:
            return terminal.end(5)
        except AssertionError:
            if not left:
                raise
    raise AssertionError("no try")


def crash(folder: Path) -> str:
    """The report of a fault of the app, if there was one."""
    return "\n".join(one.read_text() for one in folder.glob("home/data/crashes/*"))


def leave_out(data: bytes) -> bytes:
    """The data without the keys that leave, and without an escape key that stands alone."""
    data = data.translate(None, LEAVING[:3])
    while data.endswith(b"\x1b") or b"\x1b\x1b" in data:
        data = data.removesuffix(b"\x1b").replace(b"\x1b\x1b", b"\x1b")
    return data


def test_a_huge_paste_is_cut_and_the_next_key_answered(tmp_path: Path) -> None:
    folder = worlds.villages(tmp_path, 4)
    with worlds.play(folder, "villages") as terminal:
        terminal.wait_for("What is village 1 called?")
        terminal.send("Bor")
        terminal.wait_for("Bor")
        before = worlds.worked(terminal.app)
        terminal.send(BEGIN + "x" * worlds.times(1_000_000, 10_000_000) + END)
        terminal.send("\x15")  # ctrl+u: clear to the beginning of the line
        terminal.wait_for(lambda screen: "Bor" not in screen and "xxxxx" not in screen)
        assert worlds.worked(terminal.app) - before < 20
        terminal.send("Ban\x11")
        assert terminal.end() == 0
    (attempt,) = worlds.kept(folder)
    assert attempt.items["v1"].draft == Typed("Ban")
