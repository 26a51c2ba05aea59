"""What every answer widget is: it takes a view, posts responses, and paints a verdict it is given."""

from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from quiz.questions.response import Response
from quiz.questions.verdict import Part
from quiz.questions.view import View


class Answer(Widget):
    """Base of the answer widgets. Reads no app, no desk and no store."""

    DEFAULT_CSS = """
    Answer { height: auto; }
    Answer OptionList { scrollbar-size: 0 1; scrollbar-gutter: stable; }
    """

    class Drafted(Message):
        """What is typed or picked changed."""

        def __init__(self, response: Response) -> None:
            super().__init__()
            self.response = response

    class Given(Message):
        """The learner gives this response."""

        def __init__(self, response: Response) -> None:
            super().__init__()
            self.response = response

    def __init__(self, view: View, draft: Response | None = None) -> None:
        super().__init__()
        self.asked = view
        self.draft = draft
        self.locked = False

    @property
    def response(self) -> Response:
        """What stands in the widget now; may be empty."""
        raise NotImplementedError

    @property
    def help(self) -> str:
        """How to answer, in a few words for the key line; empty where it goes without saying."""
        raise NotImplementedError

    gives: ClassVar[tuple[str, str]] = ("enter", "answer")
    """The key that gives the answer, and its word."""
    in_article: ClassVar[bool] = False
    """True where the answer is given in the article: see ``places``."""
    takes_letters: ClassVar[bool] = False
    """True where letters go into the answer, so that the screen's keys need ctrl."""

    def paint(self) -> None:
        """Write the widget's lines again, for a new width or another pick."""

    def fit(self, room: int) -> None:
        """Learn how many rows of the pane there are for the answer, from its first row to the pane's last."""

    def on_resize(self) -> None:
        self.paint()

    @property
    def room(self) -> int:
        """Cells for one line of a list in this widget; 0 before the first layout."""
        return max(self.size.width - 4, 0)

    def submit(self) -> None:
        """Give what stands in the widget."""
        if not self.locked and self.is_mounted:
            self.post_message(self.Given(self.response))

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        """No more changes. ``parts`` of the verdict may be painted; ``key`` is None where it must not show."""
        self.locked = True
        self.set_class(bool(parts) or key is not None, "decided")

    def take_focus(self) -> None:
        """Put the keyboard where the answer is given; a long prompt stays in view from its first word."""
        self.screen.set_focus(self, scroll_visible=False)
