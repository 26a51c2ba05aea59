"""Pick one or several options: choice, choices, statement."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.response import Picked, Response
from quiz.questions.verdict import Part
from quiz.questions.view import OptionsView
from quiz.text.sanitise import sanitise
from quiz.tui.answers.base import Answer
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.wrapping import hang


class OptionsAnswer(Answer):
    """A list of options with their numbers. Space or a number picks, Enter answers; a click picks."""

    DEFAULT_CSS = """
    OptionsAnswer OptionList { height: auto; max-height: 100%; border: none; padding: 0; background: transparent; }
    OptionsAnswer OptionList:focus { border: none; }
    OptionsAnswer OptionList > .option-list--option { padding: 0 1; }
    OptionsAnswer OptionList > .option-list--option-highlighted { text-style: none; }
    OptionsAnswer OptionList:focus > .option-list--option-highlighted { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
        Binding("space", "pick", "Pick", show=False),
        Binding("enter", "give", "Answer", show=False),
    ]

    def __init__(self, view: OptionsView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view
        self.picked: list[str] = list(draft.options) if isinstance(draft, Picked) else []
        self.picked = [one for one in self.picked if one in view.options]
        self._signs: dict[str, tuple[str, str]] = {}

    def compose(self) -> ComposeResult:
        yield PickList(*(Option(self._line(at)) for at in range(len(self.view.options))), markup=False)

    def on_mount(self) -> None:
        # Of one option Enter takes the one under the cursor: it is nowhere until it has been put somewhere.
        first = 0 if self.several else None
        self._list.highlighted = self.view.options.index(self.picked[0]) if self.picked else first

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def several(self) -> bool:
        return self.view.pick != 1

    @property
    def response(self) -> Picked:
        return Picked(tuple(one for one in self.view.options if one in self.picked))

    @property
    def help(self) -> str:
        if self.several:
            how_many = f"{self.view.pick} options" if self.view.pick else "all that are right"
            return f"space picks {how_many}"
        return "↑ ↓ or a number"

    def take_focus(self) -> None:
        self.screen.set_focus(self._list, scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        right = key.options if isinstance(key, Picked) else ()
        for option in self.view.options:
            if option in right:
                self._signs[option] = ("●", "bold $text-success")
            elif option in self.picked and key is not None:
                self._signs[option] = ("✗", "$text-error")
        self._list.highlighted = None
        self.paint()

    def action_number(self, number: int) -> None:
        if number <= len(self.view.options) and not self.locked:
            self._list.highlighted = number - 1
            self._toggle(number - 1)

    def action_pick(self) -> None:
        if self._list.highlighted is not None and not self.locked:
            self._toggle(self._list.highlighted)

    def action_give(self) -> None:
        if self.locked:
            return
        if not self.several and self._list.highlighted is not None:
            self.picked = [self.view.options[self._list.highlighted]]
            self.paint()
        self.submit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click; Enter is taken before it gets here."""
        event.stop()
        if not self.locked:
            self._toggle(event.option_index)

    def _toggle(self, at: int) -> None:
        option = self.view.options[at]
        if not self.several:
            self.picked = [option]
        elif option in self.picked:
            self.picked.remove(option)
        else:
            self.picked.append(option)
        self.paint()
        self.post_message(self.Drafted(self.response))

    def paint(self) -> None:
        for at in range(len(self.view.options)):
            self._list.replace_option_prompt_at_index(at, self._line(at))

    def _line(self, at: int) -> Content:
        option = self.view.options[at]
        on = option in self.picked
        box = ("[x]" if on else "[ ]") if self.several else ("(•)" if on else "( )")
        sign, style = self._signs.get(option, (" ", ""))
        number = f"{at + 1}" if at < 9 else " "
        text = hang(sanitise(option), self.room, 8)
        return Content.assemble((f"{sign} ", style), f"{number} {box} ", (text, style))
