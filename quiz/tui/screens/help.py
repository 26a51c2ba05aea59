"""Every key of the screen it was opened from, and a way to do the same with the mouse."""

from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, plain

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "escape": "esc",
}


MOST = 80
"""Columns of the box at the most, as in help.tcss."""
AROUND = 5
"""Columns of it that its border, its padding and the scroll bar take."""

ABOVE = 4
"""Lines of it that its border, the title and what is under that take."""


class HelpScreen(Over[str]):
    """The keys, made from the bindings themselves, and a few words on how it all works.

    Returns the action of the line that was chosen with Enter or a click, None for none.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "Close")]

    def __init__(self, of: Screen[Any]) -> None:
        super().__init__()
        self._rows = key_rows(of)
        words: tuple[str, ...] = getattr(of, "help_words", _WORDS)
        self._words = ["", *words] if words else []

    def compose(self) -> ComposeResult:
        width = max(len(keys) for keys, _, _ in self._rows)
        room = max(min(MOST, self.app.size.width * 96 // 100) - AROUND - width - 2, 10)
        below = "\n" + " " * (width + 2)
        lines = [f"{keys:<{width}}  {below.join(wrap(does, room))}" for keys, does, _ in self._rows]
        with Vertical(id="box"):
            yield PlainText("Keys (enter or a click does it, esc closes this)", id="title")
            yield OptionList(*(Option(plain(line)) for line in [*lines, *self._words]), markup=False)

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def on_resize(self) -> None:
        """The list's last line stays inside the box, whose height it does not know."""
        self.query_one(OptionList).styles.max_height = max(self.size.height * 96 // 100 - ABOVE, 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._rows):
            self.dismiss(self._rows[event.option_index][2])


TYPING = (
    "Letters and signs work wherever you are not typing;",
    "keys with ctrl, and f1 to f7, while you type too.",
)
_WORDS = (
    "In the article ↑ ↓, page up and down, home and end",
    "scroll, and so does the wheel.",
    *TYPING,
    "",
    "Marks  ○ open      ● right    ◐ nearly or in part",
    "       ✗ wrong     ■ answered · skipped",
    "       ⚑ flagged   ▸ here",
    "",
    "Signs beside the article",
    "       ▌ evidence  ■ picked   » asked about",
    "       ▸ cursor    ✎ your note",
)
"""What holds where an article is read and questions are asked, in 52 columns; a screen's ``help_words`` replace it."""


def show_help(of: Screen[Any]) -> None:
    """Open the help of a screen, and do there what is chosen."""

    async def chosen(action: str | None) -> None:
        if action:
            await of.run_action(action)

    of.app.push_screen(HelpScreen(of), chosen)


def key_rows(of: Screen[Any]) -> list[tuple[str, str, str]]:
    """(keys, what they do, the action) for every binding of a screen that is to be shown, but not for help itself.

    A screen whose keys do not always do something says which do nothing now: its ``idle_actions``.
    """
    rows = []
    idle = of.idle_actions() if hasattr(of, "idle_actions") else frozenset()
    own = getattr(of.app, "own_keys", {})
    for binding in of.BINDINGS:
        if (
            isinstance(binding, Binding)
            and binding.description
            and binding.show
            and binding.action not in ("help", *idle)
        ):
            keys = ", ".join(_SHOWN.get(key, key) for key in own.get(binding.action, binding.key).split(","))
            rows.append((keys, binding.description, binding.action))
    return rows
