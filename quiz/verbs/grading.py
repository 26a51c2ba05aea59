"""``quiz grade`` and ``quiz regrade``."""

import argparse

from quiz.verbs.common import library


def add_grade(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", help="a set's id or path")
    one.add_argument(
        "--responses",
        required=True,
        metavar="FILE",
        help="CSV or JSON lines with question and response, or a form's CSV with a column for each; - for input",
    )
    one.add_argument("--format", choices=["jsonl", "csv"], default="jsonl", help="of what is written (jsonl)")
    one.add_argument("--seed", type=int, metavar="N", help="read option numbers as 'quiz play --seed N' shows them")
    one.set_defaults(run=grade)


def grade(options: argparse.Namespace) -> int:
    from quiz.plain.grading import run_grade

    return run_grade(library(), options.set, options.responses, options.format, options.seed)


def add_regrade(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", help="the mended set's id or path")
    one.add_argument(
        "--attempts", metavar="FILE|STORE", help="a file of 'quiz data export', or a data folder; your own if not given"
    )
    one.add_argument("--apply", action="store_true", help="keep the new verdicts; the old ones stay in the record")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(run=regrade)


def regrade(options: argparse.Namespace) -> int:
    from pathlib import Path

    from quiz.plain.regrading import run_regrade
    from quiz.store.paths import data_folder

    attempts = Path(options.attempts) if options.attempts else data_folder()
    return run_regrade(library(), options.set, attempts, apply=options.apply, as_json=options.json)
