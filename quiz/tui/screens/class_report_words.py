"""What the report's screen says of a class's marks, of a question, and of a sentence of the article."""

from collections.abc import Iterator, Sequence

from quiz.attempts.attempt import Item
from quiz.classroom.mending import Claim
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number, of_points
from quiz.reports.items import FEW, ItemFigures
from quiz.reports.misreadings import Sentence
from quiz.reports.papers import Paper, is_judged, points_of
from quiz.reports.whole import Whole
from quiz.reports.words import count, percent
from quiz.text.sanitise import one_line
from quiz.tui.screens.class_watch_words import fitted
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.one_line import cut

Pieces = list[str | tuple[str, str]]

SIGNS = {"right": "●", "near": "◐", "open": "○", "wrong": "✗"}
SHADES: tuple[Look, Look, Look] = ("misread-1", "misread-2", "misread-3")


# Marks


def paper_line(paper: Paper, state: str, asked: QuestionSet, width: int, first: int = 0) -> str:
    """One learner: state, points, per cent, minutes, and a sign for each question from the first shown, 0-based."""
    share = f"{paper.share:.0%}" if paper.points else "-"
    points = f"{number(round(paper.earned, 2))}/{number(round(paper.points, 2))}"
    minutes = f"{paper.attempt.elapsed / 60_000:.0f} min"
    shown = asked.questions[first : first + signs_room(width)]
    signs = "".join(sign_of(paper.attempt.items.get(question.id)) for question in shown)
    head = f"{fitted(paper.name, _name_width(width))} {points:>9} {share:>4} {minutes:>7}  {fitted(state, 11)} "
    return cut(head + signs, width).rstrip()


def papers_head(width: int, questions: int, first: int = 0) -> str:
    """What stands over the learners' lines; which of so many questions are shown where not all are."""
    room = signs_room(width)
    which = f"{first + 1}-{min(first + room, questions)}"
    told = (f"questions {which} of {questions}", f"{which} of {questions}", f"{which}/{questions}", which)
    shown = "questions" if questions <= room else next((one for one in told if len(one) <= room), which)
    return cut(f"{'name':{_name_width(width)}} {'points':>9} {'':>4} {'time':>7}  {'state':11} {shown}", width)


def signs_room(width: int) -> int:
    """Columns for questions at the end of a learner's line of this width; at least one."""
    return max(1, width - _name_width(width) - 37)


def _name_width(width: int) -> int:
    return min(24, max(10, width - 46))


def sign_of(item: Item | None) -> str:
    """A question for one learner: all points, some, none, not answered (·), to be judged (?), not asked (a space)."""
    if item is None:
        return " "
    if not is_judged(item):
        return "?"
    if not item.answered and not item.void:
        return "·"
    share = points_of(item) / item.points if item.points else 0.0
    return "●" if share > 1 - 1e-9 else "✗" if share < 1e-9 else "◐"


# Questions


def item_pieces(one: ItemFigures, report: Whole, width: int) -> Pieces:
    """All there is to say of a question, with the number of learners beside every figure."""
    asked = report.asked
    question = asked.by_id[one.question]
    topic = f" · {one.topic}" if one.topic else ""
    pieces: Pieces = [
        (f"{one.number} · {one.kind}{topic} · {of_points(one.points)}\n", "bold"),
        f"{one.prompt}\n",
    ]
    if one.kind != "open":
        key = question.key(asked.sources_of(question)).replace("\n", "; ")
        pieces.append((f"Key: {key}\n", "dim"))
    if one.facility is not None:
        pieces.append(
            f"{percent(one.facility)} of the points earned; full marks for {one.full} of {one.asked} "
            f"(95% interval {percent(one.low)} to {percent(one.high)}).\n"
        )
    if one.discrimination is not None:
        pieces.append(
            f"Discrimination {one.discrimination:+.2f}: from -1 to +1, how much better those who were right here did "
            "elsewhere.\n"
        )
    if one.asked < FEW:
        pieces.append((f"Fewer than {FEW} learners: each figure may be chance.\n", "bold $text-warning"))
    pieces += [f"{line}\n" for line in _answer_lines(one, width)]
    pieces += [(f"✗ {row.text}: {row.why}\n", "dim") for row in one.answers if row.why and row.learners]
    proof = one.proof
    if any((proof.right_found, proof.right_elsewhere, proof.wrong_found, proof.wrong_elsewhere)):
        pieces.append(
            f"Evidence: {proof.right_found} right for the right reason, {proof.right_elsewhere} right without it; "
            f"{proof.wrong_found} not right though they found it, {proof.wrong_elsewhere} neither.\n"
        )
    pieces += [(f"→ {remark}\n", "bold") for remark in one.remarks]
    return pieces


def _answer_lines(one: ItemFigures, width: int) -> Iterator[str]:
    """Each answer or option: who gave it, and how well those did elsewhere."""
    room = max(12, width - 34)
    for row in one.answers:
        share = row.learners / one.asked if one.asked else 0.0
        rest = "" if row.rest is None else f", elsewhere {percent(row.rest)}"
        yield f"{SIGNS.get(row.outcome, '✗')} {fitted(row.text, room)} {bar(share, 10)} {row.learners}{rest}"


# The article


def shade_of(one: Sentence, learners: int) -> Look:
    """How strongly a sentence is shaded: as on the page, by the share of the learners who misread it."""
    if not one.learners:
        return "proves"
    return SHADES[min(2, int(4 * one.learners / max(learners, 1)))]


def sentence_pieces(one: Sentence, report: Whole) -> Pieces:
    """What the answers say about a sentence."""
    numbers, all_ = report.numbers, len(report.papers)
    pieces: Pieces = [(f"Sentence {one.number}", "bold")]
    if one.proves:
        pieces.append(f"   decides {_questions(one.proves, numbers)}")
    if one.learners:
        pieces.append((f"\n▲ misread by {one.learners} of {all_}", "bold $text-warning"))
    else:
        pieces.append("\nNo wrong answer came from here.")
    for wrong in one.misread:
        likely = " (likely from here)" if wrong.how == "likely" else ""
        said = f"answered “{one_line(wrong.text)}” to question {numbers.get(wrong.question, 0)}{likely}"
        pieces += ["\n", (count(wrong.learners, "learner"), "bold"), f" {said}"]
    if one.asked:
        pieces.append(f"\n{one.found} of {one.asked} pointed here as evidence.")
    return pieces


# Claims


def claim_line(one: Claim, width: int) -> str:
    """An answer that somebody says was right: decided or not (?), and how many gave and claim it."""
    sign = {"accepted": "●", "refused": "✗"}.get(one.decision, "?")
    many = f"{one.claimed} of {one.gave}"
    return f"{sign}  {fitted(one.answer, max(12, width - 16))} {many:>9}"


def claims_head(width: int) -> str:
    return f"   {fitted('answer that learners say was right', max(12, width - 16))} {'how many':>9}"


def claim_pieces(one: Claim | None, ruled: str) -> Pieces:
    """All there is to say of a claim. ruled: what came of the last decision, "" for none."""
    if one is None:
        return ["Nobody has said of an answer that it was right after all."]
    said = {"accepted": "You decided: it was right.", "refused": "You decided: it stays as it was graded."}
    pieces: Pieces = [(said.get(one.decision, f"Graded {one.outcome.replace('-', ' ')}; not decided yet."), "bold")]
    pieces += [f"\n{ruled}"] if ruled else []
    return [
        *pieces,
        f"\n{one.prompt}\n",
        (f"Key: {one.key}\n", "dim"),
        f"Given: {one.answer}\n",
        f"{count(one.gave, 'learner')} gave it, {one.claimed} of them say it was right.",
    ]


def _questions(ids: Sequence[str], numbers: dict[str, int]) -> str:
    return f"question{'' if len(ids) == 1 else 's'} " + ", ".join(str(numbers.get(one, 0)) for one in ids)
