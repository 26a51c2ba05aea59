"""The asking screen beside an author's editor: the same question after every save, with what is wrong with it."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.attempts.desk import Clock
from quiz.attempts.rehearsal import Rehearsal, carry_over, rehearse, without
from quiz.questions.question_set import QuestionSet
from quiz.questions.version import Version, Written, kept_up
from quiz.tui.answers import picks_places
from quiz.tui.drafts import Drafts
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.preview_words import author_data, grading_line
from quiz.tui.screens.scroll_keys import BESIDE_A_QUESTION
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.problems import ProblemList

_GONE = {"finish", "flag", "claim", "undo", "leave", "help"}
"""Keys of the asking screen that have no use where nothing is kept, or another place here."""


class PreviewScreen(AskingScreen, inherit_bindings=False):
    """Shows a version of a set, then each newer one given to ``take``; answers are graded and nothing is kept."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "swap", "Article / question", priority=True),
        Binding("n,ctrl+n", "go(1)", "Next question"),
        Binding("p,ctrl+p", "go(-1)", "Previous question"),
        Binding("g,ctrl+g", "list", "List of the questions, to go to one"),
        Binding("r,ctrl+r", "again", "Try this question again"),
        Binding("k,f3", "author_data", "The key and what else a learner does not see, or not"),
        Binding("w,f4", "problems", "Into the list of problems, and back"),
        Binding("h,ctrl+t", "hint", "Hint"),
        Binding("e", "evidence", "Show or hide the evidence"),
        Binding("equals_sign", "arithmetic", "How the score came about"),
        Binding("s", "no_proof", "Give no proof"),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket,f2", "article(1)", "Next article"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
        Binding("enter", "enter", show=False),
        *BESIDE_A_QUESTION,
    ]

    def __init__(
        self,
        version: Version,
        shown: QuestionSet,
        stale: frozenset[str],
        *,
        clock: Clock,
        new_id: Callable[[], str],
        note: str = "",
        here: str = "",
    ) -> None:
        """shown and stale as ``kept_up`` gives them; note stands beside the problems; here is the first to show."""
        desk = rehearse(shown, clock, new_id)
        if here:
            desk.move(here)
        super().__init__(desk, saves=None, alone=True)
        self.version = version
        self.desk: Rehearsal
        self._stale = stale
        self._clock = clock
        self._new_id = new_id
        self._note = note
        self._shows_key = False

    async def on_mount(self) -> None:
        await self.mount(PlainText(id="grading"), ProblemList(id="problems"), before=self._saved.line)

    # Newer versions

    async def take(self, version: Version) -> None:
        """Show what the file says now: the same question, by its id, or by its place where the id changed."""
        kept = kept_up(version, self.desk.asked)
        self.version = version
        if kept is None:
            return
        shown, self._stale = kept
        here = self._find(shown)
        self.keep_draft()
        new = rehearse(shown, self._clock, self._new_id)
        carry_over(self.desk, new, renamed={self._here: here})
        with self.app.batch_update():
            await self._sit(new, here)

    def _find(self, shown: QuestionSet) -> str:
        ids = [question.id for question in shown.questions]
        if self._here in ids:
            return self._here
        at = list(self.desk.attempt.items).index(self._here)
        return ids[min(at, len(ids) - 1)]

    async def _sit(self, desk: Rehearsal, here: str) -> None:
        """Go on at another desk."""
        before = (self._view, self._item.answered, self.desk.articles)
        self.desk = desk
        desk.move(here)
        self._drafts = Drafts(desk, asyncio.get_running_loop(), self._watch)
        self._article.articles = desk.articles
        self._here = here
        if before == (self._view, False, desk.articles) and not self._item.answered and not self._shows_key:
            self._paint()  # nothing that the learner sees has changed; what is being typed stays as it is
        else:
            await self._open(here)

    async def _open(self, question: str) -> None:
        if question != self.desk.attempt.here:
            self.desk.move(question)
        self._article.articles = self.desk.articles
        await super()._open(question)
        await self._show_key()

    # Keys

    async def _go(self, by: int, *, wrap: bool) -> None:
        del wrap  # round and round
        self.keep_draft()
        ids = list(self.desk.attempt.items)
        await self._open(ids[(ids.index(self._here) + by) % len(ids)])

    def action_list(self) -> None:
        from quiz.tui.screens.question_list import QuestionList

        async def chosen(question: str | None) -> None:
            if question in self.desk.attempt.items:
                self.keep_draft()
                await self._open(question)

        self.app.push_screen(QuestionList(self.version, list(self.desk.attempt.items), self._here), chosen)

    async def action_again(self) -> None:
        self.keep_draft()
        here = self._here
        again = without(self.desk, here, self._clock, self._new_id)
        again.move(here)
        self.desk = again
        self._drafts = Drafts(again, asyncio.get_running_loop(), self._watch)
        await self._open(here)

    async def action_author_data(self) -> None:
        self._shows_key = not self._shows_key
        await self._show_key()
        self._paint()

    def action_problems(self) -> None:
        problems = self.query_one(ProblemList)
        if self.focused is problems.list or not problems.has_class("some"):
            self._focus_answer()
        else:
            problems.take_focus()

    async def on_problem_list_wanted(self, event: ProblemList.Wanted) -> None:
        """Go to the question that a problem is in."""
        event.stop()
        for one in self.version.written:
            if one.first <= event.problem.line <= one.last and one.id in self.desk.attempt.items:
                self.keep_draft()
                await self._open(one.id)
                return

    def action_leave(self) -> None:
        self._end(False)

    def action_finish(self) -> None:
        """There is nothing to finish."""

    # Painting

    @property
    def _written(self) -> Written | None:
        return self.version.find(self._here)

    async def _show_key(self) -> None:
        """Put what only the author knows below the answer, or take it away."""
        await self.query("#author-data").remove()
        if self._shows_key and self._question.answer.is_mounted:
            question = self.desk.asked.by_id[self._here]
            pane = PlainText(id="author-data")
            pane.say(*author_data(question, self.desk.asked.sources_of(question), self._written))
            await self._question.mount(pane)
            self.call_after_refresh(self._bring_up, pane)

    def _bring_up(self, pane: PlainText) -> None:
        """Scroll where nothing of it shows; else the prompt stays in view."""
        question = self._question
        if pane.is_attached and pane.virtual_region.y - question.scroll_y > question.size.height - 3:
            question.scroll_to_widget(pane, top=True, animate=False)

    def _paint(self) -> None:
        super()._paint()
        question = self.desk.asked.by_id[self._here]
        if self._shows_key and self.desk.feedback(self._here) is None and not self.proving:
            places = question.places(self.desk.asked.sources_of(question))
            looks = [(place, "at") for place in self._view.at]
            self._article.highlight([*looks, *((place, "evidence") for place in places)])  # type: ignore[list-item]
            if places and places[0].article == self._article.article_id:
                self.call_after_refresh(self._article.bring_into_view, places[0])
        stale = self._here in self._stale
        self._question.set_class(stale, "stale")
        self._question.in_view.note("STALE: as it was before the problems below" if stale else "")
        self._paint_problems()

    def _paint_problems(self) -> None:
        for listed in self.query(ProblemList):
            one = self._written
            own = self.version.problems_of(one) if one and not self.version.unread else list(self.version.problems)
            others = [problem for problem in self.version.problems if problem not in own]
            listed.show(own, others, (f"   {self._note}" if self._note else "", "dim"))
        for line in self.query("#grading").results(PlainText):
            said = grading_line(self._item)
            line.say(said)
            line.display = bool(said)

    def _keys(self) -> Keys:
        kept = [one for one in super()._keys() if one[2].partition("(")[0] not in _GONE]
        answer = self._question.answer
        typing = answer.takes_letters and self._is_open and self.focused is not self._article
        own: Keys = [
            ("f3" if typing else "k", "hide key" if self._shows_key else "key", "author_data"),
            ("ctrl+r" if typing else "r", "again", "again"),
            ("ctrl+g" if typing else "g", "list", "list"),
        ]
        if self.version.problems:
            own.append(("f4" if typing else "w", "problems", "problems"))
        picks = picks_places(answer) and self._is_open
        return [
            *kept[: 4 if picks else 3],
            *own,
            *kept[4 if picks else 3 :],
            ("esc", "leave", "leave"),
            ("f1", "help", "help"),
        ]
