"""What to do with a set: go on, practise, be tested, read first, or look at the last results."""

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.attempts.standing import Standing
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number, of_points
from quiz.tui.screens.over import Over
from quiz.tui.widgets.box_keys import BoxKeys
from quiz.tui.widgets.plain_text import PlainText, plain

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class Plan(msgspec.Struct, frozen=True):
    """What was chosen. what: ``resume``, ``practice``, ``closed``, ``test``, ``read`` or ``results``."""

    what: str
    attempt: str = ""


class StartingScreen(Over[Plan]):
    """Returns the plan, None for back to the library."""

    CSS_PATH = "starting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Back")]

    app: "QuizApp"

    def __init__(self, asked: QuestionSet, standings: list[Standing]) -> None:
        super().__init__()
        self.asked = asked
        self.plans = plans_for(standings)

    def compose(self) -> ComposeResult:
        articles = [f"{one.title} ({one.words:,} words)" for one in self.asked.sources.articles.values()]
        points = sum(question.points for question in self.asked.questions)
        with Vertical(id="box"):
            yield PlainText(self.asked.title, id="title")
            yield PlainText("\n".join(articles), id="about")
            yield PlainText(f"{questions(len(self.asked.questions))}, {of_points(points)}", id="size")
            yield OptionList(*(Option(plain(words)) for _, words in self.plans), markup=False)
            yield BoxKeys(("↑↓", "choose", ""), ("enter", "start", "start"), ("esc", "back", "dismiss(None)"))

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def action_start(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.plans[event.option_index][0])


def questions(count: int) -> str:
    """``1 question``, ``24 questions``."""
    return f"{count} question{'' if count == 1 else 's'}"


def plans_for(standings: list[Standing]) -> list[tuple[Plan, str]]:
    """What can be done with a set, likeliest first, each with its words."""
    plans: list[tuple[Plan, str]] = []
    for waiting in (one for one in standings if not one.finished):
        kind = "retry" if waiting.part else waiting.mode
        where = f"{waiting.answered} of {waiting.questions} answered"
        plans.append((Plan("resume", waiting.attempt), f"Go on with the {kind} ({where})"))
        break
    plans += [
        (Plan("practice"), "Practise: the verdict and the evidence after each answer"),
        (Plan("closed"), "Practise with the book closed: read first, then answer from memory"),
        (Plan("test"), "Test: no verdicts until the end"),
        (Plan("read"), "Read first"),
    ]
    done = next((one for one in standings if one.finished), None)
    if done:
        plans.append((Plan("results", done.attempt), f"Last results: {number(done.earned)} of {number(done.total)}"))
    return plans
