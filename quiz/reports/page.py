"""Progress as one HTML page that needs nothing else: no network, no scripts; prints on A4."""

from collections.abc import Iterator, Sequence

from quiz.attempts.results import SURE_WORDS
from quiz.questions.scoring import number
from quiz.reports import svg
from quiz.reports.progress import Progress, SetScores, Share
from quiz.reports.svg import text_of
from quiz.reports.words import change_words, count, day_name, hours, percent

WEEKS = 26
SCORES = 12

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #595959; --rule: #d0d0d0; --bar: #2a5d8f;
  --track: #e9eef3; --d1: #d5e3f0; --d2: #9dbfdd; --d3: #5d91bf; --d4: #2a5d8f;
  --on3: #1b1b1b; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; --soft: #a8a8a8;
  --rule: #3c4046; --bar: #7fb2e0; --track: #262b31; --d1: #24405a; --d2: #2f5f8a; --d3: #5590c4; --d4: #9cc6ec;
  --on3: #16181b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 720px; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0 0 2px; } h2 { font-size: 17px; margin: 26px 0 6px; }
h3 { font-size: 15px; margin: 14px 0 2px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
section { break-inside: avoid; }
svg { display: block; max-width: 100%; height: auto; font: 11px system-ui, sans-serif; }
svg text { fill: var(--ink); } .bar { fill: var(--bar); } .track { fill: var(--track); } .dot { fill: var(--bar); }
.line { fill: none; stroke: var(--bar); stroke-width: 2; } .grid { stroke: var(--rule); stroke-width: 1; }
.day0 { fill: none; stroke: var(--rule); } .day1 { fill: var(--d1); } .day2 { fill: var(--d2); }
.day3 { fill: var(--d3); }
.day4 { fill: var(--d4); } svg .in3 { fill: var(--on3); } svg .in4 { fill: var(--paper); }
table { border-collapse: collapse; margin: 4px 0; }
th, td { text-align: right; padding: 2px 12px 2px 0; font-weight: normal; }
th:first-child, td:first-child { text-align: left; }
thead th { color: var(--soft); border-bottom: 1px solid var(--rule); }
dl { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 12px 0; } dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; font-size: 20px; }
@page { size: A4; margin: 15mm; }
@media print { body { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def as_page(progress: Progress) -> str:
    """The whole page. Everybody's text in it is escaped."""
    title = f"Progress of {text_of(progress.learner)}"
    parts = "\n".join(_parts(progress))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<p class="soft">{day_name(progress.today)}</p>\n{parts}\n</body>\n</html>\n'
    )


def _parts(progress: Progress) -> Iterator[str]:
    if not progress.answers:
        yield "<p>Nothing answered yet.</p>"
        return
    yield _summary(progress)
    yield _section(
        "Days practised",
        svg.calendar(progress.days, progress.today, WEEKS, "Answers a day in the last half year"),
        f"{count(len(progress.days), 'day')} in all; {count(progress.streak, 'day')} in a row now, "
        f"{progress.longest} at the most.",
    )
    weeks = [(week.day, week.credit) for week in progress.weeks]
    yield _section("Credit earned, week by week", svg.line(weeks, "Share of the credit earned in each week"))
    for title, shares in (("topic", progress.topics), ("skill", progress.skills), ("kind", progress.kinds)):
        if shares:
            yield _section(f"By {title}", _axis(title, shares))
    if progress.sets:
        yield "<h2>Scores</h2>"
        for one in progress.sets:
            yield f"<section><h3>{text_of(one.title)}</h3>{_scores(one)}</section>"
    if progress.proofs.asked:
        yield _section("For the right reason", _proofs(progress))
    if progress.sure:
        rows = [
            (
                SURE_WORDS[one.certainty - 1],
                one.right / one.answers,
                f"{percent(one.right / one.answers)} of {one.answers:,}",
            )
            for one in progress.sure
        ]
        yield _section("How sure, and how often right", svg.bars(rows, "Share of fully right answers by certainty"))
    if any(one.number for one in progress.forecast):
        yield _section("Questions that fall due", svg.columns(progress.forecast, "Questions due in the next 30 days"))


def _summary(progress: Progress) -> str:
    known = progress.remembered
    facts = (
        ("answers", f"{progress.answers:,}"),
        ("fully right", percent(progress.right / progress.answers)),
        ("credit", percent(progress.credit)),
        ("with questions", hours(progress.seconds)),
        ("in review", f"{known.questions:,}"),
        ("firm", f"{known.firm:,}"),
        ("due today", f"{known.due:,}"),
        ("suspended", f"{known.suspended:,}"),
        ("leeches", f"{known.leeches:,}"),
    )
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts) + "</dl>"


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
            change_words(score.change),
        )
        for score in one.scores[-SCORES:]
    ]
    return drawn + _table(("day", "mode", "points", "", ""), rows)


def _proofs(progress: Progress) -> str:
    found = progress.proofs
    rows = [
        ("right", f"{found.right_found:,}", f"{found.right_elsewhere:,}"),
        ("not right", f"{found.wrong_found:,}", f"{found.wrong_elsewhere:,}"),
    ]
    return _table(("the answer was", "evidence found", "evidence elsewhere"), rows)


def _section(title: str, body: str, words: str = "") -> str:
    return f"<section><h2>{title}</h2>{body}{f'<p>{words}</p>' if words else ''}</section>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{text_of(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{text_of(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
