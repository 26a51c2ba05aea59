"""Sittings that go by folder: what is in a pack, and what becomes of every file that comes back."""

import csv
import hashlib
import io
import os
import sqlite3
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey

from quiz.attempts.events import Answered
from quiz.classroom.packs import MOST_HAND_IN, read_pack, write_hand_in
from quiz.classroom.server.hand_in_key import key_file
from quiz.errors import InputError
from quiz.plain.class_collecting import collect
from quiz.plain.class_log import show_log
from quiz.plain.class_packing import pack
from quiz.plain.class_reporting import export
from quiz.questions.response import Picked
from quiz.questions.view import OptionsView

from .by_folder import FolderClass, Stick, Work
from .canaries import canaries_in, keyed_set
from .school import WRONG

NAMES = [f"Learner {number:02}" for number in range(55)]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderClass:
    return FolderClass(tmp_path, NAMES[:4], monkeypatch)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def gradebook(room: FolderClass, capsys: pytest.CaptureFixture[str], name: str = "monday") -> dict[str, list[str]]:
    """The row of each learner who has begun, by name."""
    capsys.readouterr()
    assert export(room.title, name, None) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    return {row[0]: row for row in rows if row and row[0].lstrip("'") in NAMES and row[1] != "did not begin"}


def work(room: FolderClass, stick: Stick, number: int) -> Work:
    return stick.work(NAMES[number], room.pins[NAMES[number]])


def test_sixty_hand_ins_ten_of_them_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = FolderClass(tmp_path, NAMES, monkeypatch)
    stick = room.pack()
    other = FolderClass(tmp_path / "other", [NAMES[50]], monkeypatch, "8a")
    foreign = other.pack().work(NAMES[50], other.pins[NAMES[50]])
    monkeypatch.setenv("QUIZ_HOME", str(room.home / "home"))
    first = {number: work(room, stick, number) for number in range(55)}
    for number in range(50):
        stick.put(first[number])
    whole = first[50].sealed()
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 1
    wanted = {
        stick.put(whole[: len(whole) // 2], "cut.handin"): "damaged",
        stick.put(bytes(flipped), "flipped.handin"): "damaged",
        stick.put(foreign, "foreign.handin"): "not for this class",
        stick.put(first[51].but(pin="000000x"), "pin.handin"): "forged, or its PIN",
        stick.put(_signed_by_another(first[52]), "signature.handin"): "forged: signed with another key",
        stick.put(first[53].but(version="0" * 32), "version.handin"): "of another version of the set",
        stick.put(first[3].sealed(), "replay.handin"): "replayed: a copy of",
        stick.put(first[54].but(name="Nobody"), "nobody.handin"): "learner unknown",
        stick.put(b"\0" * (MOST_HAND_IN + 1), "large.handin"): "too large",
        stick.put(b"My homework", "homework.doc"): "not a hand-in",
    }
    assert len(list(stick.hand_ins.iterdir())) == 60
    capsys.readouterr()
    assert collect("7b", str(stick.folder), None) == 1
    lines = said(capsys)
    assert lines[0].endswith("50 attempts taken in, 0 changed, 0 known already, 10 files not taken")
    named = dict(line.split(": ", 1) for line in lines[1:])
    # Of a file and its copy either may be the one that is taken.
    replayed = next(name for name, why in named.items() if why.startswith("replayed"))
    assert named.keys() - {replayed} == wanted.keys() - {"replay.handin"}
    for name, why in wanted.items():
        assert named[replayed if name == "replay.handin" else name].startswith(why)
    marks = gradebook(room, capsys)
    assert {name for name, row in marks.items() if "handed in" in row} == set(NAMES[:50])
    # Once more changes nothing.
    before = _rows(room)
    assert collect("7b", str(stick.folder), None) == 1
    assert "0 attempts taken in, 0 changed, 50 known already, 10 files not taken" in said(capsys)[0]
    assert _rows(room) == before


def _signed_by_another(sound: Work) -> bytes:
    """The attempt of one learner, signed by somebody who has not its key."""
    return write_hand_in(sound.hand_in, os.urandom(32), sound.key)


def _rows(room: FolderClass) -> list[tuple[object, ...]]:
    with sqlite3.connect(room.folder / "class.db") as db:
        found = [
            row
            for table in ("events", "attempts", "audit")
            for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")  # noqa: S608
        ]
    db.close()
    return found


def test_what_is_handed_in_is_graded(room: FolderClass, capsys: pytest.CaptureFixture[str]) -> None:
    stick = room.pack()
    stick.put(work(room, stick, 0))
    stick.put(stick.work("learner 01", room.pins[NAMES[1]], WRONG))
    assert collect(None, str(stick.folder), "monday") == 0
    marks = gradebook(room, capsys)
    assert marks[NAMES[0]][1:4] == ["handed in", "4.0", "4.0"]
    assert marks[NAMES[1]][1:4] == ["handed in", "0.0", "4.0"]


def test_the_longest_of_an_attempt_counts_whenever_it_comes(
    room: FolderClass, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack()
    begun = stick.work(NAMES[0], room.pins[NAMES[0]], WRONG)
    stick.put(begun)
    assert collect(None, str(stick.folder), None) == 0
    assert gradebook(room, capsys)[NAMES[0]][2] == "0.0"
    choice = next(view.id for view in stick.pack.contents.views if isinstance(view, OptionsView))
    stick.put(begun.further(Answered(choice, Picked(("Mira Osten",)), 1.0, 0.0, None)), "later.handin")
    assert collect(None, str(stick.folder), None) == 0
    assert "0 attempts taken in, 1 changed" in said(capsys)[0]
    assert gradebook(room, capsys)[NAMES[0]][2] == "1.0"
    # The earlier one alone, again: nothing is taken back.
    (stick.hand_ins / "later.handin").unlink()
    assert collect(None, str(stick.folder), None) == 0
    assert "1 known already" in said(capsys)[0]
    # Another way on from the same beginning is none.
    stick.put(begun.further(Answered(choice, Picked(("Ada Hale",)), 1.0, 0.0, None)), "fork.handin")
    assert collect(None, str(stick.folder), None) == 1
    assert said(capsys)[-1].startswith("fork.handin: replayed")


def test_an_attempt_is_one_learners(room: FolderClass, capsys: pytest.CaptureFixture[str]) -> None:
    stick = room.pack()
    lent = work(room, stick, 0)
    stick.put(lent, "own.handin")
    assert collect(None, str(stick.folder), None) == 0
    stick.put(lent.but(name=NAMES[1], pin=room.pins[NAMES[1]]), "lent.handin")
    stick.put(work(room, stick, 0), "second.handin")
    stick.put(work(room, stick, 2).but(order=(1, 1, 2, 3)), "order.handin")
    stick.put(work(room, stick, 3).but(sitting="f" * 16), "sitting.handin")
    capsys.readouterr()
    assert collect(None, str(stick.folder), None) == 1
    named = dict(line.split(": ", 1) for line in said(capsys)[1:])
    assert named.keys() == {"lent.handin", "second.handin", "order.handin", "sitting.handin"}
    assert named["lent.handin"].startswith("replayed: this attempt is in already, under another name")
    assert named["second.handin"].startswith("a second attempt of this learner")
    assert named["order.handin"].startswith("forged: these are not the questions")
    assert named["sitting.handin"].startswith("of a sitting that this class does not have")


def test_a_teacher_who_knows_whose_it_is_accepts_another_pin(
    room: FolderClass, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack()
    stick.put(stick.work(NAMES[0], "mistyped"), "slip.handin")
    stick.put(stick.work(NAMES[1], "mistyped"), "other.handin")
    assert collect(None, str(stick.folder), None, ["slip.handin"]) == 1
    assert said(capsys)[-1].startswith("other.handin: forged, or its PIN mistyped")
    assert gradebook(room, capsys).keys() == {NAMES[0]}


def test_the_log_says_what_was_done_and_to_whom(room: FolderClass, capsys: pytest.CaptureFixture[str]) -> None:
    stick = room.pack()
    stick.put(work(room, stick, 0))
    assert collect(None, str(stick.folder), None) == 0
    capsys.readouterr()
    assert show_log(None, as_json=False) == 0
    lines = said(capsys)
    assert [line.split()[3] for line in lines] == ["new", "open", "pack", "collect"]
    assert f"learner {NAMES[0]}" in lines[-1]
    assert "sitting monday" in lines[-1]
    assert not [line for line in lines if room.pins[NAMES[0]] in line or "Osten" in line]
    assert show_log(None, as_json=True) == 0
    assert len(said(capsys)) == 4


def _sealed(room: FolderClass, plain: bytes, key: str) -> bytes:
    """Anything, sealed as a hand-in is: whoever has the pack can."""
    seen = hashlib.sha256(bytes.fromhex(key)).digest()[:8]
    sealed = SealedBox(PublicKey(bytes.fromhex(key))).encrypt(plain)
    return b"closeread hand-in 1\n" + seen + hashlib.sha256(seen + sealed).digest() + sealed


@pytest.mark.parametrize("payload", [b"", b"{}", b"[" * 100_000, b'{"class_id": 7}', b"\xff"])
def test_whatever_is_sealed_in_a_file_it_is_named(
    room: FolderClass, payload: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack()
    signing = SigningKey(os.urandom(32))
    signed = bytes(signing.verify_key) + signing.sign(b"closeread hand-in 1\n" + payload).signature + payload
    stick.put(_sealed(room, signed, stick.pack.contents.key), "signed.handin")
    stick.put(_sealed(room, payload, stick.pack.contents.key), "unsigned.handin")
    (stick.hand_ins / "link.handin").symlink_to("signed.handin")
    (stick.hand_ins / "empty.handin").touch()
    (stick.hand_ins / ".half-written.tmp").write_bytes(b"x")
    (stick.hand_ins / "a folder").mkdir()
    capsys.readouterr()
    assert collect(None, str(stick.folder), None) == 1
    named = dict(line.split(": ", 1) for line in said(capsys)[1:])
    assert named == {
        "signed.handin": "forged: what is sealed in it is no hand-in",
        "unsigned.handin": "forged: the signature of its attempt does not hold",
        "link.handin": "not a hand-in",
        "empty.handin": "not a hand-in",
        "a folder": "not a hand-in",
    }


def test_nothing_of_the_key_is_in_a_pack(room: FolderClass) -> None:
    keyed_set(room.home / "library")
    stick = room.pack(set="canaries")
    everything = b"".join(path.read_bytes() for path in stick.folder.rglob("*") if path.is_file())
    assert len(stick.pack.contents.views) == 6
    with sqlite3.connect(room.folder / "class.db") as db:
        assert canaries_in(db.execute("SELECT pinned FROM sittings").fetchone()[0].encode())
    db.close()
    assert canaries_in(everything) == set()
    for name in ("saved", "captain"):  # an author's ids tell something too
        assert f'"id":"{name}'.encode() not in everything
    options = [view.options for view in stick.pack.contents.views if isinstance(view, OptionsView)]
    assert options == [tuple(sorted(one)) for one in options]


def test_a_pack_that_was_damaged_is_noticed_at_every_byte(room: FolderClass) -> None:
    path = room.pack().folder / "sitting.pack"
    whole = path.read_bytes()
    for at in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[at] ^= 0x20
        with pytest.raises(InputError, match=r"sitting\.pack: "):
            read_pack(bytes(damaged), "sitting.pack")
    for length in range(0, len(whole), 301):
        with pytest.raises(InputError, match=r"sitting\.pack: "):
            read_pack(whole[:length], "sitting.pack")


def test_the_key_is_explained_before_it_is_made_and_when_it_is_gone(
    room: FolderClass, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack()
    text = capsys.readouterr().out
    key = key_file(room.folder)
    assert text.index(str(key)) < text.index("Without it no hand-in") < text.index("Its code is")
    assert key.stat().st_mode & 0o077 == 0
    secret = key.read_bytes()
    stick.put(work(room, stick, 0))
    key.unlink()
    with pytest.raises(InputError, match="put your copy of it back"):
        collect(None, str(stick.folder), None)
    again = room.pack("again", "tuesday")
    assert "sealed to another key, which is gone" in capsys.readouterr().out
    assert again.pack.contents.key != stick.pack.contents.key
    key.write_bytes(secret)
    assert collect(None, str(stick.folder), None) == 0


def test_a_folder_is_packed_once(room: FolderClass) -> None:
    room.pack()
    assert pack("7b", None, "monday", str(room.home / "stick")) == 0
    with pytest.raises(InputError, match="another sitting is packed here"):
        room.pack("stick", "tuesday")
    with pytest.raises(InputError, match="is a file"):
        room.pack("stick/README.txt", "monday")
