"""A learner's hands: gives a response in the app by keys alone, whatever the kind."""

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from quiz.questions.line import letter
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Response, Typed
from quiz.questions.view import GapsView, MarkView, OptionsView, OrderView, PairsView, TextView, View
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.widgets.picking import Picker
from quiz.tui.widgets.reader import Reader
from tests.tui.stage import settle

_CHARACTERS = {"space": " "}


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, as a terminal delivers them, and wait until all are dealt with."""
    for name in keys:
        char = _CHARACTERS.get(name, name if len(name) == 1 else None)
        key = Key(_character_to_key(name) if len(name) == 1 else name, char)
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
        await settle(pilot)


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type a text, character by character, as a terminal delivers it."""
    await press(pilot, *("space" if char == " " else char for char in text))


async def give(pilot: Pilot[int], view: View, response: Response) -> None:
    """Answer the question on the screen with this response."""
    match view, response:
        case TextView(long=True), Typed(text):
            await type_text(pilot, text)
            await press(pilot, "ctrl+s")
        case TextView(), Typed(text):
            await type_text(pilot, text)
            await press(pilot, "enter")
        case OptionsView(pick=1), Picked((option,)):
            await press(pilot, str(view.options.index(option) + 1), "enter")
        case OptionsView(), Picked(options):
            for option in options:
                await press(pilot, str(view.options.index(option) + 1))
            await press(pilot, "enter")
        case OrderView(), Ordered(items):
            await _order(pilot, list(view.items), list(items))
        case PairsView(), Paired(pairs):
            for left in view.lefts:
                await press(pilot, letter(view.rights.index(pairs[left])))
            await press(pilot, "enter")
        case GapsView(), Filled(gaps):
            await _fill(pilot, view, gaps)
        case MarkView(), Marked(places):
            await pick(pilot, places)
            await press(pilot, "enter")
        case _, Placed(article, after):
            screen = pilot.app.screen
            assert isinstance(screen, AskingScreen)
            start, end = screen.desk.articles[article].sentences[after - 1]
            await pick(pilot, (Place(article, start, end),))
            await press(pilot, "enter")
        case _:
            raise AssertionError(f"no hands for {view.kind} with {response}")


async def judge(pilot: Pilot[int], criteria: int) -> None:
    """Tick that many criteria of an open answer's rubric, and keep the judgement."""
    for _ in range(criteria):
        await press(pilot, "space", "down")
    await press(pilot, "enter")


async def prove(pilot: Pilot[int], places: tuple[Place, ...]) -> None:
    """Point at the sentences that prove an answer."""
    await pick(pilot, places)
    await press(pilot, "enter")


async def _order(pilot: Pilot[int], now: list[str], wanted: list[str]) -> None:
    """Give each item its number, from the first place on."""
    for to, item in enumerate(wanted):
        at = now.index(item)
        await press(pilot, "home", *["down"] * at, str(to + 1))
        now.insert(to, now.pop(at))
    await press(pilot, "enter")


async def _fill(pilot: Pilot[int], view: GapsView, gaps: tuple[str, ...]) -> None:
    for gap, text in zip(view.gaps, gaps, strict=True):
        choices = view.bank or gap.choices
        if choices:
            await press(pilot, *["right"] * (choices.index(text) + 1))
        else:
            await type_text(pilot, text)
        await press(pilot, "enter")


async def pick(pilot: Pilot[int], places: tuple[Place, ...]) -> None:
    """Pick places in the reader: sentences and paragraphs with the arrows, phrases by drawing them."""
    reader = pilot.app.screen.query_one(Reader)
    if not reader.has_focus:
        await press(pilot, "tab")
    for place in places:
        for _ in range(10):
            if reader.article is not None and reader.article.id == place.article:
                break
            await press(pilot, "]")
        picker = reader.picker
        assert picker is not None
        if picker.unit == "phrase":
            await _draw(pilot, picker, place)
        else:
            await _go_to(pilot, picker, place)
            await press(pilot, "space")


async def _go_to(pilot: Pilot[int], picker: Picker, place: Place) -> None:
    await press(pilot, "home")
    for _ in range(1000):
        if picker.cursor[0] <= place.start < picker.cursor[1]:
            return
        await press(pilot, "right")
    raise AssertionError(f"the cursor never came to {place}")


async def _draw(pilot: Pilot[int], picker: Picker, place: Place) -> None:
    await _go_to(pilot, picker, place)
    await press(pilot, "v")
    for _ in range(100):
        if picker.cursor[1] >= place.end - 1:
            break
        await press(pilot, "right")
    await press(pilot, "space")
