"""What a learner's program loads in a class can read no key: not the client, not its screens, not plain mode."""

import sys

import pytest

from tests.builders import ROOT
from tests.waiting import run_to_end

CLIENT = [
    "quiz.classroom.client.visit",
    "quiz.classroom.client.desk",
    "quiz.classroom.client.folder",
    "quiz.classroom.client.door",
    "quiz.classroom.box",
]
APP = [
    "quiz.tui.class_app",
    *(f"quiz.tui.screens.{name}" for name in ("class_asking", "follow", "submitted", "released", "waiting", "locked")),
]
PLAIN = ["quiz.plain.joining", "quiz.plain.following"]
KEYED = ("yaml", "quiz.text.yaml_door", "quiz.questions.base", "quiz.questions.source", "quiz.questions.kinds",
         "quiz.questions.question_set", "quiz.attempts.local_desk", "quiz.articles.library", "quiz.classroom.server",
         "rapidfuzz", "httpx", "aiohttp", "starlette")  # fmt: skip


@pytest.mark.parametrize("modules", [CLIENT, APP, PLAIN], ids=["client", "app", "plain"])
def test_nothing_that_parses_or_holds_keys_is_loaded(modules: list[str]) -> None:
    program = "import importlib, sys\nfor one in sys.argv[1:]: importlib.import_module(one)\nprint(*sys.modules)"
    done = run_to_end([sys.executable, "-c", program, *modules], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert not [one for one in loaded for keyed in KEYED if one == keyed or one.startswith(f"{keyed}.")]


def test_sealing_is_loaded_only_once_something_is_to_be_sealed() -> None:
    program = "import sys, quiz.classroom.client.visit, quiz.tui.class_app\nprint('cryptography' in sys.modules)"
    done = run_to_end([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
