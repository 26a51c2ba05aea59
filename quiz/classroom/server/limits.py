"""How often one may ask: a bucket of tokens for each, which fills steadily."""

from collections import OrderedDict

MOST_KNOWN = 10_000


class Buckets:
    """rate: requests a second; burst: how many at once. Kept for this process alone: it protects this process."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str, now: float) -> float:
        """Take one; 0 where there was one, else the seconds until there is. now: seconds of a monotonic clock."""
        left, at = self._known.get(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        wait = 0.0 if left >= 1 else (1 - left) / self._rate
        self._known[who] = (left if wait else left - 1, now)
        self._known.move_to_end(who)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return wait
