"""``quiz check``: for those who write question sets."""

import argparse

from quiz.errors import InputError
from quiz.verbs.common import library


def add_check(one: argparse.ArgumentParser) -> None:
    one.add_argument("names", nargs="*", metavar="SET|FILE", help="ids or paths; everything there is if none is given")
    one.add_argument(
        "--format", choices=["text", "json", "github"], default="text", help="how to tell; text by default"
    )
    one.add_argument("--json", dest="format", action="store_const", const="json", help="as --format json")
    one.add_argument("--select", action="append", default=[], metavar="RULE,...", help="only these rules or groups")
    one.add_argument("--ignore", action="append", default=[], metavar="RULE,...", help="all but these rules or groups")
    one.add_argument("--strict", action="store_true", help="warnings count as errors")
    one.add_argument(
        "--fix", action="store_true", help="mend what is safe: quotes, ids, dates, names of fields and kinds"
    )
    one.add_argument("--diff", action="store_true", help="with --fix: only show what it would change")
    one.add_argument("--watch", action="store_true", help="check again whenever a file is saved, until Ctrl+C")
    one.add_argument(
        "--variants", action="store_true", help="how grading treats variants of each typed key, besides the problems"
    )
    one.add_argument("--blind", action="store_true", help="what of a set can be guessed without its text, and how")
    one.add_argument("--explain", metavar="RULE", help="what a rule finds, why, and what to do")
    one.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    from quiz.authoring.choosing import choose, explain

    if options.explain:
        from quiz.text.sanitise import sanitise

        print(sanitise(explain(options.explain)), end="")
        return 0
    if options.blind:
        from quiz.authoring.blind_report import run_blind

        return run_blind(library(), options.names, as_json=options.format == "json")
    from quiz.authoring.checking import Wanted, run_check, run_fix, run_watch

    if options.diff and not options.fix:
        raise InputError("check: --diff goes with --fix; give both")
    chosen = choose(options.select, options.ignore)
    wanted = Wanted(options.names, chosen, options.format, options.strict, options.variants)
    if options.fix:
        return run_fix(library(), wanted, diff=options.diff)
    return run_watch(library(), wanted) if options.watch else run_check(library(), wanted)
