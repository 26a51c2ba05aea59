"""What can go wrong with the store, as one-line messages that say what to do; drivers' errors end here.

StoreError                 (74: input or output failed)
├── StoreRefused           a link, another owner, another program's file (77)
├── StoreReadOnly          no permission to write (77)
├── StoreFull              no space, over quota, file size limit (73)
├── StoreLocked            another program holds it for too long (75)
├── StoreDamaged           not a database, cut short, changed on disk, gone although backups exist (65)
├── NewerStore             written by a newer version of this program (65)
├── UnsuitableFolder       a file system without working locks; settings that do not hold (73)
├── StoreFailed            the disk reported an error (74)
├── StoreClosed            used after closing (74)
├── AttemptElsewhere       another terminal has gone on with this attempt (75)
├── BadAppend              an event that cannot follow what is stored (70)
├── NameTaken, NoLearner   learners (2)
└── NoBackup               nothing to restore from (2)
"""

import errno
import sqlite3

from quiz.errors import QuizError


class StoreError(QuizError):
    """The store cannot be opened, read or written."""

    exit_code = 74


class StoreRefused(StoreError):
    exit_code = 77


class StoreReadOnly(StoreError):
    exit_code = 77


class StoreFull(StoreError):
    exit_code = 73


class StoreLocked(StoreError):
    exit_code = 75


class StoreDamaged(StoreError):
    exit_code = 65


class NewerStore(StoreError):
    exit_code = 65


class UnsuitableFolder(StoreError):
    exit_code = 73


class StoreFailed(StoreError):
    exit_code = 74


class StoreClosed(StoreError):
    exit_code = 74


class AttemptElsewhere(StoreError):
    """Another program has appended a different event as number ``seq`` of ``attempt``; nothing was stored."""

    exit_code = 75

    def __init__(self, attempt: str, seq: int) -> None:
        super().__init__(
            "another window has gone on with this attempt; leave it here, and open it again to go on from there"
        )
        self.attempt = attempt
        self.seq = seq


class BadAppend(StoreError):
    exit_code = 70


class NameTaken(StoreError):
    exit_code = 2


class NoLearner(StoreError):
    exit_code = 2


class NoBackup(StoreError):
    exit_code = 2


# SQLite's primary result codes (sqlite.org/rescode.html); the low byte of an extended code is its primary code.
ERROR, PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 1, 3, 5, 6, 8, 10, 11, 13, 14, 26
IOERR_WRITE, READONLY_DBMOVED = 778, 1032


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of an error, 0 where it did not come from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_full(error: sqlite3.Error) -> bool:
    """True for a full disk; a quota or a file size limit shows as a failed write, so that counts too."""
    return primary_code(error) == FULL or getattr(error, "sqlite_errorcode", 0) == IOERR_WRITE


def is_disk(error: sqlite3.Error) -> bool:
    """True where the connection is not to be used again: a failed read, write or sync, a file moved from under it."""
    return primary_code(error) == IOERR or getattr(error, "sqlite_errorcode", 0) == READONLY_DBMOVED


def from_sqlite(error: sqlite3.Error, where: object) -> StoreError:
    """The StoreError for a driver's error about the file ``where``."""
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    code = primary_code(error)
    if code in (BUSY, LOCKED):
        return StoreLocked(f"{where}: another program keeps it locked; close the other quiz, then try again")
    if code in (READONLY, PERM):
        return StoreReadOnly(f"{where}: may not be written; check its permissions or set QUIZ_HOME")
    if code == CANTOPEN:
        return StoreReadOnly(f"{where}: cannot be opened here; check the folder's permissions or set QUIZ_HOME")
    if code in (CORRUPT, NOTADB):
        return damaged(where, str(error))
    if code == FULL:
        return StoreFull(f"{where}: the disk is full; free some space, then try again")
    if code in (0, ERROR) and isinstance(error, sqlite3.OperationalError):
        # Our statements are fixed: a missing table or undecodable text means that the file has changed.
        return damaged(where, str(error))
    if is_full(error):
        return StoreFull(f"{where}: writing failed ({name}): quota full or disk failing; free some space")
    return StoreFailed(f"{where}: {error} ({name}); what was saved before is unchanged, try again")


def damaged(where: object, what: str) -> StoreDamaged:
    """The error for a store that is not as it was written. where: its file; a class's has a verb of its own."""
    verb = "quiz class restore" if str(where).endswith("class.db") else "quiz data restore"
    return StoreDamaged(f"{where}: damaged ({what}); '{verb}' brings back the newest good backup")


def from_os(error: OSError, where: object) -> StoreError:
    """The StoreError for a failed system call about the file or folder ``where``."""
    reason = (error.strerror or str(error)).lower()
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return StoreFull(f"{where}: no space left ({reason}); free some, then try again")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return StoreReadOnly(f"{where}: {reason}; check the permissions or set QUIZ_HOME to another folder")
        case errno.ELOOP:
            return StoreRefused(f"{where}: is a symbolic link; put a real file or folder there or set QUIZ_HOME")
        case errno.ENOTDIR | errno.EEXIST:
            return StoreRefused(f"{where}: something else is in the way ({reason}); move it or set QUIZ_HOME")
        case _:
            return StoreFailed(f"{where}: {reason}; check the disk or set QUIZ_HOME to another folder")
