"""What ``quiz doctor`` finds out, one line each."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """state: ok, note (worth knowing) or wrong (something will fail). mend: what to do about it, or empty."""

    state: Literal["ok", "note", "wrong"]
    what: str
    mend: str = ""

    def line(self) -> str:
        return f"  {self.state:5} {self.what}" + (f"; {self.mend}" if self.mend else "")
