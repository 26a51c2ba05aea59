"""One attempt, line by line, over any desk.

The player waits for one thing at a time (``Stage``); every line that is typed is a command, empty, or what the stage
waits for. What a response is worth is decided by the desk alone.
"""

from quiz.attempts.desk import Desk, Receipt
from quiz.attempts.modes import way_on
from quiz.attempts.trial import is_gathered
from quiz.errors import NotAllowed
from quiz.plain import wording
from quiz.plain.judging import how_to_judge, read_criteria
from quiz.plain.page import Page, holds_controls
from quiz.plain.saving import Saving
from quiz.plain.showing import Stage, ask_for_proof, ask_how_sure, ask_to_assess, show_question
from quiz.plain.summary import standing_line
from quiz.questions.doubt import doubt
from quiz.questions.line import Misread, how_to, read_line
from quiz.questions.response import Marked, Ordered, Response, is_empty
from quiz.questions.verdict import Verdict
from quiz.questions.view import MarkView, View


class Player:
    """Asks the questions of a desk on a page. ``play`` runs until the attempt is finished or left."""

    def __init__(self, desk: Desk, page: Page, saving: Saving) -> None:
        self.desk = desk
        self.page = page
        self.stage = Stage.ANSWER
        self.confirming = False
        self._doubted: Response | None = None
        self._saving = saving
        self._sources_of_lines = _Sources(desk)
        self._sentences = any(wording.needs_sentences(desk.view(question)) for question in desk.attempt.items)

    @property
    def here(self) -> str:
        """The id of the question that is being asked."""
        return self.desk.attempt.here

    def play(self) -> None:
        """Ask until the attempt is finished, left, or there is nothing more to read."""
        self._open()
        while self.stage is not Stage.OVER:
            line = self.page.ask()
            if line is None and self.confirming and not self.page.interactive:  # nobody is there to say it again
                self.finish()
                return
            if line is None:
                self.leave()
                return
            try:
                self._hear(line)
            except NotAllowed as error:
                self.page.say(f"{_capital(str(error))}.")

    def _hear(self, line: str) -> None:
        """Do what one line says. Raises NotAllowed where the attempt does not allow it; nothing has changed then."""
        from quiz.plain.commands import obey

        if holds_controls(line):
            self.page.say("Not taken: a key was pressed that writes no letter. Type the line again.")
            return
        command = line.strip()
        if command.startswith(":") or command in ("?", "=", "!"):
            obey(self, command)
            return
        self.confirming = False
        if command:
            self._take(line)
        else:
            self._pass()

    def keep(self, receipt: Receipt) -> None:
        """Wait until what was given is safe, or tell that it is not."""
        self._saving.settle(receipt)

    # What is shown

    def _open(self) -> None:
        if self.desk.attempt.started.book == "closed":
            self.page.say("Closed book: the article is not shown while you answer.")
        elif is_gathered(self.desk.set_id):
            self.page.say("The articles are not printed here; :article prints the one that is asked about.")
        else:
            for article in self.desk.articles:
                self.show_article(article)
        self.page.say("", "Type ? for help.")
        if self.desk.time_left() == 0:
            self.time_over()
        elif (self.unanswered() and not self._is_done(self.here)) or not self.desk.rules.feedback:
            self.ask()
        else:
            self._next_open()

    def _is_done(self, question: str) -> bool:
        """Whether nothing more is waited for there: a line typed next is meant for the question after it."""
        item, feedback = self.desk.attempt.items[question], self.desk.feedback(question)
        judged = feedback is not None and (item.assessed or not feedback.rubric)
        return item.closed and judged and not self.desk.wants_proof(question)

    def ask(self) -> None:
        """Show the question that is asked now, and wait for its answer, its proof or its judgement."""
        self._doubted = None
        self.stage = show_question(self.desk, self.page)

    def show_article(self, article: str) -> None:
        """Print one article, with sentence numbers where any question of the attempt needs them."""
        self.page.say("", *wording.article_lines(self.desk.articles[article], sentences=self._sentences))

    def look_back(self) -> None:
        """Keep that the learner went back to the article, where it is not what the question is answered in."""
        needed = wording.needs_article(self.desk.view(self.here))
        look = getattr(self.desk, "look", None)  # in a class nobody counts it
        if look is not None and self.stage in (Stage.ANSWER, Stage.SURE) and not needed:
            self.keep(look(self.here))

    # What is typed

    def _take(self, line: str) -> None:
        match self.stage:
            case Stage.ANSWER:
                self._respond(line)
            case Stage.SURE:
                self._say_how_sure(line)
            case Stage.CITE:
                self._cite(line)
            case Stage.ASSESS:
                self._assess(line)
            case _:
                self.page.say("Every question is decided. An empty line finishes; ? lists what else there is.")

    def _pass(self) -> None:
        """An empty line: skip, keep, or go on."""
        match self.stage:
            case Stage.ANSWER:
                if self._doubted is not None:
                    self._take_as_meant(self._doubted)
                    return
                item = self.desk.attempt.items[self.here]
                if not item.answered:
                    self.keep(self.desk.skip(self.here))
                    self.page.say("Skipped.")
                self._next_open()
            case Stage.SURE:
                self._say_how_sure("1")
            case Stage.CITE:
                self.keep(self.desk.cite(self.here, Marked(())).receipt)
                self._decided()
            case Stage.ASSESS:
                self.page.say("Left for later.")
                self._next_open()
            case Stage.DECIDED:
                self.finish()
            case Stage.OVER:
                pass

    def _respond(self, line: str) -> None:
        view = self.desk.view(self.here)
        if self.desk.attempt.items[self.here].closed:
            self.page.say("This question is decided; an empty line goes on.")
            return
        response = self._sources_of_lines.read(line, view)
        if isinstance(response, Misread):
            self.page.say(f"{_capital(response.why)}.")
            return
        if is_empty(response):
            self.page.say(f"That says nothing. {how_to(view)}")
            return
        # Whoever wrote down all items of an order meant that order.
        said = "" if response == self._doubted or isinstance(response, Ordered) else doubt(view, response)
        if said:
            self._doubted = response
            self.keep(self.desk.draft(self.here, response))
            self.page.say(f"Not given yet. {said} The same again, or an empty line, gives it as it is.")
            return
        self._take_as_meant(response)

    def _take_as_meant(self, response: Response) -> None:
        """Give a response, or ask first how sure the learner is of it."""
        self._doubted = None
        view = self.desk.view(self.here)
        if view.certainty != "off":
            self.keep(self.desk.draft(self.here, response))
            self.stage = ask_how_sure(self.page, counts=view.certainty == "scored")
            return
        self._give(response)

    def _say_how_sure(self, line: str) -> None:
        response = self.desk.attempt.items[self.here].draft
        if line.strip() not in ("1", "2", "3"):
            self.page.say("Type 1, 2 or 3.")
        elif response is not None:
            self._give(response, int(line))

    def _give(self, response: Response, certainty: int = 0) -> None:
        """Have the response graded; certainty (1..3) where the view asks for it."""
        view = self.desk.view(self.here)
        if self.desk.time_left() == 0:
            self.time_over()
            return
        given = self.desk.answer(self.here, response, certainty)
        self.keep(given.receipt)
        item = self.desk.attempt.items[self.here]
        if given.verdict is not None and not item.closed:
            self._again(given.verdict, view.tries)
            return
        if self.desk.wants_proof(self.here):
            if view.cite == "first-must-be-right":
                self.page.say("Right.")
            self.stage = ask_for_proof(self.desk, self.page)
            return
        self._decided()

    def _again(self, verdict: Verdict, tries: int) -> None:
        """The answer did not decide the question: say what is missing, or how many tries are left."""
        item = self.desk.attempt.items[self.here]
        self.page.say(" ".join(part for part in (f"{wording.outcome_word(verdict)}.", verdict.note) if part))
        self.page.say(way_on(item, verdict, tries))

    def _cite(self, line: str) -> None:
        view = self.desk.view(self.here)
        where = MarkView(
            id=view.id, kind="cite", prompt="", article=view.article, unit="sentence", articles=view.articles
        )
        response = self._sources_of_lines.read(line, where)
        if isinstance(response, Misread) or not isinstance(response, Marked):
            self.page.say(f"{_capital(response.why)}." if isinstance(response, Misread) else how_to(where))
            return
        self.keep(self.desk.cite(self.here, response).receipt)
        self._decided()

    def _decided(self) -> None:
        """Say what the mode shows of the answer, then go on."""
        feedback = self.desk.feedback(self.here)
        if feedback is None:
            self.page.say("Noted.")
            self._next_open()
            return
        attempt = self.desk.attempt
        item, verdict = attempt.items[self.here], feedback.verdict
        if feedback.later:
            self.page.say(feedback.later)
        so_far = f"{wording.score(item.earned, item.points)}; {wording.score(attempt.earned, attempt.asked)} so far"
        if verdict.outcome == "open":
            self.page.say("Now compare your answer with what earns the points.")
        else:
            self.page.say(f"{wording.outcome_word(verdict)}. {so_far}.")
            if verdict.note:
                self.page.say(verdict.note)
        self.page.say(*wording.feedback_lines(feedback, self.desk.articles, whole_paragraphs=True))
        if feedback.rubric and not item.assessed:
            self.stage = ask_to_assess(self.page, feedback.rubric)
            return
        self._next_open()

    def _assess(self, line: str) -> None:
        feedback = self.desk.feedback(self.here)
        rubric = feedback.rubric if feedback else ()
        earned = read_criteria(line, rubric)
        if earned is None:
            self.page.say(how_to_judge(rubric))
            return
        self.keep(self.desk.assess(self.here, earned))
        item = self.desk.attempt.items[self.here]
        self.page.say(f"Assessed: {wording.score(item.earned, item.points)}.")
        self._next_open()

    # Where to go

    def unanswered(self) -> list[str]:
        """The ids of the questions without an answer, in their order."""
        return [item.id for item in self.desk.attempt.items.values() if not item.answered]

    def go(self, question: str) -> None:
        """Ask another question; a proof or a judgement that the stage waited for is asked for when it is seen again."""
        if question != self.here:
            self.keep(self.desk.move(question))
        self.ask()

    def _next_open(self) -> None:
        """The next question without an answer, from the beginning again after the last; else there is an end."""
        if self.desk.time_left() == 0:
            self.time_over()
            return
        open_ones = self.unanswered()
        if not open_ones:
            self.stage = Stage.DECIDED
            done = "Every question is answered."
            more = ":back and :goto change answers." if self.desk.rules.change else ":why, :claim and :undo still work."
            self.page.say("", f"{done} An empty line or :finish ends the attempt; {more}")
            return
        ids = list(self.desk.attempt.items)
        at = ids.index(self.here)
        later = [question for question in open_ones if ids.index(question) > at]
        if not later:
            numbers = ", ".join(str(ids.index(question) + 1) for question in open_ones)
            self.page.say("", f"That was the last question. Not answered yet: {numbers}. :finish ends the attempt.")
        self.go((later or open_ones)[0])

    # The end

    def time_over(self) -> None:
        """End the attempt because its time is used up."""
        self.page.say("The time is over. What you answered before is kept.")
        self.keep(self.desk.finish(by_time=True))
        self.stage = Stage.OVER

    def finish(self) -> None:
        self.keep(self.desk.finish())
        self.stage = Stage.OVER

    def leave(self) -> None:
        """Stop here; the attempt is kept, and finished only where nothing is left to decide."""
        if self.desk.time_left() == 0:
            self.time_over()
            return
        if self.stage in (Stage.DECIDED, Stage.ASSESS) and not self.unanswered() and self.desk.rules.feedback:
            self.finish()
            return
        self.stage = Stage.OVER
        self.page.say("", standing_line(self.desk))


class _Sources:
    """Reads lines against a desk's articles."""

    def __init__(self, desk: Desk) -> None:
        from quiz.questions.sources import Sources

        self._sources = Sources(desk.articles)

    def read(self, line: str, view: View) -> Response | Misread:
        # A terminal may hand over bytes that are no text; the store keeps only Unicode.
        return read_line(line.encode("utf-8", "replace").decode("utf-8"), view, self._sources)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
