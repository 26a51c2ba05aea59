"""Something an author should know, at its place in a file."""

from typing import Literal

import msgspec

from quiz.text.sanitise import message_line

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault. line and column count from 1; code is stable, what says what is wrong, hint what to do.

    A set with an error cannot be played; a warning is advice.
    """

    file: str
    line: int
    column: int
    code: str
    what: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return message_line(f"{self.file}:{self.line}:{self.column}: {self.severity} [{self.code}] {self.what}{hint}")
