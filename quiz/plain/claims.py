"""``quiz stats``: who has played what, and which answers their learners say were right."""

from collections import Counter

from quiz.articles.library import Library
from quiz.attempts.attempt import replay
from quiz.attempts.events import NOTES
from quiz.errors import InputError
from quiz.plain.wording import count, score
from quiz.questions.check import read_set
from quiz.questions.line import spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.verdict import Verdict
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

_ACCEPTS = ("name", "short")
"""Kinds with a list of further right answers."""


def print_learners(set_id: str | None) -> int:
    """Every learner with their attempts, the latest first; only those at one set where it is named. Exit code 0."""
    store = Store.open(data_folder())
    try:
        learners = store.learners().result()
        if not learners:
            print("No learner yet; 'quiz play SET' begins.")
        for learner in learners:
            standings = [
                one for one in store.standings(learner.id).result() if set_id in (None, one.set) and one.set != NOTES
            ]
            print(f"{one_line(learner.name)}: {count(len(standings), 'attempt')}")
            for one in standings:
                state = "finished" if one.finished else f"{one.answered} of {one.questions} answered"
                print(f"  {one.set}, {one.mode}, {state}: {score(one.earned, one.total)}")
    finally:
        store.close()
    return 0


def print_claims(library: Library, name: str | None) -> int:
    """The answers to a set that were claimed to be right, as YAML to paste into its questions. Exit code 0.

    Raises InputError where no set is named.
    """
    if name is None:
        raise InputError("stats --claims: which set? name one; 'quiz list' shows them")
    asked = read_set(library.set_path(name), library)
    store = Store.open(data_folder())
    try:
        claims = _claims(store, asked)
    finally:
        store.close()
    if not claims:
        print(f"# {asked.id}: no claims")
    for question in asked.questions:
        found = claims.get(question.id, Counter())
        if not found:
            continue
        print(f"# {question.id}, {question.kind}: {one_line(question.prompt)}")
        print(f"#   key: {one_line(question.key(asked.sources))}")
        for (line, verdict), times in found.items():
            print(f"#   {count(times, 'claim')}, graded {verdict.outcome} ({verdict.reason}): {one_line(line)}")
        lines = list(dict.fromkeys(line for line, _ in found))
        if question.kind in _ACCEPTS:
            print("accept:", *(f"  - {json_line(line)}" for line in lines), sep="\n")
        else:
            print("tests:", "  right:", *(f"    - {json_line(line)}" for line in lines), sep="\n")
    return 0


def _claims(store: Store, asked: QuestionSet) -> dict[str, Counter[tuple[str, Verdict]]]:
    """For each question: what was given and how it was graded, with how often that was claimed to be right."""
    found: dict[str, Counter[tuple[str, Verdict]]] = {}
    for standing in store.standings().result():
        if standing.set != asked.id:
            continue
        for item in replay(store.events(standing.attempt).result()).items.values():
            if item.claimed and item.response is not None and item.verdict is not None:
                found.setdefault(item.id, Counter())[spoken(item.response), item.verdict] += 1
    return found
