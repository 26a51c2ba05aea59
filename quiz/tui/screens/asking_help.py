"""Which keys of the asking screen do nothing in an attempt as it stands, so that its help lists only the others."""

from quiz.attempts.desk import Desk


def idle(
    desk: Desk, here: str, *, proving: bool, picking: bool, hidden: bool, notes: bool, originals: bool
) -> frozenset[str]:
    """The screen's actions that do nothing now, nor once the question here is answered.

    proving, picking: places are picked in the article, as a proof or as the answer. hidden: the article cannot be read.
    notes, originals: whether there are any to be had.
    """
    attempt, rules, item = desk.attempt, desk.rules, desk.attempt.items[here]
    over = attempt.finished is not None
    told = desk.feedback(here) is not None if over else rules.feedback
    reads = not hidden and not proving and not picking
    works = {
        "swap": not hidden,
        "flag": not over,
        "hint": rules.hints and not over and not item.closed and item.hints < desk.view(here).hints,
        "evidence": told,
        "undo": rules.undo and not over,
        "arithmetic": told,
        "claim": told,
        "no_proof": proving,
        "original": originals and reads,
        "article(-1)": len(desk.articles) > 1 and not hidden,
        "article(1)": len(desk.articles) > 1 and not hidden,
        "mark": notes and reads,
        "notes": notes,
        "keep_out": attempt.started.mode in ("practice", "review"),
        "bury": attempt.started.mode == "review",
    }
    return frozenset(action for action, does in works.items() if not does)
