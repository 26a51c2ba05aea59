"""The keys of a box, at its foot."""

from quiz.tui.widgets.key_line import KeyLine


class BoxKeys(KeyLine):
    """Keys with what they do, flush with the box's words; a click does it."""

    DEFAULT_CSS = "BoxKeys { background: transparent; margin-top: 1; }"
    edge = 0

    def __init__(self, *keys: tuple[str, str, str]) -> None:
        """keys: as for ``show``; none where they are still to be worked out."""
        super().__init__()
        self._keys = list(keys)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.screen.run_action(event.action)
