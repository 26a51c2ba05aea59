"""Dates as pages print them beside a story. ``quiz.matching.dates`` reads a learner's; a page is far more uniform."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<y>\d{4})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
)
_AROUND = re.compile(
    r"\b(?:published|posted|updated|last|first|modified|created|date|on|at|the|mon|tue|tues|wed|thu|thurs|fri|sat|sun|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|am|pm|a\.m|p\.m|[ap]m|utc|gmt|[ecmp][sd]?t|cest|bst|"
    r"msk|eet|time|ago|hours?|minutes?)\b\.?|\bT(?=\d)|(?<=\d)Z|[\W\d_]",
    re.IGNORECASE,
)
LEADING = re.compile(r"^\s*date[:\s]\s*(\d{4}-\d{2}-\d{2})(?:\s+|$)", re.IGNORECASE)
"""``date 2022-11-12`` before the first words, as news collections write it."""


def find_date(text: str) -> date | None:
    """The first whole date of a line; None without one. 3/4/2025 could be two days and is none."""
    found = _find(text)
    return found[1] if found else None


def is_date_line(text: str) -> bool:
    """True where a line holds a date and besides it only times, weekdays, numbers and such words as "Updated"."""
    found = _find(text)
    if found is None:
        return False
    match, _ = found
    rest = text[: match.start()] + " " + text[match.end() :]
    again = _find(rest)
    if again:
        rest = rest[: again[0].start()] + " " + rest[again[0].end() :]
    return not _AROUND.sub("", rest)


def _find(text: str) -> tuple[re.Match[str], date | None] | None:
    """Where the first date stands, and which; None for one that could be two days."""
    matches = [match for form in _DATES if (match := form.search(text[:400]))]
    for match in sorted(matches, key=lambda one: one.start()):
        groups = match.groupdict()
        if "one" in groups:
            one, two = int(groups["one"]), int(groups["two"])
            if one <= 12 and two <= 12 and one != two:
                return match, None
            day, month = (one, two) if one > 12 else (two, one)
        else:
            day = int(groups["d"])
            month = int(groups["m"]) if groups["m"].isdecimal() else _MONTHS[groups["m"].lower().rstrip(".")]
        try:
            return match, date(int(groups["y"]), month, day)
        except ValueError:  # the 31st of a short month: no date at all
            continue
    return None
