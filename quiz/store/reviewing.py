"""Reviews and retries for any front end: what is due for a learner, and desks over it."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

import msgspec

from quiz.attempts.attempt import replay
from quiz.attempts.events import Book, Mode, Suspended
from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.queue import DAILY, Today, in_turn
from quiz.attempts.review import (
    RETRY,
    REVIEW,
    Due,
    Only,
    Ref,
    Wanted,
    allowed,
    gather,
    refs_of,
    spread,
    to_retry,
    to_review,
)
from quiz.attempts.standing import Standing
from quiz.errors import InputError, NotAllowed, QuizError
from quiz.questions.question_set import QuestionSet
from quiz.store.apart import keep_apart
from quiz.store.study import PlayOptions, Study

DAY_BEGINS = 4
"""The hour of the local clock at which a new day begins: whoever is up late is still in yesterday, as in Anki."""


def local_day(now: int) -> Today:
    """The day of the machine's time zone that now (UTC, milliseconds since 1970) is in."""
    here = datetime.fromtimestamp(now / 1000).astimezone()
    day = (here - timedelta(hours=DAY_BEGINS)).date()
    start, end = (
        datetime.combine(date, time(DAY_BEGINS)).astimezone(UTC).timestamp() for date in (day, day + timedelta(days=1))
    )
    return Today(round(start * 1000), round(end * 1000))


def due(study: Study, now: int, *, limit: int = DAILY) -> Due:
    """What the learner's day holds; opens no set. Raises StoreError."""
    today = local_day(now)
    counts, reviewed = study.store.count_due(study.learner.id, today).result()
    there = study.library.set_paths()
    number = sum(count for owner, count in counts.items() if owner in there)
    left = waiting(study)
    return Due(
        number,
        reviewed,
        allowed(number, reviewed, limit),
        left.attempt if left else "",
        left.questions - left.answered if left else 0,
    )


def open_desk(study: Study, options: PlayOptions, wanted: Wanted) -> LocalDesk:
    """The review or retry of this kind that was left before its end, or a new one.

    Raises NotAllowed where there is nothing to ask, InputError, StoreError.
    """
    left = None if options.fresh else waiting(study, wanted)
    if left is not None:
        try:
            return go_on(study, left.attempt)
        except NotAllowed:  # a question of it is gone; what is due or chosen now is worked out anew
            left = None
    book = options.book or study.book
    if wanted.only is None:
        return begin_review(study, study.clock.now(), limit=wanted.limit, book=book, seed=options.seed)
    return begin_retry(study, wanted, mode=options.mode or "practice", book=book, seed=options.seed)


def waiting(study: Study, wanted: Wanted = Wanted()) -> Standing | None:  # noqa: B008  a constant
    """The review or retry of this kind that was left before its end."""
    set_id = RETRY if wanted.only else REVIEW
    for one in study.standings():
        if one.set == set_id and one.title == wanted.title and not one.finished:
            return one
    return None


def begin_review(
    study: Study, now: int, *, limit: int = DAILY, book: Book = "open", seed: int | None = None
) -> LocalDesk:
    """A new review of what is due, the longest waiting first, the articles in turn.

    limit: questions a day; what was reviewed today counts. Raises NotAllowed where nothing is left for today.
    """
    today = local_day(now)
    cards = study.store.due(study.learner.id, today).result()
    _, reviewed = study.store.count_due(study.learner.id, today).result()
    refs, sets = to_review(in_turn(cards, today), lambda id_: _load(study, id_), allowed(len(cards), reviewed, limit))
    if not refs:
        raise NotAllowed("nothing is due" if not cards or reviewed < limit else "today's questions are done")
    asked = gather(REVIEW, Wanted().title, spread(refs, sets), sets)
    return study.begin(asked, mode="review", book=book, seed=seed)


def begin_retry(
    study: Study, wanted: Wanted, *, mode: Mode = "practice", book: Book = "open", seed: int | None = None
) -> LocalDesk:
    """A new attempt at the questions that are wanted, ``wanted.limit`` of them at the most.

    Raises NotAllowed where there are none, InputError for a set that is not there.
    """
    only = wanted.only or Only("wrong")
    known = study.library.set_paths()
    for name in wanted.sets:
        if name not in known:
            study.library.set_path(name)  # says which names are near
            raise InputError(f"{name}: name sets by their ids here; 'quiz list' shows them")
    loaded = {id_: there for id_ in (wanted.sets or known) if (there := _load(study, id_)) is not None}
    refs = to_retry(only, study.store.trials(study.learner.id).result(), loaded)[: wanted.limit]
    if not refs:
        chosen = f"has {only.what} {only.value}" if only.value else f"is {only.what}"
        raise NotAllowed(f"no question {chosen}")
    return study.begin(gather(RETRY, wanted.title, spread(refs, loaded), loaded), mode=mode, book=book, seed=seed)


def go_on(study: Study, attempt: str) -> LocalDesk:
    """Go on with a review or retry. Raises NotAllowed where one of its questions is gone, StoreError."""
    return study.resume(gathered_again(study, attempt), attempt)


def gathered_again(study: Study, attempt: str) -> QuestionSet:
    """The set that an attempt was gathered as. Raises NotAllowed where one of its questions is gone."""
    started = replay(study.store.events(attempt).result()).started
    refs = refs_of(started.questions)
    sets = {id_: there for id_ in dict.fromkeys(ref[0] for ref in refs) if (there := _load(study, id_)) is not None}
    for owner, question in refs:
        if owner not in sets or question not in sets[owner].by_id:
            raise NotAllowed(f"question {question!r} of {owner!r} is gone; begin a new one")
    return gather(started.set, started.title, refs, sets)


def suspend(study: Study, refs: Collection[Ref], on: bool) -> None:
    """Keep questions out of coming reviews, or let them come up again, outside of any attempt. Raises StoreError."""
    if not refs:
        return
    names = {f"{owner}/{question}": 0.0 for owner, question in refs}
    bodies = [Suspended(name, on) for name in names]
    title = "Suspended" if on else "Taken back"
    keep_apart(study.store, study.learner.id, title, bodies, study.clock.now(), questions=names).result()


def suspended(study: Study) -> list[Ref]:
    """The questions that do not come up in reviews, leeches among them."""
    cards = study.store.cards(study.learner.id).result()
    return sorted((card.set, card.question) for card in cards if card.suspended)


def _load(study: Study, set_id: str) -> QuestionSet | None:
    """A set by its id; None where it is gone or cannot be played, which its own author will hear of."""
    if set_id not in study.library.set_paths():
        return None
    try:
        loaded = study.load(set_id)
    except QuizError:
        return None
    return loaded if loaded.id == set_id else msgspec.structs.replace(loaded, id=set_id)
