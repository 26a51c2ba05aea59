"""``quiz grade``."""

import argparse

from quiz.verbs.common import library


def add_grade(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET", help="a set's id or path")
    one.add_argument(
        "--responses", required=True, metavar="FILE", help="CSV or JSON lines with question and response; - for input"
    )
    one.add_argument("--format", choices=["jsonl", "csv"], default="jsonl", help="of what is written (jsonl)")
    one.add_argument("--seed", type=int, metavar="N", help="read option numbers as 'quiz play --seed N' shows them")
    one.set_defaults(run=grade)


def grade(options: argparse.Namespace) -> int:
    from quiz.plain.grading import run_grade

    return run_grade(library(), options.set, options.responses, options.format, options.seed)
