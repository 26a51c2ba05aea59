"""``quiz data ...``."""

import argparse

from quiz.arguments import WHAT, Parser


def add_data(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar=WHAT, required=True, parser_class=Parser)

    two = what.add_parser("backup", help="write a checked copy of everything")
    two.add_argument("file", nargs="?", metavar="FILE", help="where to; among the daily backups if not given")
    two.set_defaults(run=data_backup)

    two = what.add_parser("restore", help="put a backup in the store's place; what can be read of the old one is added")
    two.add_argument("file", nargs="?", metavar="FILE", help="the backup; the newest good one if not given")
    two.add_argument("--drill", action="store_true", help="only try it: restore into a temporary folder and check")
    two.add_argument("--empty", action="store_true", help="where no backup is good, begin with an empty store")
    two.set_defaults(run=data_restore)

    two = what.add_parser("export", help="everything kept about a learner, as JSON lines")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("file", nargs="?", metavar="FILE", help="where to; standard output if not given")
    two.set_defaults(run=data_export)

    two = what.add_parser("merge", help="add what an export holds, from another machine say; twice does no harm")
    two.add_argument("file", metavar="FILE", help="as 'quiz data export' writes it")
    two.set_defaults(run=data_merge)

    two = what.add_parser("learners", help="who uses this account")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=data_learners)

    two = what.add_parser("rename", help="give a learner another name")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("name", metavar="NEW")
    two.set_defaults(run=data_rename)

    two = what.add_parser(
        "pin", help="set or change a learner's PIN; it keeps honest people apart, and encrypts nothing"
    )
    two.add_argument("--learner", required=True, metavar="NAME")
    how = two.add_mutually_exclusive_group()
    how.add_argument("--remove", action="store_true", help="no PIN any more")
    how.add_argument(
        "--forgotten", action="store_true", help="take it away without knowing it; the learner will be told"
    )
    two.set_defaults(run=data_pin)

    two = what.add_parser("join", help="two profiles are one person's: all attempts of one become the other's")
    two.add_argument("--learner", required=True, metavar="NAME", help="the one that goes")
    two.add_argument("--into", required=True, metavar="NAME", help="the one that stays")
    two.add_argument("--yes", action="store_true", help="do not ask")
    two.set_defaults(run=data_join)

    two = what.add_parser("delete", help="erase a learner from the store and from every backup, for good")
    two.add_argument("--learner", required=True, metavar="NAME")
    two.add_argument("--yes", action="store_true", help="do not ask")
    two.set_defaults(run=data_delete)

    two = what.add_parser("rebuild", help="work out scores, progress and what is due again, from the events")
    two.set_defaults(run=data_rebuild)


def data_backup(options: argparse.Namespace) -> int:
    from quiz.plain.keeping import backup

    return backup(options.file)


def data_restore(options: argparse.Namespace) -> int:
    from quiz.plain.keeping import drill, restore

    return drill(options.file) if options.drill else restore(options.file, fresh=options.empty)


def data_export(options: argparse.Namespace) -> int:
    from quiz.plain.keeping import export

    return export(options.learner, options.file)


def data_merge(options: argparse.Namespace) -> int:
    from quiz.plain.moving import merge

    return merge(options.file)


def data_learners(options: argparse.Namespace) -> int:
    from quiz.plain.moving import learners

    return learners(as_json=options.json)


def data_rename(options: argparse.Namespace) -> int:
    from quiz.plain.moving import rename

    return rename(options.learner, options.name)


def data_pin(options: argparse.Namespace) -> int:
    from quiz.plain.moving import change_pin

    return change_pin(options.learner, remove=options.remove, forgotten=options.forgotten)


def data_join(options: argparse.Namespace) -> int:
    from quiz.plain.moving import join

    return join(options.learner, options.into, sure=options.yes)


def data_delete(options: argparse.Namespace) -> int:
    from quiz.plain.keeping import delete

    return delete(options.learner, sure=options.yes)


def data_rebuild(_: argparse.Namespace) -> int:
    from quiz.plain.keeping import rebuild

    return rebuild()
