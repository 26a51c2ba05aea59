"""Each defence taken out, and a test that then fails: without this nobody would know that the tests can."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from textual.events import Key, Paste

from quiz import errors, files
from quiz.articles import library
from quiz.articles.library import Library
from quiz.attempts.desk import Receipt
from quiz.attempts.events import Event
from quiz.errors import QuizError
from quiz.questions import response
from quiz.questions.response import Typed, cleaned
from quiz.store import backups, connection, data, paths, rows, worker
from quiz.store.errors import StoreError, StoreFull
from quiz.store.store import Store
from quiz.store.study import SafeJournal
from quiz.text import sanitise, yaml_door
from quiz.tui.terminal import driver, pasting
from quiz.tui.terminal.driver import KeyReader
from tests.waiting import joined

from . import test_power_cut, test_sinks, test_store_damage, worlds
from .store_writer import event
from .tallying import Tally
from .terminal import Terminal

NOW = 1_795_000_000_000
Patch = pytest.MonkeyPatch
Check = Callable[[Path], object]


class Defence(NamedTuple):
    """take_out removes it; check passes with it and fails without, by what ``fails`` names."""

    name: str
    take_out: Callable[[Patch], object]
    check: Check
    fails: type[BaseException] = AssertionError


class Never:
    """A pattern that finds nothing."""

    def sub(self, _: object, text: str) -> str:
        return text


def nothing_is_left_to_obey(_: Path) -> None:
    for payload in test_sinks.CONTROL.values():
        test_sinks.test_the_sanitiser_leaves_nothing_to_obey(payload)


def refuses(text: str) -> Check:
    def check(_: Path) -> None:
        try:
            yaml_door.read_yaml(text, "f")
        except yaml_door.YamlError:
            return
        raise AssertionError("it was read")

    return check


def without_aliases(patch: Patch) -> None:
    class Blind(yaml_door._Parser):  # type: ignore[misc]
        """Reads an anchor as nothing, an alias as an empty text."""

        def get_event(self) -> Any:
            one = super().get_event()
            if isinstance(one, yaml.AliasEvent):
                return yaml.ScalarEvent(None, None, (True, True), "", one.start_mark, one.end_mark)
            if hasattr(one, "anchor"):
                one.anchor = None
            return one

    patch.setattr(yaml_door, "_Parser", Blind)


def without_noting_keys(patch: Patch) -> None:
    def key(_: object, current: Any, made: str, mark: Any) -> str:
        current.keys_at[made] = mark
        return made

    patch.setattr(yaml_door._Reader, "key", key)


def a_key_given_twice_is_told(_: Path) -> None:
    assert [slip.code for slip in yaml_door.read_yaml("a: 1\na: 2", "f").slips] == ["duplicate-key"]


def a_large_article_is_refused(folder: Path) -> None:
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "a.md").write_text("---\nid: a\ntitle: A\n---\n" + "One sentence. " * 200_000)
    try:
        Library([folder]).article("a")
    except QuizError:
        return
    raise AssertionError("it was read")


def a_power_cut_loses_nothing(_: Path) -> None:
    found = test_power_cut.store_cut(3)
    assert (found.damaged, found.lost) == (0, 0)


def a_power_cut_leaves_files_whole(_: Path) -> None:
    found = test_power_cut.files_cut("rewritten", 4)
    assert (found.damaged, found.lost) == (0, 0)


def a_changed_letter_is_found(folder: Path) -> None:
    store = Store.open(folder, quiet=3600)
    store.append([event(f"{1:032x}", seq) for seq in range(20)]).result()
    store.close()
    path = folder / "store.db"
    test_store_damage.overwrite(path, path.read_bytes().index(b"x" * 200), b"y")
    assert test_store_damage.flagged(folder)


def two_programs_write_at_once(folder: Path) -> None:
    stores = [Store.open(folder, quiet=3600) for _ in range(2)]
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for seq in range(150):
                stores[number].append([event(f"{number + 1:032x}", seq)]).result()
        except StoreError as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,), daemon=True) for number in range(2)]
    for one in writers:
        one.start()
    joined(*writers)
    for store in stores:
        store.close()
    assert failures == []


def a_second_name_is_refused(folder: Path) -> None:
    folder.mkdir(0o700)
    (folder.parent / f"{folder.name}.victim").write_bytes(b"")
    os.link(folder.parent / f"{folder.name}.victim", folder / "store.lock")
    try:
        Store.open(folder, quiet=3600).close()
    except StoreError:
        return
    raise AssertionError("the store was opened")


class Flaky:
    """A journal that keeps events, but not the first time."""

    def __init__(self) -> None:
        self.kept: list[Event] = []
        self.full = True

    def append(self, events: Sequence[Event], /) -> Receipt:
        receipt: Receipt = Future()
        if self.full:
            self.full = False
            receipt.set_exception(StoreFull("the disk is full"))
        else:
            self.kept += [one for one in events if one not in self.kept]
            receipt.set_result(None)
        return receipt


def what_was_not_saved_is_sent_again(_: Path) -> None:
    flaky = Flaky()
    journal = SafeJournal(flaky)
    for seq in range(3):
        journal.append([event(f"{1:032x}", seq)])
    assert [one.seq for one in flaky.kept] == [0, 1, 2]


def a_latin_letter_is_read(_: Path) -> None:
    keys = KeyReader()
    found = [*keys.feed(b"caf\xe9 "), *keys.feed(b"abc")]
    assert "".join(one.character or "" for one in found if isinstance(one, Key)).endswith("abc")


def a_paste_is_cut(_: Path) -> None:
    found = [one for one in KeyReader().feed(b"\x1b[200~" + b"x" * 1_000_000 + b"\x1b[201~") if isinstance(one, Paste)]
    assert 0 < sum(len(one.text) for one in found) <= 20_000


def a_long_answer_is_cut(_: Path) -> None:
    given = cleaned(Typed("x" * 1_000_000))
    assert isinstance(given, Typed)
    assert len(given.text) <= 20_000


def a_foreign_trigger_is_refused(folder: Path) -> None:
    import sqlite3

    Store.open(folder, quiet=3600).close()
    shutil.copy(folder / "store.db", folder / "theirs.db")
    theirs = sqlite3.connect(folder / "theirs.db")
    theirs.execute("CREATE TRIGGER evil AFTER INSERT ON events BEGIN DELETE FROM standings; END")
    theirs.commit()
    theirs.close()
    try:
        data.restore(folder, NOW, folder / "theirs.db")
    except StoreError:
        return
    raise AssertionError("it was restored")


def a_message_is_safe_to_print(_: Path) -> None:
    assert str(QuizError("evil\x1b[2J\u202e.yaml: no such file")).isprintable()


def a_file_is_never_half_written(folder: Path) -> None:
    folder.mkdir()
    (folder / "one").write_bytes(b"old")
    before = (folder / "one").stat().st_ino
    files.write_atomically(folder / "one", b"new")
    assert (folder / "one").stat().st_ino != before


def written_in_place(patch: Patch) -> None:
    patch.setattr(files, "write_atomically", lambda path, content: path.write_bytes(content))


APP = """
import sys
match sys.argv.pop(1):
    case "signals":
        from quiz.tui.terminal_app import TerminalApp
        TerminalApp.on_load = lambda self: None
    case "supervisor":
        from quiz.tui.terminal import supervise
        supervise.supervise = lambda arguments: None
from quiz.__main__ import main
sys.exit(main())
"""


class App:
    """The app in a terminal with one defence out, or none."""

    without = "nothing"

    def play(self, folder: Path) -> Terminal:
        worlds.villages(folder, 3)
        (folder / "app.py").write_text(APP)
        command = [sys.executable, str(folder / "app.py"), self.without, "play", "villages", "--learner", "Ada"]
        return Terminal(command, folder / "home", folder=folder)

    def ends_in_order_when_told(self, folder: Path) -> None:
        with self.play(folder) as terminal:
            terminal.wait_for("What is village 1 called?")
            os.kill(terminal.app, signal.SIGTERM)
            terminal.end()
            assert "ended by signal" not in terminal.text

    def leaves_the_terminal_as_it_was(self, folder: Path) -> None:
        with self.play(folder) as terminal:
            terminal.wait_for("What is village 1 called?")
            os.kill(next(iter(terminal.children()), terminal.pid), signal.SIGKILL)
            terminal.end()
            assert terminal.left_over() == []


app = App()
_decoder = driver.getincrementaldecoder


DEFENCES = [
    Defence("sanitiser: the forbidden", lambda p: p.setattr(sanitise, "_forbidden", Never), nothing_is_left_to_obey),
    Defence(
        "sanitiser: isolates",
        lambda p: p.setattr(sanitise, "_settle_direction", lambda line: line),
        nothing_is_left_to_obey,
    ),
    Defence("messages are one line", lambda p: p.setattr(errors, "message_line", str), a_message_is_safe_to_print),
    Defence("YAML: depth", lambda p: p.setattr(yaml_door, "MOST_DEPTH", 10**9), refuses("[" * 40 + "]" * 40)),
    Defence("YAML: number of items", lambda p: p.setattr(yaml_door, "MOST_EVENTS", 10**9), refuses("- a\n" * 400_001)),
    Defence("YAML: aliases", without_aliases, refuses("a: &x [b]\nc: *x")),
    Defence("YAML: keys given twice", without_noting_keys, a_key_given_twice_is_told),
    Defence("size of an article", lambda p: p.setattr(library, "ARTICLE_BYTES", 10**9), a_large_article_is_refused),
    Defence("synchronous FULL", lambda p: p.setenv("STORE_WRITER_SYNCHRONOUS", "OFF"), a_power_cut_loses_nothing),
    Defence("digests of rows", lambda p: p.setattr(rows, "digest_of", lambda *_: 0), a_changed_letter_is_found),
    Defence(
        "BEGIN IMMEDIATE",
        lambda p: p.setattr(worker, "transaction", lambda c, _: connection.transaction(c, "DEFERRED")),
        two_programs_write_at_once,
    ),
    Defence("fsync of files", lambda p: p.setenv("FILE_WRITER_NO_SYNC", "1"), a_power_cut_leaves_files_whole),
    Defence("a new file, then its name", written_in_place, a_file_is_never_half_written),
    Defence(
        "one name, one owner",
        lambda p: p.setattr(paths, "check_private_file", lambda _: None),
        a_second_name_is_refused,
    ),
    Defence(
        "a backup's schema", lambda p: p.setattr(backups, "strangers", lambda *_: []), a_foreign_trigger_is_refused
    ),
    Defence(
        "sending again",
        lambda p: p.setattr(SafeJournal, "append", lambda self, events: self._journal.append(events)),
        what_was_not_saved_is_sent_again,
    ),
    Defence(
        "bytes that are no UTF-8",
        lambda p: p.setattr(driver, "getincrementaldecoder", lambda name: lambda _: _decoder(name)("strict")),
        a_latin_letter_is_read,
        UnicodeDecodeError,
    ),
    Defence("size of a paste", lambda p: p.setattr(pasting, "MOST", 10**9), a_paste_is_cut),
    Defence("size of an answer", lambda p: p.setattr(response, "MOST_TYPED", 10**9), a_long_answer_is_cut),
    Defence("signal handlers", lambda p: p.setattr(App, "without", "signals"), app.ends_in_order_when_told),
    Defence("supervising parent", lambda p: p.setattr(App, "without", "supervisor"), app.leaves_the_terminal_as_it_was),
]


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("strace") is None, reason="power cuts need strace")
@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_without_a_defence_its_test_fails(
    defence: Defence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    with tally("defences"):
        defence.check(tmp_path / "with")
        with monkeypatch.context() as patch:
            defence.take_out(patch)
            with pytest.raises(defence.fails):
                _check_again_and_again(defence, tmp_path)


def _check_again_and_again(defence: Defence, folder: Path) -> None:
    """Where two programs have to meet, they may miss each other for a while."""
    for at in range(6):
        defence.check(folder / f"without-{at}")
