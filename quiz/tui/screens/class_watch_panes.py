"""What the teacher's live screen shows: the sums, who is where, what all are asked, what was hardest, and the keys."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.classroom.teacher import Seat, Sittings, Watch
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.class_watch_words import (
    Pieces,
    hardest_lines,
    head_line,
    seat_lines,
    seats_in_order,
    state_words,
)
from quiz.tui.screens.follow import count_lines
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine


class WatchPanes(Leaving[None]):
    """Shows the sitting as it was last looked at. Looking and acting are the business of the class on top."""

    CSS_PATH = "class_watch.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.watch_state: Watch | None = None
        self.sittings: Sittings | None = None
        self._seats: list[Seat] = []
        self._lost = ""
        """Why the last look failed, "" where it did not."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText("", id="head")
        with Vertical(id="follow"):
            yield PlainText("", id="asked")
        with Vertical(id="board"):
            yield OptionList(id="seats", markup=False)
            yield PlainText("", id="hardest")
        yield KeyLine()

    def on_resize(self) -> None:
        self.call_after_refresh(self.paint)

    def paint(self) -> None:
        if not self.is_attached:
            return
        watch, width = self.watch_state, self.size.width
        head = self.query_one("#head", PlainText)
        if watch is None:
            self.query_one(TopLine).show("The class", "")
            head.say((self._lost or "Looking …", "bold $text-warning" if self._lost else "dim"))
        else:
            title = self.sittings.title if self.sittings else ""
            name = watch.sitting.name or watch.sitting.title
            self.query_one(TopLine).show(f"{title}: {name}", state_words(watch.sitting, watch.now))
            pieces: Pieces = [(head_line(watch, width - 2), "bold")]
            if self._lost:
                pieces.append((f"\n{self._lost}", "bold $text-warning"))
            elif self.sittings and watch.sitting.state != "closed":  # whoever comes late needs it too
                pieces += [("\nJoin line: ", "dim"), "   ".join(self.sittings.join)]
            head.say(*pieces)
            self._paint_seats(watch, width)
            self._paint_follow(watch, width)
            lines = hardest_lines(watch, width - 4)
            said: Pieces = [("Hardest so far, by points earned\n", "bold"), "\n".join(lines)] if lines else []
            self.query_one("#hardest", PlainText).say(*said)
            self.query_one("#hardest").display = bool(lines)
            self.call_after_refresh(self._fit, len(lines) + 2 if lines else 0)
        self.query_one(KeyLine).show(self._keys())

    def _fit(self, under: int) -> None:
        """As many learners as leave room for so many rows under them."""
        if self.is_attached:
            self.query_one("#seats").styles.max_height = max(1, self.query_one("#board").size.height - under)

    def _paint_seats(self, watch: Watch, width: int) -> None:
        menu = self.query_one("#seats", OptionList)
        here = self.seat
        self._seats = seats_in_order(watch)
        follow = watch.sitting.mode == "follow"
        lines = seat_lines(self._seats, width - 4, follow=follow)
        if menu.option_count != len(lines):
            menu.clear_options()
            menu.add_options([Option(plain(line)) for line in lines])
        else:
            for at, line in enumerate(lines):
                if str(menu.get_option_at_index(at).prompt) != line:
                    menu.replace_option_prompt_at_index(at, plain(line))
        if here is not None:  # the learner stays chosen, wherever the line has gone
            at = next((at for at, seat in enumerate(self._seats) if seat.learner == here.learner), 0)
            if menu.highlighted != at:
                menu.highlighted = at
        elif self._seats:
            menu.highlighted = 0

    def _paint_follow(self, watch: Watch, width: int) -> None:
        follow = watch.follow
        self.query_one("#follow").display = follow is not None
        if follow is None:
            return
        pieces: Pieces
        if follow.view is None:
            pieces = [("n shows the first question to all.", "bold")]
        else:
            phase = {"asking": "", "counts": ", counts shown", "revealed": ", revealed"}[follow.phase]
            pieces = [
                (f"{follow.here} of {watch.sitting.questions}{phase}: ", "bold"),
                follow.view.prompt,
                (f"\nAnswer: {follow.key}", "dim"),
                f"\n{follow.answered} of {follow.learners} have answered",
                *(f"\n{line}" for line in count_lines(follow.counts, follow.learners, width - 4)),
            ]
        self.query_one("#asked", PlainText).say(*pieces)

    def _keys(self) -> Keys:
        watch = self.watch_state
        last: Keys = [
            ("a", "answers", "report"),
            ("v", "projector", "projector"),
            ("q", "leave", "leave"),
            ("?", "help", "help"),
        ]
        if watch is None:
            return last[2:]
        keys: Keys = []
        if watch.follow is not None:
            keys += [
                ("n", "next", "step('next')"),
                ("s", "counts", "step('counts')"),
                ("e", "reveal", "step('reveal')"),
            ]
        if self.seat is not None and self.seat.locked:
            keys.append(("u", "unlock PIN", "unlock"))
        if watch.sitting.state == "closed":
            keys += [("r", "release", "release"), ("c", "open again", "close")]
        else:
            paused = watch.sitting.state == "paused"
            keys += [("t", "time", "time(True)"), ("T", "all", "time(False)")]
            keys += [
                ("p", "go on" if paused else "pause", "pause"),
                ("c", "close", "close"),
                ("r", "release", "release"),
            ]
        return [*keys, *last]

    @property
    def seat(self) -> Seat | None:
        """The learner who is chosen."""
        at = self.query_one("#seats", OptionList).highlighted
        return self._seats[at] if at is not None and at < len(self._seats) else None
