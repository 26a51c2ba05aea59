"""``quiz new``, ``quiz schema`` and ``quiz lsp``: for those who write question sets in an editor."""

import argparse

from quiz.verbs.common import library


def add_new(one: argparse.ArgumentParser) -> None:
    one.add_argument("article", metavar="ARTICLE", help="an article's id; 'quiz articles list' shows them")
    one.add_argument("-o", "--output", metavar="FILE", help="write it to this file, which must not be there yet")
    one.add_argument(
        "--suggest",
        action="store_true",
        help="drafts from what the article holds, instead of an example of every kind",
    )
    one.set_defaults(run=new)


def new(options: argparse.Namespace) -> int:
    from quiz.authoring.new_set import run_new

    return run_new(library(), options.article, options.output, suggest=options.suggest)


def add_schema(one: argparse.ArgumentParser) -> None:
    one.set_defaults(run=schema)


def schema(_: argparse.Namespace) -> int:
    import json

    from quiz.authoring.schema import set_schema

    print(json.dumps(set_schema(), indent=1))
    return 0


def add_lsp(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--stdio", action="store_true", help="over standard input and output: as always, but editors say it"
    )
    one.set_defaults(run=lsp)


def lsp(_: argparse.Namespace) -> int:
    from quiz.errors import missing

    try:
        from quiz.authoring.lsp.server import run_server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise missing("lsp: the language server needs pygls", "lsp") from error
    return run_server()
