"""Showing a question of a desk on a page, and saying what is waited for then."""

from enum import Enum

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Desk
from quiz.attempts.modes import SURE
from quiz.attempts.results import SURE_WORDS
from quiz.attempts.trial import is_gathered
from quiz.plain import wording
from quiz.plain.page import Page
from quiz.questions.line import spoken
from quiz.questions.response import is_empty
from quiz.questions.scoring import number
from quiz.questions.view import hint_lines


class Stage(Enum):
    """What the next line is read as."""

    ANSWER = "a response to the question"
    SURE = "how sure the learner is of the response"
    CITE = "the sentence that proves the response"
    ASSESS = "the criteria that an open answer meets"
    DECIDED = "nothing: every question is decided"
    OVER = "nothing more"


def show_question(desk: Desk, page: Page) -> Stage:
    """The question that is looked at, with what is known of its answer; returns what the next line is."""
    here = desk.attempt.here
    view, item, feedback = desk.view(here), desk.attempt.items[here], desk.feedback(here)
    page.say("", *wording.question_lines(desk, here))
    if item.closed and item.response is not None:
        page.say(f"Your answer: {spoken(item.response, view)}")
        if feedback is not None and feedback.later:
            page.say(feedback.later)
    if item.closed and desk.wants_proof(here):
        return ask_for_proof(desk, page)
    if feedback is not None:
        page.say(f"{wording.outcome_word(feedback.verdict)}: {wording.score(item.earned, item.points)}.")
        page.say(*wording.feedback_lines(feedback, desk.articles, whole_paragraphs=False))
        if feedback.rubric and not item.assessed:
            return ask_to_assess(page, feedback.rubric)
        page.say("This question is decided; an empty line goes on.")
        return Stage.ANSWER
    page.say(*hint_lines(desk.view(here), desk.hints(here)))
    if item.response is not None:
        page.say(f"Your answer: {spoken(item.response, view)}. {_what_another_does(desk, item)}")
    elif item.draft is not None and not is_empty(item.draft):
        page.say(f"Begun before: {spoken(item.draft, view)}")
    if wording.needs_article(view):
        _open_book(desk, page, sentences=wording.needs_sentences(view))
    page.say(wording.how_to_answer(view, desk.articles))
    return Stage.ANSWER


def _what_another_does(desk: Desk, item: Item) -> str:
    if item.shown:
        return "It counts, because its key has been shown: another one is practice, and an empty line goes on."
    if desk.rules.change or item.verdict is None:
        return "Another one replaces it; an empty line keeps it."
    return "Another one counts unless it earns less; an empty line goes on."


def ask_how_sure(page: Page, *, counts: bool) -> Stage:
    """Ask for the certainty; counts: with what each level is worth, in shares of the points."""
    levels = [f"{level}. {words}" for level, words in enumerate(SURE_WORDS, 1)]
    if counts:
        levels = [
            f"{line}: {number(right)} of the points if right, {number(wrong)} if wrong"
            for line, (right, wrong) in zip(levels, SURE.values(), strict=True)
        ]
    page.say("How sure are you?", *levels, "Type a number; an empty line is 1.")
    return Stage.SURE


def ask_for_proof(desk: Desk, page: Page) -> Stage:
    """Ask for the sentence that proves the answer just given."""
    view = desk.view(desk.attempt.here)
    _open_book(desk, page, sentences=True)
    other = (
        "" if view.articles == 1 else f' in "{desk.articles[view.article].title}", 2/14 for one of the second article'
    )
    page.say(f"Which sentence proves it? Type its number{other}, or an empty line for none.")
    return Stage.CITE


def ask_to_assess(page: Page, rubric: tuple[tuple[float, str], ...]) -> Stage:
    """Ask which criteria (points, text) an open answer meets."""
    page.say("Which of these does your answer meet?")
    page.say(*wording.numbered(text for _, text in rubric))
    page.say("Type their numbers, 0 for none, or an empty line to leave it for later.")
    return Stage.ASSESS


def _open_book(desk: Desk, page: Page, *, sentences: bool) -> None:
    """A place in the article can only be named where the article is seen.

    An open book has been printed already, unless it is one of the several of a review.
    """
    if desk.attempt.started.book == "closed" or is_gathered(desk.set_id):
        view = desk.view(desk.attempt.here)
        for article in [desk.articles[view.article]] if view.articles == 1 else desk.articles.values():
            page.say("", *wording.article_lines(article, sentences=sentences), "")
