"""The five source documents, where they are beside the project: every line of the story and nothing else."""

import hashlib
from pathlib import Path

import pytest

from quiz.articles.clean import clean

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "articles"

# Which lines are story, for each document: its number, "#" for a heading, and six digits of the SHA-256 of its words.
STORY = {
    "000_0ed6dbf117404ef7.txt": """
        3:346dc5 5:88142c 7:1c4fcd 9:e2a20a 11:5326ef 13:61457a 15:a3fefc
    """,
    "001_31555e438435f307.txt": """
        1:830599 3:7b1353 5:52bba5 7:3596bb
    """,
    "002_1a1f96be4a36913d.txt": """
        5:062e04 6:d9eb9c 7#311224 8:65ef6f 9:53c9b8 10:bd3d82 11:15814a 12:099e84 13#a79442
        14:2e0168 15:8666a7 16:da617f 17:bda210 18:8db29e 19:e9204a 20:23e048 21:fde55f 22:c20973
        23:5601f1
    """,
    "003_af0f069f709f29ef.txt": """
        8:80b582 10:1e5f1e 12:d961e8 14:5bbab7 16:ff2a92 18:6f1d9f 23:f9ecd3 25:b2e3c0 27:6ab9db
        29:120d79 31:711e18 33:ed8bcb 35:f5a29f 37:30adb4 39:92ae6d 44:40d5e6 46:0d839c 48:a50128
        50:80b7a2 55:6c4383 57:b75ee8 59:14e584 61:571c9c 63:65900f 65:9f0cf5 67:3c9389 69:ebf016
    """,
    "004_65c5642f73ed23df.txt": """
        3:1f9849 5:924c2c 7:6626e7 9:9ffafd 11:607104 13:15a8fe 15:fd7fed 17:104873 19:aaa4e4
        21:006764 23:f728d3 25:baab71 27:a4e720 29:b0d1fa 31:3f0ead 33:304133 35:3db336 37:8606d9
        39:a2e1cb 41:d37568 43:ff097b 45:a432b7 47:e3d238 49:d29444 51:8e9956 53:08de7d
    """,
}

ABOUT = {
    "000_0ed6dbf117404ef7.txt": ("494d", None, 0),
    "001_31555e438435f307.txt": ("", "2022-11-12", 0),
    "002_1a1f96be4a36913d.txt": ("4c04", "2025-03-19", 0),
    "003_af0f069f709f29ef.txt": ("8220", "2022-11-15", 3),
    "004_65c5642f73ed23df.txt": ("b88f", None, 0),
}
"""Four digits of the title's SHA-256 ("" for a document without one), the date, and how many authors."""

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents are not beside the project")


def short(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


@needs_sources
@pytest.mark.parametrize("name", STORY)
def test_every_line_of_the_story_and_nothing_else(name):
    cleaned = clean((SOURCES / name).read_text())
    kept = [f"{one.line}{'#' if one.heading else ':'}{short(one.text, 6)}" for one in cleaned.kept]
    assert kept == STORY[name].split()


@needs_sources
@pytest.mark.parametrize("name", STORY)
def test_every_other_line_is_dropped_for_a_reason(name):
    text = (SOURCES / name).read_text()
    cleaned = clean(text)
    title_at = next((at for at, line in enumerate(text.split("\n"), 1) if line.strip() == cleaned.title), None)
    told = {one.line for one in (*cleaned.kept, *cleaned.dropped)} | {title_at}
    assert {at for at, line in enumerate(text.split("\n"), 1) if line.strip()} <= told
    assert all(one.reason for one in cleaned.dropped)


@needs_sources
@pytest.mark.parametrize("name", STORY)
def test_title_date_and_authors(name):
    cleaned = clean((SOURCES / name).read_text())
    title = short(cleaned.title, 4) if cleaned.title else ""
    published = cleaned.published.isoformat() if cleaned.published else None
    assert (title, published, len(cleaned.authors)) == ABOUT[name]
