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


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type a text, character by character, as a terminal delivers it."""
    for char in text:
        key = Key("space" if char == " " else _character_to_key(char), char)
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
    await pilot.pause()


async def give(pilot: Pilot[int], view: View, response: Response) -> None:
    """Answer the question on the screen with this response."""
    match view, response:
        case TextView(long=True), Typed(text):
            await type_text(pilot, text)
            await pilot.press("ctrl+s")
        case TextView(), Typed(text):
            await type_text(pilot, text)
            await pilot.press("enter")
        case OptionsView(pick=1), Picked((option,)):
            await pilot.press(str(view.options.index(option) + 1), "enter")
        case OptionsView(), Picked(options):
            for option in options:
                await pilot.press(str(view.options.index(option) + 1))
            await pilot.press("enter")
        case OrderView(), Ordered(items):
            await _order(pilot, list(view.items), list(items))
        case PairsView(), Paired(pairs):
            for left in view.lefts:
                await pilot.press(letter(view.rights.index(pairs[left])))
            await pilot.press("enter")
        case GapsView(), Filled(gaps):
            await _fill(pilot, view, gaps)
        case MarkView(), Marked(places):
            await pick(pilot, places)
            await pilot.press("enter")
        case _, Placed(article, after):
            screen = pilot.app.screen
            assert isinstance(screen, AskingScreen)
            start, end = screen.desk.articles[article].sentences[after - 1]
            await pick(pilot, (Place(article, start, end),))
            await pilot.press("enter")
        case _:
            raise AssertionError(f"no hands for {view.kind} with {response}")
    await pilot.pause()


async def _order(pilot: Pilot[int], now: list[str], wanted: list[str]) -> None:
    """Give each item its number, from the first place on."""
    for to, item in enumerate(wanted):
        at = now.index(item)
        await pilot.press("home", *["down"] * at, str(to + 1))
        now.insert(to, now.pop(at))
    await pilot.press("enter")


async def _fill(pilot: Pilot[int], view: GapsView, gaps: tuple[str, ...]) -> None:
    for gap, text in zip(view.gaps, gaps, strict=True):
        choices = view.bank or gap.choices
        if choices:
            await pilot.press(*["right"] * (choices.index(text) + 1))
        else:
            await type_text(pilot, text)
        await pilot.press("enter")


async def pick(pilot: Pilot[int], places: tuple[Place, ...]) -> None:
    """Pick places in the reader: sentences and paragraphs with the arrows, phrases by drawing them."""
    reader = pilot.app.screen.query_one(Reader)
    reader.focus()
    await pilot.pause()
    for place in places:
        for _ in range(10):
            if reader.article is not None and reader.article.id == place.article:
                break
            await pilot.press("right_square_bracket")
        picker = reader.picker
        assert picker is not None
        if picker.unit == "phrase":
            await _draw(pilot, picker, place)
        else:
            await _go_to(pilot, picker, place)
            await pilot.press("space")


async def _go_to(pilot: Pilot[int], picker: Picker, place: Place) -> None:
    await pilot.press("home")
    for _ in range(400):
        if picker.cursor[0] <= place.start < picker.cursor[1]:
            return
        await pilot.press("right")
    raise AssertionError(f"the cursor never came to {place}")


async def _draw(pilot: Pilot[int], picker: Picker, place: Place) -> None:
    await _go_to(pilot, picker, place)
    await pilot.press("v")
    for _ in range(60):
        if picker.cursor[1] >= place.end - 1:
            break
        await pilot.press("right")
    await pilot.press("space")
