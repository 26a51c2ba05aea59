"""Fill the gaps of a text: typed, or picked from choices or a word bank."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from quiz.questions.response import Filled, Response
from quiz.questions.verdict import Part
from quiz.questions.view import GapsView
from quiz.tui.answers.base import Answer
from quiz.tui.answers.typed import Line
from quiz.tui.widgets.plain_text import PlainText


class Choosing(Line):
    """A gap whose word is picked: the arrows go through the choices, a letter jumps to one that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("space", "space", show=False),
        Binding("backspace,delete", "empty", show=False),
    ]

    def __init__(self, value: str, choices: tuple[str, ...]) -> None:
        super().__init__(value if value in choices else "", placeholder="← → choose")
        self.choices = choices
        self.cursor_blink = False
        self._typed = ""
        """The beginning of a word, as far as it has been typed."""

    def action_turn(self, by: int) -> None:
        self._typed = ""
        now = self.choices.index(self.value) if self.value in self.choices else (-1 if by > 0 else 0)
        self.value = self.choices[(now + by) % len(self.choices)]

    def action_space(self) -> None:
        """Part of a choice that is being typed; else the next one."""
        if not self._type(" "):
            self.action_turn(1)

    def action_empty(self) -> None:
        self._typed = self.value = ""

    def on_blur(self) -> None:
        self._typed = ""

    def on_click(self) -> None:
        if self.has_focus:
            self.action_turn(1)

    def insert_text_at_cursor(self, text: str) -> None:
        """What is typed goes to the choice that begins with it; the same letter again, to the next that does.

        A letter with which no choice goes on is no other one's beginning, once two are typed: a word that is typed
        would else be taken for several.
        """
        for letter in text:
            if not self._type(letter) and len(self._typed) < 2:
                self._typed = ""
                self._type(letter, on=True)

    def _type(self, letter: str, *, on: bool = False) -> bool:
        """Whether a choice begins with what is typed and this letter; on: rather one after the one that is there."""
        typed = self._typed + letter
        start = self.choices.index(self.value) + on if self.value in self.choices else 0
        order = [*self.choices[start:], *self.choices[:start]]
        found = next((one for one in order if typed.strip() and one.casefold().startswith(typed.casefold())), None)
        if found:
            self.value, self._typed = found, typed
        return found is not None


class GapsAnswer(Answer):
    """The text with numbered gaps, and a line for each gap. Enter goes to the next empty gap, at last it answers."""

    DEFAULT_CSS = """
    GapsAnswer { height: auto; }
    GapsAnswer .row { height: 1; margin-top: 1; }
    GapsAnswer .number { width: 6; color: $text-muted; }
    GapsAnswer .given { width: auto; }
    GapsAnswer Line { border: none; height: 1; padding: 0; width: 1fr; background: $panel; }
    GapsAnswer Line:focus { border: none; background: $boost; text-style: underline; }
    GapsAnswer .bank { color: $text-muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "gap(-1)", show=False),
        Binding("down", "gap(1)", show=False),
    ]
    takes_letters = True

    def __init__(self, view: GapsView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view
        filled = draft.gaps if isinstance(draft, Filled) else ()
        self._filled = [*filled, *[""] * len(view.gaps)][: len(view.gaps)]

    def compose(self) -> ComposeResult:
        yield PlainText(self._text(self._filled), id="text")
        if self.view.bank:
            yield PlainText(self._bank(self._filled), classes="bank")
        elif self.view.max_words:
            limit = self.view.max_words
            yield PlainText(f"At most {limit} word{'' if limit == 1 else 's'} in each gap.", classes="bank")
        for number, (gap, value) in enumerate(zip(self.view.gaps, self._filled, strict=True), 1):
            choices = self.view.bank or gap.choices
            with Horizontal(classes="row"):
                yield PlainText(f" ({number})", classes="number")
                if gap.given:
                    yield PlainText(f"{gap.given}___ ", classes="given")
                if choices:
                    yield Choosing(value, choices)
                else:
                    yield Line(value)

    @property
    def _inputs(self) -> list[Line]:
        return list(self.query(Line))

    @property
    def response(self) -> Filled:
        return Filled(tuple(one.value for one in self._inputs))

    @property
    def help(self) -> str:
        if self.view.bank or any(gap.choices for gap in self.view.gaps):
            return "↑ ↓ gap, ← → choose" if len(self.view.gaps) > 1 else "← → choose"
        return "↑ ↓ gap, type" if len(self.view.gaps) > 1 else "type in the gap"

    def take_focus(self) -> None:
        empty = [one for one in self._inputs if not one.value]
        self.screen.set_focus((empty or self._inputs)[0], scroll_visible=False)

    def action_gap(self, by: int) -> None:
        """Go to the gap after this one, or to the one before."""
        inputs = self._inputs
        at = next((at for at, one in enumerate(inputs) if one.has_focus), 0) + by
        if 0 <= at < len(inputs):
            self.screen.set_focus(inputs[at])

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        for one, number, part in zip(self._inputs, self.query(".number"), parts, strict=False):
            one.disabled = True
            if key is not None and isinstance(number, PlainText):
                number.say(
                    f"{'●' if part.outcome == 'right' else '◐' if part.outcome == 'near' else '✗'} {part.label[4:]}"
                )

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        filled = [one.value for one in self._inputs]
        self.query_one("#text", PlainText).say(self._text(filled))
        if self.view.bank:
            self.query_one(".bank", PlainText).say(self._bank(filled))
        if not self.locked:
            self.post_message(self.Drafted(self.response))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = self._inputs
        at = next(at for at, one in enumerate(inputs) if one is event.input)
        if at + 1 < len(inputs) and not all(one.value for one in inputs[at + 1 :]):
            self.screen.set_focus(inputs[at + 1], scroll_visible=False)
        else:
            self.submit()

    def _bank(self, filled: list[str]) -> str:
        """The words there are, with a tick at those that stand in a gap."""
        return "Words: " + " · ".join(f"✓{one}" if one in filled else one for one in self.view.bank)

    def _text(self, filled: list[str]) -> str:
        """The text with ``(1) word`` where gap 1 is filled, ``(1) ____`` where it is not."""
        shown = [self.view.pieces[0]]
        for number, (gap, value, piece) in enumerate(zip(self.view.gaps, filled, self.view.pieces[1:], strict=True), 1):
            shown.append(f"({number}) {value or gap.given + '____'}{piece}")
        return "".join(shown)
