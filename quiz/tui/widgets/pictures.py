"""Progress as pictures in the terminal, drawn by plotext; the numbers stand in the report below them."""

from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual_plotext import PlotextPlot

from quiz.attempts.results import SURE_WORDS
from quiz.reports.progress import Progress, SetScores
from quiz.reports.words import short_day
from quiz.text.sanitise import sanitise

if TYPE_CHECKING:
    from textual.events import Resize

AHEAD = 14
SETS = 3
"""Sets whose scores are drawn: those tried last, told apart by their signs where there are no colours."""
SIDE_BY_SIDE = 100
TICKS = 4
BLUE, ORANGE, GREEN = (1, 120, 212), (178, 102, 0), (20, 134, 70)
"""Red, green and blue of what is drawn: the contrast to a dark ground and to a light one is 3, by WCAG 2.2, 1.4.11.
Colours by name are the terminal's, which are others in each theme."""
SIGNS = (("●", BLUE), ("x", ORANGE), ("o", GREEN))


class Pictures(Container):
    """Credit by week, scores of the sets tried last, certainty against right answers, and what falls due.

    A picture that would show a single point, or nothing, is left out.
    """

    DEFAULT_CSS = """
    Pictures { layout: grid; grid-size: 1; grid-gutter: 0 2; grid-rows: 13; height: auto; }
    Pictures { max-width: 124; margin-bottom: 1; }
    Pictures.-wide { grid-size: 2; }
    Pictures PlotextPlot { height: 12; margin: 0 1; min-width: 20; }
    """

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def compose(self) -> ComposeResult:
        yield from pictures_of(self._progress)

    def on_resize(self, event: "Resize") -> None:
        self.set_class(event.container_size.width >= SIDE_BY_SIDE, "-wide")


def pictures_of(progress: Progress) -> list[PlotextPlot]:
    """The pictures there is something to show in."""
    found = []
    if len(progress.weeks) > 1:
        weeks = [week.day for week in progress.weeks], [week.credit for week in progress.weeks]
        found.append(_over_time("Credit by week, %", [("", *weeks)]))
    tried = sorted((one for one in progress.sets if len(one.scores) > 1), key=lambda one: -one.scores[-1].at)[:SETS]
    if tried:
        found.append(_over_time("Scores, %", [_line(one) for one in tried]))
    if progress.sure:
        names = [f"{SURE_WORDS[one.certainty - 1]} ({one.answers})" for one in progress.sure]
        rights = [100 * one.right / one.answers for one in progress.sure]
        found.append(_bars("Fully right by certainty, %", names, rights, most=100))
    ahead = progress.forecast[:AHEAD]
    if any(one.number for one in ahead):
        days = [short_day(one.day) for one in ahead]
        found.append(_bars("Questions that fall due", days, [one.number for one in ahead]))
    return found


Line = tuple[str, Sequence[int], Sequence[float]]
"""A name, days as in ``progress.DayOf``, and shares, at most 1."""


def _line(one: SetScores) -> Line:
    scores = [score for score in one.scores if score.points]
    return one.title, [score.day for score in scores], [score.earned / score.points for score in scores]


def _over_time(title: str, lines: Sequence[Line]) -> PlotextPlot:
    """Shares over days; each line with its name, if any."""
    picture = PlotextPlot()
    plot = picture.plt
    for (name, days, shares), (sign, colour) in zip(lines, SIGNS, strict=False):
        percents = [100 * share for share in shares]
        plot.plot(list(days), percents, marker="braille", color=colour)
        plot.scatter(list(days), percents, marker=sign, color=colour, label=_cut(name) or None)
    every: list[float] = sorted({day for _, days, _ in lines for day in days})
    ticks = every if len(every) <= TICKS else [every[round(at * (len(every) - 1) / (TICKS - 1))] for at in range(TICKS)]
    plot.xticks(ticks, [short_day(round(day)) for day in ticks])
    # Where certainty is scored, a score may be below nothing.
    lowest = 50 * floor(2 * min([0.0, *(share for _, _, shares in lines for share in shares)]))
    # Room above for the names, which plotext writes into the picture.
    plot.ylim(lowest, 100 + 20 * sum(bool(name) for name, _, _ in lines))
    plot.yticks([*([lowest] if lowest else []), 0, 50, 100])
    plot.title(title)
    return picture


def _bars(title: str, names: Sequence[str], values: Sequence[float], *, most: float = 0.0) -> PlotextPlot:
    """Upright bars up to the highest value, or to ``most`` where there is such a thing."""
    most = most or max([1, *values])
    picture = PlotextPlot()
    plot = picture.plt
    plot.bar(list(range(len(names))), list(values), width=0.6, color=BLUE)
    plot.ylim(0, most)
    plot.yticks([0, most], ["0", f"{most:.0f}"])
    step = max(1, -(-len(names) // TICKS))
    plot.xticks(list(range(0, len(names), step)), list(names)[::step])
    plot.title(title)
    return picture


def _cut(name: str) -> str:
    """Anybody's words, as they may reach the terminal."""
    name = sanitise(name).replace("\n", " ")
    return name if len(name) <= 28 else f"{name[:27]}…"
