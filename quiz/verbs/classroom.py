"""``quiz class ...``: a teacher's class."""

import argparse
import gc
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING

from quiz.arguments import Parser, day, minutes, number
from quiz.errors import InputError
from quiz.verbs.common import wants_plain

if TYPE_CHECKING:
    from quiz.classroom.server.direct import Office

Run = Callable[[argparse.Namespace], int]


def _needs_server(run: Run) -> Run:
    """The verb, or one line that says what to install where the libraries of the class server are not there."""

    @wraps(run)
    def checked(options: argparse.Namespace) -> int:
        missing = [name for name in _LIBRARIES if not find_spec(name)]
        if missing:
            raise InputError(f"class: {', '.join(missing)} not installed; pip install 'closeread[class]'")
        return run(options)

    return checked


_LIBRARIES = ("starlette", "uvicorn", "httptools", "cryptography", "segno", "nacl")


def add_class(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar="WHAT", required=True, parser_class=Parser)

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

    two = what.add_parser("database", help="prepare a PostgreSQL database for classes; run it as its owner")
    two.add_argument("url", metavar="URL", help="as postgresql://owner@host/name; the password comes from ~/.pgpass")
    two.add_argument("--for", dest="login", metavar="ROLE", help="the role that the servers log in as")
    two.add_argument(
        "--clean", action="store_true", help="after an erasure: write the tables anew, without what was deleted"
    )
    two.set_defaults(run=class_database)

    two = what.add_parser("open", help="begin a sitting and serve the class, or go on after a stop")
    two.add_argument("sitting", nargs="?", metavar="SITTING", help="its name; without one the class is only served")
    _of_class(two)
    two.add_argument("--set", default="", metavar="SET", help="what is asked: a set's id or path")
    two.add_argument("--mode", choices=["test", "practice", "follow"], default="test", help="test if not given")
    _of_plan(two)
    two.add_argument("--tries", type=number, default=0, metavar="N", help="answers a question allows, in practice")
    two.add_argument("--release", choices=["never", "marks", "all"], help="what shows by itself once all are done")
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
    _of_sitting(two)
    two.add_argument("--projector", action="store_true", help="begin with the view without names")
    two.set_defaults(run=class_watch)

    two = what.add_parser("pack", help="a folder or stick to work from where there is no server")
    _of_sitting(two)
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
    _of_class(two)
    two.set_defaults(run=class_collect)

    two = what.add_parser("list", help="the classes and their sittings")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_list)

    two = what.add_parser("roster", help="who is in a class; add or rename somebody")
    _of_class(two)
    two.add_argument("--add", metavar="NAME", help="another learner; prints the PIN")
    two.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"), help="another name for somebody")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_roster)

    two = what.add_parser("log", help="what was done in a class, and when; no answers and no PINs")
    _of_class(two)
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_log)

    two = what.add_parser("restore", help="put a backup in the place of a class's store; its server must not run")
    two.add_argument("file", nargs="?", metavar="FILE", help="the backup; the newest good one if not given")
    two.add_argument("--drill", action="store_true", help="only try it: restore into a temporary folder and check")
    _of_class(two)
    two.set_defaults(run=class_restore)

    two = what.add_parser("keep", help="another last day of a class")
    two.add_argument("until", type=day, metavar="DAY", help="such as 2027-07-31")
    _of_class(two)
    two.set_defaults(run=class_keep)

    two = what.add_parser("purge", help="delete classes: those past their last day, or those named; tells first")
    two.add_argument("names", nargs="*", metavar="NAME", help="these, whatever their day")
    two.add_argument("--yes", action="store_true", help="delete them; without it only tell which")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_purge)

    two = what.add_parser("erase", help="erase a learner from the class and from every backup, for good")
    two.add_argument("learner", metavar="LEARNER")
    two.add_argument("--yes", action="store_true", help="do not ask")
    _of_class(two)
    two.set_defaults(run=class_erase)

    for name, about in (
        ("pin", "a new PIN for a learner; the old one is dead"),
        ("unlock", "let a learner try PINs again at once"),
        ("logout", "end a learner's sessions; the answers are kept"),
    ):
        two = what.add_parser(name, help=about)
        two.add_argument("learner", metavar="LEARNER")
        _of_class(two)
        two.set_defaults(run=class_person, what=name)

    for name, about in (
        ("pause", "stop the clock of a sitting for all"),
        ("resume", "let it run again"),
        ("close", "end a sitting for all"),
        ("reopen", "go on with a closed sitting; the time between does not count"),
    ):
        two = what.add_parser(name, help=about)
        _of_sitting(two)
        two.set_defaults(run=class_touch, what=name)

    two = what.add_parser("time", help="give more time, also while a sitting runs")
    two.add_argument("minutes", type=_signed_minutes, metavar="MINUTES", help="such as 10, or -5 to take some away")
    two.add_argument("--learner", metavar="NAME", help="for one learner; everybody if not given")
    _of_sitting(two)
    two.set_defaults(run=class_time)

    two = what.add_parser("release", help="let learners see marks, or everything, of what they handed in")
    two.add_argument("release", choices=["never", "marks", "all"], metavar="WHAT", help="marks, all; never withdraws")
    two.add_argument("--learner", metavar="NAME", help="for one learner; everybody if not given")
    _of_sitting(two)
    two.set_defaults(run=class_release)

    two = what.add_parser("follow", help="in follow mode: the next question, the counts, the key")
    two.add_argument(
        "to", choices=["next", "back", "counts", "reveal"], metavar="TO", help="next, back, counts, reveal"
    )
    _of_sitting(two)
    two.set_defaults(run=class_follow)

    two = what.add_parser("count-late", help="let what came too late from a learner count")
    two.add_argument("learner", metavar="LEARNER")
    _of_sitting(two)
    two.set_defaults(run=class_count_late)

    two = what.add_parser("import", help="take in outbox files, which learners' programs could not send")
    two.add_argument("files", nargs="+", metavar="FILE", help="from a learner's data folder, outbox/*.box")
    _of_class(two)
    two.set_defaults(run=class_import)

    two = what.add_parser(
        "assess", help="judge open answers one by one; or a table to judge them in, and its marks back"
    )
    _of_sitting(two)
    way = two.add_mutually_exclusive_group()
    way.add_argument("--to", metavar="FILE", help="write the answers with their rubrics to a new CSV file")
    way.add_argument("--from", dest="source", metavar="FILE", help="take the marks from such a file, filled in")
    two.add_argument("--by", default="teacher", metavar="NAME", help="who judged; two judges' agreement is shown")
    two.add_argument("--blind", action="store_true", help="no names, no earlier marks, in another order")
    two.set_defaults(run=class_assess)

    two = what.add_parser("claims", help="answers that learners say were right: decide each for all who gave it")
    _of_sitting(two)
    two.add_argument("--accept", action="append", default=[], metavar="CODE", help="right, for everybody; regrades")
    two.add_argument("--refuse", action="append", default=[], metavar="CODE", help="not right; takes --accept back")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_claims)

    two = what.add_parser("regrade", help="grade a sitting by its mended set: who changes, from what to what")
    two.add_argument(
        "set", nargs="?", metavar="SET", help="the mended set's id or path; the sitting's own if not given"
    )
    two.add_argument("--apply", action="store_true", help="keep the new verdicts; the old ones stay in the record")
    two.add_argument("--json", action="store_true", help="for programs")
    _of_sitting(two)
    two.set_defaults(run=class_regrade)

    two = what.add_parser("void", help="take a question out of the marks: everyone has its points")
    two.add_argument("question", metavar="QUESTION", help="its id in the set")
    two.add_argument("--back", action="store_true", help="let it count again")
    two.add_argument("--json", action="store_true", help="for programs")
    _of_sitting(two)
    two.set_defaults(run=class_void)

    two = what.add_parser("export", help="the marks of a sitting as a table, or everything kept of one learner")
    _of_sitting(two)
    two.add_argument("--learner", metavar="NAME", help="everything kept of this learner, as JSON; without keys")
    two.add_argument(
        "--to", metavar="FILE", help="a new file, .csv or .xlsx (.json for a learner); standard output if not given"
    )
    two.set_defaults(run=class_export)

    two = what.add_parser("report", help="what the answers say: questions, and sentences that were misread")
    _of_sitting(two)
    two.add_argument("--html", metavar="FILE", help="as a page with the article, to look at or print; no names on it")
    two.add_argument("--sheets", metavar="FOLDER", help="a feedback sheet for each learner, into a new folder")
    two.add_argument("--everything", action="store_true", help="with keys, reasons and excerpts on the sheets")
    two.set_defaults(run=class_report)


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


def _of_class(two: argparse.ArgumentParser) -> None:
    two.add_argument("--class", dest="of", metavar="NAME", help="which class, where there are several")


def _of_sitting(two: argparse.ArgumentParser) -> None:
    two.add_argument("--sitting", metavar="NAME", help="which one; the latest that is open if not given")
    _of_class(two)


@_needs_server
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


def class_database(options: argparse.Namespace) -> int:
    from quiz.plain.class_database import prepare_database

    return prepare_database(options.url, options.login, clean=options.clean)


@_needs_server
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


@_needs_server
def class_watch(options: argparse.Namespace) -> int:
    if wants_plain(os.environ):
        raise InputError("class watch: needs a terminal; 'quiz class list' and 'quiz class export' tell it in lines")
    gc.disable()
    from quiz.plain.class_folders import choose
    from quiz.tui.watch_app import run_watch

    return run_watch(choose(options.of), options.sitting or "", projector=options.projector)


@_needs_server
def class_import(options: argparse.Namespace) -> int:
    from quiz.plain.class_importing import import_files

    return import_files(options.of, options.files)


@_needs_server
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


@_needs_server
def class_collect(options: argparse.Namespace) -> int:
    from quiz.plain.class_collecting import collect

    return collect(options.of, options.folder, options.sitting, options.accept)


@_needs_server
def class_list(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import list_classes

    return list_classes(as_json=options.json)


@_needs_server
def class_log(options: argparse.Namespace) -> int:
    from quiz.plain.class_log import show_log

    return show_log(options.of, as_json=options.json)


@_needs_server
def class_roster(options: argparse.Namespace) -> int:
    from quiz.plain import class_teaching

    if options.add is not None:
        return class_teaching.add(options.of, options.add)
    if options.rename is not None:
        return class_teaching.rename(options.of, *options.rename)
    return class_teaching.show_roster(options.of, as_json=options.json)


@_needs_server
def class_person(options: argparse.Namespace) -> int:
    from quiz.plain import class_teaching

    run = {"pin": class_teaching.new_pin, "unlock": class_teaching.unlock, "logout": class_teaching.log_out}
    return run[options.what](options.of, options.learner)


@_needs_server
def class_touch(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import touch

    return touch(options.of, options.what, options.sitting)


@_needs_server
def class_time(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import give_time

    return give_time(options.of, options.minutes, options.sitting, options.learner)


@_needs_server
def class_release(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import release

    return release(options.of, options.release, options.sitting, options.learner)


@_needs_server
def class_follow(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import step

    return step(options.of, options.to, options.sitting)


@_needs_server
def class_count_late(options: argparse.Namespace) -> int:
    from quiz.plain.class_teaching import count_late

    return count_late(options.of, options.learner, options.sitting)


@_needs_server
def class_restore(options: argparse.Namespace) -> int:
    from quiz.plain.class_restoring import drill, restore

    return drill(options.of, options.file) if options.drill else restore(options.of, options.file)


@_needs_server
def class_keep(options: argparse.Namespace) -> int:
    from quiz.plain.class_keeping import keep

    return keep(options.of, options.until)


@_needs_server
def class_purge(options: argparse.Namespace) -> int:
    from quiz.plain.class_keeping import purge

    return purge(options.names, sure=options.yes, as_json=options.json)


@_needs_server
def class_erase(options: argparse.Namespace) -> int:
    from quiz.plain.class_learner import erase

    return erase(options.of, options.learner, sure=options.yes)


@_needs_server
def class_claims(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import claims

    return claims(options.of, options.sitting, options.accept, options.refuse, as_json=options.json)


@_needs_server
def class_regrade(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import regrade

    return regrade(options.of, options.sitting, options.set, apply=options.apply, as_json=options.json)


@_needs_server
def class_void(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import void

    return void(options.of, options.sitting, options.question, back=options.back, as_json=options.json)


@_needs_server
def class_export(options: argparse.Namespace) -> int:
    if options.learner is not None:
        if options.sitting is not None:
            raise InputError("class export: --learner tells of every sitting; leave --sitting out")
        from quiz.plain.class_learner import export_learner

        return export_learner(options.of, options.learner, options.to)
    from quiz.plain.class_reporting import export

    return export(options.of, options.sitting, options.to)


@_needs_server
def class_assess(options: argparse.Namespace) -> int:
    if options.to is None and options.source is None and not wants_plain(os.environ):
        gc.disable()
        from quiz.plain.class_folders import office_of
        from quiz.plain.class_teaching import sitting_of
        from quiz.tui.assess_app import run_assess

        def there() -> "Office":
            return office_of(options.of)

        return run_assess(there, sitting_of(there(), options.sitting), by=options.by, blind=options.blind)
    from quiz.plain.class_assessing import assess

    return assess(options.of, options.sitting, to=options.to, source=options.source, by=options.by, blind=options.blind)


@_needs_server
def class_report(options: argparse.Namespace) -> int:
    if options.html is None and options.sheets is None and not wants_plain(os.environ):
        gc.disable()
        from quiz.plain.class_folders import office_of
        from quiz.plain.class_teaching import sitting_of
        from quiz.tui.report_app import run_report

        def there() -> "Office":
            return office_of(options.of)

        return run_report(there, sitting_of(there(), options.sitting).id)
    from quiz.plain.class_reporting import report

    return report(options.of, options.sitting, html=options.html, sheets=options.sheets, everything=options.everything)


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
