"""A learner's own judgement of open answers, by the criteria they meet."""

from quiz.attempts.desk import Desk
from quiz.plain import wording
from quiz.plain.page import Page
from quiz.plain.saving import Saving
from quiz.plain.showing import ask_to_assess
from quiz.questions.line import spoken

Rubric = tuple[tuple[float, str], ...]


def read_criteria(line: str, rubric: Rubric) -> float | None:
    """The points that the criteria named in a line earn together; None where it does not name criteria."""
    words = line.replace(",", " ").split()
    named = {int(word) for word in words if word.isdecimal() and len(word) < 4}
    if len(named) < len(set(words)) or not named or max(named) > len(rubric) or (0 in named and len(named) > 1):
        return None
    return sum(rubric[at - 1][0] for at in named if at)


def how_to_judge(rubric: Rubric) -> str:
    return f"Type numbers from 1 to {len(rubric)}, or 0 for none."


def judge_open_answers(desk: Desk, page: Page, saving: Saving) -> None:
    """After the end: ask for a judgement of every open answer that has none; an empty line leaves one as it is."""
    for at, (question, item) in enumerate(desk.attempt.items.items(), 1):
        feedback = desk.feedback(question)
        if item.response is None or item.assessed or feedback is None or feedback.verdict.outcome != "open":
            continue
        view = desk.view(question)
        page.say("", f"Question {at}, to be judged by you: {view.prompt}")
        page.say(f"Your answer: {spoken(item.response, view)}")
        page.say(*wording.feedback_lines(feedback, desk.articles, whole_paragraphs=False))
        ask_to_assess(page, feedback.rubric)
        while (line := page.ask()) and line.strip():
            earned = read_criteria(line, feedback.rubric)
            if earned is not None:
                saving.settle(desk.assess(question, earned))
                page.say(f"Assessed: {wording.score(earned, item.points)}.")
                break
            page.say(how_to_judge(feedback.rubric))
        if line is None:
            return
