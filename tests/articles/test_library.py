"""Where articles and sets are found: roots in their order, ids that are plain names, and nothing else opened."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.articles.library import ARTICLE_BYTES, Library, shipped, usual_roots
from quiz.errors import InputError

HOSTILE = [
    "../x", "../seeds/ferry", "/etc/passwd", "a/b", "a\\b", "a\0b", "a\nb", "ferry\n", "x" * 300, "", ".", "..",
    ".hidden", "-", "Ferry", "ferry.md", "\ud800", "~", "CON:", "fer*",
]  # fmt: skip
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX systems")


def an_article(root: Path, id: str = "ferry", *, name: str = "", text: str = "The ferry sank.") -> Path:
    path = root / "seeds" / (name or f"{id}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nid: {id}\ntitle: The ferry\n---\n{text}\n", encoding="utf-8")
    return path


def a_set(root: Path, name: str = "boats.yaml") -> Path:
    path = root / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: Boats\narticles: [ferry]\nquestions: []\n", encoding="utf-8")
    return path


# Roots


def test_the_usual_roots_come_in_their_order() -> None:
    named = os.pathsep.join(["one", "", "two"])
    roots = usual_roots({"QUIZ_PATH": named}, Path("working"), Path("data"))
    assert roots[:4] == [Path("one"), Path("two"), Path("working"), Path("data")]
    assert roots[-1] == shipped()
    assert all("closeread" in root.name for root in roots[4:-1])
    assert roots[4:-1]


@pytest.mark.parametrize("environ", [{}, {"QUIZ_PATH": ""}, {"QUIZ_PATH": os.pathsep}])
def test_without_a_path_the_working_directory_is_first(environ: dict[str, str]) -> None:
    assert usual_roots(environ, Path("working"), Path("data"))[0] == Path("working")


def test_what_ships_is_found() -> None:
    library = Library([shipped()])
    assert set(library.article_paths()) >= {"meduza-ceasefire-plan"}
    for article_id in library.article_paths():
        assert library.article(article_id).id == article_id


def test_the_first_root_with_an_id_wins(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first, second = an_article(one, text="It sank."), an_article(two, text="It swam.")
    other = an_article(two, "pier")
    assert Library([one, two]).article_paths() == {"ferry": first, "pier": other}
    assert Library([one, two]).article("ferry").text == "It sank."
    assert Library([two, one]).article("ferry").text == "It swam."
    assert Library([two, one]).article_path("ferry") == second


def test_sets_too_and_yaml_before_yml(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    short, long, other = a_set(one, "boats.yml"), a_set(two), a_set(two, "piers.yml")
    assert Library([one, two]).set_path("boats") == short
    assert Library([two, one]).set_path("boats") == long
    assert Library([one, two]).set_paths() == {"boats": short, "piers": other}
    both = a_set(one)
    assert Library([one, two]).set_path("boats") == both == Library([one, two]).set_paths()["boats"]


def test_a_root_need_not_exist_nor_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "seeds").write_text("no folder either")
    path = an_article(tmp_path / "real")
    library = Library([tmp_path / "none", tmp_path / "file", tmp_path / "odd", tmp_path / "real"])
    assert library.article_paths() == {"ferry": path}
    assert library.set_paths() == {}
    assert library.article("ferry").title == "The ferry"


def test_an_article_is_read_once(tmp_path: Path) -> None:
    path = an_article(tmp_path)
    library = Library([tmp_path])
    before = library.article("ferry")
    path.unlink()
    assert library.article("ferry") is before


# Ids


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_id_is_no_article(name: str, tmp_path: Path) -> None:
    an_article(tmp_path)
    an_article(tmp_path, "x", name="../x.md")
    library = Library([tmp_path])
    assert library.article_path(name) is None
    with pytest.raises(InputError) as caught:
        library.article(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_no_set(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names with a slash are paths, which are taken as they are given and refused when they are read."""
    monkeypatch.chdir(tmp_path)
    a_set(tmp_path)
    library = Library([tmp_path])
    if "/" in name:
        assert library.set_path(name) == Path(name)
        return
    with pytest.raises(InputError) as caught:
        library.set_path(name)
    assert str(caught.value).startswith("no question set ")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_an_id_that_is_not_the_files_name_is_told(tmp_path: Path) -> None:
    an_article(tmp_path, "boat", name="ferry.md")
    with pytest.raises(InputError, match=r"ferry\.md: the id 'boat' is not the file's name; rename the file"):
        Library([tmp_path]).article("ferry")


def test_a_missing_article_is_told() -> None:
    with pytest.raises(InputError, match="no article 'ferry'; 'quiz list' shows what there is"):
        Library([]).article("ferry")


def test_a_large_article_is_refused(tmp_path: Path) -> None:
    an_article(tmp_path, text="a" * ARTICLE_BYTES)
    with pytest.raises(InputError, match="too large"):
        Library([tmp_path]).article("ferry")


@pytest.mark.parametrize(("typed", "meant"), [("baots", "boats"), ("boat", "boats"), ("BOATS", ""), ("qqqqq", "")])
def test_a_mistyped_set_is_suggested(typed: str, meant: str, tmp_path: Path) -> None:
    a_set(tmp_path)
    with pytest.raises(InputError) as caught:
        Library([tmp_path]).set_path(typed)
    hint = f"did you mean {meant}?" if meant else "'quiz list' shows what there is"
    assert str(caught.value) == f"no question set {typed!r}; {hint}"


def test_several_are_suggested(tmp_path: Path) -> None:
    for name in ("boats-1.yaml", "boats-2.yml"):
        a_set(tmp_path, name)
    with pytest.raises(InputError, match=r"did you mean boats-\d or boats-\d\?"):
        Library([tmp_path]).set_path("boats-3")


# Files beside them


def test_hidden_files_and_those_of_editors_are_ignored(tmp_path: Path) -> None:
    path, asked = an_article(tmp_path), a_set(tmp_path)
    for name in (
        ".ferry.md",
        ".ferry.md.swp",
        "ferry.md~",
        "#ferry.md#",
        "ferry.md.bak",
        "ferry.MD",
        "notes.txt",
        ".md",
    ):
        an_article(tmp_path, name=name)
    for name in (".boats.yaml", ".boats.yaml.swp", "boats.yaml~", "boats.yaml.orig", "4913", ".yaml", "boats.md"):
        a_set(tmp_path, name)
    library = Library([tmp_path])
    assert library.article_paths() == {"ferry": path}
    assert library.set_paths() == {"boats": asked}


@posix
@pytest.mark.parametrize(
    "kind", ["folder", "pipe", "broken link", "link to a folder", "link to itself", "link to a device"]
)
def test_only_regular_files_are_found_by_id(kind: str, tmp_path: Path) -> None:
    make: dict[str, Callable[[Path], None]] = {
        "folder": Path.mkdir,
        "pipe": os.mkfifo,
        "broken link": lambda path: path.symlink_to(tmp_path / "nothing"),
        "link to a folder": lambda path: path.symlink_to(tmp_path),
        "link to itself": lambda path: path.symlink_to(path),
        "link to a device": lambda path: path.symlink_to(os.devnull),
    }
    first, second = tmp_path / "first", tmp_path / "second"
    for path in (first / "seeds" / "ferry.md", first / "questions" / "boats.yaml"):
        path.parent.mkdir(parents=True)
        make[kind](path)
    with pytest.raises(InputError, match="no article 'ferry'"):
        Library([first]).article("ferry")
    with pytest.raises(InputError, match="no question set 'boats'"):
        Library([first]).set_path("boats")
    real, asked = an_article(second), a_set(second)
    assert Library([first, second]).article_path("ferry") == real
    assert Library([first, second]).set_path("boats") == asked


@posix
def test_a_link_to_a_regular_file_is_followed(tmp_path: Path) -> None:
    real = an_article(tmp_path / "real")
    link = tmp_path / "linked" / "seeds" / "ferry.md"
    link.parent.mkdir(parents=True)
    link.symlink_to(real)
    library = Library([tmp_path / "linked"])
    assert library.article_path("ferry") == link
    assert library.article("ferry").text == "The ferry sank."


# Sets by path


@pytest.mark.parametrize("folder", ["questions", ""])
def test_a_set_by_path_makes_its_neighbours_known(folder: str, tmp_path: Path) -> None:
    """Both where it lies in a ``questions`` folder and where it lies beside ``seeds``; before all other roots."""
    elsewhere, here = tmp_path / "elsewhere", tmp_path / "here"
    an_article(elsewhere, text="It swam.")
    an_article(here, text="It sank.")
    path = here / folder / "boats.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("title: Boats\n")
    library = Library([elsewhere])
    assert library.article("ferry").text == "It swam."
    assert library.set_path(str(path)) == path
    assert library.article("ferry").text == "It sank."
    assert library.roots[-1] == elsewhere
    roots = list(library.roots)
    assert library.set_path(str(path)) == path
    assert library.roots == roots


def test_a_set_by_path_need_not_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads it says that it is not."""
    monkeypatch.chdir(tmp_path)
    for name in ("none.yaml", "none.yml", "no/such", f"{'x' * 300}.yaml", "a\0b.yaml"):
        assert Library([]).set_path(name) == Path(name)
