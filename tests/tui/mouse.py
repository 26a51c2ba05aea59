"""A learner's mouse: gives a response by clicks and drags alone; only what has to be typed is typed."""

from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList

from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Placed, Response, Typed
from quiz.questions.view import GapsView, PairsView, View
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.laid_out import GUTTER
from quiz.tui.widgets.reader import Reader
from tests.tui import hands
from tests.tui.stage import asking, click_at, paint, rows


async def click_text(pilot: Pilot[int], text: str, within: Widget) -> None:
    """Click the first place in a widget where these words stand on the screen."""
    x, y = find(pilot, text, within.region)
    await click_at(pilot, x, y)


async def click_key(pilot: Pilot[int], does: str) -> None:
    """Click what a key does, in the bottom line."""
    await click_text(pilot, f" {does} ", pilot.app.screen.query_one(KeyLine))


def find(pilot: Pilot[int], text: str, region: Region) -> tuple[int, int]:
    shown = [f"{row:<{pilot.app.size.width}}"[region.x : region.right] for row in rows(pilot)]
    for y in range(region.y, region.bottom):
        x = shown[y].find(text)
        if x >= 0:
            return region.x + x + 1, y
    raise AssertionError(f"{text!r} is not in:\n" + "\n".join(shown))


async def give(pilot: Pilot[int], view: View, response: Response) -> None:
    """Answer the question on the screen with this response."""
    answer = asking(pilot).query_one("Answer")
    match response:
        case Typed(text):
            await click(pilot, answer.query("Line, TextArea").first())
            await hands.type_text(pilot, text)
        case Picked(options):
            for option in options:
                await click_text(pilot, option, answer)
        case Ordered(items):
            await _order(pilot, list(items))
        case Paired(pairs):
            assert isinstance(view, PairsView)
            for left in view.lefts:
                await click_text(pilot, left, answer.query_one("#lefts"))
                await click_text(pilot, pairs[left], answer.query_one("#rights"))
        case Filled(gaps):
            assert isinstance(view, GapsView)
            await _fill(pilot, view, gaps)
        case Marked(places):
            for place in places:
                await drag(pilot, place.start, place.end - 1)
        case Placed(after=after):
            await click_sentence(pilot, after)
    await click_key(pilot, "answer")


async def click(pilot: Pilot[int], widget: Widget) -> None:
    """Click a widget near its top left corner."""
    await click_at(pilot, widget.region.x + 1, widget.region.y + (1 if widget.region.height > 2 else 0))


async def _order(pilot: Pilot[int], wanted: list[str]) -> None:
    """Lift each item with a click, and click the row where it goes."""
    menu = asking(pilot).query_one("Answer OptionList", OptionList)
    for to, item in enumerate(wanted):
        await click_text(pilot, item, menu)
        await click_text(pilot, f"{to + 1}. ", menu)


async def _fill(pilot: Pilot[int], view: GapsView, gaps: tuple[str, ...]) -> None:
    for at, (gap, text) in enumerate(zip(view.gaps, gaps, strict=True)):
        line = list(asking(pilot).query("Answer Line"))[at]
        await click(pilot, line)
        choices = view.bank or gap.choices
        if choices:
            for _ in range(choices.index(text)):
                await click(pilot, line)
        else:
            await hands.type_text(pilot, text)


async def click_sentence(pilot: Pilot[int], number: int) -> None:
    reader = asking(pilot).query_one(Reader)
    assert reader.article is not None
    start, _ = reader.article.sentences[number - 1]
    await paint(pilot)
    await click_at(pilot, *_cell(reader, start + 1))


async def drag(pilot: Pilot[int], first: int, last: int) -> None:
    """Press on one character of the article, and let go on another."""
    reader = asking(pilot).query_one(Reader)
    await paint(pilot)
    await click_at(pilot, *_cell(reader, first), to=_cell(reader, last))


def _cell(reader: Reader, offset: int) -> tuple[int, int]:
    """Where on the screen a character of the article stands."""
    for y in range(reader.size.height):
        for x in range(GUTTER, reader.size.width):
            if reader._offset_at(x, y) == offset:
                return reader.content_region.x + x, reader.content_region.y + y
    raise AssertionError(f"offset {offset} is not on the screen")
