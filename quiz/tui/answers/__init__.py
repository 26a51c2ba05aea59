"""One widget for each kind. A kind that is answered as another one is shares its widget."""

from importlib import import_module
from typing import TYPE_CHECKING, TypeGuard

from quiz.questions.response import Response
from quiz.questions.view import View
from quiz.tui.answers.base import Answer

if TYPE_CHECKING:
    from quiz.tui.answers.places import PlacesAnswer

# By module and name: making a widget class costs a millisecond, and the first frame needs one of them.
WIDGETS: dict[str, tuple[str, str]] = {
    "choice": ("options", "OptionsAnswer"),
    "choices": ("options", "OptionsAnswer"),
    "statement": ("options", "OptionsAnswer"),
    "grid": ("pairs", "PairsAnswer"),
    "number": ("typed", "TypedAnswer"),
    "date": ("typed", "TypedAnswer"),
    "name": ("typed", "TypedAnswer"),
    "short": ("typed", "TypedAnswer"),
    "cloze": ("gaps", "GapsAnswer"),
    "match": ("pairs", "PairsAnswer"),
    "order": ("order", "OrderAnswer"),
    "insert": ("places", "InsertAnswer"),
    "highlight": ("places", "MarkAnswer"),
    "open": ("long", "LongAnswer"),
}


def widget_class(kind: str) -> type[Answer]:
    """The widget that answers a kind of question."""
    module, name = WIDGETS[kind]
    found: type[Answer] = getattr(import_module(f"quiz.tui.answers.{module}"), name)
    return found


def widget_for(view: View, draft: Response | None = None) -> Answer:
    """The widget that takes an answer to this view, with what was typed or picked before."""
    return widget_class(view.kind)(view, draft)


def picks_places(answer: Answer) -> "TypeGuard[PlacesAnswer]":
    """Whether the answer is given in the article; asked of every question, so without the widget's module."""
    return answer.in_article
