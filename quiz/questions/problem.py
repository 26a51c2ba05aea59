"""Something an author should know, at its place in a file."""

import msgspec

from quiz.questions.rules import RULES, Severity
from quiz.text.sanitise import message_line
from quiz.text.yaml_door import Mark


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault. line and column count from 1; code is a rule's, what says what is wrong, hint what to do.

    end_line and end_column are where the value ends (the column after its last character); 0 where that is not known.
    replacement is what the value at this place should be instead, as text and not as YAML; "" where only the author
    can say. A set with an error cannot be trusted; a warning is advice.
    """

    file: str
    line: int
    column: int
    code: str
    what: str
    hint: str = ""
    severity: Severity = "error"
    end_line: int = 0
    end_column: int = 0
    replacement: str = ""

    @property
    def safe(self) -> bool:
        """True where ``check --fix`` may put the replacement in."""
        return bool(self.replacement) and RULES[self.code].fix

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return message_line(f"{self.file}:{self.line}:{self.column}: {self.severity} [{self.code}] {self.what}{hint}")


def problem_at(file: str, mark: Mark, code: str, what: str, hint: str = "", replacement: str = "") -> Problem:
    """A problem whose severity is its rule's."""
    return Problem(file, *mark, code, what, hint, RULES[code].severity, replacement=replacement)
