"""No test waits without an end: what waits for ever in one test stops all that its process still has to try."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FILES = [path for path in sorted(HERE.rglob("*.py")) if path.parent.name != "bench" and path.name != "table.py"]
RUNS = {"run", "call", "check_call", "check_output"}
FORKS = {"faults/terminal.py", "faults/pen.py", "plain/test_entering.py"}
"""Where the fork becomes another program at once, or is a program's own."""


def faults(tree: ast.Module, name: str) -> Iterator[str]:
    """What waits without an end in a file, or may go on as a second run of the tests."""
    awaited = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Await)}
    awaited |= {id(given) for one in ast.walk(tree) if isinstance(one, ast.Call) for given in one.args}
    for one in ast.walk(tree):
        if not isinstance(one, ast.Call) or not isinstance(one.func, ast.Attribute):
            continue
        of, what = one.func.value, one.func.attr
        module = of.id if isinstance(of, ast.Name) else ""
        words = {word.arg for word in one.keywords}
        where = f"{name}:{one.lineno}"
        ends = "timeout" in words or None in words  # or is among those that are passed on
        if module == "subprocess" and what in RUNS and not ends:
            yield f"{where}: a program without a timeout; use tests.waiting.run_to_end"
        if what == "communicate" and not ends and not one.args and id(one) not in awaited:
            yield f"{where}: communicate without a timeout"
        if what in ("join", "wait") and not one.args and not words and id(one) not in awaited:
            yield f"{where}: {what}() without a timeout; use tests.waiting"
        if what == "fork" and module in ("os", "pty") and name not in FORKS:
            yield f"{where}: an exception in a fork goes on as the tests; start a program"


def test_every_wait_has_an_end() -> None:
    found = [
        fault
        for path in FILES
        for fault in faults(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(HERE).as_posix())
    ]
    assert found == []


def test_it_would_say_so() -> None:
    text = (
        "subprocess.run(['x'])\nprocess.communicate()\nthread.join()\nprocess.wait()\nos.fork()\n"
        "subprocess.run(['x'], timeout=1)\nprocess.communicate(timeout=1)\nthread.join(1)\n', '.join(x)\n"
    )
    assert [fault.split(":")[1] for fault in faults(ast.parse(text), "x.py")] == ["1", "2", "3", "4", "5"]
