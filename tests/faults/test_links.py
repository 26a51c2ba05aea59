"""A link in an article, a prompt or an answer is text: it is shown, and nothing opens it."""

import subprocess
import webbrowser
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.builders import ROOT
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, playing, rows, set_text

from .tallying import Tally

LINKS = [
    "file:///etc/passwd", "javascript:alert(1)", "http://evil.example/", "https://evil.example/?q=1#x", "-rf",
    "--help", "ftp://a/b", "mailto:a@b.c", "tel:123", "data:text/html,<b>", "vbscript:x", "smb://host/share",
    "//evil.example", "\\\\host\\share", "ssh://-oProxyCommand=id", "[x](http://evil.example)",
    "[x](file:///etc/passwd)", "<http://evil.example>", "![i](http://evil.example/i.png)",
    "[link=http://evil.example]x[/link]", "[@click=app.open_url('http://evil.example')]x[/]",
    "<a href='http://evil.example'>x</a>", "www.evil.example", "http://user:pw@evil.example", "http://[::1]/",
    "HTTP://EVIL.EXAMPLE", "http://ev\u0456l.example", "http://evil.example/\u202egnp.exe",
    "http://evil.example/%0d%0a", "x" * 2000 + "://a", "[x]: http://evil.example",
]  # fmt: skip


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What anything tried to open."""
    found: list[str] = []

    def note(*arguments: object, **_: object) -> None:
        found.append(repr(arguments))

    monkeypatch.setattr(App, "open_url", note)
    monkeypatch.setattr(webbrowser, "open", note)
    monkeypatch.setattr(subprocess, "Popen", note)
    return found


def yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


async def test_no_link_is_ever_opened(tmp_path: Path, opened: list[str], tally: Tally) -> None:
    for number, link in enumerate(LINKS):
        text = set_text("short", extra={"short": f"\n    explain: {yaml('See ' + link)}"}).replace(
            "    explain: The article says so plainly.\n", ""
        )
        text = text.replace("prompt: Whom did she thank first?", f"prompt: {yaml('Look ' + link)}")
        library = a_library(tmp_path / str(number), text, article=_article(link))
        with tally("33"):
            async with playing(library) as pilot:
                await _click_everywhere(pilot)
                await type_text(pilot, link.replace("\u202e", "")[:60])
                await press(pilot, "enter", "enter", "enter")
                await _click_everywhere(pilot)
            assert opened == [], link


def _article(link: str) -> str:
    return (
        "---\nid: harbour\ntitle: The harbour\nlanguage: en\npublished: 2024-05-06\n---\n"
        f"She thanked the divers first. See {link} for more.\n"
    )


async def _click_everywhere(pilot: Pilot[int]) -> None:
    """On every word that looks like a link, in either pane."""
    for row, line in enumerate(rows(pilot)):
        for sign in ("evil", "://", "](", "x[", "passwd", "-rf", "--help"):
            if (column := line.find(sign)) >= 0:
                await pilot.click(offset=(column, row))
                break


@pytest.mark.parametrize("path", sorted((ROOT / "quiz").rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_knows_how_to_open_one(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for word in ("webbrowser", "open_url", "xdg-open", "startfile", "Markdown(", "open_links"):
        assert word not in source
