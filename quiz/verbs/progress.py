"""``quiz stats`` and ``quiz notes``."""

import argparse
import sys
import time

from quiz.verbs.common import library


def add_stats(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", nargs="?", help="a set's id or path; all of them if none is given")
    one.add_argument("--learner", metavar="NAME", help="whose; the only one there is if none is given")
    form = one.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="for programs")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="every answer, as a table")
    form.add_argument("--html", metavar="FILE", help="as a page with pictures, to look at or print")
    one.add_argument(
        "--claims", action="store_true", help="answers their learners say were right, to paste into the set"
    )
    one.set_defaults(run=stats, form="text")


def add_notes(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "articles", metavar="ARTICLE", nargs="*", help="notes on these, by their ids; all if none is given"
    )
    one.add_argument("--learner", metavar="NAME", help="whose; the only one there is if none is given")
    form = one.add_mutually_exclusive_group()
    form.add_argument("--markdown", metavar="FILE", help="write them to a file, for other programs to show")
    form.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(run=notes)


def notes(options: argparse.Namespace) -> int:
    from quiz.plain.notes import print_notes
    from quiz.plain.page import Page

    page = Page(sys.stdin, sys.stdout)
    return print_notes(
        library(), options.articles, options.learner, page, markdown=options.markdown, as_json=options.json
    )


def stats(options: argparse.Namespace) -> int:
    if options.claims:
        from quiz.plain.claims import print_claims

        return print_claims(library(), options.set)
    from quiz.plain.progress import print_progress

    now = time.time_ns() // 1_000_000
    return print_progress(
        library(), options.set, options.learner, form=options.form or "text", page=options.html, now=now
    )
