"""Judging one's own open answer: tick what the answer has."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.scoring import of_points
from quiz.text.sanitise import sanitise
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.wrapping import hang


class Rubric(Widget):
    """The criteria with a box each. Space or a click ticks, Enter gives the judgement."""

    DEFAULT_CSS = """
    Rubric { height: auto; margin-top: 1; }
    Rubric OptionList { height: auto; border: none; padding: 0; background: transparent; }
    Rubric OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", show=False),
        Binding("enter", "give", show=False),
    ]

    class Judged(Message):
        """The points the learner gives the answer."""

        def __init__(self, earned: float) -> None:
            super().__init__()
            self.earned = earned

    def __init__(self, criteria: tuple[tuple[float, str], ...]) -> None:
        super().__init__()
        self.criteria = criteria
        self.met = [False] * len(criteria)

    def compose(self) -> ComposeResult:
        yield PlainText("Does your answer have this? Space ticks, enter keeps.")
        yield PickList(*(Option(plain(self._line(at))) for at in range(len(self.criteria))), markup=False)

    def on_mount(self) -> None:
        self._list.highlighted = 0

    def on_resize(self) -> None:
        for at in range(len(self.criteria)):
            self._list.replace_option_prompt_at_index(at, plain(self._line(at)))

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def take_focus(self) -> None:
        self.screen.set_focus(self._list, scroll_visible=False)

    def action_tick(self) -> None:
        if self._list.highlighted is not None:
            self._tick(self._list.highlighted)

    def action_give(self) -> None:
        earned = sum(points for (points, _), met in zip(self.criteria, self.met, strict=True) if met)
        self.post_message(self.Judged(earned))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._tick(event.option_index)

    def _tick(self, at: int) -> None:
        self.met[at] = not self.met[at]
        self._list.replace_option_prompt_at_index(at, plain(self._line(at)))

    def _line(self, at: int) -> str:
        points, text = self.criteria[at]
        words = hang(f"{sanitise(text)} ({of_points(points)})", self.size.width, 4)
        return f"[{'x' if self.met[at] else ' '}] {words}"
