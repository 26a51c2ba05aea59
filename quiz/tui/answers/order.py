"""Bring items into order."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.response import Ordered, Response
from quiz.questions.verdict import Part
from quiz.questions.view import OrderView
from quiz.text.sanitise import sanitise
from quiz.tui.answers.base import Answer
from quiz.tui.widgets.pick_list import CarryList
from quiz.tui.widgets.wrapping import hang


class OrderAnswer(Answer):
    """A list whose items move: K and J (or shift with the arrows) carry the item under the cursor; space lifts it, the
    arrows carry it, space drops it. With the mouse: click an item, then click where it should go."""

    DEFAULT_CSS = """
    OrderAnswer OptionList { height: auto; max-height: 100%; border: none; padding: 0; background: transparent; }
    OrderAnswer OptionList:focus { border: none; }
    OrderAnswer OptionList > .option-list--option { padding: 0 1; }
    OrderAnswer OptionList > .option-list--option-highlighted { text-style: none; }
    OrderAnswer OptionList:focus > .option-list--option-highlighted { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("K,shift+up,ctrl+up", "carry(-1)", "Move up", show=False),
        Binding("J,shift+down,ctrl+down", "carry(1)", "Move down", show=False),
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        *(Binding(str(n), f"place({n})", show=False) for n in range(1, 10)),
        Binding("space", "lift", "Lift", show=False),
        Binding("enter", "give", "Answer", show=False),
    ]

    def __init__(self, view: OrderView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        given = list(draft.items) if isinstance(draft, Ordered) else []
        self.items = given if sorted(given) == sorted(view.items) else list(view.items)
        self.lifted = False
        self._signs: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield CarryList(*(Option(self._line(at)) for at in range(len(self.items))), markup=False)

    def on_mount(self) -> None:
        self._list.highlighted = 0

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def response(self) -> Ordered:
        return Ordered(tuple(self.items))

    @property
    def help(self) -> str:
        return "space lifts and drops, ↑ ↓ move"

    def take_focus(self) -> None:
        self.screen.set_focus(self._list, scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        self.lifted = False
        self._signs = tuple("●" if part.outcome == "right" else "✗" for part in parts) if key is not None else ()
        self._list.highlighted = None
        self.paint()

    def action_step(self, by: int) -> None:
        if self.lifted:
            self.action_carry(by)
        elif by < 0:
            self._list.action_cursor_up()
        else:
            self._list.action_cursor_down()

    def action_carry(self, by: int) -> None:
        at = self._list.highlighted
        if at is not None and 0 <= at + by < len(self.items):
            self._move(at, at + by)

    def action_place(self, number: int) -> None:
        at = self._list.highlighted
        if at is not None and number <= len(self.items):
            self._move(at, number - 1)

    def action_lift(self) -> None:
        if not self.locked:
            self.lifted = not self.lifted
            self.paint()

    def action_give(self) -> None:
        self.lifted = False
        self.paint()
        self.submit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click: the first lifts an item, the second says where it goes."""
        event.stop()
        if self.locked:
            return
        if self.lifted and self._lifted_at is not None:
            self._move(self._lifted_at, event.option_index)
            self.lifted = False
        else:
            self.lifted, self._lifted_at = True, event.option_index
        self.paint()

    def _move(self, old: int, new: int) -> None:
        if self.locked:
            return
        self.items.insert(new, self.items.pop(old))
        self.paint()
        self._list.highlighted = new
        self._lifted_at = new
        self.post_message(self.Drafted(self.response))

    def paint(self) -> None:
        for at in range(len(self.items)):
            self._list.replace_option_prompt_at_index(at, self._line(at))

    def _line(self, at: int) -> Content:
        lifted = self.lifted and self._list.highlighted == at
        sign = self._signs[at] if at < len(self._signs) else ("↕" if lifted else " ")
        style = {"●": "$text-success", "✗": "$text-error", "↕": "reverse"}.get(sign, "")
        text = hang(sanitise(self.items[at]), self.room, 5)
        return Content.assemble((f"{sign} ", style), f"{at + 1}. ", (text, style))

    _lifted_at: int | None = None
