"""A learner reads what was said about an open answer: on the screen and line by line."""

import msgspec
from textual.app import App, ComposeResult

from quiz.attempts.attempt import Item
from quiz.attempts.feedback import feedback_on
from quiz.plain.wording import feedback_lines
from quiz.questions.response import Typed
from quiz.tui.widgets.feedback import FeedbackPane
from tests.builders import Sitting, an_open


class Host(App[int]):
    def compose(self) -> ComposeResult:
        yield FeedbackPane()


async def test_a_judgement_and_its_comment_are_shown() -> None:
    sitting = Sitting(an_open(id="why"))
    sitting.desk.answer("why", Typed("an old map"))
    item = msgspec.structs.replace(
        sitting.desk.attempt.items["why"], assessed=True, earned=1.0, comment="Look [b]again[/b]\x1b[2J"
    )
    question = sitting.asked.by_id["why"]
    judged = feedback_on(item, question, sitting.asked.sources_of(question))
    waiting = feedback_on(
        msgspec.structs.replace(item, assessed=False, comment=""), question, sitting.asked.sources_of(question)
    )
    async with Host().run_test() as pilot:
        pane = pilot.app.query_one(FeedbackPane)
        pane.show_feedback(judged, arithmetic=False, item=Item("q", 2.0), where="", quote=False)
        said = str(pane.render())
        assert "○ Judged   1 of" in said
        assert "Comment: Look [b]again[/b]\ufffd[2J" in said
        pane.show_feedback(waiting, arithmetic=False, item=Item("q", 2.0), where="", quote=False)
        said = str(pane.render())
        assert "Yours to judge" in said
        assert "Comment" not in said
        pane.show_feedback(waiting, arithmetic=False, item=Item("q", 2.0, waits=True), where="", quote=False)
        assert "■ Not judged yet" in str(pane.render())  # in a class nobody judges their own
    articles = dict(sitting.asked.sources.articles)
    assert "Comment: Look [b]again[/b]\x1b[2J" in list(feedback_lines(judged, articles, whole_paragraphs=False))
    assert not [one for one in feedback_lines(waiting, articles, whole_paragraphs=False) if "Comment" in one]
