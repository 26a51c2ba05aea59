"""Who is in a class: names typed or from a CSV file. Code names suffice; nothing else about a person is kept."""

import csv
import io

import msgspec

from quiz.errors import InputError
from quiz.store.study import clean_name
from quiz.text.normalise import normalise
from quiz.text.sanitise import one_line

MOST_LEARNERS = 5_000
_NAMES = ("name", "learner", "student", "pupil")
_ACCOUNTS = ("account", "uid", "user", "login")


class Learner(msgspec.Struct, frozen=True):
    """One line of a roster. uid: known by this account instead of a PIN."""

    name: str
    uid: int | None = None


def folded(name: str) -> str:
    """A name as names are compared: without case, and with one kind of spaces, quotes and hyphens."""
    return normalise(one_line(name))


def read_roster(text: str, where: str) -> list[Learner]:
    """The learners of a CSV file: a name on each line, perhaps with an account (a name or a uid) in a second column.

    Commas, semicolons or tabs part columns; a first line of headings is recognised. Raises InputError that names every
    line that is not right.
    """
    lines = text.splitlines()
    delimiter = max(",;\t", key=lambda one: sum(line.count(one) for line in lines))
    rows = list(enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, strict=False), 1))
    name_at, account_at = 0, 1
    if rows and any(cell.strip().casefold() in _NAMES for cell in rows[0][1]):
        heads = [cell.strip().casefold() for cell in rows[0][1]]
        name_at = next(at for at, head in enumerate(heads) if head in _NAMES)
        account_at = next((at for at, head in enumerate(heads) if head in _ACCOUNTS), len(heads))
        rows = rows[1:]
    found: list[Learner] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            name = clean_name(row[name_at] if name_at < len(row) else "")
            account = row[account_at].strip() if account_at < len(row) else ""
            learner = Learner(name, _uid(account) if account else None)
        except InputError as error:
            problems.append(f"line {number}: {error}")
            continue
        if (first := seen.setdefault(folded(name), number)) != number:
            problems.append(f"line {number}: {name!r} stands in line {first} too")
        found.append(learner)
    if not found and not problems:
        problems.append("no names")
    if len(found) > MOST_LEARNERS:
        problems.append(f"{len(found)} learners; at most {MOST_LEARNERS}")
    if problems:
        more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
        raise InputError(f"{where}: {'; '.join(problems[:5])}{more}")
    return found


def _uid(account: str) -> int:
    """The uid of an account, by its name or number. Raises InputError for one that is not there, and for root's."""
    try:
        import pwd
    except ImportError:
        raise InputError("accounts are known on Unix only; leave the column empty") from None
    try:
        uid = int(account) if account.isdecimal() and len(account) < 11 else pwd.getpwnam(account).pw_uid
    except (KeyError, ValueError):
        raise InputError(f"no account {account[:40]!r} on this machine") from None
    if uid in (0, 65534):
        raise InputError(f"account {account[:40]!r} is no learner's")
    return uid
