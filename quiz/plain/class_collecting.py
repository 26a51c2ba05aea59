"""``quiz class collect``: what came back in a folder becomes the class's attempts; what cannot is named."""

import stat
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from quiz.classroom.by_folder import Claim, Claimants, Claims, Collected, HandIn, HandIns, Outcome, Outcomes
from quiz.classroom.packs import ENDING, HAND_INS, MOST_HAND_IN, MOST_PACK, PACK, ClassKeys, Unfit, read_pack
from quiz.classroom.roster import folded
from quiz.classroom.server.direct import Office, office
from quiz.classroom.server.hand_in_key import key_file, read_keys
from quiz.classroom.wording import minutes
from quiz.errors import InputError
from quiz.files import read_bytes
from quiz.plain.class_folders import choose, every, library
from quiz.plain.class_teaching import sitting_of
from quiz.plain.wording import count
from quiz.text.sanitise import one_line

MOST_FILES = 20_000
MOST_BYTES = 512 * 1024 * 1024
"""Of all hand-ins that are collected at once."""
PINS_AT_ONCE = 50
BYTES_AT_ONCE = 1024 * 1024
_NOT_MEANT = ("thumbs.db", "desktop.ini")
"""Files that systems leave in folders, besides those whose name begins with a dot."""


class _File(msgspec.Struct, frozen=True):
    name: str
    hand_in: HandIn
    size: int

    @property
    def ids(self) -> list[str]:
        return [sent.id for sent in self.hand_in.events]


def collect(name: str | None, folder: str, sitting: str | None, accepted: Collection[str] = ()) -> int:
    """Take in every hand-in of a folder. Exit code 0, or 1 where one was not taken. Raises InputError, StoreError.

    accepted: names of files that the teacher vouches for, whatever their PIN.
    """
    home = choose(name) if name is not None else _home_of(Path(folder)) or choose(None)
    there = office(home, library)
    only = None if sitting is None else sitting_of(there, sitting).id
    refused: list[tuple[str, str]] = []
    sound = _sound(Path(folder), read_keys(home), only, refused)
    known = _known(there, _latest(sound, refused), accepted, refused)
    outcomes = list(_take(there, known))
    refused += [(file.name, outcome.why) for file, outcome in outcomes if outcome.word == "refused"]
    for file, outcome in sorted(outcomes, key=lambda pair: folded(pair[0].hand_in.name)):
        for said in _remarks(outcome):
            print(f"{one_line(file.hand_in.name)}: {said}")
    words = [outcome.word for _, outcome in outcomes]
    print(
        f"{folder}: {count(words.count('new'), 'attempt')} taken in, {words.count('more')} changed, "
        f"{words.count('known')} known already, {count(len(refused), 'file')} not taken"
    )
    for file_name, why in sorted(refused):
        print(f"{one_line(file_name)}: {why}")
    return 1 if refused else 0


def _home_of(folder: Path) -> Path | None:
    """The class whose key the hand-ins of a folder are sealed to; None where the folder does not say or none has it."""
    path = folder / PACK
    if not path.is_file():
        return None
    sealed_to = read_pack(read_bytes(path, MOST_PACK), str(path)).contents.key
    return next(
        (home for home in every() if key_file(home).exists() and read_keys(home).public == sealed_to),
        None,
    )


def _remarks(outcome: Outcome) -> Iterator[str]:
    if outcome.over:
        over = minutes(round(outcome.over / 60_000))
        yield f"worked {over} beyond the time, by that machine's clock; all of it counts"
    if outcome.left_out:
        yield f"{count(outcome.left_out, 'step')} that no attempt can hold left out"


# File by file


def _sound(folder: Path, keys: ClassKeys, only: str | None, refused: list[tuple[str, str]]) -> list[_File]:
    found: list[_File] = []
    total = 0
    for path in _files(folder):
        why = _unreadable(path)
        if why:
            refused.append((path.name, why))
            continue
        data = read_bytes(path, MOST_HAND_IN)
        total += len(data)
        if total > MOST_BYTES:
            raise InputError(f"{folder}: more than {MOST_BYTES >> 20} MB of hand-ins; collect them in several folders")
        try:
            hand_in = keys.open(data)
        except Unfit as error:
            refused.append((path.name, str(error)))
            continue
        if only is not None and hand_in.sitting != only:
            refused.append((path.name, f"{one_line(hand_in.name)}'s, of another sitting"))
        else:
            found.append(_File(path.name, hand_in, len(data)))
    return found


def _files(folder: Path) -> list[Path]:
    inside = folder / HAND_INS if (folder / HAND_INS).is_dir() else folder
    try:
        found = [one for one in inside.iterdir() if not one.name.startswith(".")]
    except OSError as error:
        raise InputError(
            f"{inside}: {(error.strerror or str(error)).lower()}; name the folder that came back"
        ) from None
    if len(found) > MOST_FILES:
        raise InputError(f"{inside}: {len(found)} files; collect at most {MOST_FILES} at once")
    if inside is folder:  # somebody has moved the files
        found = [one for one in found if one.suffix.lower() == ENDING]
    return sorted(one for one in found if one.name.lower() not in _NOT_MEANT)


def _unreadable(path: Path) -> str:
    """Why a file is not even to be opened, "" where it is."""
    try:
        about = path.lstat()
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    if not stat.S_ISREG(about.st_mode):
        return "not a hand-in"
    if about.st_size > MOST_HAND_IN:
        return f"too large: a hand-in has at most {MOST_HAND_IN >> 20} MB"
    return ""


# Together


def _latest(files: list[_File], refused: list[tuple[str, str]]) -> list[_File]:
    """Of each attempt the file with the most; the shorter ones must be where it began. The earliest attempt first."""
    groups: dict[tuple[str, str], list[_File]] = defaultdict(list)
    for file in files:
        groups[file.hand_in.attempt, folded(file.hand_in.name)].append(file)
    found = []
    for group in groups.values():
        group.sort(key=lambda file: (-len(file.ids), file.name))
        best, *others = group
        found.append(best)
        seen = {tuple(best.ids): best.name}
        for other in others:
            copy_of = seen.get(tuple(other.ids))
            if copy_of is not None:
                refused.append((other.name, f"replayed: a copy of {one_line(copy_of)}"))
            elif best.ids[: len(other.ids)] != other.ids:
                refused.append((other.name, f"replayed: {one_line(best.name)} does not go on from it, and holds more"))
            seen.setdefault(tuple(other.ids), other.name)
    return sorted(found, key=lambda file: (file.hand_in.began, file.hand_in.attempt, file.name))


def _known(
    there: Office, files: list[_File], accepted: Collection[str], refused: list[tuple[str, str]]
) -> list[tuple[_File, str]]:
    """The files whose learner is who they say, with the learner's id."""
    found = []
    for start in range(0, len(files), PINS_AT_ONCE):
        some = files[start : start + PINS_AT_ONCE]
        claims = tuple(Claim(file.hand_in.name, file.hand_in.pin, file.hand_in.attempt) for file in some)
        for file, claimant in zip(some, there.post("check-pins", Claims(claims), Claimants).found, strict=True):
            who = one_line(file.hand_in.name[:80])
            if claimant.word == "right" or (claimant.learner and file.name in accepted):
                found.append((file, claimant.learner))
            elif claimant.word == "unknown":
                refused.append((file.name, f"learner unknown: nobody called {who} is on the roster"))
            elif claimant.word == "no-pin":
                refused.append((file.name, f"{who} has no PIN to check it by; --accept it if you know whose it is"))
            else:
                refused.append((file.name, f"forged, or its PIN mistyped or changed since: it is not {who}'s PIN"))
    return found


def _take(there: Office, files: list[tuple[_File, str]]) -> Iterator[tuple[_File, Outcome]]:
    for some in _batches(files):
        body = HandIns(
            tuple(Collected(learner, msgspec.structs.replace(file.hand_in, pin="")) for file, learner in some)
        )
        yield from zip((file for file, _ in some), there.post("hand-ins", body, Outcomes).found, strict=True)


def _batches(files: list[tuple[_File, str]]) -> Iterator[list[tuple[_File, str]]]:
    some: list[tuple[_File, str]] = []
    size = 0
    for one in files:
        if some and size + one[0].size > BYTES_AT_ONCE:
            yield some
            some, size = [], 0
        some.append(one)
        size += one[0].size
    if some:
        yield some
