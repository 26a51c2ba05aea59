"""Results in words: the sum, the axes beside each other, and what there is to learn from a miss."""

from itertools import zip_longest

from quiz.attempts.desk import Desk
from quiz.attempts.results import Line, Results, telling
from quiz.questions.line import spoken
from quiz.questions.scoring import number
from quiz.reports.words import hours
from quiz.tui.screens.asking_words import where_in
from quiz.tui.widgets.bars import bar

SIDE_BY_SIDE = 86
"""Columns from which topics and skills stand side by side."""

Pieces = list[str | tuple[str, str]]
"""Strings, some with a style."""


def total(results: Results) -> Pieces:
    """Points, how many were right, the time."""
    share = results.earned / results.points if results.points else 0.0
    return [
        (f"{number(results.earned)} of {number(results.points)} points", "bold"),
        f"   {share:.0%}   {bar(share, 24)}\n",
        f"{results.right} of {results.questions} questions fully right, in {hours(results.elapsed / 1000)}",
    ]


def axes(results: Results, width: int) -> list[str]:
    """Lines of so many columns at most: by topic, by skill, by certainty where it was asked for."""
    topic, skill = _axis("By topic", telling(results.by_topic)), _axis("By skill", telling(results.by_skill))
    sure = _axis("By how sure you were", results.by_certainty)
    skill = [*skill, *([""] if skill and sure else []), *sure]
    if not topic or not skill:
        return topic or skill
    return _beside(topic, skill) if width >= SIDE_BY_SIDE else [*topic, "", *skill]


def miss(desk: Desk, question: str) -> Pieces:
    """A question that was not fully right: what was given, the answer and why; nothing where that may not be seen."""
    item, feedback = desk.attempt.items[question], desk.feedback(question)
    if feedback is None:
        return []
    view = desk.view(question)
    partly = feedback.verdict.outcome == "near" or (item.assessed and item.earned)
    sign = "◐" if partly else "✗" if item.answered else "·"
    given = spoken(item.response, view) if item.response else "not answered"
    pieces: Pieces = [
        (f"{sign} {view.prompt}\n", "bold"),
        ("You: ", "dim"),
        given,
        (f"   {number(item.earned)} of {number(item.points)}\n", "dim"),
    ]
    if feedback.later:
        pieces.append(f"{feedback.later}\n")
    if feedback.key:
        pieces += [("Answer: ", "dim"), f"{feedback.key}\n"]
    pieces += [f"✗ {why}\n" for why in feedback.why]
    if feedback.explain:
        pieces.append(f"{feedback.explain}\n")
    pieces += [(f'▌ "{place.text}"\n', "$text-accent") for place in feedback.places]
    if feedback.places:
        pieces.append((f"  {where_in(desk.articles, feedback.places)}", "dim"))
    return pieces


def _beside(left: list[str], right: list[str]) -> list[str]:
    width = max(map(len, left)) + 4
    return [f"{one:<{width}}{other}".rstrip() for one, other in zip_longest(left, right, fillvalue="")]


def _axis(title: str, lines: tuple[Line, ...]) -> list[str]:
    if not lines:
        return []
    width = max(len(line.name) for line in lines)
    rows = [
        f"  {line.name:<{width}}  {bar(line.earned / line.points if line.points else 0, 16)}  "
        f"{number(line.earned)} of {number(line.points)}"
        for line in lines
    ]
    return [title, *rows]
