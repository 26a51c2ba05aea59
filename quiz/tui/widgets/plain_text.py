"""The only way text gets onto the screen outside the reader: shown as it is, never as markup."""

from textual.content import Content
from textual.widgets import Static

from quiz.text.sanitise import sanitise


class PlainText(Static):
    """Static text. Whatever the string holds is sanitised and shown literally."""

    DEFAULT_CSS = "PlainText { height: auto; }"

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(plain(text), id=id, classes=classes, markup=False)

    def say(self, *pieces: str | tuple[str, str]) -> None:
        """Replace the text. A piece is a string, or a string with a style such as ``bold $success``."""
        self.update(styled(*pieces))


def plain(text: str) -> Content:
    """A string as content that is shown literally."""
    return Content(sanitise(text))


def styled(*pieces: str | tuple[str, str]) -> Content:
    """Several strings, each sanitised, some with a style of our own."""
    return Content.assemble(*(sanitise(one) if isinstance(one, str) else (sanitise(one[0]), one[1]) for one in pieces))
