"""Types are worked out before there are threads: msgspec crashes where two threads meet one that it has not seen yet.

In a process of its own, since a type that any test has used is worked out already.
"""

import sys

from tests.builders import ROOT
from tests.waiting import run_to_end

PROGRAM = """
import tempfile, threading
from pathlib import Path

import msgspec

from quiz.classroom.roster import Learner
from quiz.classroom.server import running
from quiz.classroom.server.founding import found
from quiz.classroom.server.routes import ROUTES

with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
    found(Path(folder) / "c", "c", [Learner("Ada")], expires=2**45, now=0)
    built = []
    real = msgspec.json.Decoder
    threads = []

    def told(kind, *more, **named):
        built.append(kind)
        threads.append(threading.current_thread() is threading.main_thread())
        return real(kind, *more, **named)

    opened = running.open_store
    def then_open(*given, **named):
        # Nothing runs beside this one yet, and everything that goes over the line is known.
        assert built, "no types were worked out before the store's thread began"
        built.append("store")
        return opened(*given, **named)

    msgspec.json.Decoder, running.open_store = told, then_open
    service = running.open_service(Path(folder) / "c")
    before = built[: built.index("store")]
    wanted = [kind for route in ROUTES for kind in (route.takes, route.gives) if isinstance(kind, type)]
    missing = [kind.__name__ for kind in wanted if kind not in before]
    assert not missing, missing
    assert all(threads)
    service.store.close()
print("well")
"""


def test_every_type_of_a_call_is_worked_out_before_there_is_a_thread() -> None:
    done = run_to_end([sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "well", done.stderr
