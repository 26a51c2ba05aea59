"""Who is learning: choose a name, or give a new one; and see to the profiles there are."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quiz.errors import QuizError
from quiz.store.learners import Learner
from quiz.store.study import MOST_NAME, clean_name
from quiz.tui.screens.over import Over
from quiz.tui.widgets.box_keys import BoxKeys
from quiz.tui.widgets.plain_text import PlainText, plain

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class ChosenKeys(BoxKeys):
    """What can be done with the learner who is highlighted."""


class LearnersScreen(Over[Learner]):
    """Returns the learner, None where nobody was chosen. Nothing of the learner before can be read behind it."""

    CSS_PATH = "learners.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("tab,shift+tab", "app.focus_next", show=False),
        Binding("r", "rename", "Rename"),
        Binding("p", "pin", "Set, change or remove the PIN"),
        Binding("j", "join", "Join it into another profile of the same person"),
        Binding("d", "delete", "Delete for good"),
        Binding("f1", "help", "Help"),
    ]

    app: "QuizApp"

    def __init__(self, present: str = "") -> None:
        """present: the id of who is learning now, "" for nobody."""
        super().__init__()
        self.learners: list[Learner] = []
        self.protected: frozenset[str] = frozenset()
        self.present = present

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("Who is learning?", id="title")
            yield OptionList(markup=False)
            yield ChosenKeys()
            yield PlainText("Somebody else:", id="new")
            yield Input(placeholder="name", max_length=MOST_NAME)
            yield BoxKeys()

    def on_mount(self) -> None:
        self._fill()
        if self.learners:
            self.query_one(OptionList).focus()
        else:
            self.query_one(Input).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_keys)

    def on_descendant_focus(self) -> None:
        self._paint_keys()

    def _paint_keys(self) -> None:
        listed = self.query_one(OptionList).has_focus
        keys = [("enter", "go on", "choose"), ("tab", "new" if listed else "list", "app.focus_next")]
        self.query(BoxKeys).last().show([*keys, ("esc", "back", "dismiss(None)")])
        own = self.query_one(ChosenKeys)
        own.display = bool(self.learners)
        own.show([("r", "rename", "rename"), ("p", "PIN", "pin"), ("j", "join", "join"), ("d", "delete", "delete")])

    def _fill(self) -> None:
        """Read who there is, and list them."""
        try:
            self.learners = self.app.store.learners().result()
            self.protected, _ = self.app.store.pins().result()
        except QuizError as error:
            self.notify(str(error), severity="error", markup=False)
        menu = self.query_one(OptionList)
        kept = menu.highlighted or 0
        menu.clear_options()
        menu.add_options(
            [Option(plain(f"{one.name}{'   (PIN)' if one.id in self.protected else ''}")) for one in self.learners]
        )
        menu.highlighted = min(kept, len(self.learners) - 1) if self.learners else None
        self._paint_keys()

    # Choosing

    def action_choose(self) -> None:
        if self.query_one(OptionList).has_focus and (learner := self._chosen) is not None:
            self._enter(learner)
        else:
            self._add(self.query_one(Input).value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._enter(self.learners[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._add(event.value)

    def _add(self, name: str) -> None:
        try:
            wanted = clean_name(name)
            known = self.app.store.learner_called(wanted).result()
            self._enter(known or self.app.store.add_learner(wanted).result())
        except QuizError as error:
            self.notify(str(error), severity="error", markup=False)

    @work(exclusive=True)
    async def _enter(self, learner: Learner) -> None:
        if await self._allowed(learner):
            self.dismiss(learner)

    async def _allowed(self, learner: Learner) -> bool:
        """Whether whoever sits here may see what is this learner's."""
        if learner.id not in self.protected:
            return True
        from quiz.tui.screens.pin import PinScreen

        return await self.app.push_screen_wait(PinScreen(learner)) is True

    # Seeing to a profile

    @property
    def _chosen(self) -> Learner | None:
        at = self.query_one(OptionList).highlighted
        return self.learners[at] if at is not None and at < len(self.learners) else None

    @work(exclusive=True)
    async def action_rename(self) -> None:
        from quiz.tui.screens.pin import LineScreen

        learner = self._chosen
        if learner is None or not await self._allowed(learner):
            return
        name = await self.app.push_screen_wait(LineScreen(f"New name of {learner.name}", learner.name, most=MOST_NAME))
        if name is not None:
            self._try(lambda: self.app.renamed(self.app.store.rename(learner.id, clean_name(name)).result()))

    @work(exclusive=True)
    async def action_pin(self) -> None:
        from quiz.tui.screens.confirm import Confirm
        from quiz.tui.screens.pin import LineScreen

        learner = self._chosen
        if learner is None or not await self._allowed(learner):
            return
        if learner.id in self.protected:
            question = f"{learner.name} has a PIN. Set another one, or have none?"
            change = await self.app.push_screen_wait(Confirm(question, "Another one", "None"))
            if change is None:
                return
            if not change:
                self._try(lambda: self.app.store.set_pin(learner.id, None).result())
                self.app.pin_changed()
                return
        pin = await self.app.push_screen_wait(LineScreen(f"New PIN of {learner.name}, at least 4 signs", secret=True))
        if pin is not None:
            self._try(lambda: self.app.store.set_pin(learner.id, pin).result())
            self.app.pin_changed()

    @work(exclusive=True)
    async def action_join(self) -> None:
        from quiz.tui.screens.confirm import Confirm

        learner = self._chosen
        others = [one for one in self.learners if learner is not None and one.id != learner.id]
        if learner is None or not others:
            self.notify("There is no other profile to join it into.", markup=False)
            return
        if not await self._allowed(learner):
            return
        at = await self.app.push_screen_wait(IntoScreen(learner, others))
        if at is None or not await self._allowed(others[at]):
            return
        into = others[at]
        question = f"All attempts of {learner.name} become {into.name}'s, for good. Are they the same person?"
        if await self.app.push_screen_wait(Confirm(question, "Join", "No")):
            self._try(lambda: self.app.join(learner, into))

    @work(exclusive=True)
    async def action_delete(self) -> None:
        from quiz.tui.screens.confirm import Confirm

        learner = self._chosen
        if learner is None:
            return
        if learner.id == self.present:
            self.notify("Who is learning now cannot be deleted; choose somebody else first.", markup=False)
            return
        if not await self._allowed(learner):
            return
        question = f"Erase {learner.name} and all their attempts and notes, for good and from every backup?"
        if await self.app.push_screen_wait(Confirm(question, "Erase", "Keep")):
            self._try(lambda: self.app.erase(learner))

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=8, markup=False)
        self._fill()

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)


class IntoScreen(Over[int]):
    """Which profile another one is joined into; returns its number in the list."""

    CSS_PATH = "learners.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, learner: Learner, others: Sequence[Learner]) -> None:
        super().__init__()
        self._learner, self._others = learner, others

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(f"{self._learner.name} is the same person as:", id="title")
            yield OptionList(*(Option(plain(one.name)) for one in self._others), markup=False)
            yield BoxKeys(("enter", "choose", "choose"), ("esc", "back", "dismiss(None)"))

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)
