"""What we cannot go on from. Every message is one line: where: what, and what to do.

QuizError
├── InputError      a file, an argument or a set that cannot be read or used (exit code 2)
├── NotAllowed      a step that the attempt does not allow now
└── StoreError      the store cannot be opened, read or written (quiz.store.errors has its kinds)
"""


class QuizError(Exception):
    """The root of everything the command line turns into one line and an exit code."""

    exit_code = 2


class InputError(QuizError):
    """A file, an argument or a set that cannot be read or used."""


class NotAllowed(QuizError):
    """A step that the attempt does not allow now; nothing has changed."""
