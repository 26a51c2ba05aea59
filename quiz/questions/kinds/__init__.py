"""The kinds there are. Adding one: its file here, a line in this list, a widget, a sample, a paragraph in the docs."""

from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.date import Date
from quiz.questions.kinds.grid import Grid
from quiz.questions.kinds.highlight import Highlight
from quiz.questions.kinds.insert import Insert
from quiz.questions.kinds.match import Match
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.number import Number
from quiz.questions.kinds.open import Open
from quiz.questions.kinds.order import Order
from quiz.questions.kinds.short import Short
from quiz.questions.kinds.statement import Statement

Kind = (
    Choice
    | Choices
    | Statement
    | Grid
    | Number
    | Date
    | Name
    | Short
    | Cloze
    | Match
    | Order
    | Insert
    | Highlight
    | Open
)

KINDS: dict[str, type[Kind]] = {
    "choice": Choice,
    "choices": Choices,
    "statement": Statement,
    "grid": Grid,
    "number": Number,
    "date": Date,
    "name": Name,
    "short": Short,
    "cloze": Cloze,
    "match": Match,
    "order": Order,
    "insert": Insert,
    "highlight": Highlight,
    "open": Open,
}
