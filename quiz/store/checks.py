"""Is a store as it was written? Every damage that can be found, as a list."""

import sqlite3

import msgspec

from quiz.store import joining, learners, notebook, pins, progress, rows
from quiz.store.errors import StoreDamaged

LATEST = 1000


class Damage(msgspec.Struct, frozen=True):
    """where: file or table; what: one sentence."""

    where: str
    what: str


def quick(connection: sqlite3.Connection, where: object) -> list[Damage]:
    """The structure of the whole file, the learners and the latest thousand events. Raises sqlite3.Error."""
    found = _of_sqlite(connection, "quick_check", where)
    if not found:
        try:
            learners.recorded(connection, where)
            for row in rows.latest_events(connection, LATEST):
                rows.event_of(row, where)
        except StoreDamaged as error:
            found.append(Damage(str(where), str(error)))
    return found


def thorough(connection: sqlite3.Connection, where: object) -> list[Damage]:
    """The structure with all indexes, every row's digest, gaps; standings, trials and cards against their events."""
    found = _of_sqlite(connection, "integrity_check", where)
    if found:
        return found
    try:
        learners.recorded(connection, where)
        standings = {standing.attempt: standing for standing in rows.read_standings(connection, None, where)}
    except StoreDamaged as error:
        return [Damage(str(where), str(error))]
    last: dict[str, int] = {}
    fold = progress.Fold()
    with rows.every_event(connection) as every:
        for row in every:
            try:
                event = rows.event_of(row, where)
                if event.seq != last.get(event.attempt, -1) + 1:
                    found.append(Damage("events", f"attempt {event.attempt[:8]}: event {event.seq} follows a gap"))
                last[event.attempt] = event.seq
                fold.take(event)
            except (StoreDamaged, ValueError) as error:
                found.append(Damage("events", str(error)))
    folded = fold.close()
    if not found and standings != folded.standings:
        own = folded.standings
        differing = {*standings} ^ {*own} or {attempt for attempt in own if own[attempt] != standings[attempt]}
        found.append(Damage("standings", f"{len(differing)} do not agree with their events; rebuild them"))
    if not found and progress.is_current(connection):
        found += _of_progress(connection, folded, where)
    return found


def _of_progress(connection: sqlite3.Connection, folded: progress.Folded, where: object) -> list[Damage]:
    try:
        trials = {(trial.attempt, trial.name): trial for trial in progress.read_trials(connection, where)}
        cards = {(card.learner, card.set, card.question): card for card in progress.read_cards(connection, None, where)}
        notes = {(note.learner, note.id): note for note in notebook.read_notes(connection, where)}
        readings = {reading.event: reading for reading in notebook.read_readings(connection, where)}
        pins.check(connection, where)
    except StoreDamaged as error:
        return [Damage(str(where), str(error))]
    agreeing = {
        "trials": trials == folded.trials and not progress.misplaced(connection),
        "cards": cards == folded.cards(),
        "notes": (notes, readings) == (folded.notes, folded.readings) and not notebook.misplaced(connection),
        "owners": joining.read_owners(connection) == folded.owners,
    }
    return [
        Damage(what, "they do not agree with the events; rebuild them") for what, well in agreeing.items() if not well
    ]


def _of_sqlite(connection: sqlite3.Connection, check: str, where: object) -> list[Damage]:
    rows_found = connection.execute(f"PRAGMA {check}(20)").fetchall()
    found = [str(row[0]).replace("*** in database main ***", "").strip() for row in rows_found]
    return [] if found == ["ok"] else [Damage(str(where), line) for line in found]
