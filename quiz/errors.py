"""What we cannot go on from. Every message is one line: where: what, and what to do.

QuizError
├── InputError      a file, an argument or a set that cannot be read or used (exit code 2)
├── NotAllowed      a step that the attempt does not allow now
└── StoreError      the store cannot be opened, read or written (quiz.store.errors has its kinds)
"""

from quiz.text.sanitise import message_line


class QuizError(Exception):
    """The root of everything the command line turns into one line and an exit code.

    Its text is safe to print: a file's name may hold line breaks and escape sequences.
    """

    exit_code = 2

    def __str__(self) -> str:
        return message_line(super().__str__())


class InputError(QuizError):
    """A file, an argument or a set that cannot be read or used."""


def missing(what: str, extra: str) -> InputError:
    """The error where a library of an extra is not there. what: where, and what of it is missing."""
    return InputError(f"{what}; in the folder of closeread's source: .venv/bin/python -m pip install '.[{extra}]'")


class NotAllowed(QuizError):
    """A step that the attempt does not allow now; nothing has changed."""
