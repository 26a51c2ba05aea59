"""``quiz data pin|join|rename|delete`` and the PIN in plain mode, typed in a real terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quiz.store.data import find
from quiz.store.store import Store
from tests.builders import ROOT
from tests.store.builders import a_finished_attempt
from tests.waiting import RUN


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    store = Store.open(folder)
    for name in ("Ada", "Ada at school"):
        person = store.add_learner(name).result()
        store.append(a_finished_attempt(person.id)).result()
    store.close()
    return folder


def typed(home: Path, *arguments: str, answers: dict[str, str]) -> tuple[int, str]:
    """Run ``quiz`` on a terminal of its own; each answer is typed once its prompt is there. Exit code and screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "quiz", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, cwd=ROOT,
        env={**os.environ, "QUIZ_HOME": str(home), "ACCESSIBLE": "1"},
        preexec_fn=_own_terminal,
    )  # fmt: skip
    os.close(theirs)
    shown, seen = "", 0
    waiting = list(answers.items())
    end = time.monotonic() + RUN
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                data = os.read(ours, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data.decode("utf-8", "replace")
        if waiting and (at := shown.find(waiting[0][0].rstrip("+"), seen)) >= 0:
            seen = at + 1
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
    else:
        process.kill()
        process.wait(RUN)
        raise AssertionError(
            f"never came: the end of quiz {arguments[0]}; {waiting} was to be typed, and it said\n{shown}"
        )
    os.close(ours)
    return process.wait(RUN), shown


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quiz", *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd=ROOT, timeout=RUN,
        env={**os.environ, "QUIZ_HOME": str(home)},
    )  # fmt: skip


def test_a_pin_keeps_the_next_one_out_and_its_owner_in(home: Path) -> None:
    code, said = typed(home, "data", "pin", "--learner", "Ada", answers={"New PIN": "4711", "Once more": "4711"})
    assert (code, "Ada has a new PIN." in said) == (0, True), said
    assert "4711" not in said
    assert "Ada: 1 attempt, with a PIN" in run(home, "data", "learners").stdout
    # Nobody can type into a pipe, so nothing is shown; somebody who types the wrong one waits.
    for verb in (("stats",), ("data", "export"), ("data", "delete", "--yes"), ("data", "rename", "Eve")):
        refused = run(home, *verb, "--learner", "Ada")
        assert (refused.returncode, refused.stdout) == (2, ""), verb
        assert "Ada: has a PIN" in refused.stderr
    code, said = typed(home, "stats", "--learner", "Ada", answers={"PIN of Ada": "0815", "PIN of Ada+": "4711"})
    assert code == 0, said
    assert "That is not the PIN." in said
    assert "After wrong PINs the next can be tried in 1 s." in said
    assert "1 answer" in said
    assert b"4711" not in (home / "store.db").read_bytes()


def test_a_forgotten_pin_goes_and_its_owner_is_told(home: Path) -> None:
    typed(home, "data", "pin", "--learner", "Ada", answers={"New PIN": "4711", "Once more": "4711"})
    code, _ = typed(home, "data", "pin", "--learner", "Ada", "--forgotten", answers={"Type y or n": "y"})
    assert code == 0
    assert "Your PIN was taken away on" in run(home, "stats", "--learner", "Ada").stdout
    code, said = typed(home, "data", "pin", "--learner", "Ada", "--remove", answers={})
    assert code == 0, said
    assert "taken away" not in run(home, "stats", "--learner", "Ada").stdout


def test_two_profiles_of_one_person(home: Path) -> None:
    assert run(home, "data", "join", "--learner", "Ada at school", "--into", "Ada").returncode == 2  # nobody confirms
    done = run(home, "data", "join", "--learner", "Ada at school", "--into", "Ada", "--yes")
    assert done.stdout == "Joined: Ada has 2 attempts.\n"
    assert run(home, "data", "learners").stdout == "Ada: 2 attempts\n"
    assert "2 answers" in run(home, "stats", "--learner", "Ada").stdout
    run(home, "data", "rebuild")
    assert run(home, "data", "learners").stdout == "Ada: 2 attempts\n"
    # What goes home with her is one person there too.
    exported = run(home, "data", "export", "--learner", "Ada").stdout
    (file := home.parent / "ada.jsonl").write_text(exported, encoding="utf-8")
    other = home.parent / "other"
    run(other, "data", "merge", str(file))
    assert run(other, "data", "learners").stdout == "Ada: 2 attempts\n"
    assert run(home, "data", "delete", "--learner", "Ada", "--yes").returncode == 0
    assert run(home, "data", "learners").stdout == "No learner yet; 'quiz play SET' begins.\n"
    left = b"".join(path.read_bytes() for path in home.rglob("*.db"))
    assert b"Ada at school" not in left


def test_a_pin_survives_joining_and_guessing_does_not_get_faster(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "home")
    ada, school = (store.add_learner(name).result() for name in ("Ada", "Ada at school"))
    store.set_pin(school.id, "4711").result()
    now, waits = 1_000_000, []
    for _ in range(9):
        assert store.try_pin(school.id, "0000", now) > 0
        waits.append(store.pin_wait(school.id, now))
        assert store.try_pin(school.id, "4711", now + waits[-1] - 1) == 1  # too early: not even the right one
        now += waits[-1]
    assert waits == [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]
    store.close()
    store = Store.open(tmp_path / "home")
    from quiz.store import apart

    assert store.pin_wait(school.id, now - 1) == 1
    assert store.pin_wait(school.id, 0) <= 60_000  # a clock that was set back
    apart.join(store, school.id, ada.id, now).result()
    assert store.pins().result()[0] == {ada.id}
    assert store.try_pin(ada.id, "4711", now) == 0
    assert store.pin_wait(ada.id, now) == 0
    assert find(store.learners().result(), "Ada").id == ada.id
    called = store.learner_called("ada at SCHOOL").result()
    assert called is not None
    assert called.id == ada.id
    store.close()
