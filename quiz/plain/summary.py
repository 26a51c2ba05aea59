"""The end of an attempt in words: score, axes, time, and every miss with its evidence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.attempts.desk import Desk
from quiz.attempts.results import Line, Results, results_of, telling, work_out
from quiz.plain.wording import count, duration, evidence_lines, outcome_word, score
from quiz.questions.line import spoken
from quiz.questions.scoring import number

if TYPE_CHECKING:
    from quiz.classroom.client.desk import ClassDesk
    from quiz.questions.question_set import QuestionSet


def standing_line(desk: Desk) -> str:
    """How far the learner is; the score only where the mode shows it."""
    attempt = desk.attempt
    answered = sum(item.answered for item in attempt.items.values())
    line = f"{answered} of {count(len(attempt.items), 'question')} answered"
    if answered and (desk.rules.feedback or attempt.finished):
        line += f"; score so far {score(attempt.earned, attempt.asked)}"
    return line + "."


def result_lines(desk: Desk, asked: "QuestionSet") -> Iterator[str]:
    """All that came out of a finished attempt."""
    return _lines(desk, work_out(desk.attempt, asked))


def class_lines(desk: "ClassDesk") -> Iterator[str]:
    """What has been released of an attempt in a class."""
    return _lines(desk, results_of(desk.reviewed, {question: desk.view(question) for question in desk.reviewed.items}))


def _lines(desk: Desk, results: Results) -> Iterator[str]:
    yield f"Finished: {desk.title}"
    share = f", {round(100 * results.earned / results.points)} percent" if results.points else ""
    yield f"Score: {score(results.earned, results.points)}{share}."
    yield f"Fully right: {results.right} of {count(results.questions, 'question')}. Time: {duration(results.elapsed)}."
    if results.cited:
        yield f"Proved with the right sentence: {results.proved} of {results.cited}."
    if results.void:
        yield f"Taken out, so that everyone has its points: question {_numbers(desk, results.void)}."
    if results.to_assess:
        yield f"Not judged yet, and left out of the score until then: question {_numbers(desk, results.to_assess)}."
    if results.flagged:
        yield f"Flagged by you: question {_numbers(desk, results.flagged)}."
    yield from _axis("By topic", telling(results.by_topic))
    yield from _axis("By skill", telling(results.by_skill))
    yield from _axis("By how sure you were", results.by_certainty)
    if results.missed:
        yield ""
        yield f"{count(len(results.missed), 'question')} to look at again:"
    elif not results.to_assess:
        yield "Nothing missed."
    for question in results.missed:
        yield ""
        yield from _miss(desk, question)


def list_lines(desk: Desk) -> Iterator[str]:
    """A line for each question with its state."""
    for at, (question, item) in enumerate(desk.attempt.items.items(), 1):
        state = "not answered"
        if item.answered:
            shown = desk.feedback(question)
            state = outcome_word(shown.verdict).lower() if shown else "answered"
        elif item.skipped:
            state = "skipped"
        marks = [state, *(["flagged"] if item.flagged else []), *(["here"] if question == desk.attempt.here else [])]
        yield f"{at}. {', '.join(marks)}: {desk.view(question).prompt}"


def _miss(desk: Desk, question: str) -> Iterator[str]:
    view, item, feedback = desk.view(question), desk.attempt.items[question], desk.feedback(question)
    yield f"Question {_number(desk, question)}: {view.prompt}"
    yield f"Your answer: {spoken(item.response, view) if item.response else 'none'}"
    if feedback is None:
        return
    if feedback.later:
        yield feedback.later
    if not item.full and feedback.verdict.right:
        yield f"Right, with hints or after other tries: {number(item.earned)} of {number(item.points)}."
    elif feedback.verdict.note:
        yield f"{outcome_word(feedback.verdict)}. {feedback.verdict.note}"
    lines = feedback.key.split("\n")
    if feedback.key:
        yield from [f"The key: {feedback.key}"] if len(lines) == 1 else ["The key:", *lines]
    if feedback.explain:
        yield feedback.explain
    yield from evidence_lines(feedback.places, desk.articles, whole_paragraphs=False)


def _numbers(desk: Desk, questions: tuple[str, ...]) -> str:
    return ", ".join(str(_number(desk, question)) for question in questions)


def _number(desk: Desk, question: str) -> int:
    return list(desk.attempt.items).index(question) + 1


def _axis(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    if lines:
        listed = "; ".join(f"{line.name} {number(line.earned)} of {number(line.points)}" for line in lines)
        yield f"{title}: {listed}."
