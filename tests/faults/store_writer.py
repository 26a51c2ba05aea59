"""A program that appends answers to a store and says on standard output which of them are saved.

Run as ``python store_writer.py FOLDER COUNT [NUMBER]``: one attempt of COUNT answers; ``ACK seq`` follows each commit,
``ERR code message`` a failure, after which it goes on with the same answer when a line comes on standard input.
"""

import os
import sys
from pathlib import Path

from quiz.attempts.events import Answered, Event, Started
from quiz.errors import QuizError
from quiz.questions.response import Typed
from quiz.store import connection
from quiz.store.store import Store


def event(attempt: str, seq: int) -> Event:
    """The same event for the same attempt and number, so that a checker knows what must be there."""
    body = (
        Started("l", "set", "Title", ("one",), {"q": 1.0}, 1, "practice")
        if seq == 0
        else Answered("q", Typed(f"{seq}:" + "x" * (seq * 37 % 900)), 1.0, seq % 2, None)
    )
    return Event(f"{attempt[-16:]}{seq:016x}", attempt, seq, seq, seq, body)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main(folder: Path, count: int, number: int) -> int:
    attempt = f"{number:032x}"
    try:
        store = Store.open(folder, quiet=3600)
    except QuizError as error:
        say(f"ERR {error.exit_code} {type(error).__name__} {error}")
        return error.exit_code
    standing = store.standing(attempt).result()
    seq = 0 if standing is None else standing.seq + 1
    while seq < count:
        try:
            store.append([event(attempt, seq)]).result()
        except QuizError as error:
            say(f"ERR {error.exit_code} {type(error).__name__} {error}")
            if not sys.stdin.readline():
                return error.exit_code
            continue
        say(f"ACK {seq}")
        seq += 1
    store.close()
    return 0


def become(account: int) -> None:
    """Give up root, for whom no permission is ever missing; what is imported later may be out of reach then."""
    import concurrent.futures  # noqa: F401
    import fcntl  # noqa: F401

    os.setgroups([])
    os.setgid(account)
    os.setuid(account)


def weaken(synchronous: str) -> None:
    """Take the store's syncs away, to show that a test would notice."""
    connection._SETTINGS = tuple(
        (name, synchronous, {"OFF": 0, "NORMAL": 1}[synchronous]) if name == "synchronous" else (name, value, found)
        for name, value, found in connection._SETTINGS
    )


if __name__ == "__main__":
    if "STORE_WRITER_SYNCHRONOUS" in os.environ:
        weaken(os.environ["STORE_WRITER_SYNCHRONOUS"])
    if "STORE_WRITER_MOST" in os.environ:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["STORE_WRITER_MOST"]),) * 2)
    if "STORE_WRITER_ACCOUNT" in os.environ:
        become(int(os.environ["STORE_WRITER_ACCOUNT"]))
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
