"""``quiz list`` and ``quiz show``."""

import argparse

from quiz.verbs.common import library


def add_list(one: argparse.ArgumentParser) -> None:
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument("--ids", action="store_true", help="the sets' ids alone, one a line")
    one.set_defaults(run=list_)


def add_show(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", metavar="SET|ARTICLE", help="an article's or a set's id, or a set's path")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(run=show)


def list_(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_ids, print_library

    if options.ids:
        return print_ids(library())
    return print_library(library(), as_json=options.json)


def show(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_one

    return print_one(library(), options.name, as_json=options.json)
