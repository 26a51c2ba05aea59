"""The fields of a form: a line, a text, words to pick one from, and places in the article. Each has ``typed``."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from quiz.questions.base import Anchor
from quiz.questions.forms import Typed
from quiz.text.sanitise import sanitise
from quiz.tui.widgets.departing import Departing
from quiz.tui.widgets.plain_text import plain

MOST_TYPED = 20_000
"""Characters a field may have."""


class Changed(Message):
    """What stands in a field is another than before."""

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field


class LineField(Departing, Input):
    """One line of text. guessed: it is selected whole when it is first come to, so that typing replaces it."""

    DEFAULT_CSS = """
    LineField { border: none; height: 1; padding: 0; background: $surface; }
    LineField:focus { border: none; background: $boost; }
    """

    def __init__(self, typed: str, help: str, *, guessed: bool = False) -> None:
        super().__init__(sanitise(typed).replace("\n", " ")[:MOST_TYPED], placeholder=help, select_on_focus=guessed)
        self._whole = typed

    @property
    def typed(self) -> str:
        """The text; that of a value of several lines as it was, until it is changed."""
        return self._whole if self.value == self._whole.replace("\n", " ") else self.value

    def on_blur(self) -> None:
        self.select_on_focus = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Changed(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next("QuestionForm *")


class TextField(Departing, TextArea):
    """Text that may need several lines, or a list with an item on each."""

    DEFAULT_CSS = """
    TextField { border: none; height: auto; min-height: 1; max-height: 8; padding: 0; background: $surface; }
    TextField:focus { border: none; background: $boost; }
    TextField > .text-area--placeholder { color: $text-muted; }
    """

    def __init__(self, typed: str, help: str) -> None:
        super().__init__(sanitise(typed)[:MOST_TYPED], soft_wrap=True, tab_behavior="focus", placeholder=help)
        self.show_line_numbers = False

    @property
    def typed(self) -> str:
        return self.text[:MOST_TYPED]

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Changed(self))


class PickField(Widget, can_focus=True):
    """Words of which one is picked: with left and right, by its first letter, or by a click."""

    DEFAULT_CSS = """
    PickField { height: auto; background: $surface; text-wrap: nowrap; }
    PickField:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]

    def __init__(self, typed: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._choices = list(choices) if typed in choices else [*choices, typed]
        self.typed = typed

    def action_step(self, by: int) -> None:
        at = self._choices.index(self.typed) + by
        self._pick(at % len(self._choices))

    def on_click(self, event: Click) -> None:
        at = event.style.meta.get("choice")
        if at is not None:
            self._pick(at)

    def _pick(self, at: int) -> None:
        if self._choices[at] != self.typed:
            self.typed = self._choices[at]
            self.refresh()
            self.post_message(Changed(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's own
        return len(self._rows(width))

    def render(self) -> Content:
        return Content("\n").join(Content("  ").join(map(self._word, row)) for row in self._rows(self.size.width))

    def _rows(self, width: int) -> list[list[int]]:
        """Which choices stand in which row of this width; none is cut in two."""
        rows: list[list[int]] = [[]]
        x = 0
        for at in range(len(self._choices)):
            cells = self._word(at).cell_length
            if x and x + cells > width:
                rows.append([])
                x = 0
            rows[-1].append(at)
            x += cells + 2
        return rows

    def _word(self, at: int) -> Content:
        choice = self._choices[at]
        here = choice == self.typed
        style = ("bold reverse" if self.has_focus else "bold") if here else ""
        return Content(f"{'●' if here else '○'} {sanitise(choice) or 'none'}").stylize(style).stylize(_meta(at))


class PlacesField(Departing, OptionList):
    """Quotes of the article. Enter shows one, delete removes it; the last line adds what is selected."""

    DEFAULT_CSS = """
    PlacesField { height: auto; max-height: 8; border: none; padding: 0; background: $surface; }
    PlacesField:focus { border: none; background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete,backspace", "remove", show=False)]

    class Add(Message):
        """What is selected in the article is wanted here."""

        def __init__(self, field: "PlacesField") -> None:
            super().__init__()
            self.field = field

    class Show(Message):
        """This quote is to be shown in the article, and may be removed then."""

        def __init__(self, field: "PlacesField", at: int) -> None:
            super().__init__()
            self.field = field
            self.at = at

    def __init__(self, typed: Sequence[str | Anchor], *, several: bool) -> None:
        super().__init__(markup=False)
        self.typed: tuple[str | Anchor, ...] = tuple(typed)
        self.several = several

    def on_mount(self) -> None:
        self._fill()

    def add(self, anchor: str | Anchor) -> None:
        """Another quote, in the place of the one there was where only one is wanted."""
        if anchor not in self.typed:
            self._set((*self.typed, anchor) if self.several else (anchor,))

    def take_out(self, at: int) -> None:
        self._set((*self.typed[:at], *self.typed[at + 1 :]))

    def action_remove(self) -> None:
        if self.highlighted is not None and self.highlighted < len(self.typed):
            self.take_out(self.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.typed):
            self.post_message(self.Show(self, event.option_index))
        else:
            self.post_message(self.Add(self))

    def _set(self, typed: tuple[str | Anchor, ...]) -> None:
        self.typed = typed
        self._fill()
        self.post_message(Changed(self))

    def _fill(self) -> None:
        at = self.highlighted or 0
        verb = "add" if self.several or not self.typed else "take instead"
        self.set_options([Option(plain(f"▌ {_said(one)}")) for one in self.typed])
        self.add_option(Option(Content(f"+ {verb} what is selected in the article (f6)").stylize("dim")))
        self.highlighted = min(at, len(self.typed))


def _said(one: str | Anchor) -> str:
    if isinstance(one, str):
        return one
    words = one.quote or f"sentences {', '.join(map(str, one.sentences))}"
    more = [f"no. {one.occurrence} of these words"] if one.occurrence else []
    more += [f"in {one.article}"] if one.article else []
    return f"{words} ({', '.join(more)})" if more else words


def _meta(at: int) -> Any:
    from textual.style import Style

    return Style.from_meta({"choice": at})


FormField = LineField | TextField | PickField | PlacesField


def typed_in(field: FormField) -> Typed:
    """What stands in a field."""
    return field.typed
