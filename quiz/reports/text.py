"""Progress as aligned lines of text, at most 80 columns wide: for plain mode, pipes and screen readers.

Every picture is a column of numbers first; the bar beside it repeats them.
"""

from collections.abc import Iterable, Iterator, Sequence

from quiz.attempts.results import SURE_WORDS
from quiz.questions.scoring import number
from quiz.reports.progress import Day, Progress, Share
from quiz.reports.words import change_words, count, day_name, hours, percent, week_words
from quiz.text.sanitise import one_line

BAR = 20
WEEKS, DAYS_AHEAD, SCORES = 12, 14, 10
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def lines(progress: Progress) -> Iterator[str]:
    """All of it, with an empty line before each part; parts without anything to tell are left out."""
    yield f"{one_line(progress.learner)}, {day_name(progress.today)}"
    if not progress.answers:
        yield "Nothing answered yet."
        return
    yield (
        f"{count(progress.answers, 'answer')}, {progress.right:,} fully right, "
        f"{percent(progress.credit)} of the credit, {hours(progress.seconds)} with questions."
    )
    yield (
        f"Practised on {count(len(progress.days), 'day')}; {count(progress.streak, 'day')} in a row now, "
        f"{progress.longest} at the most."
    )
    known = progress.remembered
    if progress.looks is not None:
        yield f"Looked back at the article {progress.looks:.1f} times a question, with the book open."
    yield (
        f"In review: {count(known.questions, 'question')}, {known.firm:,} of them firm; {known.due:,} due today, "
        f"{known.suspended:,} suspended."
    )
    if known.leeches:
        yield f"Wrong again and again, better read up on than asked: {count(known.leeches, 'question')}."
    yield from _scores(progress)
    yield from _weeks(progress)
    for title, shares in (("topic", progress.topics), ("skill", progress.skills), ("kind", progress.kinds)):
        yield from _axis(title, shares)
    yield from _pace(progress)
    yield from _proofs(progress)
    yield from _sure(progress)
    yield from _calendar(progress.days, progress.today)
    yield from _forecast(progress)


def _scores(progress: Progress) -> Iterator[str]:
    for one in progress.sets:
        yield ""
        yield f"Scores: {one_line(one.title)[:70]}"
        rows = [
            (
                day_name(score.day),
                score.mode,
                f"{number(score.earned)} of {number(score.points)}",
                percent(score.earned / score.points) if score.points else "",
                change_words(score.change),
            )
            for score in one.scores[-SCORES:]
        ]
        yield from _table(rows, right=(0, 2, 3))


def _weeks(progress: Progress) -> Iterator[str]:
    change = week_words(progress.weeks)
    yield from ("", f"Weeks{f': {change}' if change else ''}")
    rows = [
        (f"from {day_name(week.day)}", count(week.answers, "answer"), percent(week.credit), _bar(week.credit))
        for week in progress.weeks[-WEEKS:]
    ]
    yield from _table(rows, right=(0, 1, 2))


def _axis(title: str, shares: Sequence[Share]) -> Iterator[str]:
    if not shares:
        return
    yield ""
    looked = any(share.looks is not None for share in shares)
    rows: list[tuple[str, ...]] = [(f"By {title}", "answers", "right", "credit", "time", "looks" if looked else "", "")]
    rows += [
        (
            f"  {share.name}",
            f"{share.answers:,}",
            percent(share.right / share.answers),
            percent(share.credit),
            f"{share.seconds:.0f} s",
            "" if share.looks is None else f"{share.looks:.1f}",
            _bar(share.credit),
        )
        for share in shares
    ]
    yield from _table(rows, right=(1, 2, 3, 4, 5), indent=0)


def _pace(progress: Progress) -> Iterator[str]:
    if progress.pace.median is None:
        return
    number_of = count(len(progress.pace.readings), "article")
    yield from ("", f"First reading: {progress.pace.median:.0f} words a minute (the median of {number_of})")
    rows = [
        (day_name(one.day), one.article[:36], f"{one.words:,} words", f"{one.pace:.0f} a minute")
        for one in progress.pace.readings[-SCORES:]
    ]
    yield from _table(rows, right=(0, 2, 3))


def _proofs(progress: Progress) -> Iterator[str]:
    found = progress.proofs
    if not found.asked:
        return
    yield from ("", f"For the right reason: of {count(found.asked, 'answer')} with a proof")
    rows = [
        ("right, and the evidence found", f"{found.right_found:,}"),
        ("right, but the evidence is elsewhere", f"{found.right_elsewhere:,}"),
        ("not right, though the evidence was found", f"{found.wrong_found:,}"),
        ("neither", f"{found.wrong_elsewhere:,}"),
    ]
    yield from _table(rows, right=(1,))


def _sure(progress: Progress) -> Iterator[str]:
    if not progress.sure:
        return
    yield from ("", "How sure, and how often right")
    rows = [
        (SURE_WORDS[one.certainty - 1], count(one.answers, "answer"), percent(one.right / one.answers))
        for one in progress.sure
    ]
    yield from _table(rows, right=(1, 2))


def _calendar(days: Iterable[Day], today: int) -> Iterator[str]:
    """The answers of each of the last weeks' days; a dot for none."""
    numbers = {one.day: one.number for one in days}
    this_monday = today - (today - 1) % 7
    mondays = list(range(this_monday - 7 * (WEEKS - 1), this_monday + 1, 7))
    while len(mondays) > 1 and not any(numbers.get(mondays[0] + day) for day in range(7)):
        del mondays[0]
    yield from ("", "Answers a day")
    rows: list[tuple[str, ...]] = [("", *_WEEKDAYS)]
    for monday in mondays:
        cells = [
            "" if monday + day > today else f"{numbers[monday + day]}" if monday + day in numbers else "."
            for day in range(7)
        ]
        rows.append((f"from {day_name(monday)}", *cells))
    yield from _table(rows, right=range(8))


def _forecast(progress: Progress) -> Iterator[str]:
    ahead = progress.forecast[:DAYS_AHEAD]
    if not any(one.number for one in ahead):
        return
    yield from ("", "Questions that fall due")
    most = max(one.number for one in ahead)
    rows = [
        ("today" if one.day == progress.today else day_name(one.day), f"{one.number}", _bar(one.number / most))
        for one in ahead
    ]
    yield from _table(rows, right=(0, 1))


def _table(rows: Sequence[Sequence[str]], right: Iterable[int], indent: int = 2) -> Iterator[str]:
    """Rows as lines, columns two spaces apart; right: which columns end flush. indent: spaces before each."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    flush = set(right)
    for row in rows:
        cells = [
            cell.rjust(width) if at in flush else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (" " * indent + "  ".join(cells)).rstrip()


def _bar(share: float) -> str:
    return "█" * round(BAR * min(max(share, 0.0), 1.0))
