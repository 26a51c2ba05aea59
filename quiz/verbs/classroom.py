"""``quiz class ...``: a teacher's class."""

import argparse
import gc
import os
from datetime import date, datetime, timedelta
from ipaddress import ip_address

from quiz.arguments import WHAT, Parser, day, minutes, number
from quiz.errors import InputError
from quiz.verbs.class_afterwards import add_afterwards
from quiz.verbs.class_common import named_sitting, needs_server, of_class, of_named_sitting, of_sitting
from quiz.verbs.common import wants_plain


def add_class(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar=WHAT, required=True, parser_class=Parser)

    two = what.add_parser("new", help="make a class and PIN slips; asks for what is not given")
    two.add_argument("name", nargs="?", metavar="NAME", help="what the class is called")
    two.add_argument("--roster", metavar="FILE", help="CSV: a name on each line, perhaps an account beside it")
    two.add_argument("--learner", action="append", default=[], metavar="NAME", help="instead of a file, once for each")
    two.add_argument("--set", action="append", default=[], metavar="SET", help="what it will sit, once for each")
    two.add_argument("--expires", type=day, metavar="DAY", help="the last day it is kept (a year from now)")
    two.add_argument(
        "--slips", metavar="FILE", help="where the slips go, without .html or .txt (NAME-pins); - prints them"
    )
    two.add_argument("--store", default="", metavar="URL", help="in PostgreSQL, for several servers (docs/deploy.md)")
    two.set_defaults(run=class_new)

    two = what.add_parser("open", help="begin a sitting and serve the class, or go on after a stop")
    two.add_argument("sitting", nargs="?", metavar="SITTING", help="its name; without one the class is only served")
    of_class(two)
    two.add_argument("--set", default="", metavar="SET", help="what is asked: a set's id or path")
    two.add_argument("--mode", choices=["test", "practice", "follow"], default="test", help="test if not given")
    _of_plan(two)
    two.add_argument("--tries", type=number, default=0, metavar="N", help="answers a question allows, in practice")
    two.add_argument(
        "--release",
        choices=["never", "marks", "all"],
        help="what shows by itself once all are done (practice: all, test: never, follow: what was revealed)",
    )
    two.add_argument("--only-here", action="store_true", help="for this machine's accounts; nothing on the network")
    two.add_argument("--host", metavar="NAME", help="how learners' machines reach this one, if not by its address")
    two.add_argument("--port", type=number, metavar="N", help="on the network (7443)")
    two.add_argument(
        "--proxy",
        type=_address,
        action="append",
        default=[],
        metavar="ADDRESS",
        help="one that stands between and sends the PROXY protocol (docs/deploy.md); once for each",
    )
    two.set_defaults(run=class_open)

    two = what.add_parser("watch", help="the live screen of a sitting: who is in and where, with keys to act")
    of_named_sitting(two)
    two.add_argument("--projector", action="store_true", help="begin with the view without names")
    two.set_defaults(run=class_watch)

    two = what.add_parser("pack", help="a folder or stick to work from where there is no server")
    of_sitting(two)
    two.add_argument("--set", default="", metavar="SET", help="what is asked, for a sitting that is new")
    _of_plan(two)
    two.add_argument("--to", required=True, metavar="FOLDER", help="where it goes: a new folder, or a stick")
    two.set_defaults(run=class_pack)

    two = what.add_parser("collect", help="take in what learners handed in there")
    two.add_argument("folder", metavar="FOLDER", help="the folder that 'quiz class pack' wrote, back again")
    two.add_argument("--sitting", metavar="NAME", help="only of this one; the one it was packed for if not given")
    two.add_argument(
        "--accept", action="append", default=[], metavar="FILE", help="you know whose it is: the PIN may be wrong"
    )
    of_class(two)
    two.set_defaults(run=class_collect)

    two = what.add_parser("list", help="the classes and their sittings")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_list)

    two = what.add_parser("roster", help="who is in a class; add or rename somebody")
    of_class(two)
    two.add_argument("--add", metavar="NAME", help="another learner; prints the PIN")
    two.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"), help="another name for somebody")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_roster)

    for name, about in (
        ("pin", "a new PIN for a learner; the old one is dead"),
        ("unlock", "let a learner try PINs again at once"),
        ("logout", "end a learner's sessions; the answers are kept"),
    ):
        two = what.add_parser(name, help=about)
        two.add_argument("learner", metavar="LEARNER")
        of_class(two)
        two.set_defaults(run=class_person, what=name)

    for name, about in (
        ("pause", "stop the clock of a sitting for all"),
        ("resume", "let it run again"),
        ("close", "end a sitting for all"),
        ("reopen", "go on with a closed sitting; the time between does not count"),
    ):
        two = what.add_parser(name, help=about)
        of_named_sitting(two)
        two.set_defaults(run=class_touch, what=name)

    two = what.add_parser("time", help="give more time, also while a sitting runs")
    two.add_argument("minutes", type=_signed_minutes, metavar="MINUTES", help="such as 10, or -5 to take some away")
    two.add_argument("--learner", metavar="NAME", help="for one learner; everybody if not given")
    of_sitting(two)
    two.set_defaults(run=class_time)

    two = what.add_parser("release", help="let learners see marks, or everything, of what they handed in")
    two.add_argument("release", choices=["never", "marks", "all"], metavar="WHAT", help="marks, all; never withdraws")
    two.add_argument("--learner", metavar="NAME", help="for one learner; everybody if not given")
    of_sitting(two)
    two.set_defaults(run=class_release)

    two = what.add_parser("follow", help="in follow mode: the next question, the counts, the key")
    two.add_argument(
        "to", choices=["next", "back", "counts", "reveal"], metavar="TO", help="next, back, counts, reveal"
    )
    of_sitting(two)
    two.set_defaults(run=class_follow)

    two = what.add_parser(
        "count-late", help="what came too late from a learner, and what it would change; let it count"
    )
    two.add_argument("learner", metavar="LEARNER")
    two.add_argument("--apply", action="store_true", help="let it count; without it nothing is changed")
    two.add_argument("--back", action="store_true", help="what was let count counts no longer, with --apply")
    two.add_argument("--json", action="store_true", help="for programs")
    of_sitting(two)
    two.set_defaults(run=class_count_late)

    two = what.add_parser("import", help="take in outbox files, which learners' programs could not send")
    two.add_argument("files", nargs="+", metavar="FILE", help="from a learner's data folder, outbox/*.box")
    of_class(two)
    two.set_defaults(run=class_import)

    add_afterwards(what)


def _of_plan(two: argparse.ArgumentParser) -> None:
    two.add_argument("--minutes", type=minutes, metavar="N", help="time for each learner, from when they begin")
    two.add_argument(
        "--from", type=_moment, dest="opens", metavar="TIME", help="when it opens: 14:30, 2026-11-28T14:30"
    )
    two.add_argument("--until", type=_moment, dest="closes", metavar="TIME", help="when it closes")
    two.add_argument("--shuffle", action="store_true", help="the questions in another order for each learner")
    two.add_argument("--pool", type=number, default=0, metavar="N", help="N of the set's questions for each learner")
    two.add_argument("--closed-book", action="store_true", help="the articles are not sent")


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} is no address; write it as 192.168.1.10") from None


@needs_server
def class_new(options: argparse.Namespace) -> int:
    from quiz.plain.class_making import new_class

    return new_class(
        options.name,
        options.roster,
        options.learner,
        options.expires,
        options.slips,
        store=options.store,
        sets=options.set,
    )


@needs_server
def class_open(options: argparse.Namespace) -> int:
    from quiz.classroom.teacher import Plan
    from quiz.plain.class_opening import open_class

    plan = None
    if options.sitting is not None:
        plan = Plan(
            name=options.sitting,
            set=options.set,
            mode=options.mode,
            minutes=options.minutes,
            opens=options.opens,
            closes=options.closes,
            shuffle=options.shuffle,
            pool=options.pool,
            tries=options.tries,
            closed_book=options.closed_book,
            release=options.release,
        )
    elif options.set:
        raise InputError("class open: a sitting needs a name: quiz class open SITTING --set SET")
    return open_class(
        options.of,
        plan,
        port=options.port,
        host=options.host,
        only_here=options.only_here,
        proxies=options.proxy,
    )


@needs_server
def class_watch(options: argparse.Namespace) -> int:
    if wants_plain(os.environ):
        raise InputError("class watch: needs a terminal; 'quiz class list' and 'quiz class export' tell it in lines")
    gc.disable()
    from quiz.plain.class_folders import choose
    from quiz.tui.watch_app import run_watch

    return run_watch(choose(options.of), named_sitting(options) or "", projector=options.projector)


@needs_server
def class_import(options: argparse.Namespace) -> int:
    from quiz.plain.class_importing import import_files

    return import_files(options.of, options.files)


@needs_server
def class_pack(options: argparse.Namespace) -> int:
    from quiz.classroom.teacher import Plan
    from quiz.plain.class_packing import pack

    plan = None
    if options.set:
        if options.sitting is None:
            raise InputError("class pack: a new sitting needs a name: --sitting NAME")
        plan = Plan(
            name=options.sitting,
            set=options.set,
            minutes=options.minutes,
            opens=options.opens,
            closes=options.closes,
            shuffle=options.shuffle,
            pool=options.pool,
            closed_book=options.closed_book,
        )
    return pack(options.of, plan, options.sitting, options.to)


@needs_server
def class_collect(options: argparse.Namespace) -> int:
    from quiz.plain.class_collecting import collect

    return collect(options.of, options.folder, options.sitting, options.accept)


@needs_server
def class_list(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import list_classes

    return list_classes(as_json=options.json)


@needs_server
def class_roster(options: argparse.Namespace) -> int:
    from quiz.plain import class_teaching

    if options.add is not None:
        return class_teaching.add(options.of, options.add)
    if options.rename is not None:
        return class_teaching.rename(options.of, *options.rename)
    return class_teaching.show_roster(options.of, as_json=options.json)


@needs_server
def class_person(options: argparse.Namespace) -> int:
    from quiz.plain import class_teaching

    run = {"pin": class_teaching.new_pin, "unlock": class_teaching.unlock, "logout": class_teaching.log_out}
    return run[options.what](options.of, options.learner)


@needs_server
def class_touch(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import touch

    return touch(options.of, options.what, named_sitting(options))


@needs_server
def class_time(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import give_time

    return give_time(options.of, options.minutes, options.sitting, options.learner)


@needs_server
def class_release(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import release

    return release(options.of, options.release, options.sitting, options.learner)


@needs_server
def class_follow(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import step

    return step(options.of, options.to, options.sitting)


@needs_server
def class_count_late(options: argparse.Namespace) -> int:
    from quiz.plain.class_lateness import count_late

    return count_late(
        options.of, options.learner, options.sitting, apply=options.apply, back=options.back, as_json=options.json
    )


def _moment(text: str) -> int:
    """A time of today, or of a day, by this machine's time zone; UTC milliseconds."""
    try:
        if len(text) <= 5:
            hour, _, minute = text.partition(":")
            moment = datetime.combine(date.today(), datetime.min.time()) + timedelta(
                hours=int(hour), minutes=int(minute)
            )
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write 14:30, or 2026-11-28T14:30") from None
    return round(moment.timestamp() * 1000)


def _signed_minutes(text: str) -> float:
    sign = -1 if text.startswith("-") else 1
    return sign * minutes(text.lstrip("+-"))
