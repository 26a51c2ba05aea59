"""``quiz class ...`` after a sitting and beside it: marks, reports, keys that were wrong, and what is kept."""

import argparse
import gc
import os
from typing import TYPE_CHECKING

from quiz.arguments import Parser, day
from quiz.errors import InputError
from quiz.verbs.class_common import needs_server, of_class, of_sitting
from quiz.verbs.common import wants_plain

if TYPE_CHECKING:
    from quiz.classroom.server.direct import Office


def add_afterwards(what: "argparse._SubParsersAction[Parser]") -> None:
    two = what.add_parser(
        "assess", help="judge open answers one by one; or a table to judge them in, and its marks back"
    )
    of_sitting(two)
    way = two.add_mutually_exclusive_group()
    way.add_argument("--to", metavar="FILE", help="write the answers with their rubrics to a new CSV file")
    way.add_argument("--from", dest="source", metavar="FILE", help="take the marks from such a file, filled in")
    two.add_argument("--by", default="teacher", metavar="NAME", help="who judged; two judges' agreement is shown")
    two.add_argument("--blind", action="store_true", help="no names, no earlier marks, in another order")
    two.set_defaults(run=class_assess)

    two = what.add_parser("claims", help="answers that learners say were right: decide each for all who gave it")
    of_sitting(two)
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
    of_sitting(two)
    two.set_defaults(run=class_regrade)

    two = what.add_parser("void", help="take a question out of the marks: everyone has its points")
    two.add_argument("question", metavar="QUESTION", help="its id in the set")
    two.add_argument("--back", action="store_true", help="let it count again")
    two.add_argument("--json", action="store_true", help="for programs")
    of_sitting(two)
    two.set_defaults(run=class_void)

    two = what.add_parser("export", help="the marks of a sitting as a table, or everything kept of one learner")
    of_sitting(two)
    two.add_argument("--learner", metavar="NAME", help="everything kept of this learner, as JSON; without keys")
    two.add_argument(
        "--to", metavar="FILE", help="a new file, .csv or .xlsx (.json for a learner); standard output if not given"
    )
    two.set_defaults(run=class_export)

    two = what.add_parser("report", help="what the answers say: questions, and sentences that were misread")
    of_sitting(two)
    two.add_argument("--html", metavar="FILE", help="as a page with the article, to look at or print; no names on it")
    two.add_argument("--sheets", metavar="FOLDER", help="a feedback sheet for each learner, into a new folder")
    two.add_argument("--everything", action="store_true", help="with keys, reasons and excerpts on the sheets")
    two.set_defaults(run=class_report)

    two = what.add_parser("log", help="what was done in a class, and when; no answers and no PINs")
    of_class(two)
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_log)

    two = what.add_parser("keep", help="another last day of a class")
    two.add_argument("until", type=day, metavar="DAY", help="such as 2027-07-31")
    of_class(two)
    two.set_defaults(run=class_keep)

    two = what.add_parser("erase", help="erase a learner from the class and from every backup, for good")
    two.add_argument("learner", metavar="LEARNER")
    two.add_argument("--yes", action="store_true", help="do not ask")
    of_class(two)
    two.set_defaults(run=class_erase)

    two = what.add_parser("purge", help="delete classes: those past their last day, or those named; tells first")
    two.add_argument("names", nargs="*", metavar="NAME", help="these, whatever their day")
    two.add_argument("--yes", action="store_true", help="delete them; without it only tell which")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=class_purge)

    two = what.add_parser("restore", help="put a backup in the place of a class's store; its server must not run")
    two.add_argument("file", nargs="?", metavar="FILE", help="the backup; the newest good one if not given")
    two.add_argument("--drill", action="store_true", help="only try it: restore into a temporary folder and check")
    of_class(two)
    two.set_defaults(run=class_restore)

    two = what.add_parser("database", help="prepare a PostgreSQL database for classes; run it as its owner")
    two.add_argument("url", metavar="URL", help="as postgresql://owner@host/name; the password comes from ~/.pgpass")
    two.add_argument("--for", dest="login", metavar="ROLE", help="the role that the servers log in as")
    two.add_argument(
        "--clean", action="store_true", help="after an erasure: write the tables anew, without what was deleted"
    )
    two.set_defaults(run=class_database)


def class_database(options: argparse.Namespace) -> int:
    from quiz.plain.class_database import prepare_database

    return prepare_database(options.url, options.login, clean=options.clean)


@needs_server
def class_log(options: argparse.Namespace) -> int:
    from quiz.plain.class_log import show_log

    return show_log(options.of, as_json=options.json)


@needs_server
def class_restore(options: argparse.Namespace) -> int:
    from quiz.plain.class_restoring import drill, restore

    return drill(options.of, options.file) if options.drill else restore(options.of, options.file)


@needs_server
def class_keep(options: argparse.Namespace) -> int:
    from quiz.plain.class_keeping import keep

    return keep(options.of, options.until)


@needs_server
def class_purge(options: argparse.Namespace) -> int:
    from quiz.plain.class_keeping import purge

    return purge(options.names, sure=options.yes, as_json=options.json)


@needs_server
def class_erase(options: argparse.Namespace) -> int:
    from quiz.plain.class_learner import erase

    return erase(options.of, options.learner, sure=options.yes)


@needs_server
def class_claims(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import claims

    return claims(options.of, options.sitting, options.accept, options.refuse, as_json=options.json)


@needs_server
def class_regrade(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import regrade

    return regrade(options.of, options.sitting, options.set, apply=options.apply, as_json=options.json)


@needs_server
def class_void(options: argparse.Namespace) -> int:
    from quiz.plain.class_mending import void

    return void(options.of, options.sitting, options.question, back=options.back, as_json=options.json)


@needs_server
def class_export(options: argparse.Namespace) -> int:
    if options.learner is not None:
        if options.sitting is not None:
            raise InputError("class export: --learner tells of every sitting; leave --sitting out")
        from quiz.plain.class_learner import export_learner

        return export_learner(options.of, options.learner, options.to)
    from quiz.plain.class_reporting import export

    return export(options.of, options.sitting, options.to)


@needs_server
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


@needs_server
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
