"""The systemd units of the documentation, as systemd itself reads them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders import ROOT

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")

UNIT = (ROOT / "docs/deploy/closeread-class@.service").read_text(encoding="utf-8")
BLOCK = re.search(r"```ini\n(.*?)```", (ROOT / "docs/deploy.md").read_text(encoding="utf-8"), re.DOTALL)


def complaints(folder: Path, unit: str) -> str:
    """What systemd says of a unit whose program is where it says."""
    path = folder / "closeread-class@7b.service"
    path.write_text(unit.replace("/opt/closeread/bin/quiz", "/bin/true"))
    path.chmod(0o644)  # systemd has something to say about a file that anybody may write
    done = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    said = [line for line in done.stderr.splitlines() if path.name in line or "closeread" in line]
    return "\n".join(said) or ("" if done.returncode == 0 else done.stderr)


@pytest.mark.parametrize("unit", [UNIT, BLOCK[1] if BLOCK else ""], ids=["one host", "several"])
def test_systemd_has_nothing_to_say(tmp_path: Path, unit: str) -> None:
    assert "ExecStart=/opt/closeread/bin/quiz class open" in unit
    assert complaints(tmp_path, unit) == ""


def test_it_would_say_so(tmp_path: Path) -> None:
    assert "maybe" in complaints(tmp_path, UNIT.replace("ProtectSystem=strict", "ProtectSystem=maybe"))
