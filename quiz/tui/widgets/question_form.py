"""A question as a form to fill in, a label over each field."""

from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget

from quiz.questions.base import Anchor
from quiz.questions.forms import Field, Typed
from quiz.tui.widgets.form_fields import Changed, FormField, LineField, PickField, PlacesField, TextField
from quiz.tui.widgets.plain_text import PlainText


class QuestionForm(VerticalScroll, can_focus=False):
    """Posts Edited when something was typed. Knows no kinds: it is told its fields."""

    DEFAULT_CSS = """
    QuestionForm { border: round $primary 60%; border-title-color: $foreground; padding: 0 0 0 1; }
    QuestionForm:focus-within { border: round $accent; border-title-style: bold; }
    QuestionForm { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }  /* see QuestionPane */
    QuestionForm .label { color: $text-accent; margin-top: 1; }
    QuestionForm .first { margin-top: 0; }
    QuestionForm.brief .more { display: none; }
    """

    class Edited(Message):
        """What stands in the form is another than before."""

    def __init__(
        self, title: str, fields: Sequence[Field], typed: Mapping[str, Typed], *, guessed: bool = False
    ) -> None:
        """guessed: a line that holds something is selected whole when it is first come to."""
        super().__init__(id="form", classes="brief")
        self._title = title
        self._fields = {field.name: field for field in fields}
        self._typed = dict(typed)
        self._guessed = guessed
        self.widgets: dict[str, FormField] = {}
        """The fields that are there; those that are seldom needed come when they are asked for."""
        self._place = "evidence"

    def compose(self) -> ComposeResult:
        yield from self._made(more=False)

    def _made(self, *, more: bool) -> Iterator[Widget]:
        """A label and a widget for each field."""
        for name, field in self._fields.items():
            if field.more == more:
                said = field.label
                if field.help and field.shape not in ("line", "text"):
                    said += f"  ({field.help})"
                yield PlainText(said, classes=f"label{' more' if more else ''}{'' if self.widgets else ' first'}")
                self.widgets[name] = widget = _widget(field, self._typed.get(name, ""), guessed=self._guessed)
                widget.set_class(more, "more")
                yield widget

    def on_mount(self) -> None:
        self.border_title = Content(self._title)

    @property
    def typed(self) -> dict[str, Typed]:
        """What stands in every field."""
        return {**self._typed, **{name: widget.typed for name, widget in self.widgets.items()}}

    @property
    def place_field(self) -> str:
        """The label of the field that a place of the article goes into."""
        return self._fields[self._place].label

    def take_focus(self, first_empty: bool = True) -> None:
        """Put the keyboard into the first field in which nothing stands, or into the first."""
        shown = [self.widgets[name] for name, field in self._fields.items() if not field.more]
        empty = [widget for widget in shown if not widget.typed and not isinstance(widget, PickField)]
        field = empty[0] if empty and first_empty else shown[0]
        field.focus(scroll_visible=field is not shown[0])  # a form begins with the label of its first field

    async def show_more(self) -> None:
        """Show the fields that are seldom needed, or hide them."""
        if not self.query(".more"):
            await self.mount(*self._made(more=True))
        self.toggle_class("brief")

    def add_place(self, anchor: str | Anchor) -> None:
        """A place of the article, for the field of places that was used last."""
        widget = self.widgets[self._place]
        if isinstance(widget, PlacesField):
            widget.add(anchor)
            widget.scroll_visible(animate=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        for name, widget in self.widgets.items():
            if widget is event.widget and isinstance(widget, PlacesField):
                self._place = name

    def on_changed(self, event: Changed) -> None:
        event.stop()
        self.post_message(self.Edited())

    def label_of(self, name: str) -> str:
        """What a field is called in the form; its own name where the form has none such."""
        return self._fields[name].label if name in self._fields else name


def _widget(field: Field, typed: Typed, *, guessed: bool) -> FormField:
    if field.shape in ("places", "place"):
        return PlacesField(() if isinstance(typed, str) else typed, several=field.shape == "places")
    text = typed if isinstance(typed, str) else ""
    if field.shape == "pick":
        return PickField(text, field.choices)
    if field.shape == "line":
        return LineField(text, field.help, guessed=guessed)
    return TextField(text, field.help if field.shape == "text" else "")
