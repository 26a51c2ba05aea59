import os
import sys
from pathlib import Path

import pytest

from quiz.store import filesystems
from quiz.store.errors import UnsuitableFolder
from quiz.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's list of mounts")


def mounted(folder: Path, kind: str) -> str:
    device = os.stat(folder).st_dev
    return (
        "21 1 0:4 / /proc rw - proc proc rw\n"
        f"36 21 {os.major(device)}:{os.minor(device)} / {folder} rw,noatime shared:1 - {kind} server:/x rw\n"
    )


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse"])
def test_a_network_file_system_is_used_only_where_locks_hold(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(mounted(tmp_path, kind))
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "mounts")
    Store.open(tmp_path / "home").close()
    monkeypatch.setattr(filesystems, "locks_hold", lambda lock: False)
    with pytest.raises(UnsuitableFolder, match="set QUIZ_HOME to a folder on a local disk"):
        Store.open(tmp_path / "home")


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "tmpfs", "xfs", "overlay", ""])
def test_a_local_disk_is_not_tried(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mounts").write_text(mounted(tmp_path, kind))
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(filesystems, "locks_hold", lambda lock: False)
    Store.open(tmp_path / "home").close()


def test_this_machine_is_understood(tmp_path: Path) -> None:
    assert filesystems.kind_of(tmp_path, filesystems.MOUNTS.read_text())
    assert filesystems.locks_hold(tmp_path / "lock")


def test_without_a_list_of_mounts_the_store_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "none")
    Store.open(tmp_path / "home").close()
