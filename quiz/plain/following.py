"""Follow mode line by line: the question the teacher is at, until the sitting ends."""

import time

from quiz.classroom.client.desk import ClassDesk
from quiz.errors import NotAllowed
from quiz.plain import wording
from quiz.plain.page import Page
from quiz.questions.line import Misread, how_to, read_line
from quiz.questions.sources import Sources


def follow(desk: ClassDesk, page: Page) -> None:
    """Ask what the teacher asks. An empty line looks whether there is something new; :quit leaves."""
    shown, told, revealed = "", "", ""
    read: set[str] = set()
    page.say("Your teacher leads. An empty line looks again, :quit leaves.")
    while not desk.attempt.finished:
        following = desk.following
        if following is None:
            time.sleep(0.2)
        elif following.question != shown:
            shown, told = following.question, ""
            for article in following.articles:
                if article.id not in read:
                    read.add(article.id)
                    page.say("", *wording.article_lines(article, sentences=True))
            page.say("", *wording.question_lines(desk, shown), how_to(desk.view(shown)))
        if following is not None:
            said = f"{following.answered} of {following.learners} have answered."
            said += "".join(f" {one.text}: {one.learners}." for one in following.counts)
            if said != told:
                page.say(said)
                told = said
            if shown != revealed and (feedback := desk.feedback(shown)) is not None:
                revealed = shown
                if desk.attempt.items[shown].answered and feedback.verdict.outcome != "open":
                    page.say(f"{wording.outcome_word(feedback.verdict)}.")
                page.say(*wording.feedback_lines(feedback, desk.articles, whole_paragraphs=False))
        line = page.ask()
        if line is None or line.strip().casefold() in (":quit", ":q"):
            return
        if line.strip() and shown:
            _give(desk, page, shown, line)


def _give(desk: ClassDesk, page: Page, question: str, line: str) -> None:
    if desk.feedback(question) is not None:
        page.say("The class has seen the answer; wait for the next question.")
        return
    response = read_line(line, desk.view(question), Sources(desk.articles))
    if isinstance(response, Misread):
        page.say(f"{response.why[:1].upper()}{response.why[1:]}.")
        return
    try:
        desk.answer(question, response).receipt.result()
    except NotAllowed as error:
        page.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")
    else:
        page.say("Noted.")
