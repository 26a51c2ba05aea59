"""One learner's share of a pack: which of its questions are asked, in what order, and what time there is for them."""

import random

import msgspec

from quiz.classroom.by_folder import reordered
from quiz.classroom.client.own import Own, OwnFile
from quiz.classroom.packs import Pack
from quiz.classroom.wire import Clock, Lease, Opened

MINUTE = 60_000
LEASE = Lease(1, 0)
"""Nobody else goes on with an attempt in a folder."""


def drawn(pack: Pack, dice: str) -> tuple[int, ...]:
    """Which of the pack's questions one attempt asks, in the order of asking."""
    rng = random.Random(f"{dice}:order")
    contents = pack.contents
    order = list(range(1, len(contents.views) + 1))
    if 0 < contents.pool < len(order):
        order = sorted(rng.sample(order, contents.pool))
    if contents.shuffle:
        rng.shuffle(order)
    return tuple(order)


def opened(pack: Pack, own: Own, attempt: str, clock: Clock, file: OwnFile) -> Opened:
    """The attempt as a server would open it, with options in an order of this learner's own."""
    contents = pack.contents
    names = {f"q{at}": f"q{place}" for at, place in enumerate(own.order, 1)}

    def shuffled(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(random.Random(f"{own.dice}:{name}:{len(texts)}").sample(texts, len(texts)))

    by_name = {view.id: view for view in contents.views}
    views = tuple(
        msgspec.structs.replace(reordered(by_name[place], lambda texts, name=name: shuffled(name, texts)), id=name)  # type: ignore[misc]
        for name, place in names.items()
    )
    points = {name: contents.started.questions[place] for name, place in names.items()}
    started = msgspec.structs.replace(contents.started, questions=points)
    return Opened(attempt, LEASE, started, views, contents.articles, (), clock, file.outbox_key)


def overdue(pack: Pack, own: Own, now: int) -> int:
    """Milliseconds since the end of this learner's time; negative before it."""
    contents = pack.contents
    ends = [contents.closes] if contents.closes is not None else []
    if contents.minutes is not None and own.began:
        ends.append(own.began + round(contents.minutes * MINUTE))
    return now - min(ends) if ends else -1


def clock_of(pack: Pack, own: Own, now: int) -> Clock:
    """Where this learner's time stands at ``now``, in milliseconds since 1970."""
    contents = pack.contents
    limited = contents.closes is not None or (contents.minutes is not None and own.began)
    past = overdue(pack, own, now)
    if contents.opens is not None and now < contents.opens:
        return Clock(now, "waiting")
    elapsed = max(0, now - own.began) if own.began else 0
    left = max(0, -past) if limited else None
    return Clock(now, "closed" if limited and past >= 0 else "open", elapsed, left)
