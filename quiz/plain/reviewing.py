"""``quiz review --plain``: what is due over all sets, or what is chosen to be asked again."""

import sys

from quiz.articles.library import Library
from quiz.attempts.review import Only, Wanted, parse_only
from quiz.errors import InputError, NotAllowed
from quiz.plain.entering import play_on, sit
from quiz.plain.page import Page
from quiz.plain.wording import count
from quiz.store import reviewing
from quiz.store.study import PlayOptions, Study


def review_plain(library: Library, options: PlayOptions, wanted: Wanted) -> int:
    """Review on standard input and output. Exit code 0, or 128 and the signal's number. Raises QuizError."""
    page = Page(sys.stdin, sys.stdout)
    return sit(library, options, page, lambda study: _review(study, options, wanted, page))


def suspend(library: Library, options: PlayOptions, names: list[str], *, on: bool) -> int:
    """Keep questions (``set/question``) out of coming reviews, or take them back; without names, list those kept out.

    Exit code 0. Raises InputError for a question that is not there, StoreError.
    """
    page = Page(sys.stdin, sys.stdout)

    def run(study: Study) -> None:
        if not names:
            for owner, question in reviewing.suspended(study):
                page.say(f"{owner}/{question}")
            return
        refs = []
        for name in names:
            owner, _, question = name.rpartition("/")
            if not owner or question not in study.load(owner).by_id:
                raise InputError(f"{name}: no such question; name it as SET/QUESTION")
            refs.append((owner, question))
        reviewing.suspend(study, refs, on)
        page.say(f"{'Suspended' if on else 'Taken back'}: {count(len(refs), 'question')}.")

    return sit(library, options, page, run)


def only_of(text: str | None) -> Only | None:
    """What ``--only`` says. Raises InputError."""
    if text is None:
        return None
    only = parse_only(text)
    if only is None:
        raise InputError(f"--only {text}: not known; use wrong, flagged, topic=.., skill=.. or kind=..")
    return only


def _review(study: Study, options: PlayOptions, wanted: Wanted, page: Page) -> None:
    try:
        desk = reviewing.open_desk(study, options, wanted)
    except NotAllowed as error:  # nothing to ask is good news
        page.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return
    left = sum(not item.answered for item in desk.attempt.items.values())
    page.say(desk.title)
    page.say(f"{count(left, 'question')}, learner {study.learner.name}.")
    if desk.attempt.seq:
        page.say("Going on where you left; --fresh begins anew.")
    if not study.store.saves:
        page.say("Nothing is saved.")
    play_on(study, desk, page)
