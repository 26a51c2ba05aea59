"""The bottom line: the marks, and the keys that matter now. Static, because the stock footer costs 50 ms at start."""

from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quiz.tui.widgets.one_line import OneLine


class KeyLine(OneLine, Static):
    """Keys with what they do; a click does it."""

    DEFAULT_CSS = "KeyLine { height: 1; width: 100%; background: $panel; color: $text-muted; }"
    edge: ClassVar[int] = 1
    """Columns that stay free at the left, at most one."""

    class Wanted(Message):
        """A key's words were clicked; ``action`` is the screen's own, as in its bindings."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[tuple[int, int, str]] = []
        self._keys: list[tuple[str, str, str]] = []

    def on_resize(self) -> None:
        if self._keys:
            self.show(self._keys)

    def show(self, keys: list[tuple[str, str, str]]) -> None:
        """Paint (key as shown, what it does, the screen's action), as many as fit; the last is always there."""
        self._keys = keys
        self._ends = []
        pieces: list[str | tuple[str, str]] = []
        width = max(self.room, 20)
        x = self.edge - 1
        own = getattr(self.app, "own_keys", {})  # those of whoever has chosen others
        keys = [(own[action].split(",")[0] if action in own else key, does, action) for key, does, action in keys]
        last = keys[-1]
        reserved = len(last[0]) + len(last[1]) + 3
        for at, (shown, does, action) in enumerate(keys):
            length = len(shown) + len(does) + (3 if shown else 2)
            if at < len(keys) - 1 and x + length + reserved > width:
                continue
            pieces += [" "] if pieces or self.edge else []
            pieces += [(shown, "bold $foreground"), f" {does} "] if shown else [f"{does} "]
            self._ends.append((x, x + length, action))
            x += length
        self.paint(Content.assemble(*pieces))

    def on_click(self, event: Click) -> None:
        for start, end, action in self._ends:
            if start <= event.x < end and action:
                self.post_message(self.Wanted(action))
                return
