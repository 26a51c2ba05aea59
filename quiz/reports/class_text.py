"""A sitting as plain text: its figures, its questions, and the sentences that were misread most."""

from collections.abc import Iterator, Sequence

from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number
from quiz.reports.items import FEW, Analysis, ItemFigures, analyse
from quiz.reports.misreadings import by_sentence
from quiz.reports.papers import Paper
from quiz.reports.words import count, percent

MOST_MISREAD = 10
_WIDTH = 77
_FIGURES = 33
"""Columns of a question's line for all but its prompt: its number, and the figures behind it."""


def class_text(title: str, asked: QuestionSet, papers: Sequence[Paper]) -> str:
    """The report on all papers of a sitting, for a screen of 80 columns. Not yet made safe."""
    return "\n".join([title, *_lines(asked, papers)]) + "\n"


def _lines(asked: QuestionSet, papers: Sequence[Paper]) -> Iterator[str]:
    if not papers:
        yield "Nobody has begun yet."
        return
    figures = analyse(asked, papers)
    yield from summary_lines(figures)
    yield ""
    yield items_head(_WIDTH)
    for one in figures.items:
        yield item_line(one, _WIDTH)
        for remark in one.remarks:
            yield f"      {remark}"
    misread = sorted((one for one in by_sentence(asked, papers) if one.misread), key=lambda one: -one.learners)
    if misread:
        yield ""
        yield "Misread most"
    numbers = {question.id: at for at, question in enumerate(asked.questions, 1)}
    for sentence in misread[:MOST_MISREAD]:
        article = asked.sources.articles[sentence.article]
        start, end = article.sentences[sentence.number - 1]
        yield f"  sentence {sentence.number}: {count(sentence.learners, 'learner')}"
        yield f'    "{_cut(article.text[start:end], 72)}"'
        for wrong in sentence.misread[:3]:
            likely = ", likely from here" if wrong.how == "likely" else ""
            said = _cut(wrong.text, 40)
            yield f'      {wrong.learners} answered "{said}" to question {numbers.get(wrong.question, 0)}{likely}'


def items_head(width: int) -> str:
    """What stands over the lines of questions."""
    return f"{'':3} {'question':{width - _FIGURES}} earned  discr.   time asked"


def item_line(one: ItemFigures, width: int) -> str:
    """A question on one line: how much of it was earned, its discrimination, the median time, and of how many."""
    earned = "-" if one.facility is None else percent(one.facility)
    sorting = "-" if one.discrimination is None else f"{one.discrimination:+.2f}"
    time = "-" if one.seconds is None else f"{one.seconds:.0f} s"
    room = width - _FIGURES
    return f"{one.number:3} {_cut(one.prompt, room):{room}} {earned:>6} {sorting:>7} {time:>6} {one.asked:>5}"


def summary_lines(figures: Analysis) -> Iterator[str]:
    """The whole sitting in a few lines."""
    words = [count(figures.learners, "learner")]
    if figures.mean is not None and figures.median is not None:
        mean, median = (total(figures, value) for value in (figures.mean, figures.median))
        words.append(f"mean {mean}, median {median} of {'the' if figures.in_shares else number(figures.points)} points")
    yield ", ".join(words)
    if figures.in_shares:
        yield f"{why_shares(figures)}."
    if (found := figures.reliability) is not None:
        error = f" ± {1.96 * found.error:.2f}" if found.error is not None else ""
        yield f"reliability (alpha) {found.alpha:.2f}{error}; a score may be off by {found.of_score:.1f} points"
    if figures.few:
        yield f"Fewer than {FEW} learners: each figure may be chance."


def total(figures: Analysis, value: float) -> str:
    """A mean, median or spread of the totals: ``3.5``, or ``58%`` where points do not compare."""
    return percent(value) if figures.in_shares else f"{value:.1f}"


def why_shares(figures: Analysis) -> str:
    """Why totals are given in percent, as a sentence without its full stop."""
    worth = f"{number(figures.least)} to {number(figures.points)} points"
    return f"In percent: what they were asked, and is judged, is worth {worth}"


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3] + "..."
