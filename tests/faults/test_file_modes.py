"""What is kept of learners is theirs alone, whatever the umask; a planted link is refused, not followed."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.store import data
from quiz.store.store import Store
from tests.waiting import run_to_end

from .store_writer import event
from .tallying import Tally
from .terminal import clean_environment, quiz
from .worlds import villages

NOW = 1_795_000_000_000
pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")


def use(folder: Path, umask: int, *arguments: str, typed: str = "") -> str:
    """Run the command line in a folder with its own home and umask; what it says."""
    done = subprocess.run(
        quiz(*arguments),
        cwd=folder,
        env=clean_environment(folder / "home"),
        input=typed,
        capture_output=True,
        text=True,
        umask=umask,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nothing_is_readable_by_others(tmp_path: Path, umask: int, tally: Tally) -> None:
    folder = villages(tmp_path / "here", 3)
    use(folder, umask, "play", "villages", "--plain", "--learner", "Ada", typed="Borovo\n\n:quit\n")
    (folder / "text.txt").write_text("A story of the hills. It has two sentences.\n" * 3)
    use(folder, umask, "articles", "add", "text.txt", "--id", "mine")
    use(folder, umask, "data", "backup")
    use(folder, umask, "data", "export", "--learner", "Ada", "ada.jsonl")
    crash = (
        "from quiz.tui.terminal.crash import report; from pathlib import Path; report(ValueError(), Path('home/data'))"
    )
    run_to_end(
        [sys.executable, "-c", crash], cwd=folder, env=clean_environment(folder / "home"), umask=umask, check=True
    )
    with tally("48"):
        made = [folder / "ada.jsonl", folder / "home" / "data", *(folder / "home" / "data").rglob("*")]
        assert len(made) > 8
        for path in made:
            mode = stat.S_IMODE(path.lstat().st_mode)
            assert mode & 0o077 == 0, f"{path.relative_to(folder)}: {mode:o}"


def test_what_was_open_to_others_is_made_private_at_the_next_use(tmp_path: Path) -> None:
    home = a_home(tmp_path / "home")
    home.chmod(0o755)
    (home / "store.db").chmod(0o644)
    Store.open(home, quiet=3600).close()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "store.db")] == [0o700, 0o600]


def a_home(folder: Path) -> Path:
    store = Store.open(folder, quiet=0.0)
    store.append([event(f"{1:032x}", seq) for seq in range(5)]).result()
    assert store.health is not None
    store.health.result()
    store.close()
    return folder


def symbolic(victim: Path, at: Path) -> None:
    at.symlink_to(victim)


def hard(victim: Path, at: Path) -> None:
    os.link(victim, at)


def to_nowhere(victim: Path, at: Path) -> None:
    at.symlink_to(victim.with_name("nowhere"))


def to_a_folder(victim: Path, at: Path) -> None:
    at.symlink_to(victim.parent)


PLACES = ["store.db", "store.lock", "store.db-journal", "store.reserve"]
LINKS: list[Callable[[Path, Path], None]] = [symbolic, hard, to_nowhere, to_a_folder]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("name", PLACES)
def test_a_planted_link_is_refused(tmp_path: Path, name: str, link: Callable[[Path, Path], None], tally: Tally) -> None:
    victim = tmp_path / "other" / "victim"
    victim.parent.mkdir()
    victim.write_bytes(b"somebody's words" * 100)
    home = a_home(tmp_path / "home")
    (home / name).unlink(missing_ok=True)
    link(victim, home / name)
    with tally("48"):
        before = victim.read_bytes(), sorted(victim.parent.iterdir()), victim.stat().st_mode
        with pytest.raises(QuizError):
            _open_and_look_after(home)
        assert (victim.read_bytes(), sorted(victim.parent.iterdir()), victim.stat().st_mode) == before


@pytest.mark.parametrize("name", ["", "backups", "damaged", "seeds"])
def test_a_planted_folder_is_refused(tmp_path: Path, name: str, tally: Tally) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    home = tmp_path / "home"
    if name:
        a_home(home)
        for old in (home / name).glob("*") if (home / name).is_dir() else ():
            old.unlink()
        if (home / name).is_dir():
            (home / name).rmdir()
    (home / name if name else home).symlink_to(theirs)
    with tally("48"):
        with pytest.raises(QuizError):
            _use_folder(home, name)
        assert list(theirs.iterdir()) == []


def _open_and_look_after(home: Path) -> None:
    store = Store.open(home, quiet=0.0)
    try:
        assert store.health is not None
        store.health.result()
        store.append([event(f"{2:032x}", 0)]).result()
    finally:
        store.close()


def _use_folder(home: Path, name: str) -> None:
    from quiz.authoring.articles_in import _write_new

    match name:
        case "seeds":
            _write_new(home / "seeds" / "x.md", b"text")
        case "damaged":
            (home / "store.db").write_bytes(b"no database" * 500)
            data.restore(home, NOW)
        case "backups":
            data.backup(home, NOW)
        case _:
            Store.open(home, quiet=3600).close()
