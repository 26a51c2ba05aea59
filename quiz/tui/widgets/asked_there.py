"""What is asked, under the article in which it is answered or proved: a narrow window has no room for both beside."""

from typing import ClassVar

from quiz.tui.widgets.plain_text import PlainText


class AskedThere(PlainText):
    """Made when it is needed first; shown while something is pointed at and the article hides the question."""

    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    AskedThere { display: none; height: auto; max-height: 50%; padding: 0 2; text-style: bold; }
    .narrow.reading AskedThere.wanted { display: block; }
    .narrow.reading.paused AskedThere.wanted, .narrow.reading.small AskedThere.wanted { display: none; }
    """
