"""``quiz play`` and ``quiz review``."""

import argparse
import gc
import os

from quiz.arguments import minutes, number
from quiz.errors import InputError
from quiz.verbs.common import in_app, library, start, wants_plain


def add_play(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", help="a set's id or path")
    _how_to_play(one)
    one.add_argument(
        "--mode", choices=["practice", "test"], help="practice (the default), or a test: results at the end"
    )
    one.add_argument("--minutes", type=minutes, metavar="N", help="time allowed")
    one.set_defaults(run=play)


def add_review(one: argparse.ArgumentParser) -> None:
    one.add_argument("sets", metavar="SET", nargs="*", help="with --only: from these sets alone, by their ids")
    one.add_argument(
        "--only", metavar="WHAT", help="instead of what is due: wrong, flagged, topic=.., skill=.. or kind=.."
    )
    one.add_argument("--limit", type=number, default=None, metavar="N", help="questions a day (50)")
    one.add_argument("--suspend", action="append", default=None, metavar="SET/QUESTION", help="ask it in no review")
    one.add_argument("--unsuspend", action="append", default=None, metavar="SET/QUESTION", help="ask it again")
    one.add_argument("--suspended", action="store_true", help="list what is asked in no review")
    _how_to_play(one)
    one.set_defaults(run=review)


def _how_to_play(one: argparse.ArgumentParser) -> None:
    one.add_argument("--plain", action="store_true", help="line by line: for screen readers, dumb terminals and pipes")
    one.add_argument("--learner", metavar="NAME", help="who is learning, where several use this account")
    one.add_argument("--closed-book", action="store_true", help="hide the article while answering: it is read first")
    one.add_argument("--seed", type=int, metavar="N", help="the same order of options every time")
    one.add_argument("--fresh", action="store_true", help="begin anew instead of going on with an unfinished attempt")
    one.add_argument("--no-save", action="store_true", help="keep nothing of this attempt")


def play(options: argparse.Namespace) -> int:
    return start(
        plain=options.plain,
        set=options.set,
        learner=options.learner,
        mode=options.mode,
        book="closed" if options.closed_book else None,
        minutes=options.minutes,
        seed=options.seed,
        fresh=options.fresh,
        no_save=options.no_save,
    )


def review(options: argparse.Namespace) -> int:
    from quiz.attempts.queue import DAILY
    from quiz.attempts.review import Wanted
    from quiz.plain.reviewing import only_of, review_plain, suspend
    from quiz.store.study import PlayOptions

    wanted = Wanted(only_of(options.only), tuple(options.sets), options.limit or DAILY)
    if wanted.sets and wanted.only is None:
        raise InputError("review: sets are named with --only; what is due is asked over all of them")
    chosen = PlayOptions(
        learner=options.learner,
        book="closed" if options.closed_book else None,
        seed=options.seed,
        fresh=options.fresh,
        no_save=options.no_save,
        review=wanted,
    )
    if options.suspended or options.suspend or options.unsuspend:
        names = options.suspend or options.unsuspend or []
        return suspend(library(), chosen, names, on=options.unsuspend is None)
    if options.plain or wants_plain(os.environ):
        return review_plain(library(), chosen, wanted)
    gc.disable()
    return in_app(chosen)
