"""``quiz articles``: what is taken in, what is refused, and what then lies in the data folder."""

import io
import stat
import sys
from datetime import date

import pytest

from quiz.articles.article_file import Front, make_article, parse_article
from quiz.articles.fingerprints import make_fingerprints, write_fingerprints
from quiz.articles.library import Library
from quiz.authoring.articles_in import MOST_SOURCE_BYTES, Wishes, add
from quiz.authoring.articles_kept import list_articles, remove_article, show_article
from quiz.errors import InputError

STORY = """The ferry to Lisle island will run again from Monday, the harbour office said. Its engine failed in April.

About 340 people live on the island, and most of them work on the mainland. They have waited for seven long weeks.

Until then the mail boat carries what it can of bread, letters and fuel. The office gave no reason for the delay."""
PAGE = f"Ferry: “back” on Monday\n2\n3 May 2024, 10:15\n\n{STORY}\n\nLeave a Reply\nName *\n"


class Desk:
    """A reader's folders: a root with one shipped article that retells STORY, and an empty data folder."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        shipped = folder / "shipped"
        (shipped / "seeds").mkdir(parents=True)
        self.write("shipped/seeds/lisle.md", "---\nid: lisle\ntitle: An island waits\n---\nThe boat is back soon.\n")
        prints = make_fingerprints(make_article(Front(id="lisle", title="x"), STORY), bytes(range(16)))
        self.write("shipped/seeds/lisle.fingerprints", write_fingerprints(prints))
        self.shipped = shipped

    @property
    def library(self):
        return Library([self.data, self.shipped])

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def add(self, *names, **wishes):
        return add(self.library, self.data, names, Wishes(**wishes))

    def kept(self):
        return sorted(str(path.relative_to(self.data)) for path in self.data.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def own(text):
    """STORY's page as a text that no fingerprint knows."""
    return text.replace("ferry", "tram").replace("island", "valley").replace("boat", "cart").replace("office", "guild")


def test_a_page_becomes_an_article_of_one_s_own(desk, capsys):
    assert desk.add(desk.write("page.txt", own(PAGE))) == 0
    assert desk.kept() == ["seeds/ferry-back-on-monday-2024-05-03.md"]
    path = desk.data / "seeds/ferry-back-on-monday-2024-05-03.md"
    article = parse_article(path.read_text(), "here").article
    assert (article.title, article.published) == ("Ferry: “back” on Monday", date(2024, 5, 3))
    assert article.text == own(STORY)
    said = capsys.readouterr().out
    assert "dropped line 2: a count: 2" in said
    assert "the end of the story: Leave a Reply" in said
    assert "6 sentences kept" in said


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_what_is_kept_is_for_its_owner_alone(desk):
    desk.add(desk.write("page.txt", own(PAGE)))
    (path,) = (desk.data / "seeds").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_original_of_a_shipped_article_is_recognised(desk, capsys):
    desk.add(desk.write("page.txt", PAGE))
    assert desk.kept() == ["originals/lisle.md"]
    assert "recognised: the original of lisle, 6 of its 6 sentences" in capsys.readouterr().out


def test_an_edited_edition_is_recognised_and_what_differs_is_told(desk, capsys):
    desk.add(desk.write("page.txt", PAGE.replace("seven long weeks", "nine long weeks")))
    said = capsys.readouterr().out
    assert "5 of its 6 sentences" in said
    assert "sentence 4 is not as published: They have waited for nine long weeks." in said
    assert "not found: 4" in said


def test_an_id_of_one_s_own_makes_an_article_of_any_text(desk):
    desk.add(desk.write("page.txt", PAGE), id="mine", title="Mine: all mine", published=date(2020, 1, 2))
    article = parse_article((desk.data / "seeds/mine.md").read_text(), "here").article
    assert (article.title, article.published) == ("Mine: all mine", date(2020, 1, 2))


def test_the_same_text_twice_is_kept_once(desk, capsys):
    for text in (PAGE, own(PAGE)):
        desk.add(desk.write("page.txt", text))
        desk.add(desk.write("page.txt", text))
        assert "already there" in capsys.readouterr().out
    assert len(desk.kept()) == 2


def test_nothing_is_ever_overwritten(desk):
    desk.add(desk.write("page.txt", own(PAGE)))
    desk.add(desk.write("page.txt", own(PAGE).replace("bread", "cheese")))
    assert len(desk.kept()) == 2
    desk.add(desk.write("page.txt", PAGE))
    with pytest.raises(InputError, match="another edition"):
        desk.add(desk.write("page.txt", PAGE.replace("seven", "nine")))
    with pytest.raises(InputError, match="has this id already"):
        desk.add(desk.write("page.txt", own(PAGE)), id="lisle")


def test_a_folder_takes_in_every_text_and_tells_of_those_it_cannot(desk, capsys):
    (desk.folder / "pages").mkdir()
    desk.write("pages/a.txt", PAGE)
    desk.write("pages/b.md", own(PAGE))
    desk.write("pages/c.txt", b"\x00\x01\x02")
    desk.write("pages/d.png", b"\x89PNG")
    assert desk.add(str(desk.folder / "pages")) == 2
    assert len(desk.kept()) == 2
    assert "c.txt:1:1: a NUL byte" in capsys.readouterr().err


def test_input_is_read_for_a_hyphen(desk, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    desk.add("-")
    assert desk.kept() == ["originals/lisle.md"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "NUL"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        ("Ünïcode".encode("utf-16"), "UTF-16"),
        (b"\x1b[31m\x1b[0m\x07" * 50 + STORY.encode(), "control characters"),
        (b"Home\nShare\n12 comments\n", "no sentence of a story"),
        (b"Leave a Reply\nName *\nEmail *\n", "no sentence of a story"),
    ],
    ids=["nothing", "blank", "program", "picture", "UTF-16", "escapes", "furniture", "form"],
)
def test_what_is_no_article_is_refused_and_nothing_written(desk, data, why):
    with pytest.raises(InputError, match=why) as caught:
        desk.add(desk.write("page.txt", data))
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    assert not desk.data.exists()


def test_a_hundred_megabytes_are_refused_unread(desk, monkeypatch):
    path = desk.folder / "big.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(InputError, match="100 MB is too large"):
        desk.add(str(path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word " * (MOST_SOURCE_BYTES // 5 + 1))))
    with pytest.raises(InputError, match="standard input: more than"):
        desk.add("-")
    assert not desk.data.exists()


def test_files_that_are_none_are_refused(desk):
    for name in ("missing.txt", "/dev/null", "a\0b"):
        with pytest.raises(InputError):
            desk.add(name)
    (desk.folder / "empty").mkdir()
    with pytest.raises(InputError, match="no text in this folder"):
        desk.add(str(desk.folder / "empty"))


def test_keep_all_keeps_every_line(desk):
    desk.add(desk.write("page.txt", own(PAGE)), keep_all=True, id="all")
    assert "Leave a Reply" in (desk.data / "seeds/all.md").read_text()


def test_the_editor_sees_the_result_before_it_is_kept(desk, monkeypatch):
    script = desk.write("edit.py", "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
                        "p.write_text(p.read_text().replace('bread', 'salt'))\n")  # fmt: skip
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    desk.add(desk.write("page.txt", own(PAGE)), edit=True, id="mine")
    assert "salt, letters" in (desk.data / "seeds/mine.md").read_text()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit(3)", "ended with code 3"),
        ("import sys; open(sys.argv[1], 'w').write('x')", "front matter"),
        (
            "import sys; p = sys.argv[1]; t = open(p).read(); open(p, 'w').write(t.replace('id: mine', 'id: his'))",
            "add it with --id his",
        ),
    ],
)
def test_an_editor_that_fails_leaves_the_text_where_it_says(desk, monkeypatch, code, why):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{desk.write('edit.py', code)}'")
    monkeypatch.setenv("TMPDIR", str(desk.folder))
    monkeypatch.setattr("tempfile.tempdir", str(desk.folder))
    with pytest.raises(InputError, match=why):
        desk.add(desk.write("page.txt", own(PAGE)), edit=True, id="mine")
    assert not desk.data.exists()
    assert len(list(desk.folder.glob("closeread-*/mine.md"))) == 1


def test_without_an_editor_it_says_so(desk, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    with pytest.raises(InputError, match="set EDITOR"):
        desk.add(desk.write("page.txt", own(PAGE)), edit=True)


HTML = f"""<!doctype html><html><head><title>Ferry back on Monday</title>
<meta property="article:published_time" content="2024-05-03T10:15:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry back on Monday</h1>{"".join(f"<p>{one}</p>" for one in STORY.split(chr(10) * 2))}</article>
<footer>All rights reserved.</footer></body></html>"""


def test_a_saved_page_without_its_reader_says_what_to_install(desk, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"'\.\[html\]'"):
        desk.add(desk.write("page.html", HTML))
    assert not desk.data.exists()


def test_a_saved_page_is_read(desk):
    pytest.importorskip("trafilatura", exc_type=ImportError)
    desk.add(desk.write("page.html", HTML))
    assert parse_article((desk.data / "originals/lisle.md").read_text(), "here").article.text == STORY
    with pytest.raises(InputError, match="no article found"):
        desk.add(desk.write("empty.html", "<html><body></body></html>"))


def test_list_show_and_remove(desk, capsys):
    desk.add(desk.write("page.txt", PAGE.replace("seven long weeks", "nine long weeks")))
    desk.add(desk.write("page.txt", own(PAGE)), id="mine")
    capsys.readouterr()
    assert list_articles(desk.library, desk.data, as_json=False) == 0
    assert capsys.readouterr().out.splitlines() == [
        "mine 2024-05-03 Ferry: “back” on Monday (yours)",
        "lisle no date An island waits (original kept)",
    ]
    show_article(desk.library, desk.data, "lisle", original=True)
    said = capsys.readouterr().out
    assert "   1  The ferry to Lisle" in said
    assert "   -  They have waited for nine" in said
    assert "Not in your edition: 4 of the text" in said
    show_article(desk.library, desk.data, "mine", original=False)
    assert "   6  The guild gave no reason" in capsys.readouterr().out
    remove_article(desk.library, desk.data, "mine")
    remove_article(desk.library, desk.data, "lisle")
    assert desk.kept() == []


@pytest.mark.parametrize("name", ["lisle", "nothing", "../../etc/passwd"])
def test_only_one_s_own_is_removed(desk, name):
    with pytest.raises(InputError):
        remove_article(desk.library, desk.data, name)
    assert (desk.shipped / "seeds" / "lisle.md").is_file()


def test_there_is_no_original_to_show(desk):
    with pytest.raises(InputError, match="you have no original"):
        show_article(desk.library, desk.data, "lisle", original=True)
