"""How the graders agree with people, beside the usual ways of comparing strings.

    python tests/bench/grading_quality.py [FOLDER]

FOLDER holds ``answers.jsonl`` (question, golds, response, label, atype) and the ``names-*.jsonl`` files; by default
``../shared/data`` beside the project. Prints accuracy, precision, recall and false accepts over all rows and over
those that are no exact match, ours graded as ``short`` and by the fitting kind; near counts as not accepted and is
given apart. Where the folder is missing it says so and exits 0.
"""

import json
import re
import string
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from quiz.matching.dates import match_date
from quiz.matching.dates import parse_free as parse_date
from quiz.matching.match import Match
from quiz.matching.names import match_name
from quiz.matching.number_key import parse_free as parse_number
from quiz.matching.numbers import match_number
from quiz.matching.phrases import match_phrase

Row = dict[str, Any]
Grader = Callable[[Row], str]

# The thresholds the data folder's README gives.
THRESHOLDS = {"ratio": 0.571, "token_set": 0.714, "WRatio": 0.769}
TOKEN_F1 = 0.333
PUNCTUATION = str.maketrans("", "", string.punctuation)


def read_rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def plain(text: str) -> str:
    """SQuAD's normalising: no case, punctuation or articles, single spaces."""
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", text.lower().translate(PUNCTUATION)).split())


def is_exact(row: Row) -> bool:
    return any(plain(row["response"]) == plain(gold) for gold in row["golds"])


def f1(one: str, other: str) -> float:
    ours, theirs = plain(one).split(), plain(other).split()
    shared = sum(min(ours.count(word), theirs.count(word)) for word in set(ours))
    return 2 * shared / (len(ours) + len(theirs)) if shared else 0.0


def by_score(score: Callable[[str, str], float], least: float) -> Grader:
    return lambda row: (
        "right" if max(score(plain(row["response"]), plain(gold)) for gold in row["golds"]) >= least else "wrong"
    )


def as_short(row: Row) -> str:
    golds = row["golds"]
    return match_phrase(row["response"], golds[0], accept=golds[1:], prompt=row["question"]).outcome


def by_kind(row: Row) -> str:
    """The kind an author would choose by what is asked: a date, number or name where the key is one, else short.

    With several golds the best verdict of the fitting kind counts; what it does not find right is also tried as short,
    because a guess by script calls many phrases persons, dates or numbers.
    """
    golds, kind, response = row["golds"], row["atype"], row["response"]
    outcomes: list[str] = []
    if kind in ("person", "place"):
        outcomes.append(match_name(response, golds[0], accept=golds[1:]).outcome)
    for gold in golds if kind in ("date", "number") else ():
        date = parse_date(gold) if kind == "date" else None
        number = parse_number(gold) if kind == "number" else None
        if date is not None:
            outcomes.append(match_date(response, date).outcome)
        elif number is not None:
            outcomes.append(match_number(response, number).outcome)
    return best([*outcomes, as_short(row)])


def best(outcomes: list[str]) -> str:
    return min(outcomes, key=("right", "near", "wrong").index)


def shares(rows: list[Row], outcomes: list[str]) -> str:
    """One line of figures; near is not accepted, and its share of the right and of the wrong rows is given apart."""
    accepted = [outcome == "right" for outcome in outcomes]
    labels = [row["label"] for row in rows]
    both = sum(a and b for a, b in zip(accepted, labels, strict=True))
    right, given = sum(labels), sum(accepted)
    false = given - both
    accuracy = (both + len(rows) - right - false) / len(rows)
    near = [label for outcome, label in zip(outcomes, labels, strict=True) if outcome == "near"]
    return (
        f"{accuracy:8.3f}{both / max(given, 1):10.3f}{both / max(right, 1):8.3f}"
        f"{false / max(len(rows) - right, 1):8.3f}"
        f"{sum(near):7d}{len(near) - sum(near):7d}"
    )


HEAD = f"{'':28}{'accuracy':>8}{'precision':>10}{'recall':>8}{'false':>8}{'near+':>7}{'near-':>7}"


def print_answers(rows: list[Row]) -> None:
    graders: dict[str, Grader] = {
        "ours, as short": as_short,
        "ours, by kind": by_kind,
        "exact": lambda row: "right" if is_exact(row) else "wrong",
        f"token F1 >= {TOKEN_F1}": by_score(f1, TOKEN_F1),
    }
    scores = {"ratio": fuzz.ratio, "token_set": fuzz.token_set_ratio, "WRatio": fuzz.WRatio}
    for name, score in scores.items():
        least = THRESHOLDS[name]
        graders[f"RapidFuzz {name} >= {least}"] = by_score(score, 100 * least)
    some = {
        "all rows": rows,
        "not an exact match": [row for row in rows if not is_exact(row)],
        "dates and numbers": [row for row in rows if row["atype"] in ("date", "number")],
    }
    for title, part in some.items():
        print(f"\n{title}: {len(part)} rows, {sum(row['label'] for row in part)} right\n{HEAD}")
        for name, grader in graders.items():
            print(f"{name:28}{shares(part, [grader(row) for row in part])}")


def name_rows(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    for file in sorted(folder.glob("names-*.jsonl")):
        rows = read_rows(file)
        for row in rows:
            row["golds"] = [row.get("name1", row.get("gold"))]
            row["response"] = row.get("name2", row.get("response"))
        yield file.stem, rows


def print_names(folder: Path) -> None:
    def ours(row: Row) -> Match:
        return match_name(row["response"], row["golds"][0])

    for title, rows in name_rows(folder):
        print(f"\n{title}: {len(rows)} rows, {sum(row['label'] for row in rows)} right\n{HEAD}")
        print(f"{'ours, as name':28}{shares(rows, [ours(row).outcome for row in rows])}")
        for name, score in (("ratio", fuzz.ratio), ("WRatio", fuzz.WRatio)):
            grader = by_score(score, 90)
            print(f"{f'RapidFuzz {name} >= 0.9':28}{shares(rows, [grader(row) for row in rows])}")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[3] / "shared" / "data"
    file = folder / "answers.jsonl"
    if not file.is_file():
        print(f"no answers.jsonl in {folder}: nothing measured")
        return 0
    rows = read_rows(file)
    start = time.perf_counter()
    for row in rows:
        as_short(row)
    print(f"{len(rows) / (time.perf_counter() - start):,.0f} responses a second, keys read for the first time")
    print_answers(rows)
    print_names(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
