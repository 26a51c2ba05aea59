"""Progress as one HTML page that needs nothing else: no network, no scripts; prints on A4."""

from collections.abc import Iterator, Sequence

from quiz.attempts.results import SURE_WORDS
from quiz.questions.scoring import number
from quiz.reports import svg
from quiz.reports.document import document, facts, section, table
from quiz.reports.progress import Progress, SetScores, Share
from quiz.reports.reading import Pace
from quiz.reports.svg import text_of
from quiz.reports.words import change_sign, count, day_name, hours, looks_words, percent, week_words

WEEKS = 26
SCORES = 12


def as_page(progress: Progress) -> str:
    """The whole page. Everybody's text in it is escaped."""
    body = "\n".join(_parts(progress))
    return document(f"Progress of {progress.learner}", day_name(progress.today), body)


def _parts(progress: Progress) -> Iterator[str]:
    if not progress.answers:
        yield "<p>Nothing answered yet.</p>"
        return
    yield _summary(progress)
    yield section(
        "Days practised",
        svg.calendar(progress.days, progress.today, WEEKS, "Answers a day in the last half year"),
        f"{count(len(progress.days), 'day')} in all; {count(progress.streak, 'day')} in a row now, "
        f"{progress.longest} at the most.",
    )
    weeks = [(week.day, week.credit) for week in progress.weeks]
    yield section(
        "Credit earned, week by week",
        svg.line(weeks, "Share of the credit earned in each week"),
        week_words(progress.weeks),
    )
    for title, shares in (("topic", progress.topics), ("skill", progress.skills), ("kind", progress.kinds)):
        if shares:
            yield section(f"By {title}", _axis(title, shares))
    if progress.sets:
        yield "<h2>Scores</h2>"
        for one in progress.sets:
            yield f"<section><h3>{text_of(one.title)}</h3>{_scores(one)}</section>"
    if progress.looks is not None:
        yield section("Looking back at the article, for a question with the book open", _looks(progress))
    if progress.pace.median is not None:
        yield section("Reading an article for the first time", *_pace(progress.pace, progress.pace.median))
    if progress.proofs.asked:
        yield section("For the right reason", _proofs(progress))
    if progress.sure:
        rows = [
            (
                SURE_WORDS[one.certainty - 1],
                one.right / one.answers,
                f"{percent(one.right / one.answers)} of {one.answers:,}",
            )
            for one in progress.sure
        ]
        yield section("How sure, and how often right", svg.bars(rows, "Share of fully right answers by certainty"))
    if any(one.number for one in progress.forecast):
        yield section("Questions that fall due", svg.columns(progress.forecast, "Questions due in the next 30 days"))


def _summary(progress: Progress) -> str:
    known = progress.remembered
    return facts(
        [
            ("answers", f"{progress.answers:,}"),
            ("fully right", percent(progress.right / progress.answers)),
            ("credit earned", percent(progress.credit)),
            ("time with questions", hours(progress.seconds)),
            ("questions in review", f"{known.questions:,}"),
            ("kept for three weeks", f"{known.firm:,}"),
            ("due today", f"{known.due:,}"),
            ("suspended", f"{known.suspended:,}"),
            ("wrong again and again", f"{known.leeches:,}"),
        ]
    )


def _axis(title: str, shares: Sequence[Share]) -> str:
    rows = [
        (
            share.name,
            share.credit,
            f"{percent(share.credit)} of {count(share.answers, 'answer')}, {share.seconds:.0f} s each",
        )
        for share in shares
    ]
    return svg.bars(rows, f"Share of the credit earned, by {title}")


def _looks(progress: Progress) -> str:
    shares = [share for axis in (progress.topics, progress.skills) for share in axis if share.looks is not None]
    if not any(share.looks for share in shares):
        return "<p>Never.</p>"
    most = max([1.0, *(share.looks or 0.0 for share in shares)])
    rows = [(share.name, (share.looks or 0.0) / most, looks_words(share.looks)) for share in shares]
    return svg.bars(rows, "Mean number of look-backs by topic and by skill")


def _pace(pace: Pace, median: float) -> tuple[str, str]:
    rows = [(day_name(one.day), one.article, f"{one.words:,}", f"{one.pace:.0f}") for one in pace.readings[-SCORES:]]
    words = f"{median:.0f} words a minute is the median of {count(len(pace.readings), 'article')}."
    return table(("day", "article", "words", "words a minute"), rows, left=(0, 1)), words


def _scores(one: SetScores) -> str:
    drawn = ""
    if len(one.scores) > 1 and all(score.points for score in one.scores):
        points = [(score.day, score.earned / score.points) for score in one.scores]
        drawn = svg.line(points, f"Scores of {one.title}")
    rows = [
        (
            day_name(score.day),
            score.mode,
            f"{number(score.earned)} of {number(score.points)}",
            percent(score.earned / score.points) if score.points else "",
            change_sign(score.change),
        )
        for score in one.scores[-SCORES:]
    ]
    return drawn + table(("day", "mode", "points", "", "since last time"), rows, left=(0, 1))


def _proofs(progress: Progress) -> str:
    found = progress.proofs
    rows = [
        ("right", f"{found.right_found:,}", f"{found.right_elsewhere:,}"),
        ("not right", f"{found.wrong_found:,}", f"{found.wrong_elsewhere:,}"),
    ]
    return table(("the answer was", "evidence found", "evidence elsewhere"), rows)
