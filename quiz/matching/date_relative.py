"""Words such as `yesterday` and `last November`, which mean a date only to someone who knows what day it is."""

import datetime

from quiz.matching.date_tokens import Tokens
from quiz.matching.date_value import Partial, Reading


def resolve(tokens: Tokens, reading: Reading, today: datetime.date) -> Reading:
    """The reading with its words replaced by the date they mean in a text published on `today`.

    `last November` is the latest one whose month is over, `this November` the one of that year; `last Tuesday` is
    before today, `next Tuesday` after it. Weeks start on Monday.
    """
    start, end = _resolve(tokens, reading, today)
    return Reading(
        start, end, "range" if start != end else "", None, None, reading.clues, None, reading.first, reading.past
    )


def _resolve(tokens: Tokens, reading: Reading, today: datetime.date) -> tuple[Partial, Partial]:
    places = range(reading.first, reading.past)
    said: dict[str, int | str] = {tokens.classes[at]: tokens.values[at] for at in places}
    clues = reading.clues
    if "v" in said:
        days = int(said["v"])
        if "L" in said:
            days += -1 if said["L"] == "before" else 1
        return _day(today, days)
    if "G" in said:
        count = next((int(tokens.values[at]) for at in places if tokens.classes[at] in "id"), 1)
        return _unit(today, str(said.get("U") or said.get("u") or said["D"]), -count, whole_week=False)
    turn = int(said["p"])
    if "U" in said:
        start, end = _unit(today, str(said["U"]), turn, whole_week=True)
        if "m" not in said:
            return start, end
        day = next((int(tokens.values[at]) for at in places if tokens.classes[at] in "ido"), None)
        date = Partial(start.year, int(said["m"]), day)
        return date, date
    if "pm" in clues:
        month = int(said["m"])
        year = today.year
        if turn < 0 and month >= today.month:
            year -= 1
        elif turn > 0 and month <= today.month:
            year += 1
        return Partial(year, month), Partial(year, month)
    ahead = (int(said["w"]) - today.weekday()) % 7
    if turn < 0:
        ahead = ahead - 7
    elif turn > 0:
        ahead = ahead or 7
    elif ahead > 3:
        ahead -= 7
    return _day(today, ahead)


def _day(today: datetime.date, days: int) -> tuple[Partial, Partial]:
    ordinal = min(max(today.toordinal() + days, 1), datetime.date.max.toordinal())
    date = datetime.date.fromordinal(ordinal)
    return (Partial(date.year, date.month, date.day),) * 2


def _unit(today: datetime.date, unit: str, count: int, *, whole_week: bool) -> tuple[Partial, Partial]:
    if unit in ("day", "night"):
        return _day(today, count)
    if unit == "week":
        if not whole_week:
            return _day(today, 7 * count)
        monday = 7 * count - today.weekday()
        return _day(today, monday)[0], _day(today, monday + 6)[0]
    if unit == "month":
        months = today.year * 12 + today.month - 1 + count
        return (Partial(months // 12, months % 12 + 1),) * 2
    return (Partial(today.year + count),) * 2


def nearby_weekday(weekday: int, today: datetime.date, day: datetime.date) -> bool:
    """Whether a bare weekday in a text published on `today` can mean that day: it lies within a week."""
    return day.weekday() == weekday and abs((day - today).days) <= 7
