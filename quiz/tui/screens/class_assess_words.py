"""What the assessing screen says, worked out from a judge's way through the answers."""

from quiz.questions.kinds.open import Criterion, Open
from quiz.questions.scoring import number, of_points
from quiz.reports.judging import Judgement, Judging, key_of
from quiz.reports.words import count
from quiz.text.sanitise import one_line
from quiz.tui.screens.class_watch_words import fitted

Pieces = list[str | tuple[str, str]]


def top_words(judging: Judging) -> str:
    """Where the judge is, how many wait, and under which name."""
    waiting = judging.waiting
    left = f"{waiting} to judge" if waiting else "all judged"
    blind = "blind, " if judging.blind else ""
    return f"{judging.at + 1}/{len(judging.rows)}   {left}   {blind}by {one_line(judging.by)}"


def question_words(judging: Judging) -> str:
    """The title above a question: its number in the set and its points."""
    ids = [question.id for question in judging.asked.questions]
    return f"Question {ids.index(judging.here.question) + 1} · {of_points(judging.here.points)}"


def whose_words(judging: Judging) -> str:
    at, of = judging.place_in_question()
    return f"Answer {at} of {of}" + ("" if judging.blind else f", {one_line(judging.here.name)}")


def criterion_line(at: int, one: Criterion, given: Judgement | None) -> str:
    """``1 [x] It names the map. (1 point)``. at: from 1."""
    tick = "x" if given is not None and at in given.met else " "
    return f"{at if at < 10 else ' '} [{tick}] {one.text} ({of_points(one.points)})"


def given_pieces(judging: Judging) -> Pieces:
    """The points given, what others gave, and what would earn all."""
    given, most = judging.given, number(judging.here.points)
    pieces: Pieces = [("Not judged yet", "bold $text-warning")]
    if given is not None:
        pieces = [(f"{number(given.earned)} of {most}", "bold $text-success")]
        if abs(given.earned - sum(judging.rubric[at - 1].points for at in given.met)) > 1e-9:
            pieces.append("   other than the criteria add up to")
    for by, one in judging.shows_others().items():
        pieces.append(f"\n{one_line(by)} gave {number(one.earned)} of {most}")
        pieces += [f": {one.comment}"] if one.comment else []
    return pieces


def model_words(judging: Judging) -> str:
    question = judging.asked.by_id[judging.here.question]
    return f"For example: {question.model}" if isinstance(question, Open) and question.model else ""


def answer_line(judging: Judging, at: int, width: int) -> str:
    """One answer in the list of all."""
    row = judging.rows[at]
    own = judging.own.get(key_of(row))
    mark = "○      " if own is None else f"■ {number(own.earned):>2}/{number(row.points):<2}"
    name = "" if judging.blind else f"{fitted(row.name, 12)} "
    return f"{at + 1:>3} {mark} {name}{fitted(row.answer, max(8, width - 13 - len(name)))}".rstrip()


def differing_line(judging: Judging, at: int, width: int) -> str:
    """An answer that two judges see differently, and what each gave."""
    row = judging.rows[at]
    own = judging.own[key_of(row)]
    others = judging.others[key_of(row)]
    gave = ", ".join(f"{one_line(by)} {number(one.earned)}" for by, one in others.items())
    return (
        f"{at + 1:>3} you {number(own.earned)}, {gave}: {fitted(row.answer, max(8, width - 20 - len(gave))).rstrip()}"
    )


def still_words(working: int) -> str:
    return f"{count(working, 'learner')} not done yet: not among these." if working else ""
