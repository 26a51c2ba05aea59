"""The verbs of the command line with their options. Imports nothing of the project."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

SHELLS = ("bash", "zsh", "fish")


class Parser(argparse.ArgumentParser):
    """Tells a wrong use in one line, as every error of this program."""

    def error(self, message: str) -> NoReturn:
        print(f"quiz: {message.replace(chr(10), ' ')}; '{self.prog} --help' shows what there is", file=sys.stderr)
        sys.exit(2)


class ShowVersion(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("closeread")
        except PackageNotFoundError:
            found = "from a checkout"
        print(f"closeread {found}")
        parser.exit()


def make_parser() -> Parser:
    """The whole tree. A parsed line has ``verb``: the name of the function in ``quiz.cli`` that does it."""
    parser = Parser(
        prog="quiz",
        description="Read an article in the terminal and be quizzed on it; the text decides every answer.",
        epilog="Without a verb: the library of question sets.",
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    parser.set_defaults(verb="open_library")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", parser_class=Parser)

    _play(verbs.add_parser("play", help="be asked the questions of a set"))

    _review(verbs.add_parser("review", help="be asked what is due today over all sets, or what went wrong"))

    one = verbs.add_parser("list", help="the question sets and articles there are")
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument("--ids", action="store_true", help="the sets' ids alone, one a line")
    one.set_defaults(verb="list_")

    one = verbs.add_parser("show", help="an article, or what a set asks about")
    one.add_argument("name", metavar="SET|ARTICLE", help="an article's or a set's id, or a set's path")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(verb="show")

    one = verbs.add_parser("check", help="every problem of question sets and articles")
    one.add_argument("names", nargs="*", metavar="SET|FILE", help="ids or paths; everything there is if none is given")
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument(
        "--variants", action="store_true", help="how grading treats variants of each typed key, besides the problems"
    )
    one.set_defaults(verb="check")

    one = verbs.add_parser("grade", help="grade responses from a file, such as a form's export")
    one.add_argument("set", metavar="SET", help="a set's id or path")
    one.add_argument(
        "--responses", required=True, metavar="FILE", help="CSV or JSON lines with question and response; - for input"
    )
    one.add_argument("--format", choices=["jsonl", "csv"], default="jsonl", help="of what is written (jsonl)")
    one.add_argument("--seed", type=int, metavar="N", help="read option numbers as 'quiz play --seed N' shows them")
    one.set_defaults(verb="grade")

    one = verbs.add_parser("stats", help="how practice goes; what learners object to")
    one.add_argument("set", metavar="SET", nargs="?", help="a set's id or path; all of them if none is given")
    one.add_argument("--learner", metavar="NAME", help="whose; the only one there is if none is given")
    form = one.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="for programs")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="every answer, as a table")
    form.add_argument("--html", metavar="FILE", help="as a page with pictures, to look at or print")
    one.add_argument(
        "--claims", action="store_true", help="answers their learners say were right, to paste into the set"
    )
    one.set_defaults(verb="stats", form="text")

    _articles(verbs.add_parser("articles", help="take in texts to read; what there is, and what of it is yours"))
    _data(verbs.add_parser("data", help="back up, restore, export or delete what is kept of learners"))

    one = verbs.add_parser("doctor", help="what this terminal, disk and Python can do, to paste into a report")
    one.set_defaults(verb="doctor")

    one = verbs.add_parser("completion", help="a script that completes verbs, options and sets")
    one.add_argument("shell", choices=SHELLS)
    one.set_defaults(verb="completion")
    return parser


def _play(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", help="a set's id or path")
    one.set_defaults(verb="play")
    _how_to_play(one)
    one.add_argument(
        "--mode", choices=["practice", "test"], help="practice (the default), or a test: results at the end"
    )
    one.add_argument("--minutes", type=_minutes, metavar="N", help="time allowed")


def _review(one: argparse.ArgumentParser) -> None:
    one.add_argument("sets", metavar="SET", nargs="*", help="with --only: from these sets alone, by their ids")
    one.set_defaults(verb="review")
    one.add_argument(
        "--only", metavar="WHAT", help="instead of what is due: wrong, flagged, topic=.., skill=.. or kind=.."
    )
    one.add_argument("--limit", type=_number, default=None, metavar="N", help="questions a day (50)")
    one.add_argument("--suspend", action="append", default=None, metavar="SET/QUESTION", help="ask it in no review")
    one.add_argument("--unsuspend", action="append", default=None, metavar="SET/QUESTION", help="ask it again")
    one.add_argument("--suspended", action="store_true", help="list what is asked in no review")
    _how_to_play(one)


def _how_to_play(one: argparse.ArgumentParser) -> None:
    one.add_argument("--plain", action="store_true", help="line by line: for screen readers, dumb terminals and pipes")
    one.add_argument("--learner", metavar="NAME", help="who is learning, where several use this account")
    one.add_argument("--closed-book", action="store_true", help="hide the article while answering")
    one.add_argument("--seed", type=int, metavar="N", help="the same order of options every time")
    one.add_argument("--fresh", action="store_true", help="begin anew instead of going on with an unfinished attempt")
    one.add_argument("--no-save", action="store_true", help="keep nothing of this attempt")


def _articles(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar="WHAT", required=True, parser_class=Parser)

    two = what.add_parser("add", help="take in a text: plain, Markdown, a saved page, or what was pasted from one")
    two.add_argument("files", nargs="+", metavar="FILE|DIR", help="what to take in; - for input")
    two.add_argument("--keep-all", action="store_true", help="drop nothing: no captions, counts or comment forms")
    two.add_argument("--edit", action="store_true", help="see to the result in $EDITOR before it is kept")
    two.add_argument("--id", default="", help="how sets will name it; made from the title if not given")
    two.add_argument("--title", default="", help="where the text names none, or the wrong one")
    two.add_argument("--published", type=_day, metavar="DATE", help="as 2022-11-12")
    two.set_defaults(verb="articles_add")

    two = what.add_parser("list", help="every article; which are yours, and which originals you have")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(verb="articles_list")

    two = what.add_parser("show", help="an article with its sentences numbered")
    two.add_argument("article", metavar="ARTICLE")
    two.add_argument("--original", action="store_true", help="your copy of the text that it retells")
    two.set_defaults(verb="articles_show")

    two = what.add_parser("remove", help="take an article of yours, or your copy of an original, out again")
    two.add_argument("article", metavar="ARTICLE")
    two.set_defaults(verb="articles_remove")


def _data(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar="WHAT", required=True, parser_class=Parser)

    two = what.add_parser("backup", help="write a checked copy of everything")
    two.add_argument("file", nargs="?", metavar="FILE", help="where to; among the daily backups if not given")
    two.set_defaults(verb="data_backup")

    two = what.add_parser("restore", help="put a backup in the store's place; what can be read of the old one is added")
    two.add_argument("file", nargs="?", metavar="FILE", help="the backup; the newest good one if not given")
    two.add_argument("--drill", action="store_true", help="only try it: restore into a temporary folder and check")
    two.add_argument("--empty", action="store_true", help="where no backup is good, begin with an empty store")
    two.set_defaults(verb="data_restore")

    two = what.add_parser("export", help="everything kept about a learner, as JSON lines")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("file", nargs="?", metavar="FILE", help="where to; standard output if not given")
    two.set_defaults(verb="data_export")

    two = what.add_parser("merge", help="add what an export holds, from another machine say; twice does no harm")
    two.add_argument("file", metavar="FILE", help="as 'quiz data export' writes it")
    two.set_defaults(verb="data_merge")

    two = what.add_parser("learners", help="who uses this account")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(verb="data_learners")

    two = what.add_parser("rename", help="give a learner another name")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("name", metavar="NEW")
    two.set_defaults(verb="data_rename")

    two = what.add_parser("delete", help="erase a learner from the store and from every backup, for good")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("--yes", action="store_true", help="do not ask")
    two.set_defaults(verb="data_delete")

    two = what.add_parser("rebuild", help="work out scores, progress and what is due again, from the events")
    two.set_defaults(verb="data_rebuild")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2022-11-12") from None


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 6 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 99999")
    return number


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes from 1 to 1440")
    return minutes


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. Ends the program with exit code 2, after one line, for a wrong one."""
    if arguments and arguments[0] == "play":
        # Making all verbs' options takes longer than reading these.
        one = Parser(prog="quiz play")
        _play(one)
        return one.parse_args(arguments[1:])
    return make_parser().parse_args(arguments)
