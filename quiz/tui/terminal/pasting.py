"""Pastes, taken out of a terminal's input before it is read key by key, and cut to a size that a field can take."""

from textual.events import Paste

MOST = 20_000
"""Characters that one paste delivers; also the most that is taken in without a pause (RELIABILITY 25)."""
SURELY_PASTED = 200
"""Printable characters that arrive at once are a paste, from a terminal that does not say so: nobody types that fast."""

BEGIN, END = "\x1b[200~", "\x1b[201~"
# Inside a paste an escape sequence is text that somebody copied, not a key.
_CONTROL = {code: None for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))}


class PasteLimit:
    """Splits decoded input into text for the key parser and whole pastes."""

    def __init__(self) -> None:
        self._kept: list[str] | None = None
        self._room = MOST
        self._tail = ""
        self._burst = 0

    def feed(self, text: str) -> list[str | Paste]:
        """The pieces of the next input, in order. A paste comes out when it ends; what is over its limit is dropped."""
        pieces: list[str | Paste] = []
        text, self._tail = self._tail + text, ""
        while text:
            if self._kept is None:
                keys, begun, text = text.partition(BEGIN)
                if begun:
                    self._kept, self._room = [], MOST
                elif (cut := _half_marker(keys, BEGIN)) > 1:
                    keys, self._tail = keys[:-cut], keys[-cut:]
                pieces += self._keys(keys)
            else:
                inside, ended, text = text.partition(END)
                if not ended and (cut := _half_marker(inside, END)):
                    inside, self._tail = inside[:-cut], inside[-cut:]
                self._keep(inside)
                if ended:
                    pieces.append(Paste("".join(self._kept)))
                    self._kept = None
        return pieces

    def pause(self) -> list[str | Paste]:
        """Nothing came for a moment. Returns what was held back because it looked like the beginning of a paste."""
        self._burst = 0
        if self._kept is not None:
            return []
        held, self._tail = self._tail, ""
        return [held] if held else []

    def _keep(self, text: str) -> None:
        if self._kept is not None and self._room > 0:
            text = text[: 4 * self._room].translate(_CONTROL)[: self._room]
            self._kept.append(text)
            self._room -= len(text)

    def _keys(self, text: str) -> list[str | Paste]:
        text = text[: max(0, MOST - self._burst)]
        self._burst += len(text)
        if len(text) >= SURELY_PASTED and "\x1b" not in text:
            return [Paste(text.translate(_CONTROL))]
        return [text] if text else []


def _half_marker(text: str, marker: str) -> int:
    """How many characters at the end of a text may be the beginning of a marker."""
    return next((size for size in range(len(marker) - 1, 0, -1) if text.endswith(marker[:size])), 0)
