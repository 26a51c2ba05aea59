"""docs/authoring.md, word for word: its commands run in their order in an empty folder and print what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.authoring.schema import FILE_NAME
from quiz.questions.check import check_text
from quiz.verbs import VERBS
from tests.builders import ROOT
from tests.waiting import RUN

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
                timeout=RUN,
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


ROWS = re.findall(r"^\| `(\w+:.*?)` \| `(.*?)` \| `(.*?)` \|$", PAGE, re.MULTILINE)


def _said(line: str, library: Library) -> list[str]:
    """What the check says of a question in which one line is as given."""
    fields = {
        "id": "id: who-said-it",
        "kind": "kind: name",
        "prompt": "prompt: Who said it?",
        "answer": "answer: Mira Osten",
        "evidence": "evidence: '\"We have no choice,\" said Mira Osten'",
        "explain": "explain: She is named.",
        "topic": "topic: person",
        "skill": "skill: locate",
    }
    name = {"promt": "prompt"}.get(line.partition(":")[0], line.partition(":")[0])
    fields[name] = line
    body = "\n    ".join(fields.values())
    text = f"title: The harbour\narticles: [harbour]\nquestions:\n  - {body}\n"
    return [str(one) for one in check_text(text, "f", "f", library)]


@pytest.mark.parametrize(("wrote", "says", "right"), ROWS, ids=[row[0] for row in ROWS])
def test_what_the_check_says_of_usual_slips(wrote: str, says: str, right: str, tmp_path: Path) -> None:
    story = re.search(r"^cat > report.txt <<'END'\n(.*?)^END$", PAGE, re.MULTILINE | re.DOTALL)
    assert story
    (tmp_path / "seeds").mkdir()
    head = "---\nid: harbour\ntitle: The harbour closes\n---\n"
    (tmp_path / "seeds" / "harbour.md").write_text(head + story.group(1), encoding="utf-8")
    library = Library([tmp_path])
    assert any(says in one for one in _said(wrote, library)), _said(wrote, library)
    assert not [one for one in _said(right, library) if says in one or "[yaml]" in one]


def test_there_are_slips() -> None:
    assert len(ROWS) == 8


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
