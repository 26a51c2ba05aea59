"""Small pictures as inline SVG. Every number in a picture is also written in it; colour only repeats.

Sizes are in pixels of a page 680 wide. Texts are escaped here, once.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from math import floor

from quiz.reports.progress import Day
from quiz.reports.words import month_name, short_day
from quiz.text.sanitise import one_line

WIDTH = 680
MOST_DOTS = 80
_ROW = 22
_LABEL = 150


def text_of(text: str) -> str:
    """Anybody's text, for between tags and in attributes."""
    return escape(one_line(text), quote=True)


def picture(height: float, label: str, *parts: str) -> str:
    """An SVG of the page's width; label says what it shows, for who cannot see it."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" role="img" '
        f'aria-label="{text_of(label)}">{"".join(parts)}</svg>'
    )


def bars(rows: Sequence[tuple[str, float, str]], label: str, label_width: int = _LABEL) -> str:
    """Horizontal bars: name, share 0..1, and the words behind the bar. label_width: pixels for the names."""
    room = WIDTH - label_width - (244 if label_width == _LABEL else 130)
    most = label_width // 7
    parts = []
    for at, (name, share, words) in enumerate(rows):
        y = at * _ROW
        length = room * min(max(share, 0.0), 1.0)
        parts += [
            _text(label_width - 8, y + 15, name[:most], "end"),
            _box(label_width, y + 4, room, _ROW - 8, "track"),
            _box(label_width, y + 4, length, _ROW - 8, "bar"),
            _text(label_width + room + 8, y + 15, words),
        ]
    return picture(len(rows) * _ROW + 4, label, *parts)


def histogram(shares: Sequence[float], label: str) -> str:
    """How many of some shares (0..1) lie in each tenth; a whole one belongs to the last."""
    counts = [0] * 10
    for share in shares:
        counts[min(9, max(0, int(share * 10 + 1e-9)))] += 1
    height, top, step = 140.0, 16.0, WIDTH / 10
    bottom = height - 20
    most = max(counts) or 1
    parts = []
    for at, number in enumerate(counts):
        tall = (bottom - top) * number / most
        parts.append(_box(at * step + 2, bottom - tall, step - 4, tall, "bar"))
        if number:
            parts.append(_text((at + 0.5) * step, bottom - tall - 3, f"{number}", "middle"))
        parts.append(_text((at + 0.5) * step, height - 4, f"{at * 10}-{at * 10 + 10}%", "middle"))
    parts.append(f'<line class="grid" x1="0" y1="{bottom:.1f}" x2="{WIDTH}" y2="{bottom:.1f}"/>')
    return picture(height, label, *parts)


def line(points: Sequence[tuple[int, float]], label: str) -> str:
    """Shares, at most 1, over days, from the first day to the last; last, first, worst and best are named."""
    height, left, right, top = 150.0, 40.0, WIDTH - 20.0, 20.0
    bottom = height - 22
    first, last = points[0][0], points[-1][0]

    lowest_share = min(0.0, floor(2 * min(share for _, share in points)) / 2)  # scored certainty may cost more than all

    def height_of(share: float) -> float:
        return bottom - (min(share, 1.0) - lowest_share) / (1 - lowest_share) * (bottom - top)

    def at(point: tuple[int, float]) -> tuple[float, float]:
        along = (point[0] - first) / (last - first) if last > first else 0.5
        return left + along * (right - left), height_of(point[1])

    places = [at(point) for point in points]
    parts = []
    for share in (*([lowest_share] if lowest_share else []), 0.0, 0.5, 1.0):
        y = height_of(share)
        parts += [
            f'<line class="grid" x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}"/>',
            _text(left - 6, y + 4, f"{share:.0%}", "end"),
        ]
    parts.append(f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    shares = [share for _, share in points]
    if len(places) <= MOST_DOTS:
        parts += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    lowest = shares.index(min(shares))
    named: list[tuple[float, float]] = []
    for which in dict.fromkeys((len(points) - 1, 0, lowest, shares.index(max(shares)))):
        x, y = min(max(places[which][0], left + 14), right - 14), places[which][1]
        y += 16 if which == lowest and y < bottom - 24 else -8
        if all(abs(x - one[0]) > 34 or abs(y - one[1]) > 12 for one in named):  # else it would be written over another
            named.append((x, y))
            parts.append(_text(x, y, f"{shares[which]:.0%}", "middle"))
    name = short_day if last - first < 300 else month_name
    parts.append(_text(left, height - 4, name(first)))
    if last > first:
        parts.append(_text(right, height - 4, name(last), "end"))
    return picture(height, label, *parts)


def columns(days: Sequence[Day], label: str) -> str:
    """Upright columns, one a day, with their numbers; every seventh day is named."""
    height, top = 120.0, 16.0
    bottom = height - 20
    most = max((one.number for one in days), default=0) or 1
    step = WIDTH / max(len(days), 1)
    parts = []
    for at, one in enumerate(days):
        tall = (bottom - top) * one.number / most
        x = at * step
        parts.append(_box(x + 2, bottom - tall, step - 4, tall, "bar"))
        if one.number:
            parts.append(_text(x + step / 2, bottom - tall - 3, f"{one.number}", "middle"))
        if at % 7 == 0:
            parts.append(_text(x + 2, height - 4, "today" if at == 0 else short_day(one.day)))
    parts.append(f'<line class="grid" x1="0" y1="{bottom:.1f}" x2="{WIDTH}" y2="{bottom:.1f}"/>')
    return picture(height, label, *parts)


def calendar(days: Iterable[Day], today: int, weeks: int, label: str) -> str:
    """A square a day, a column a week, Mondays on top; the fuller the day, the darker, with its number in it."""
    numbers = {one.day: one.number for one in days}
    monday = today - (today - 1) % 7 - 7 * (weeks - 1)
    step = (WIDTH - 36) / weeks
    most = max((numbers.get(day, 0) for day in range(monday, today + 1)), default=0) or 1
    parts = [
        _text(30, 20 + row * step + step * 0.65, name, "end") for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    month = 0
    for week in range(weeks):
        first = date.fromordinal(monday + 7 * week)
        x = 36 + week * step
        if first.month != month and (week or first.day <= 14) and week < weeks - 1:
            parts.append(_text(x, 12, f"{first:%b}"))
        month = first.month
        for row in range(7):
            day = monday + 7 * week + row
            if day > today:
                break
            number = numbers.get(day, 0)
            shade = 0 if not number else 1 + min(3, number * 4 // (most + 1))
            parts.append(_box(x + 1, 20 + row * step, step - 2, step - 2, f"day{shade}"))
            if number:
                full = " full" if number > 99 else ""
                parts.append(
                    f'<text class="in{shade}{full}" x="{x + step / 2:.1f}" y="{20 + row * step + step * 0.62:.1f}" '
                    f'text-anchor="middle">{number if number < 1000 else "999"}</text>'
                )
    return picture(24 + 7 * step, label, *parts)


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text_of(text)}</text>'
