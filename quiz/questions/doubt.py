"""What looks unmeant about a response, before it is given: no date where one is asked for, lines still open.

Nothing here knows the key. A learner who gives the same once more is believed.
"""

import re

from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Response, Typed
from quiz.questions.view import GapsView, MarkView, OptionsView, OrderView, PairsView, TextView, View


def doubt(view: View, response: Response) -> str:
    """One sentence on what its learner may not have meant; "" where there is nothing to ask about.

    An empty response is not doubted but refused: see ``response.is_empty``.
    """
    match view, response:
        case TextView(), Typed(text):
            return _of_text(view, text)
        case OptionsView(pick=wanted), Picked(options) if wanted > 1 and len(options) != wanted:
            return f"{_many(wanted, 'option')} {'is' if wanted == 1 else 'are'} wanted; {len(options)} picked."
        case PairsView(lefts=lefts), Paired(pairs) if missing := sum(left not in pairs for left in lefts):
            return _still_open(missing, len(lefts), "line")
        case GapsView(), Filled(gaps):
            return _of_gaps(view, gaps)
        case OrderView(items=shown), Ordered(items) if items == shown:
            return "Nothing has been moved: this is the order in which they were shown."
        case MarkView(count=wanted), Marked(places) if wanted > 0 and len(places) != wanted:
            return f"{_many(wanted, view.unit)} {'is' if wanted == 1 else 'are'} wanted; {len(places)} picked."
    return ""


def _of_text(view: TextView, text: str) -> str:
    if view.kind == "date":
        return _of_date(text)
    if view.kind == "number":
        from quiz.matching.numbers import match_number, parse_key

        # What grading can read at all it can read beside any key.
        unread = match_number(text, parse_key("0")).reason == "unreadable"
        return "No number can be read in this." if unread else ""
    return _over_limit(text, view.max_words)


def _of_date(text: str) -> str:
    from quiz.matching.dates import match_date, parse_key

    if match_date(text, parse_key("2000-01-01")).reason == "unreadable":
        return "No date can be read in this."
    from quiz.matching.date_readings import readings
    from quiz.matching.date_tokens import tokenise

    if _DOTTED.search(text):
        return ""
    for one in readings(tokenise(text, slips=True), running=False, published=None):
        day, month, other = one.start.day, one.start.month, one.other
        if other is None or day is None or month is None or one.start != one.end:
            continue
        if "month_first" in other.clues or (one.start.year is None and "short_or_day" not in one.clues):
            year = "" if one.start.year is None else f" {one.start.year:02}"
            return f"Read day first, this is {day} {_MONTHS[month - 1]}{year}."
    return ""


def _of_gaps(view: GapsView, gaps: tuple[str, ...]) -> str:
    empty = sum(not gap.strip() for gap in gaps)
    if empty:
        return _still_open(empty, len(view.gaps), "gap")
    over = (_over_limit(gap, view.max_words) for gap in gaps)
    return next((said for said in over if said), "")


def _over_limit(text: str, most: int) -> str:
    if not most:
        return ""
    from quiz.text.normalise import words

    given = len(words(text))
    return f"At most {_many(most, 'word')}; this has {given}." if given > most else ""


def _still_open(missing: int, total: int, noun: str) -> str:
    return f"{missing} of {_many(total, noun)} {'is' if missing == 1 else 'are'} still open."


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


_DOTTED = re.compile(r"\d\s*\.\s*\d")
"""Between dots the day comes first wherever dates are written so."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
