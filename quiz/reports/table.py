"""Progress for programs, and a learner's judged answers as CSV, one row each, for spreadsheets too."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from quiz.attempts.memory import grade
from quiz.attempts.trial import Trial
from quiz.questions.question_set import QuestionSet
from quiz.reports.progress import Progress
from quiz.text.sanitise import one_line

COLUMNS = (
    "when",
    "set",
    "question",
    "prompt",
    "topic",
    "skill",
    "kind",
    "mode",
    "outcome",
    "credit",
    "earned",
    "points",
    "seconds",
    "answers",
    "hints",
    "certainty",
    "evidence",
    "memory",
    "looks",
)


def for_programs(progress: Progress) -> dict[str, Any]:
    """Progress as JSON takes it, with days as ISO 8601 has them."""

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(one) for one in value]
        if isinstance(value, dict):
            return {
                key: date.fromordinal(one).isoformat() if key in ("day", "today") else named(one)
                for key, one in value.items()
            }
        return value

    found: dict[str, Any] = named(msgspec.json.decode(msgspec.json.encode(progress)))
    return found


def as_csv(trials: Iterable[Trial], sets: Mapping[str, QuestionSet], only: str | None = None) -> str:
    """The table with its head, in the order of time; times are UTC. only: the id of one set."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for trial in sorted(trials, key=lambda one: (one.at, one.attempt, one.name)):
        if not trial.judged or only not in (None, trial.set):
            continue
        there = sets.get(trial.set)
        question = there.by_id.get(trial.question) if there is not None else None
        row = (
            _when(trial.at),
            trial.set,
            trial.question,
            question.prompt if question else "",
            (question.topic or "") if question else "",
            (question.skill or "") if question else "",
            question.kind if question else "",
            trial.mode,
            trial.outcome,
            round(trial.credit, 6),
            round(trial.earned, 6),
            round(trial.points, 6),
            round(trial.spent / 1000, 3),
            trial.answers,
            trial.hints,
            trial.certainty or "",
            trial.citation,
            grade(trial) or "",
            "" if trial.looks is None else trial.looks,
        )
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, "CSV injection"), on one line."""
    text = one_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")) else text


def _when(at: int) -> str:
    """ISO 8601; a time that no calendar has, as it is."""
    try:
        return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return str(at)
