"""What may not be imported where, and what may not be written anywhere."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.waiting import run_to_end

QUIZ = ROOT / "quiz"
CORE = ("text", "articles", "matching", "questions", "attempts")
FILES = sorted(QUIZ.rglob("*.py"))


def _loaded_by(modules: list[str]) -> set[str]:
    program = (
        "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint('\\n'.join(sys.modules))"
    )
    done = run_to_end([sys.executable, "-c", program, *modules], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def _modules(room: str) -> list[str]:
    paths = sorted((QUIZ / room).rglob("*.py"))
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]


@pytest.mark.parametrize("room", CORE)
def test_the_core_has_never_heard_of_a_terminal(room: str) -> None:
    assert not _loaded_by(_modules(room)) & {"textual", "rich", "sqlite3", "asyncio"}


def test_the_command_line_starts_light() -> None:
    heavy = {"textual", "rich", "sqlite3", "asyncio", "yaml", "msgspec", "rapidfuzz", "anyascii", "quiz.questions.base"}
    assert not _loaded_by(["quiz.cli"]) & {*heavy, "argparse", "gettext"}


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_dangerous_is_written(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:import|from) (?:pickle|marshal|shelve|dill)\b", source, re.MULTILINE)
    for call in _calls(path):
        name = ast.unparse(call.func)
        assert name not in ("eval", "exec", "os.system", "yaml.load", "yaml.safe_load", "yaml.unsafe_load"), (
            ast.unparse(call)
        )
        assert not name.endswith(".extractall"), ast.unparse(call)
        assert not any(word.arg == "shell" for word in call.keywords), ast.unparse(call)


def test_a_class_on_the_learners_side_and_its_server_know_nothing_of_each_other() -> None:
    """Both know the wire. What learners' machines run cannot read a set with its keys."""
    for side, other in (("client", "server"), ("server", "client")):
        for path in sorted((QUIZ / "classroom" / side).rglob("*.py")):
            assert f"quiz.classroom.{other}" not in path.read_text(encoding="utf-8"), path
    keyed = {"yaml", "quiz.questions.check", "quiz.questions.source", "quiz.text.yaml_door", "quiz.articles.library"}
    assert not _loaded_by(_modules("classroom/client")) & {*keyed, "quiz.classroom.server"}


# Columns, question marks, a condition or a kind of transaction, each written out in its file; values are bound.
_OF_A_CLASS = ("rows", "row", "run")
_CONSTANT = re.compile(r"_?[A-Z][A-Z_]*|marks|condition|kind")


@pytest.mark.parametrize("path", sorted((QUIZ / "store").rglob("*.py")), ids=lambda path: path.name)
def test_no_value_is_written_into_sql(path: Path) -> None:
    for call in _calls(path):
        if (
            ast.unparse(call.func).rpartition(".")[2] not in ("execute", "executemany", "executescript", *_OF_A_CLASS)
            or not call.args
        ):
            continue
        for part in ast.walk(call.args[0]):
            if isinstance(part, ast.FormattedValue):
                named = ast.unparse(part.value)
                assert "PRAGMA" in ast.unparse(call.args[0]) or _CONSTANT.fullmatch(named), ast.unparse(call)
