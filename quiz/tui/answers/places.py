"""Answers that are given in the article itself: highlight and insert.

The places are picked in the reader; this widget says what to do, shows what is picked and gives the answer. The screen
carries the reader's picks here.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from quiz.questions.response import Marked, Place, Placed, Response
from quiz.questions.verdict import Part
from quiz.questions.view import InsertView, MarkView
from quiz.tui.answers.base import Answer
from quiz.tui.widgets.picking import PickUnit
from quiz.tui.widgets.plain_text import PlainText


class PlacesAnswer(Answer, can_focus=True):
    """Base: what is picked in the reader, with Enter to answer and a key to go and pick."""

    SCOPED_CSS: ClassVar[bool] = False  # what is said depends on the screen's width
    DEFAULT_CSS = """
    PlacesAnswer { height: auto; }
    PlacesAnswer .picked { margin-top: 1; }
    PlacesAnswer .how { color: $text-muted; margin-top: 1; }
    PlacesAnswer .there, .narrow PlacesAnswer .beside, PlacesAnswer.decided .how { display: none; }
    .narrow PlacesAnswer .there { display: block; }
    .narrow PlacesAnswer.decided .there { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "give", "Answer", show=False)]
    in_article = True
    unit: PickUnit = "sentence"
    count = 1
    by = "↑ ↓ go, space picks, enter answers; or click"

    def __init__(self, view: MarkView | InsertView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.places: tuple[Place, ...] = ()

    def compose(self) -> ComposeResult:
        yield PlainText(self.wanted, classes="wanted")
        yield PlainText(self._picked_text(), classes="picked")
        yield PlainText(f"In the article: {self.by}. Tab comes here and goes back.", classes="how beside")
        yield PlainText(f"Tab goes to the article and back; there {self.by}.", classes="how there")

    @property
    def asked_there(self) -> str:
        """What has to be known in the article, where it hides the question."""
        return self.asked.prompt

    @property
    def wanted(self) -> str:
        """What to pick, in a sentence."""
        raise NotImplementedError

    @property
    def help(self) -> str:
        return "↑ ↓ go, space picks"

    def take(self, places: tuple[Place, ...], sentence: int) -> None:  # noqa: ARG002  a placed sentence needs it
        """What the reader has picked; ``sentence`` is the number of the first one's sentence, 0 for none."""
        if self.locked:
            return
        self.places = places
        self.query_one(".picked", PlainText).say(self._picked_text())
        self.post_message(self.Drafted(self.response))

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        self.add_class("decided")

    def action_give(self) -> None:
        self.submit()

    def _picked_text(self) -> str:
        if not self.places:
            return "Nothing picked yet."
        return "\n".join(f"■ {_short(place.text)}" for place in self.places)


class MarkAnswer(PlacesAnswer):
    """Pick sentences, paragraphs or words."""

    def __init__(self, view: MarkView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.unit = view.unit
        self.count = view.count
        self.places = draft.places if isinstance(draft, Marked) else ()
        if self.unit == "phrase":
            self.by = "v begins a phrase, → draws it, space keeps it, enter answers; or drag over the words"

    @property
    def wanted(self) -> str:
        noun = {"sentence": "sentence", "paragraph": "paragraph", "phrase": "phrase"}[self.unit]
        many = f"the {noun}" if self.count == 1 else f"{self.count} {noun}s"
        return f"Pick {many} in the article."

    @property
    def help(self) -> str:
        return "v → space picks" if self.unit == "phrase" else super().help

    @property
    def response(self) -> Marked:
        return Marked(self.places)


class InsertAnswer(PlacesAnswer):
    """Pick the sentence after which the given one belongs."""

    DEFAULT_CSS = "InsertAnswer .sentence { border-left: thick $accent; padding-left: 1; margin-bottom: 1; }"

    def __init__(self, view: InsertView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view
        self.after = draft if isinstance(draft, Placed) else None

    @property
    def asked_there(self) -> str:
        return f"{super().asked_there}\n“{self.view.sentence}”"

    def compose(self) -> ComposeResult:
        yield PlainText(self.view.sentence, classes="sentence")
        yield from super().compose()

    @property
    def wanted(self) -> str:
        return "Pick the sentence that it should follow."

    @property
    def response(self) -> Placed | Marked:
        return self.after or Marked(())

    def take(self, places: tuple[Place, ...], sentence: int) -> None:
        if not self.locked:
            self.after = Placed(places[0].article, sentence) if places else None
        super().take(places, sentence)


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[: most - 4].rsplit(' ', 1)[0]} ..."
