"""Whether what was given is safe: *typing*, *saving*, *saved*, and *NOT SAVED* when it is not."""

import asyncio

from textual.message import Message

from quiz.attempts.desk import Receipt
from quiz.errors import QuizError
from quiz.tui.widgets.plain_text import PlainText, styled


class Saved(PlainText):
    """A word at the bottom of the screen. *saved* appears only once the receipt is done."""

    DEFAULT_CSS = "Saved { width: 12; height: 1; color: $text-muted; text-align: right; padding-right: 1; }"

    class Done(Message):
        """What was followed last is safe."""

    class Failed(Message):
        """Something could not be saved; why, in one sentence."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, *, keeps: bool) -> None:
        """keeps: False where everything is in memory only, and nothing is ever saved."""
        super().__init__()
        self.keeps = keeps

    def say(self, *pieces: str | tuple[str, str]) -> None:
        """Replace the word. Its place is fixed: nothing is laid out anew at every key."""
        self.update(styled(*pieces), layout=False)

    def typing(self) -> None:
        self.say("typing")

    def follow(self, receipt: Receipt) -> None:
        """Follow one receipt; its callback comes from the store's thread."""
        self.say("saving")
        loop = asyncio.get_running_loop()

        def done(receipt: Receipt) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._show, receipt)

        receipt.add_done_callback(done)

    def _show(self, receipt: Receipt) -> None:
        if not self.is_attached:
            return
        error = None if receipt.cancelled() else receipt.exception()
        if error is None:
            self.say("saved" if self.keeps else "not kept")
            self.post_message(self.Done())
            return
        self.say("NOT SAVED")
        why = str(error) if isinstance(error, QuizError) else "it could not be saved; go on, it is tried again"
        self.post_message(self.Failed(why))
