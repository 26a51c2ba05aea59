"""What to type to give a response, as the bytes a terminal sends: the keys of a learner who knows the answer.

Where the options stand is read from the view; where a cursor comes to is worked out with the app's own picker. A
learner looks before pressing Enter, and so do these fingers: a stroke ends when the screen shows what it has done.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quiz.articles.article import Article
from quiz.questions.line import letter
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Response, Typed
from quiz.questions.view import GapsView, MarkView, OptionsView, OrderView, PairsView, TextView, View
from quiz.tui.widgets.picking import Picker, PickUnit

ENTER, CTRL_S, DOWN, RIGHT, HOME, NEXT_ARTICLE = "\r", "\x13", "\x1b[B", "\x1b[C", "\x1b[H", "]"


class Stroke(NamedTuple):
    """Keys, and what says of the screen and of its line with the cursor that they are dealt with."""

    keys: str
    done: Callable[[str, str], bool] = lambda screen, line: True


class Fingers:
    """Types for one question: ``answer`` first, then ``proof`` or ``judgement`` where the app asks for them."""

    def __init__(self, view: View, articles: Mapping[str, Article]) -> None:
        self._view = view
        self._articles = articles
        self._shown = view.at[0].article if view.at else view.article
        """The article on the screen, which the keys turn."""

    def answer(self, response: Response) -> list[Stroke]:
        """What gives this response; a place in the text is given in the article, which has the focus."""
        match self._view, response:
            case TextView(long=True), Typed(text):  # so much at once is taken for a paste, with all that is in it
                written = Stroke(text.replace("\n", ENTER), lambda screen, _: _end_of(text) in _question(screen))
                return [written, Stroke(CTRL_S)]
            case TextView(), Typed(text):
                return [Stroke(text + ENTER)]
            case OptionsView() as view, Picked(options):
                return self._options(view, options)
            case OrderView(items=items), Ordered(wanted):
                return [Stroke(_order(list(items), wanted))]
            case PairsView() as view, Paired(pairs):
                letters = "".join(letter(view.rights.index(pairs[left])) for left in view.lefts)
                return [Stroke("", lambda screen, _: "→ ..." in screen), Stroke(letters, _no_more_open), Stroke(ENTER)]
            case GapsView() as view, Filled(gaps):
                return [one for at, text in enumerate(gaps) for one in self._gap(view, at, text)]
            case MarkView(unit=unit, count=count), Marked(places):
                return self._pick(unit, count, places)
            case _, Placed(article, after):
                return self._pick("sentence", 1, [self._sentence(article, after)])
            case _:
                raise AssertionError(f"no fingers for {self._view.kind} with {response}")

    def proof(self, place: Place) -> list[Stroke]:
        """What points at the sentence in which a place begins."""
        number = self._articles[place.article].sentence_at(place.start)
        return self._pick("sentence", 0, [self._sentence(place.article, number)])

    def judgement(self, criteria: int) -> list[Stroke]:
        """What ticks every criterion."""
        return [Stroke(f" {DOWN}" * criteria, lambda screen, _: screen.count("[x]") == criteria), Stroke(ENTER)]

    def _options(self, view: OptionsView, options: Sequence[str]) -> list[Stroke]:
        numbers = [view.options.index(option) + 1 for option in options]
        sign = "(•)" if view.pick == 1 else "[x]"
        picked = [f"{number} {sign}" for number in numbers]
        keys = "".join(map(str, numbers))
        return [Stroke(keys, lambda screen, _: all(one in screen for one in picked)), Stroke(ENTER)]

    def _gap(self, view: GapsView, at: int, text: str) -> list[Stroke]:
        """Fill a gap and go on to the next one, where the terminal's own cursor then stands."""
        choices = view.bank or view.gaps[at].choices
        keys = RIGHT * (choices.index(text) + 1) if choices else text
        filled = Stroke(keys, lambda screen, _: f"({at + 1}) {text}" in _question(screen))
        last = at + 1 == len(view.gaps)
        return [filled, Stroke(ENTER) if last else Stroke(ENTER, lambda _, line: f" ({at + 2}) " in line)]

    def _sentence(self, article: str, number: int) -> Place:
        start, end = self._articles[article].sentences[number - 1]
        return Place(article, start, end)

    def _pick(self, unit: PickUnit, count: int, places: Sequence[Place]) -> list[Stroke]:
        keys, ids = "", list(self._articles)
        for place in places:
            keys += NEXT_ARTICLE * ((ids.index(place.article) - ids.index(self._shown)) % len(ids))
            self._shown = place.article
            keys += self._reach(Picker(unit, count, ()), place) + " "
        return [Stroke(keys + ENTER)]

    def _reach(self, picker: Picker, place: Place) -> str:
        """From the top of the article to a place, and for a phrase to its end."""
        article, keys = self._articles[place.article], HOME
        picker.enter(article, 0)
        while not picker.cursor[0] <= place.start < picker.cursor[1]:
            before = picker.cursor
            picker.move(article, 1)
            assert picker.cursor != before, f"the cursor never comes to {place}"
            keys += RIGHT
        if picker.unit == "phrase":
            picker.begin_stretch(article)
            keys += "v"
            while picker.cursor[1] < place.end - 1:
                before = picker.cursor
                picker.move(article, 1)
                assert picker.cursor != before, f"the phrase never comes to the end of {place}"
                keys += RIGHT
        return keys


def _order(now: list[str], wanted: Sequence[str]) -> str:
    """Carry every item to its place, from the first on; the cursor goes along."""
    keys, cursor = "", 0
    for to, item in enumerate(wanted):
        at = now.index(item)
        keys += ("j" * (at - cursor) or "k" * (cursor - at)) + "K" * (at - to)
        now.insert(to, now.pop(at))
        cursor = to
    return keys + ENTER


def _no_more_open(screen: str, _: str) -> bool:
    return "→ ..." not in screen


def _end_of(text: str) -> str:
    """The last words, which a field that scrolls shows."""
    return " ".join(text.split()[-10:])


def _question(screen: str) -> str:
    """What stands in the pane on the right, without its frames and line breaks."""
    lines = (line.rpartition("││")[2].replace("│", " ") for line in screen.splitlines())
    return " ".join(" ".join(lines).split())
