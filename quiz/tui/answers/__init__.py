"""One widget for each kind. A kind that is answered as another one is shares its widget."""

from quiz.questions.response import Response
from quiz.questions.view import View
from quiz.tui.answers.base import Answer
from quiz.tui.answers.gaps import GapsAnswer
from quiz.tui.answers.options import OptionsAnswer
from quiz.tui.answers.order import OrderAnswer
from quiz.tui.answers.pairs import PairsAnswer
from quiz.tui.answers.places import InsertAnswer, MarkAnswer
from quiz.tui.answers.typed import LongAnswer, TypedAnswer

WIDGETS: dict[str, type[Answer]] = {
    "choice": OptionsAnswer,
    "choices": OptionsAnswer,
    "statement": OptionsAnswer,
    "grid": PairsAnswer,
    "number": TypedAnswer,
    "date": TypedAnswer,
    "name": TypedAnswer,
    "short": TypedAnswer,
    "cloze": GapsAnswer,
    "match": PairsAnswer,
    "order": OrderAnswer,
    "insert": InsertAnswer,
    "highlight": MarkAnswer,
    "open": LongAnswer,
}


def widget_for(view: View, draft: Response | None = None) -> Answer:
    """The widget that takes an answer to this view, with what was typed or picked before."""
    return WIDGETS[view.kind](view, draft)


__all__ = ["WIDGETS", "Answer", "widget_for"]
