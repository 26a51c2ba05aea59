"""How long an article was read by itself: a stopwatch without a clock of its own.

What is on the screen between two keys is taken to be read. Whoever stays away for longer than a slow reader needs for
what is on the screen (60 words a minute, and never less than a minute) has been elsewhere: then nobody knows how long
the reading took, and it is no measure of anything.
"""

from quiz.attempts.events import Read

SLOWEST, FASTEST = 60, 1000
"""Words a minute between which a speed is believed: below is no steady reading, above is skimming (Brysbaert 2019)."""
PATIENCE = 60_000
SHORTEST = 5_000
"""Milliseconds: what was on the screen for less was not read."""


class Stay:
    """One article on the screen, once or several times. Times are monotonic, in milliseconds."""

    def __init__(self, article: str, words: int) -> None:
        self.article = article
        self.words = words
        self.spent = 0
        self._since: int | None = None
        self._broken = False
        self._ended = False

    def show(self, now: int, *, ended: bool) -> None:
        """It comes on the screen, or the window of the terminal comes to the front again. ended: its end is in view."""
        if self._since is None:
            self._since = now
        self._ended = self._ended or ended

    def move(self, now: int, seen: int, *, ended: bool) -> None:
        """The learner did something; seen: the words that were on the screen until then."""
        self._count(now, seen)
        self.show(now, ended=ended)

    def hide(self, now: int, seen: int) -> None:
        """It goes from the screen, or the window to the back."""
        self._count(now, seen)
        self._since = None

    def told(self) -> Read | None:
        """What there is to keep; None where it was hardly looked at."""
        if self.spent < SHORTEST:
            return None
        return Read(self.article, self.words, self.spent, whole=self._ended and not self._broken)

    def _count(self, now: int, seen: int) -> None:
        if self._since is None:
            return
        passed = now - self._since
        self._broken = self._broken or passed > max(PATIENCE, seen * 60_000 // SLOWEST)
        self.spent += passed
        self._since = now
