"""'I was right', from the key to the author's file: ``quiz stats --claims`` prints what both front ends kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.questions.check import check_set, load_set
from quiz.questions.response import Typed
from quiz.store.store import Store
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, go_to, playing, set_text
from tests.waiting import RUN

CHECKOUT = Path(__file__).parents[2]


def quiz(folder: Path, *arguments: str, said: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "QUIZ_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "quiz", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, input=said, capture_output=True, text=True, check=True, timeout=RUN
    )
    return done.stdout


async def test_claims_of_both_front_ends_are_pasted_into_the_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = a_library(tmp_path, set_text("short", "date"))
    quiz(tmp_path, "play", "harbour", "--learner", "Bo", said="the frogmen: all\n!\n6th of June, 2024\n!\n")
    store = Store.open(tmp_path / "home")
    try:
        async with playing(library, store=store) as pilot:
            for question, text in (("first-thanked", 'the "frogmen"'), ("opened", "June 2024")):
                await go_to(pilot, question)
                await type_text(pilot, text)
                await press(pilot, "enter", "!")
    finally:
        store.close()

    said = quiz(tmp_path, "stats", "harbour", "--claims")
    assert "# first-thanked, short: Whom did she thank first?\n#   key: the divers\n" in said
    assert "#   1 claim, graded wrong" in said
    lines = [line for line in said.splitlines() if not line.startswith("#")]
    assert lines[0] == "accept:"
    pasted = [f"    {line}\n" for line in lines]
    at = pasted.index("    tests:\n")

    # Into the file, each part under its question, exactly as printed.
    file = tmp_path / "questions" / "harbour.yaml"
    short, date = file.read_text(encoding="utf-8").split("  - id: opened")
    file.write_text(f"{short}{''.join(pasted[:at])}  - id: opened{date}", encoding="utf-8")
    mended = load_set(file, library)
    for text in ("the frogmen: all", 'the "frogmen"'):
        assert mended.by_id["first-thanked"].grade(Typed(text), mended.sources).right
    # What is graded otherwise than its author now says is an error, and nobody is asked until it is mended.
    file.write_text(f"{file.read_text(encoding='utf-8')}{''.join(pasted[at:])}", encoding="utf-8")
    named = {found.what.partition(" is graded")[0] for found in check_set(file, library) if "is graded" in found.what}
    assert named == {"'6th of June, 2024'", "'June 2024'"}
