"""A line that is typed in a real terminal can be edited, and what is graded is the line."""

import sys
from pathlib import Path

import pytest

from tests.faults.terminal import Terminal, quiz
from tests.plain.stage import a_root

RIGHT, HOME, UP, DOWN = "\x1b[C", "\x1b[H", "\x1b[A", "\x1b[B"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_line_is_edited_with_the_arrows(tmp_path: Path) -> None:
    folder = a_root(tmp_path / "here")
    command = quiz("play", "harbour", "--plain", "--learner", "Ada", "--no-save")
    with Terminal(command, tmp_path / "home", folder=folder, rows=60, columns=90) as terminal:
        terminal.wait_for("Type a number, in digits or words.")
        terminal.wait_for(lambda screen: screen.rstrip().endswith(">"))
        terminal.send(f"2 milion crowns{HOME}{RIGHT}3{RIGHT}{RIGHT}{RIGHT}{RIGHT}l{UP}{DOWN}\r")
        terminal.wait_for("Right. 1 of 1 point")
        assert "^[" not in terminal.screen.text()
        terminal.wait_for(lambda screen: screen.rstrip().endswith(">"))
        terminal.send("\x04")
        assert terminal.end() == 0
