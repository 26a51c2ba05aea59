"""docs/authoring.md, word for word: its commands run in their order in an empty folder and print what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.authoring.schema import FILE_NAME
from quiz.verbs import VERBS
from tests.builders import ROOT

PAGE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
QUIZ = f'#!/bin/sh\nexec "{sys.executable}" -m quiz "$@"\n'


def as_printed(text: str) -> re.Pattern[str]:
    """What a block of output stands for: a line of three dots is any number of lines."""
    lines = [r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in text.splitlines()]
    return re.compile("".join(lines))


def test_the_page_from_a_pasted_article_to_a_played_set(tmp_path: Path) -> None:
    tools, here = tmp_path / "bin", tmp_path / "empty"
    tools.mkdir()
    here.mkdir()
    (tools / "quiz").write_text(QUIZ)
    (tools / "quiz").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    printed = ""
    ran = 0
    for language, body in BLOCKS:
        if language == "sh":
            done = subprocess.run(
                ["bash", "-c", f"exec 2>&1\n{body}"],
                cwd=here,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            printed = done.stdout
            assert done.returncode in (0, 1), printed
            assert "Traceback" not in printed
            ran += 1
        elif language == "text":
            assert as_printed(body).fullmatch(printed), f"the page says:\n{body}\nbut it prints:\n{printed}"
    assert ran >= 8
    # What the page shows of the drafts is what stands in them.
    drafts = (here / "questions" / "drafts.yaml").read_text(encoding="utf-8")
    shown = next(body for language, body in BLOCKS if language == "yml" and "TODO" in body)
    assert shown in drafts
    assert (here / "questions" / FILE_NAME).is_file()


def test_every_verb_the_page_names_is_there() -> None:
    named = set(re.findall(r"`quiz ([a-z]+)", PAGE)) | set(re.findall(r"^quiz ([a-z]+)", PAGE, re.MULTILINE))
    assert named <= set(VERBS)
    assert {"new", "schema", "lsp", "check", "preview", "articles", "play"} <= named


@pytest.mark.parametrize("body", [body for language, body in BLOCKS if language == "json"])
def test_settings_are_json(body: str) -> None:
    assert json.loads(body)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+\.md)", PAGE):
        assert (ROOT / "docs" / target).is_file(), target
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in PAGE.splitlines()
        if line.startswith("#")
    }
    for anchor in re.findall(r"\]\(#([^)]+)\)", PAGE):
        assert anchor in headings, anchor
