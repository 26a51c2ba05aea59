"""Whether what was given is safe: *typing*, *saving*, *saved*, and *NOT SAVED* when it is not."""

import asyncio

from textual.message import Message

from quiz.attempts.desk import Receipt
from quiz.errors import QuizError
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import Marks


class Saved:
    """A word at the right end of a line. *saved* appears only once the receipt is done."""

    class Done(Message):
        """What was followed last is safe."""

    class Failed(Message):
        """Something could not be saved; why, in one sentence."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, line: Marks | PlainText, *, keeps: bool | None, saved: str = "saved") -> None:
        """keeps: False where everything is in memory only, and nothing is ever saved; None where no word is needed.

        saved: the word once it is safe. Done and Failed come from the line.
        """
        self.line = line
        self.keeps = keeps
        self._saved = saved

    def _say(self, word: str) -> None:
        if self.keeps is not None:
            self.line.say(word)

    def typing(self) -> None:
        self._say("typing")

    def follow(self, receipt: Receipt) -> None:
        """Follow one receipt; its callback comes from the store's thread."""
        self._say("saving")
        loop = asyncio.get_running_loop()

        def done(receipt: Receipt) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._show, receipt)

        receipt.add_done_callback(done)

    def _show(self, receipt: Receipt) -> None:
        if not self.line.is_attached:
            return
        error = None if receipt.cancelled() else receipt.exception()
        if error is None:
            self._say(self._saved if self.keeps else "not kept")
            self.line.post_message(self.Done())
            return
        self._say("NOT SAVED")
        why = str(error) if isinstance(error, QuizError) else "it could not be saved; go on, it is tried again"
        self.line.post_message(self.Failed(why))
