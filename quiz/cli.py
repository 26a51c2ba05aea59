"""The command line: one function for each verb, and no room is imported before its verb runs."""

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.arguments import parse
from quiz.errors import InputError, QuizError

if TYPE_CHECKING:
    from quiz.articles.library import Library
    from quiz.store.study import PlayOptions

OUTPUT_FAILED = 74
"""As in sysexits.h: an error while doing input or output."""

Verb = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say. Returns the exit code: 0 done, 1 problems found, 2 wrong usage or unreadable input."""
    _settle_streams()
    options = parse(arguments)
    verb: Verb = VERBS[options.verb]
    try:
        code = verb(options)
        sys.stdout.flush()
    except QuizError as error:
        from quiz.text.sanitise import one_line

        print(f"quiz: {one_line(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except OSError as error:
        if error.filename is not None:
            raise
        return _lost_output(error)
    return code


def open_library(_: argparse.Namespace) -> int:
    if wants_plain(os.environ):
        from quiz.plain.listing import print_library

        return print_library(_library(), as_json=False)
    gc.disable()
    from quiz.store.study import PlayOptions

    return _run_app(PlayOptions())


def play(options: argparse.Namespace) -> int:
    plain = options.plain or wants_plain(os.environ)
    if not plain:
        # What is made before the first frame stays, so that looking for garbage finds none; the app turns it on again.
        gc.disable()
    from quiz.store.study import PlayOptions

    chosen = PlayOptions(
        set=options.set,
        learner=options.learner,
        mode=options.mode,
        book="closed" if options.closed_book else None,
        minutes=options.minutes,
        seed=options.seed,
        fresh=options.fresh,
        no_save=options.no_save,
    )
    if plain:
        from quiz.plain.entering import play_plain

        return play_plain(_library(), chosen)
    return _run_app(chosen)


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
        return suspend(_library(), chosen, names, on=options.unsuspend is None)
    if options.plain or wants_plain(os.environ):
        return review_plain(_library(), chosen, wanted)
    gc.disable()
    return _run_app(chosen)


def check(options: argparse.Namespace) -> int:
    from quiz.authoring.checking import run_check

    return run_check(_library(), options.names, as_json=options.json, variants=options.variants)


def list_(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_ids, print_library

    if options.ids:
        return print_ids(_library())
    return print_library(_library(), as_json=options.json)


def show(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_one

    return print_one(_library(), options.name, as_json=options.json)


def grade(options: argparse.Namespace) -> int:
    from quiz.plain.grading import run_grade

    return run_grade(_library(), options.set, options.responses, options.format, options.seed)


def stats(options: argparse.Namespace) -> int:
    if options.claims:
        from quiz.plain.claims import print_claims

        return print_claims(_library(), options.set)
    from quiz.plain.progress import print_progress

    now = time.time_ns() // 1_000_000
    return print_progress(
        _library(), options.set, options.learner, form=options.form or "text", page=options.html, now=now
    )


def doctor(_: argparse.Namespace) -> int:
    from quiz.plain.doctor import run_doctor

    return run_doctor()


def completion(options: argparse.Namespace) -> int:
    from quiz.arguments import make_parser
    from quiz.plain.completion import script

    sys.stdout.write(script(make_parser(), options.shell))
    return 0


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


def data_delete(options: argparse.Namespace) -> int:
    from quiz.plain.keeping import delete

    return delete(options.learner, sure=options.yes)


def data_rebuild(_: argparse.Namespace) -> int:
    from quiz.plain.keeping import rebuild

    return rebuild()


def articles_add(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_in import Wishes, add
    from quiz.store.paths import data_folder

    wishes = Wishes(
        keep_all=options.keep_all, edit=options.edit, id=options.id, title=options.title, published=options.published
    )
    return add(_library(), data_folder(), options.files, wishes)


def articles_list(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import list_articles
    from quiz.store.paths import data_folder

    return list_articles(_library(), data_folder(), as_json=options.json)


def articles_show(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import show_article
    from quiz.store.paths import data_folder

    return show_article(_library(), data_folder(), options.article, original=options.original)


def articles_remove(options: argparse.Namespace) -> int:
    from quiz.authoring.articles_kept import remove_article
    from quiz.store.paths import data_folder

    return remove_article(_library(), data_folder(), options.article)


VERBS: Mapping[str, Verb] = {
    verb.__name__: verb
    for verb in (
        open_library,
        play,
        review,
        check,
        list_,
        show,
        grade,
        stats,
        doctor,
        completion,
        articles_add,
        articles_list,
        articles_show,
        articles_remove,
        data_backup,
        data_restore,
        data_export,
        data_merge,
        data_learners,
        data_rename,
        data_delete,
        data_rebuild,
    )
}


def wants_plain(environ: Mapping[str, str]) -> bool:
    """True for ACCESSIBLE=1, a dumb terminal, and where input or output is no terminal."""
    asked = environ.get("ACCESSIBLE", "") not in ("", "0")
    return asked or environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())


def _run_app(options: "PlayOptions") -> int:
    from quiz.tui.app import run_app

    return run_app(_library(), options)


def _library() -> "Library":
    from quiz.articles.library import Library, usual_roots
    from quiz.store.paths import data_folder

    return Library(usual_roots(os.environ, Path.cwd(), data_folder()))


def _lost_output(error: OSError) -> int:
    """Standard output takes no more: its reader has gone, which is well (``quiz list | head``), or its disk is full."""
    # What is buffered has nowhere to go; the interpreter would try once more at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    print(f"quiz: standard output: {(error.strerror or str(error)).lower()}; write it elsewhere", file=sys.stderr)
    return OUTPUT_FAILED


def _settle_streams() -> None:
    """A terminal or pipe without Unicode gets the nearest letters; bytes that are no text do not stop reading.

    A stream that the shell closed (``<&-``) is an empty one.
    """
    sys.stdin, sys.stdout, sys.stderr = (
        stream or open(os.devnull, mode)  # noqa: SIM115  for as long as the process runs
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            from quiz.text.closest import register

            register()
            stream.reconfigure(errors="closest")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
