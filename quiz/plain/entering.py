"""``quiz play --plain``: who is learning, where it is saved, which attempt; then the player."""

import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from quiz.articles.library import Library
from quiz.attempts.local_desk import LocalDesk
from quiz.errors import InputError, NotAllowed
from quiz.plain.judging import judge_open_answers
from quiz.plain.page import Page
from quiz.plain.pinning import unlock
from quiz.plain.player import Player
from quiz.plain.saving import Saving, confirm
from quiz.plain.stopping import Stopped, signals_stop
from quiz.plain.summary import result_lines
from quiz.plain.wording import article_lines, count, score
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from quiz.settings import read_settings, settings_path
from quiz.store.errors import StoreError
from quiz.store.learners import Learner
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.store.study import PlayOptions, Study, find_learner, usual_name


def play_plain(library: Library, options: PlayOptions) -> int:
    """Play a set on standard input and output. Exit code 0, or 128 and the signal's number. Raises QuizError."""
    page = Page(sys.stdin, sys.stdout)
    asked = load_set(library.set_path(options.set or ""), library)

    def run(study: Study) -> None:
        play_on(study, _desk(study, study.as_strict(asked), options, page), page)

    return sit(library, options, page, run)


def sit(library: Library, options: PlayOptions, page: Page, run: Callable[[Study], None]) -> int:
    """Run with the learner at their store, and close it whatever happens. Exit code 0, or 128 and the signal's number.

    Raises QuizError.
    """
    with signals_stop():
        try:
            store, learner = enter(options, page)
            settings, troubles = read_settings(path := settings_path(data_folder()))
            for trouble in troubles:
                print(f"{path}:{trouble.line}: {trouble.what}", file=sys.stderr)
            try:
                run(Study(library, store, learner, **settings.study))
            except (KeyboardInterrupt, Stopped):
                kept = "What you answered is kept; play again to go on." if store.saves else "Nothing was saved."
                print(f"\nStopped. {kept}", file=sys.stderr)
                raise
            finally:
                store.close()
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        except Stopped as stop:
            return 128 + stop.number
    return 0


def play_on(study: Study, desk: LocalDesk | None, page: Page) -> None:
    """An attempt, and those at what was missed, until the learner has had enough.

    Raises StoreError where the last answers are not saved.
    """
    while desk is not None:
        saving = Saving(page)
        saving.settle(desk.last_receipt)
        Player(desk, page, saving).play()
        if desk.attempt.finished:
            judge_open_answers(desk, page, saving)
            page.say("", *result_lines(desk, desk.asked))
        elif saving.failed is None:
            page.say("The attempt is kept; play again to go on with it." if study.store.saves else "Nothing was saved.")
        if saving.failed is not None:
            raise saving.failed
        desk = _retry(study, desk, page) if desk.attempt.finished else None


def _desk(study: Study, asked: QuestionSet, options: PlayOptions, page: Page) -> LocalDesk | None:
    """The attempt that was left before its end, or a new one; None where the learner leaves before it has begun."""
    page.say(asked.title)
    page.say(f"{count(len(asked.questions), 'question')}, learner {study.learner.name}.")
    if not study.store.saves:
        page.say("Nothing is saved.")
    left = None if options.fresh else study.unfinished(asked.id, options.mode)
    if left is not None:
        try:
            desk = study.resume(asked, left.attempt)
        except NotAllowed as error:
            page.say(f"Your attempt cannot be gone on with: {error}.")
        else:
            when = datetime.fromtimestamp(left.at / 1000, UTC).astimezone()
            so_far = f", score so far {score(desk.attempt.earned, desk.attempt.asked)}" if desk.rules.feedback else ""
            page.say(
                f"Going on with your {left.mode} attempt of {when.day} {when:%B %H:%M}: "
                f"{left.answered} of {left.questions} answered{so_far}. --fresh begins anew."
            )
            if any(value is not None for value in (options.minutes, options.seed, options.book)):
                page.say("Time, seed and book are those it began with.")
            return desk
    book = options.book or study.book
    if book == "closed" and not _read_first(asked, page, limited=options.minutes is not None):
        return None
    return study.begin(
        asked,
        mode=options.mode or "practice",
        book=book,
        minutes=options.minutes,
        seed=options.seed,
    )


def _read_first(asked: QuestionSet, page: Page, *, limited: bool) -> bool:
    """Print the articles, and wait until they are read; False where the learner leaves instead."""
    for article in asked.sources.articles.values():
        page.say("", *article_lines(article, sentences=False))
    clock = " The time begins then." if limited else ""
    page.say("", f"Read this first; the questions are answered from memory. Enter starts them.{clock}")
    while (line := page.ask()) is not None:
        match line.strip().casefold():
            case "":
                return True
            case ":quit" | ":q":
                break
            case _:
                page.say("Nothing is asked yet: an empty line starts the questions, :quit leaves.")
    page.say("Nothing was begun.")
    return False


def _retry(study: Study, desk: LocalDesk, page: Page) -> LocalDesk | None:
    """Offer the missed questions once more; None where the learner is done."""
    from quiz.attempts.results import work_out

    missed = work_out(desk.attempt, desk.asked).missed
    if not missed:
        return None
    offer = f":missed asks the {count(len(missed), 'question')} again; an empty line ends."
    page.say("", offer)
    while (typed := (page.ask() or "").strip().casefold()) not in ("", ":quit", ":q"):
        if typed in (":missed", ":m"):
            return study.begin(desk.asked, only=missed)
        page.say(f"Nothing is asked now. {offer}")
    return None


def enter(options: PlayOptions, page: Page) -> tuple[Store, Learner]:
    """The store and who learns. Raises StoreError where it cannot be used and nobody chooses to go on without it."""
    if not options.no_save:
        try:
            return _with_learner(Store.open(data_folder()), options, page)
        except StoreError as error:
            if not page.interactive:
                raise with_hint(error) from error
            page.say(f"Nothing can be saved: {error}.")
            if not confirm(page, "Go on without saving? Type y or n."):
                raise
    return _with_learner(Store.in_memory(), options, page)


def with_hint(error: StoreError) -> StoreError:
    """The same error, which also says how to go on without the store."""
    hinted = StoreError(f"{error}; or add --no-save")
    hinted.exit_code = error.exit_code
    return hinted


def _with_learner(store: Store, options: PlayOptions, page: Page) -> tuple[Store, Learner]:
    try:
        learner = find_learner(store, options.learner, usual_name)
        learner = learner or choose_learner(store, page)
        unlock(store, learner)
        return store, learner
    except BaseException:
        store.close()
        raise


def choose_learner(store: Store, page: Page) -> Learner:
    """Ask who is learning, by number or name. Raises InputError where there is nobody to ask."""
    known = store.learners().result()
    if not page.interactive:
        names = ", ".join(learner.name for learner in known[:10])
        raise InputError(f"several learners use this account ({names}); add --learner NAME")
    page.say("Who is learning?", *(f"{at}. {learner.name}" for at, learner in enumerate(known, 1)))
    while True:
        page.say("Type a number, or a new name.")
        line = page.ask()
        if line is None:
            raise InputError("nobody was chosen; add --learner NAME")
        given = line.strip()
        if given.isdecimal() and 1 <= int(given) <= len(known):
            return known[int(given) - 1]
        if given and not given.isdecimal():
            try:
                found = find_learner(store, given, usual_name)
            except InputError as error:
                page.say(f"{error}.")
                continue
            if found is not None:
                return found
