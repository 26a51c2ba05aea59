"""Give every line one of the choices: match and grid, and gaps that are chosen, not typed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.line import letter
from quiz.questions.response import Paired, Response
from quiz.questions.verdict import Part
from quiz.questions.view import PairsView
from quiz.text.sanitise import sanitise
from quiz.tui.answers.base import Answer
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.wrapping import hang

EVERY_ROW = 10_000
FEWEST_ROWS = 4
"""Rows of lines that are always in sight, two of them at least."""


class PairsAnswer(Answer):
    """Two lists: the lines with what they were given, and the choices with their letters.

    Up and down go over the lines, a letter gives the line under the cursor its choice and goes on to the next. With
    the mouse: click a line, then a choice.
    """

    DEFAULT_CSS = """
    PairsAnswer OptionList { height: auto; max-height: 100%; border: none; padding: 0; background: transparent; }
    PairsAnswer OptionList:focus { border: none; }
    PairsAnswer OptionList > .option-list--option { padding: 0 1; }
    PairsAnswer OptionList > .option-list--option-highlighted { text-style: none; }
    PairsAnswer OptionList:focus > .option-list--option-highlighted { text-style: bold; }
    PairsAnswer .choices { color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(letter(n), f"choose({n})", show=False) for n in range(26)),
        Binding("space,right", "turn(1)", "Next choice", show=False),
        Binding("left", "turn(-1)", "Previous choice", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
        Binding("enter", "give", "Answer", show=False),
    ]

    takes_letters = True

    def __init__(self, view: PairsView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view
        given = draft.pairs if isinstance(draft, Paired) else {}
        self.pairs = {left: right for left, right in given.items() if left in view.lefts and right in view.rights}
        self._signs: dict[str, str] = {}
        self._most = 0

    def compose(self) -> ComposeResult:
        yield PickList(*(Option(self._line(left)) for left in self.view.lefts), id="lefts", markup=False)
        yield PlainText(self._about_choices, classes="choices")
        rights = (Option(self._choice(at)) for at in range(len(self.view.rights)))
        yield PickList(*rights, id="rights", markup=False)

    def on_mount(self) -> None:
        self._lefts.highlighted = 0
        rights = self.query_one("#rights", OptionList)
        rights.can_focus, rights.highlighted = False, None

    @property
    def _about_choices(self) -> str:
        noun, once = "Columns" if self.view.grid else "Choices", "" if self.view.reuse else ", each once"
        return f"{noun}{once}; a letter gives one, goes on:"

    def fit(self, room: int) -> None:
        """The lines scroll in themselves where the choices would else be out of sight."""
        rights, lefts, about = self.query_one("#rights", OptionList), self._lefts, self.query_one(".choices")
        legend = rights.size.height + about.size.height + 1
        most = EVERY_ROW if self.locked else max(room - legend, FEWEST_ROWS)
        if most != self._most:
            self._most = lefts.styles.max_height = most
            self.call_after_refresh(lefts.scroll_to_highlight)

    @property
    def _lefts(self) -> OptionList:
        return self.query_one("#lefts", OptionList)

    @property
    def response(self) -> Paired:
        return Paired({left: self.pairs[left] for left in self.view.lefts if left in self.pairs})

    @property
    def help(self) -> str:
        return f"↑ ↓ line, a-{letter(len(self.view.rights) - 1)} choose"

    def take_focus(self) -> None:
        self.screen.set_focus(self._lefts, scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        if key is not None:
            self._signs = {part.label: "●" if part.outcome == "right" else "✗" for part in parts}
        self._lefts.highlighted = None
        self.fit(0)
        self.paint()

    def action_choose(self, at: int) -> None:
        row = self._lefts.highlighted
        if row is not None and at < len(self.view.rights) and not self.locked:
            self._give(row, self.view.rights[at])
            if row + 1 < len(self.view.lefts):
                self._lefts.highlighted = row + 1

    def action_turn(self, by: int) -> None:
        row = self._lefts.highlighted
        if row is None or self.locked:
            return
        now = self.pairs.get(self.view.lefts[row])
        rights = self.view.rights
        at = (rights.index(now) + by) % len(rights) if now else (0 if by > 0 else -1)
        self._give(row, rights[at])

    def action_clear(self) -> None:
        row = self._lefts.highlighted
        if row is not None and not self.locked:
            self.pairs.pop(self.view.lefts[row], None)
            self.paint()
            self.post_message(self.Drafted(self.response))

    def action_give(self) -> None:
        self.submit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "rights":
            self.action_choose(event.option_index)
            event.option_list.highlighted = None
            self.screen.set_focus(self._lefts, scroll_visible=False)

    def _give(self, row: int, right: str) -> None:
        left = self.view.lefts[row]
        if not self.view.reuse:  # a right that serves one left only moves to it
            self.pairs = {one: given for one, given in self.pairs.items() if given != right}
        self.pairs[left] = right
        self.paint()
        self.post_message(self.Drafted(self.response))

    def paint(self) -> None:
        for at, left in enumerate(self.view.lefts):
            self._lefts.replace_option_prompt_at_index(at, self._line(left))
        rights = self.query_one("#rights", OptionList)
        for at in range(len(self.view.rights)):
            rights.replace_option_prompt_at_index(at, self._choice(at))

    def _line(self, left: str) -> Content:
        right = self.pairs.get(left)
        sign = self._signs.get(left, " ")
        style = {"●": "$text-success", "✗": "$text-error"}.get(sign, "")
        shown = f"→ {letter(self.view.rights.index(right))} {sanitise(right)}" if right else "→ ..."
        head = hang(sanitise(left), self.room, 2)
        chosen = hang(shown, self.room, 6)
        return Content.assemble(
            (f"{sign} ", style), head, "\n    ", (chosen, style)
        )  # no colour of its own: it must read on the cursor's too

    def _choice(self, at: int) -> Content:
        right = self.view.rights[at]
        used = "✓" if not self.view.reuse and not self.locked and right in self.pairs.values() else " "
        return Content(f"{used} {letter(at)}  {hang(sanitise(right), self.room, 5)}")
