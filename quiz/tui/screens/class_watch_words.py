"""What the teacher's screens say, worked out from what the server tells: seats, sums, time, progress."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from quiz.classroom.teacher import QuestionSum, Seat, SittingState, Watch
from quiz.classroom.wording import minutes
from quiz.reports.words import count
from quiz.text.sanitise import one_line
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.one_line import cut

Pieces = list[str | tuple[str, str]]

ALIVE, LOST, WAITING, DONE, NOT_IN, LOCKED = "●", "◌", "○", "■", "·", "⚷"
GAP = 2
MOST_NAME, LEAST_NAME = 32, 8
MOST_BAR, LEAST_BAR = 10, 4
"""Columns of a learner's line: between two fields, and what a name and a bar get."""


def seats_in_order(watch: Watch) -> list[Seat]:
    """Those at work first, then the waiting, the finished and the absent; by name within each."""
    rank = {"working": 0, "waiting": 1, "finished": 2, "absent": 3}
    return sorted(watch.seats, key=lambda seat: (rank[seat.standing], seat.name.casefold()))


def head_line(watch: Watch, width: int) -> str:
    """How many are in, at work, out of reach, done; where there is room, how much has been received."""
    seats = watch.seats
    working = [seat for seat in seats if seat.standing == "working"]
    lost = sum(not seat.connected for seat in working)
    done = sum(seat.standing == "finished" for seat in seats)
    parts = [
        f"{sum(seat.standing != 'absent' for seat in seats)} of {len(seats)} in",
        f"{len(working)} at work" + (f" ({lost} out of reach)" if lost else ""),
        f"{done} finished",
        f"{count(sum(seat.answered for seat in seats), 'answer')} received",
    ]
    whole = "   ".join(parts)
    return whole if len(whole) <= width else "   ".join(parts[:-1])


def state_words(sitting: SittingState, now: int) -> str:
    """The state of a sitting, and what is released."""
    words = {"waiting": "not open yet", "open": "open", "paused": "PAUSED", "closed": "closed"}[sitting.state]
    if sitting.state == "waiting" and sitting.opens is not None:
        words = f"opens in {span(sitting.opens - now)}"
    elif sitting.state == "open" and sitting.closes is not None:
        words = f"open, closes in {span(sitting.closes - now)}"
    time = "" if sitting.minutes is None else f", {minutes(sitting.minutes)} each"
    shown = {"never": "", "marks": ", marks released", "all": ", results released"}[sitting.release]
    return f"{sitting.mode}, {words}{time}{shown}"


def span(milliseconds: int) -> str:
    """``12 min``, in the last two minutes ``75 s``."""
    seconds = max(0, milliseconds) // 1000
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"


def seat_lines(seats: Sequence[Seat], width: int, *, follow: bool) -> list[str]:
    """A line for each learner: sign, name, progress, question, time left, and what the teacher should know.

    The columns are as wide as these learners need. Where there is little room the bar goes first, then names are cut.
    """
    working = [seat for seat in seats if seat.standing == "working"]
    begun = [seat for seat in seats if seat.standing in ("working", "finished")]
    done = widest(progress(seat) for seat in begun)
    place = 0 if follow else widest(at(seat) for seat in working)
    left = widest(time_left(seat) for seat in working)
    between = sum(GAP + one for one in (place, left) if one)
    said = max(widest(notes(seat) for seat in working), widest(notes(seat) for seat in begun) - between)
    rest = len("● ") + GAP + done + between + (GAP + said if said > 0 else 0)
    name = min(MOST_NAME, widest(one_line(seat.name) for seat in seats))
    drawn = min(MOST_BAR, width - rest - name - 1)
    drawn = drawn if begun and drawn >= LEAST_BAR else 0
    name = min(name, max(LEAST_NAME, width - rest - (drawn + 1 if drawn else 0)))
    return [cut(_seat_line(seat, name, drawn, done, place, left).rstrip(), width) for seat in seats]


def _seat_line(seat: Seat, name: int, drawn: int, done: int, place: int, left: int) -> str:
    """One of them, by the widths of the columns; 0 leaves one out."""
    sign = {"absent": NOT_IN, "waiting": WAITING, "finished": DONE}.get(
        seat.standing, ALIVE if seat.connected else LOST
    )
    fields = [f"{sign} {fitted(seat.name, name)}"]
    if seat.standing in ("working", "finished"):
        share = seat.answered / seat.questions if seat.questions else 0.0
        fields.append((f"{bar(share, drawn)} " if drawn else "") + f"{progress(seat):>{done}}")
        if seat.standing == "working":
            fields += [f"{at(seat):<{place}}"] if place else []
            fields += [f"{time_left(seat):>{left}}"] if left else []
    else:
        fields.append({"waiting": "in, not begun", "absent": "not in"}[seat.standing])
    return (" " * GAP).join([*fields, notes(seat)])


def progress(seat: Seat) -> str:
    return f"{seat.answered}/{seat.questions}"


def at(seat: Seat) -> str:
    return f"at {seat.here}"


def time_left(seat: Seat) -> str:
    return "" if seat.left is None else span(seat.left)


def widest(texts: Iterable[str]) -> int:
    """The columns that the longest of these takes."""
    return max((cell_len(text) for text in texts), default=0)


def notes(seat: Seat) -> str:
    """What stands out about a learner, in a few words."""
    parts = []
    if seat.locked:
        parts.append(f"{LOCKED} PIN held up: u")
    if seat.standing == "working" and not seat.connected:
        parts.append("out of reach")
    if seat.standing == "finished":
        parts.append(f"receipt {seat.receipt}" if seat.receipt else "time over")
    if seat.typed:
        parts.append(f"{seat.typed} typed")
    if seat.extra:
        parts.append(f"{seat.extra:+g} min")
    if seat.late:
        parts.append(f"{seat.late} late")
    if seat.superseded:
        parts.append(f"{seat.superseded} beside")
    if seat.flagged:
        parts.append(f"⚑{seat.flagged}")
    return ", ".join(parts)


def hardest_lines(watch: Watch, width: int) -> list[str]:
    """The hardest questions so far: how much of their credit was earned, and the prompt."""
    by_id = {one.question: one for one in watch.questions}
    found = [by_id[question] for question in watch.hardest if question in by_id]
    return [question_line(one, width) for one in found]


def question_line(one: QuestionSum, width: int) -> str:
    credit = "    " if one.credit is None else f"{one.credit:>4.0%}"
    head = f"{credit} of {one.answered} answer{' ' if one.answered == 1 else 's'}  "
    return f"{head}{fitted(one.prompt, max(10, width - len(head))).rstrip()}"


def fitted(text: str, width: int) -> str:
    """One sanitised line of exactly so many columns; what is too long ends in an ellipsis."""
    text = cut(one_line(text), width)
    return text + " " * (width - cell_len(text))
