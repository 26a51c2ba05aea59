"""Waiting until answers are safe, and telling when they are not."""

from quiz.attempts.desk import Receipt
from quiz.plain.page import Page
from quiz.store.errors import AttemptElsewhere, StoreError


class Saving:
    """Waits for receipts. The journal sends again what failed, so an attempt can go on while a disk is full."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.failed: StoreError | None = None

    def settle(self, receipt: Receipt) -> None:
        """Wait for a receipt.

        Where it fails: a person is asked once whether to go on; without one there is nobody to ask, so StoreError.
        """
        try:
            receipt.result()
        except AttemptElsewhere:
            raise
        except StoreError as error:
            if self.failed is None:
                self._go_on_or_raise(error)
            self.failed = error
            return
        if self.failed is not None:
            self._page.say("Saved again; nothing is lost.")
        self.failed = None

    def _go_on_or_raise(self, error: StoreError) -> None:
        if not self._page.interactive:
            raise error
        self._page.say(f"Not saved: {error}.")
        if not confirm(self._page, "Go on without saving? Saving is tried again with every answer. Type y or n."):
            raise error


def confirm(page: Page, question: str) -> bool:
    """Ask until there is a yes or a no; no at the end of input."""
    while True:
        page.say(question)
        line = page.ask()
        match None if line is None else line.strip().casefold():
            case "y" | "yes":
                return True
            case None | "n" | "no":
                return False
