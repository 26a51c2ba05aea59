"""Settings: what there is to set, as it is, and the file it is kept in."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.errors import QuizError
from quiz.settings import CHOICES, KEY_NAMES, write_setting
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, plain

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class SettingsScreen(Over[None]):
    """Enter or a click goes to the next value of a setting, or asks for a number; it holds at once."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back"),
        Binding("right", "next(1)", "Next value"),
        Binding("left", "next(-1)", "Value before"),
    ]

    app: "QuizApp"

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("Settings (enter or a click changes one, esc closes)", id="title")
            yield OptionList(markup=False)
            yield PlainText("", id="about")
            yield PlainText("", id="file")

    def on_mount(self) -> None:
        self._fill()
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def _value(self, name: str) -> str:
        return str(getattr(self.app.settings, name.replace("-", "_")))

    def _fill(self) -> None:
        menu = self.query_one(OptionList)
        kept = menu.highlighted
        menu.clear_options()
        menu.add_options([Option(plain(f"{name:<12}  {self._value(name)}")) for name in CHOICES])
        menu.highlighted = kept
        keys = self.app.settings.keys
        own = ", ".join(f"{name} {keys[name]}" for name in keys) or "as they come"
        path = self.app.settings_path
        lines = [f"File: {path}", *(f"line {trouble.line}: {trouble.what}" for trouble in self.app.troubles)]
        lines += [f"Keys: {own}. They are set in the file, below [keys]: {', '.join(KEY_NAMES)}."]
        self.query_one("#file", PlainText).say("\n".join(lines))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one("#about", PlainText).say(CHOICES[list(CHOICES)[event.option_index]].help)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._change(list(CHOICES)[event.option_index], 1)

    def action_next(self, by: int) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._change(list(CHOICES)[at], by)

    @work(exclusive=True)
    async def _change(self, name: str, by: int) -> None:
        choice, now = CHOICES[name], self._value(name)
        if choice.numbers is None:
            values = choice.values
            wanted = values[(values.index(now) + by) % len(values)]
        else:
            from quiz.tui.screens.pin import LineScreen

            low, high = choice.numbers
            besides = "" if choice.off is None else f", or {choice.off}"
            asked = f"{name}, from {low} to {high}{besides}"
            given = await self.app.push_screen_wait(LineScreen(asked, now, most=3))
            if given is None:
                return
            wanted = given.strip()
        try:
            write_setting(self.app.settings_path, name, wanted)
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        self.app.read_settings()
        self._fill()
