"""The completion scripts in the shells they are for: Tab is pressed, and the word comes."""

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.terminal import Terminal
from tests.plain.stage import a_root

STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(quiz completion bash)"),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -Uz compinit; compinit -u -d dump; source <(quiz completion zsh)",
    ),
    "fish": (["fish", "--no-config", "-i"], "quiz completion fish | source"),
}


@pytest.mark.parametrize("shell", STARTS)
def test_tab_completes(shell: str, tmp_path: Path) -> None:
    command, setup = STARTS[shell]
    found = shutil.which(command[0])
    if found is None:
        pytest.skip(f"{shell} is not installed")
    a_root(tmp_path)
    commands = tmp_path / "commands"
    commands.mkdir()
    quiz = commands / "quiz"
    quiz.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m quiz "$@"\n')
    quiz.chmod(0o755)
    paths = f"{commands}:{os.environ['PATH']}"
    with Terminal([found, *command[1:]], tmp_path / "home", folder=tmp_path, PATH=paths, PS1="ready> ") as terminal:
        terminal.send(f"{setup}; echo lo''aded\r")
        terminal.wait_for("loaded")
        for keys, offered in (("quiz pl", "play"), ("harb", "harbour"), ("--mo", "--mode"), ("pr", "practice")):
            terminal.send(f"{keys}\t")
            terminal.wait_for(lambda screen, word=offered: word in screen.rpartition("loaded")[2].split())
