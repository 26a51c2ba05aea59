"""``quiz articles ...``."""

import argparse

from quiz.arguments import WHAT, Parser, day
from quiz.verbs.common import library


def add_articles(one: argparse.ArgumentParser) -> None:
    what = one.add_subparsers(title="what to do", metavar=WHAT, required=True, parser_class=Parser)

    two = what.add_parser("add", help="take in a text: plain, Markdown, a saved page, or what was pasted from one")
    two.add_argument("files", nargs="+", metavar="FILE|DIR", help="what to take in; - for input")
    two.add_argument("--keep-all", action="store_true", help="drop nothing: no captions, counts or comment forms")
    two.add_argument("--edit", action="store_true", help="see to the result in $EDITOR before it is kept")
    two.add_argument("--id", default="", help="how sets will name it; made from the title if not given")
    two.add_argument("--title", default="", help="where the text names none, or the wrong one")
    two.add_argument("--published", type=day, metavar="DATE", help="as 2022-11-12")
    two.set_defaults(run=articles_add)

    two = what.add_parser("list", help="every article; which are yours, and which originals you have")
    two.add_argument("--json", action="store_true", help="for programs")
    two.set_defaults(run=articles_list)

    two = what.add_parser("show", help="an article with its sentences numbered")
    two.add_argument("article", metavar="ARTICLE")
    two.add_argument("--original", action="store_true", help="your copy of the text that it retells")
    two.set_defaults(run=articles_show)

    two = what.add_parser("remove", help="take an article of yours, or your copy of an original, out again")
    two.add_argument("article", metavar="ARTICLE")
    two.set_defaults(run=articles_remove)


def articles_add(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_in import Wishes, add
    from quiz.store.paths import data_folder

    wishes = Wishes(
        keep_all=options.keep_all, edit=options.edit, id=options.id, title=options.title, published=options.published
    )
    return add(library(), data_folder(), options.files, wishes)


def articles_list(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import list_articles
    from quiz.store.paths import data_folder

    return list_articles(library(), data_folder(), as_json=options.json)


def articles_show(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import show_article
    from quiz.store.paths import data_folder

    return show_article(library(), data_folder(), options.article, original=options.original)


def articles_remove(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import remove_article
    from quiz.store.paths import data_folder

    return remove_article(library(), data_folder(), options.article)
