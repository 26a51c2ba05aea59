"""Pastes, taken out of a terminal's input before it is read key by key, and cut to a size that a field can take."""

import re
import time
from collections.abc import Callable

from textual.events import Paste

from quiz.text.sanitise import sanitise

MOST = 20_000
"""Characters that one paste delivers, and that are taken in at once from a terminal that does not mark pastes."""
A_SECOND = 10_000
"""Characters a second that are taken in for good: mouse reports come to a few thousand at most."""
SURELY_PASTED = 200
"""As many characters at once are a paste, from a terminal that does not say so: nobody types that fast. Keys like
ctrl+n and the arrows are in no text that is copied: with one among them it was typed, while the line was slow."""

BEGIN, END = "\x1b[200~", "\x1b[201~"
_PRESSED = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
"""What only a key makes."""


class PasteLimit:
    """Splits decoded input into text for the key parser and whole pastes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: list[str] | None = None
        self._room = MOST
        self._held = ""
        self._burst = 0.0
        self._burst_at = clock()

    def feed(self, text: str) -> list[str | Paste]:
        """The pieces of the next input, in order. A paste comes out when it ends; what is over its limit is dropped."""
        pieces: list[str | Paste] = []
        text, self._held = self._held + text, ""
        while text:
            if self._kept is None:
                keys, begun, text = text.partition(BEGIN)
                if begun:
                    self._kept, self._room = [], MOST
                elif cut := _half_marker(keys, BEGIN):
                    keys, self._held = keys[:-cut], keys[-cut:]
                pieces += self._keys(keys)
            else:
                inside, ended, text = text.partition(END)
                if not ended and (cut := _half_marker(inside, END)):
                    inside, self._held = inside[:-cut], inside[-cut:]
                self._keep(inside)
                if ended:
                    pieces.append(_paste("".join(self._kept)))
                    self._kept = None
        return pieces

    @property
    def waiting(self) -> bool:
        """Whether something is held back that may be the beginning of a paste, or an escape key."""
        return self._kept is None and bool(self._held)

    def pause(self) -> str:
        """Nothing came for a moment: what was held back is no paste."""
        if not self.waiting:
            return ""
        held, self._held = self._held, ""
        return held

    def _keep(self, text: str) -> None:
        if self._kept is not None and self._room > 0:
            self._kept.append(text[: self._room])
            self._room -= len(text)

    def _keys(self, text: str) -> list[str | Paste]:
        now = self._clock()
        self._burst = max(0.0, self._burst - (now - self._burst_at) * A_SECOND)
        self._burst_at = now
        text = text[: max(0, MOST - int(self._burst))]
        self._burst += len(text)
        if len(text) >= SURELY_PASTED and not re.search(_PRESSED, text):
            return [_paste(text)]
        return [text] if text else []


def _paste(text: str) -> Paste:
    """Inside a paste an escape sequence is text that somebody copied, neither a key nor anything to show."""
    return Paste(sanitise(text)[:MOST])


def _half_marker(text: str, marker: str) -> int:
    """How many characters at the end of a text may be the beginning of a marker."""
    return next((size for size in range(len(marker) - 1, 0, -1) if text.endswith(marker[:size])), 0)
