"""``quiz class pack``: a folder that learners work from where there is no server."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.classroom.by_folder import Contents, Packed
from quiz.classroom.packs import HAND_INS, MOST_PACK, PACK, READ_ME
from quiz.classroom.server.direct import office
from quiz.classroom.server.hand_in_key import key_file, make_keys, read_keys
from quiz.classroom.teacher import Plan
from quiz.errors import InputError
from quiz.files import new_file, read_bytes
from quiz.plain.class_folders import choose, known_key, library
from quiz.plain.class_opening import open_sitting, sitting_words
from quiz.plain.class_teaching import sitting_of
from quiz.plain.page import Page
from quiz.text.sanitise import one_line

_FOR_ALL = 0o755
_FOR_HAND_INS = 0o1777
"""Everybody may add a file, and only whoever added it may take it away. A stick has no such rights, and needs none."""

README = """\
This folder is a sitting of the class {classroom}: {name}.

To take part, type in a terminal

    quiz join FOLDER

with the path of this folder instead of FOLDER, and then the code name and the
PIN of your slip. Nobody here can check the PIN, so you type it twice.

What you answer is kept on this machine as you go. When you hand in, one file
is added to the folder "{hand_ins}". Only your teacher can open it. Leave it
there, and leave everything else in this folder as it is.

You may come back and change what you handed in while there is time: type the
same line again, on the same machine. Of what you hand in, the last counts.
"""


def pack(name: str | None, plan: Plan | None, sitting: str | None, to: str) -> int:
    """Write a sitting's folder. plan: of a new sitting, None for one there is. Exit code 0.

    Raises InputError, StoreError.
    """
    folder, target = choose(name), Path(to)
    there = office(folder, library)
    if plan is not None:
        open_sitting(there, plan)
    one = sitting_of(there, sitting)
    path = key_file(folder)
    page = Page(sys.stdin, sys.stdout)
    page.say("Hand-ins will be sealed to a key in this file:", "")
    print(f"  {path}\n")
    page.say(
        "Copy that file to a second place now, such as a stick that you lock away. Without it no hand-in can ever be "
        "opened: not by you, not by anybody. Whoever has it can read them all.",
        "",
    )
    make_keys(folder)
    keys = read_keys(folder)
    packed = there.get("pack", Packed, sitting=one.id, key=keys.public)
    if packed.earlier:
        page.say(
            "A folder made earlier was sealed to another key, which is gone: its hand-ins cannot be opened unless you "
            "put your copy of that key back.",
            "",
        )
    data = keys.write_pack(packed.payload.encode())
    if len(data) > MOST_PACK:
        raise InputError(f"{one_line(one.name)}: its articles are too long for one file; take fewer of them")
    contents = msgspec.json.decode(packed.payload, type=Contents)
    about = README.format(classroom=one_line(contents.classroom), name=one_line(contents.name), hand_ins=HAND_INS)
    _write(target, data, about)
    page.say(f"{target}: {one_line(one.name)}: {sitting_words(one)}")
    if careful := known_key(one.set):
        page.say(careful)
    page.say(
        f"Its code is {keys.code}; learners see the same one when they join from the right folder.",
        f"Give out the whole folder. When it is back: quiz class collect {target}",
    )
    return 0


def _write(target: Path, data: bytes, read_me: str) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        hand_ins = target / HAND_INS
        hand_ins.mkdir(exist_ok=True)
        for folder, mode in ((target, _FOR_ALL), (hand_ins, _FOR_HAND_INS)):
            with suppress(OSError):  # a stick's file system knows no rights, and may say so
                os.chmod(folder, mode)
    except FileExistsError:
        raise InputError(f"{target}: is a file; name a folder") from None
    except OSError as error:
        raise InputError(f"{target}: {(error.strerror or str(error)).lower()}; check the path") from error
    for path, content in ((target / READ_ME, read_me.encode()), (target / PACK, data)):
        if path.exists():
            if read_bytes(path, MOST_PACK) != content:
                raise InputError(f"{path}: another sitting is packed here; name a new folder")
            continue
        with new_file(path) as out:
            out.write(content)
        with suppress(OSError):
            os.chmod(path, 0o644)  # other accounts are to read it
