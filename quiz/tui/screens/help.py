"""Every key of the screen it was opened from."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from quiz.tui.widgets.plain_text import PlainText

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "escape": "esc",
}


class HelpScreen(ModalScreen[None]):
    """The keys, made from the bindings themselves, and a few words on how it all works."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
    ]

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._rows = key_rows(of)

    def compose(self) -> ComposeResult:
        width = max(len(keys) for keys, _ in self._rows)
        lines = [f"{keys:<{width}}  {does}" for keys, does in self._rows]
        with VerticalScroll(id="box"):
            yield PlainText("\n".join(["Keys", "", *lines, "", *_WORDS]))

    def on_mount(self) -> None:
        self.query_one("#box").focus()

    def action_scroll(self, by: int) -> None:
        self.query_one("#box").scroll_relative(y=by, animate=False)


_WORDS = (
    "In the article: ↑ ↓, page up and down, home and end; the wheel scrolls.",
    "Letters work wherever you are not typing; with ctrl they work everywhere.",
    "",
    "Marks: ○ open  ● right  ◐ nearly or in part  ✗ wrong  ■ answered",
    "       · skipped  ⚑ flagged  ▸ here",
    "Signs beside the article: ▌ evidence  » asked about  ■ picked  ▸ cursor",
    "",
    "esc closes this.",
)


def key_rows(of: Screen[Any]) -> list[tuple[str, str]]:
    """(keys, what they do) for every binding of a screen that has words."""
    rows = []
    for binding in of.BINDINGS:
        if isinstance(binding, Binding) and binding.description:
            keys = ", ".join(_SHOWN.get(key, key) for key in binding.key.split(","))
            rows.append((keys, binding.description))
    return rows
