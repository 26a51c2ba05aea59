"""What the teacher's screens say, worked out from what the server tells: seats, sums, time, progress."""

from rich.cells import cell_len

from quiz.classroom.teacher import QuestionSum, Seat, SittingState, Watch
from quiz.classroom.wording import minutes
from quiz.text.sanitise import one_line
from quiz.tui.widgets.bars import bar

Pieces = list[str | tuple[str, str]]

ALIVE, LOST, DONE, NOT_IN, LOCKED = "●", "◌", "■", "·", "⚷"


def seats_in_order(watch: Watch) -> list[Seat]:
    """Those at work first, then the waiting, the finished and the absent; by name within each."""
    rank = {"working": 0, "waiting": 1, "finished": 2, "absent": 3}
    return sorted(watch.seats, key=lambda seat: (rank[seat.standing], seat.name.casefold()))


def head_line(watch: Watch) -> str:
    """How many are in, at work, out of reach, done; how much has been received."""
    seats = watch.seats
    working = [seat for seat in seats if seat.standing == "working"]
    lost = sum(not seat.connected for seat in working)
    done = sum(seat.standing == "finished" for seat in seats)
    parts = [
        f"{sum(seat.standing != 'absent' for seat in seats)} of {len(seats)} in",
        f"{len(working)} at work" + (f" ({lost} out of reach)" if lost else ""),
        f"{done} finished",
        f"{sum(seat.answered for seat in seats)} answers received",
    ]
    return "   ".join(parts)


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


def seat_line(seat: Seat, width: int, *, follow: bool) -> str:
    """One learner on one line: sign, name, progress, question, time left, and what the teacher should know."""
    name_width = min(24, max(10, width - 46))
    sign = {"absent": NOT_IN, "waiting": "○", "finished": DONE}.get(seat.standing, ALIVE if seat.connected else LOST)
    fields = [f"{sign} {fitted(seat.name, name_width)}"]
    if seat.standing in ("working", "finished"):
        share = seat.answered / seat.questions if seat.questions else 0.0
        fields.append(f"{bar(share, 10)} {f'{seat.answered}/{seat.questions}':>7}")
        if seat.standing == "working":
            at = "" if follow else f"at {seat.here}"
            left = "" if seat.left is None else span(seat.left)
            fields.append(f"{at:<6}  {left:>7}")
    else:
        fields.append({"waiting": "in, not begun", "absent": "not in"}[seat.standing])
    said = notes(seat)
    return fitted_line("  ".join([*fields, said]).rstrip(), width)


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
    return f"{credit} of {one.answered:>2}  {fitted(one.prompt, max(10, width - 12)).rstrip()}"


def fitted(text: str, width: int) -> str:
    """One sanitised line of exactly so many columns; what is too long ends in an ellipsis."""
    text = fitted_line(one_line(text), width)
    return text + " " * (width - cell_len(text))


def fitted_line(text: str, width: int) -> str:
    """A line of so many columns at most."""
    if cell_len(text) > width:
        while cell_len(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text
