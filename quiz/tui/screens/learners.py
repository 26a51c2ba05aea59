"""Who is learning: choose a name, or give a new one."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quiz.errors import QuizError
from quiz.store.learners import Learner
from quiz.store.study import MOST_NAME, clean_name
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, plain

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class LearnersScreen(Over[Learner]):
    """Returns the learner, None where nobody was chosen."""

    CSS_PATH = "learners.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("tab,shift+tab", "app.focus_next", show=False),
    ]

    app: "QuizApp"

    def __init__(self, learners: list[Learner]) -> None:
        super().__init__()
        self.learners = learners

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("Who is learning?", id="title")
            yield OptionList(*(Option(plain(one.name)) for one in self.learners), markup=False)
            yield PlainText("Somebody else:", id="new")
            yield Input(placeholder="name", max_length=MOST_NAME)
            yield PlainText("↑ ↓ choose   tab new name   enter go on", id="keys")

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        if self.learners:
            menu.highlighted = 0
            menu.focus()
        else:
            self.query_one(Input).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.learners[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            name = clean_name(event.value)
            known = next((one for one in self.learners if one.name.casefold() == name.casefold()), None)
            self.dismiss(known or self.app.store.add_learner(name).result())
        except QuizError as error:
            self.notify(str(error), severity="error", markup=False)
