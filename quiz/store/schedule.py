"""When to make a backup, and which to keep. Pure functions of names and a time."""

from collections.abc import Iterable
from datetime import UTC, datetime

DAY = 86_400_000
DAILY, WEEKLY, MONTHLY = 7, 4, 12
_NAME = "store-%Y%m%dT%H%M%SZ.db"


def name_of(at: int) -> str:
    """The name of a backup made at a time (UTC, milliseconds since 1970)."""
    return _utc(at).strftime(_NAME)


def time_of(name: str) -> int | None:
    """When the backup of this name was made (as above, to the second); None for a name that is not a backup's."""
    try:
        made = datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
    at = int(made.timestamp()) * 1000
    return at if name_of(at) == name else None


def by_age(names: Iterable[str]) -> list[str]:
    """The backups among names, the newest first."""
    return sorted((name for name in names if time_of(name) is not None), reverse=True)


def is_due(names: Iterable[str], now: int, period: int = DAY) -> bool:
    """True where no backup was made in the day before now. One from the future, by a wrong clock, does not count.

    period: milliseconds instead of a day.
    """
    return not any(now - period < made <= now + 1000 for name in names if (made := time_of(name)) is not None)


def thin(names: Iterable[str], now: int, latest: int = 1) -> list[str]:
    """The backups to remove, so that these are kept: the ``latest`` newest, of each of the last 7 days, 4 weeks and
    12 months with a backup the newest one, and those from the future.

    Weeks begin on Monday; days, weeks and months are those of UTC. Names that are not backups' are left alone.
    """
    ordered = by_age(names)
    keep = set(ordered[:latest])
    past = []
    for name in ordered:
        made = time_of(name) or 0
        if made > now:
            keep.add(name)
        else:
            past.append((name, made))
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        newest: dict[object, str] = {}
        for name, made in past:
            newest.setdefault(period(made), name)
        keep.update(list(newest.values())[:most])
    return [name for name in ordered if name not in keep]


def _day(at: int) -> object:
    return at // DAY


def _week(at: int) -> object:
    # 1 January 1970 was a Thursday.
    return (at // DAY + 3) // 7


def _month(at: int) -> object:
    month = _utc(at)
    return month.year, month.month


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC)
