"""What was asked, under the article in which its proof is pointed at: a narrow window has no room for both beside."""

from typing import ClassVar

from quiz.tui.widgets.plain_text import PlainText


class ProofPrompt(PlainText):
    """Made when the first proof is asked for; shown while one is wanted and the article hides the question."""

    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    ProofPrompt { display: none; height: auto; max-height: 50%; padding: 0 2; text-style: bold; }
    .narrow.reading ProofPrompt.wanted { display: block; }
    .narrow.reading.paused ProofPrompt.wanted, .narrow.reading.small ProofPrompt.wanted { display: none; }
    """
