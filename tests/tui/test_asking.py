"""Stories of the asking screen, told by keys."""

import re
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.attempts.attempt import Attempt, Item
from quiz.attempts.events import Event, Regraded, Started
from quiz.questions.response import Typed
from quiz.store.store import Store
from quiz.store.study import find_learner
from quiz.tui.answers.typed import Line
from quiz.tui.app import QuizApp
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.asking_words import time_line, unanswered
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.help import HelpScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.reader import Reader
from tests.tui import hands
from tests.tui.stage import ARTICLE, QUESTIONS, a_library, asking, desk_of, paint, playing, sees, set_text, shown, until

TWO_ARTICLES = {"ferry_md": ARTICLE.replace("id: harbour", "id: ferry").replace("The harbour of Brack", "The ferry")}


async def press(pilot: Pilot[int], *keys: str) -> str:
    """Press keys; what is shown then."""
    await hands.press(pilot, *keys)
    await paint(pilot)
    if isinstance(pilot.app.screen, AskingScreen):  # whatever the keys did, the border says where the keyboard is
        pane = asking(pilot).query_one(QuestionPane)
        assert pane.has_class("away") is not pane.has_focus_within
    return shown(pilot)


async def write(pilot: Pilot[int], text: str, *keys: str) -> str:
    await hands.type_text(pilot, text)
    return await press(pilot, *keys)


def told(pilot: Pilot[int]) -> list[str]:
    """What was said in passing."""
    return [one.message for one in pilot.app._notifications]


async def test_nearly_right_is_completed(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("date"))) as pilot:
        said = await write(pilot, "May 2024", "enter")
        assert "◐ Nearly" in said
        assert "The day is missing" in said
        assert "6 May 2024" not in said.split("◐ Nearly")[1]
        await press(pilot, *["backspace"] * 8)
        said = await write(pilot, "6 May 2024", "enter")
        assert "● Right   1 of 1" in said


async def test_a_second_try_costs_a_third_and_a_hint_its_share(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("number"))) as pilot:
        assert "hint (-25%)" in shown(pilot)
        said = await press(pilot, "ctrl+t")
        assert "Hint: Look at what the mayor says. (costs 25%" in said
        assert "hint (-50%)" in said
        said = await write(pilot, "30 million crowns", "enter")
        assert "✗ Wrong" in said
        assert "Try again" in said
        assert "Answer:" not in said
        await press(pilot, *["backspace"] * 17)
        said = await write(pilot, "23 million crowns", "enter")
        assert "● Right" in said
        assert desk_of(pilot).attempt.earned == pytest.approx(1 - 1 / 3 - 0.25)
        said = " ".join((await press(pilot, "=")).replace("│", " ").split())
        assert "less 25% for 1 hint" in said


async def test_the_sum_of_a_wrong_answer_says_what_a_hint_took_from_a_right_one(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("number")), size=(80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        for _ in range(2):
            await press(pilot, *["backspace"] * 17)
            await write(pilot, "30 million crowns", "enter")
        said = " ".join((await press(pilot, "=")).replace("│", " ").split())
        assert "= wrong: 0 of 1 point; right, it would be 1, less 25% for 1 hint" in said


async def test_undo_opens_the_last_answer_again(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("name", "choice"))) as pilot:
        await write(pilot, "Bo Berg", "enter")
        await press(pilot, "n")
        said = await press(pilot, "ctrl+z")
        assert "Who is the mayor?" in said
        assert "✗ Wrong" not in said
        assert asking(pilot).query_one(Line).value == "Bo Berg"
        assert "■ Answered  This answer counts, because its key" in said
        await press(pilot, "ctrl+z")
        assert told(pilot) == ["no answer to take back"]  # the word before has gone


async def test_the_mark_is_that_of_the_answer_that_counts(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("name", "choice"))) as pilot:
        await write(pilot, "Bo Berg", "enter")
        await press(pilot, "u", "ctrl+u")
        said = await write(pilot, "Ada Lind", "enter")
        assert "“Ada Lind” is right, as practice: your first" in said
        assert "✗ Wrong   0 of 1" in said
        assert "✗○" in said  # in the bar
        await press(pilot, "F", "y")
        said = await press(pilot)
        assert "You: Bo Berg   0 of 1" in said
        assert "“Ada Lind” is right, as practice: your first answer counts, “Bo Berg”." in said


async def test_flag_skip_and_the_way_back(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "statement", "number"))) as pilot:
        said = await press(pilot, "f", "n")
        assert "The ship was expected in the morning." in said
        assert "⚑▸○" in said
        said = await press(pilot, "n")
        assert "⚑·▸" in said
        assert "Where did the first ship come from?" in await press(pilot, "ctrl+n")
        assert "⚑ flagged" in shown(pilot)
        await press(pilot, "p")
        assert told(pilot)[-1] == "This is the first question."


async def test_after_the_last_comes_what_is_still_open(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "statement"))) as pilot:
        await press(pilot, "n", "3", "enter")
        assert desk_of(pilot).attempt.items["surprise"].answered
        said = await press(pilot, "enter")
        assert "Where did the first ship come from?" in said


async def test_left_and_gone_on_with_the_draft_is_still_there(tmp_path: Path) -> None:
    library, store = a_library(tmp_path, set_text("choice", "name")), Store.in_memory()
    async with playing(library, store=store) as pilot:
        await press(pilot, "n")
        await write(pilot, "Ada Li")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, AskingScreen)
        await press(pilot, "escape", "y")
    async with playing(library, store=store) as pilot:
        assert asking(pilot).query_one(Line).value == "Ada Li"
        said = await write(pilot, "nd", "enter")
        assert "● Right" in said
    store.close()


def highlighted(pilot: Pilot[int]) -> str:
    """The words that stand bold and underlined on a ground of their own in the article, as they are on the screen."""
    reader = asking(pilot).query_one(Reader)
    strips = [reader.render_line(y) for y in range(reader.size.height)]
    ground = reader.rich_style.bgcolor
    marked = [
        one.text
        for strip in strips
        for one in strip
        if one.style and one.style.bold and one.style.underline and one.style.bgcolor != ground
    ]
    return " ".join(marked)


LONG = ARTICLE.replace(
    "The first ship", "\n\n".join("One more day passed in quiet." for _ in range(60)) + "\n\nThe first ship", 1
)


@pytest.mark.parametrize("size", [(120, 30), (60, 20)])
async def test_evidence_is_highlighted_in_view_and_e_toggles_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(a_library(tmp_path, set_text("choice"), article=LONG), size=size) as pilot:
        number = asking(pilot).desk.view("first").options.index("Oslo") + 1  # type: ignore[union-attr]
        assert "▌" not in shown(pilot)
        said = await press(pilot, str(number), "enter")
        if size[0] < 100:
            assert '▌ "The first ship came from Oslo"' in said
            said = await press(pilot, "tab")
        assert "▌The first ship came from Oslo" in said
        assert highlighted(pilot) == "The first ship came from Oslo"
        assert "▌The first" not in await press(pilot, "e")
        assert highlighted(pilot) == ""
        assert "▌The first" in await press(pilot, "e")


async def test_a_closed_book_opens_after_the_answer(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), book="closed") as pilot:
        await press(pilot, "enter")  # the article is read
        assert "The book is closed" in shown(pilot)
        assert "Ada Lind" not in shown(pilot)
        said = await press(pilot, "1", "enter")
        assert "Ada Lind" in said


@pytest.mark.parametrize("several", [False, True])
async def test_a_closed_book_is_read_first_and_the_time_begins_with_the_questions(
    tmp_path: Path, several: bool
) -> None:
    library, store = a_library(tmp_path, set_text("choice", "name")), Store.in_memory()
    how: dict[str, object] = {"mode": "test", "minutes": 1, "book": "closed", "store": store}
    if several:
        for name in ("Ada", "Otto"):
            store.add_learner(name).result()
        how["learner"] = None
    ada = find_learner(store, "Ada", lambda: "Ada")
    assert ada is not None

    async def chosen(pilot: Pilot[int]) -> None:
        if several:
            await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)

    async with playing(library, **how) as pilot:  # type: ignore[arg-type]
        await chosen(pilot)
        assert "Two piers were built." in shown(pilot)
        assert "esc leave" in shown(pilot)
        assert "left" not in shown(pilot).splitlines()[0]
        await press(pilot, "escape")
        assert pilot.app._exit
    assert pilot.app.return_value == 0
    assert not store.standings(ada.id).result()
    async with playing(library, **how) as pilot:  # type: ignore[arg-type]
        await chosen(pilot)
        assert not store.standings(ada.id).result()
        said = await press(pilot, "enter")
        assert "The book is closed" in said
        assert "Two piers" not in said
        assert "left" in said.splitlines()[0]
        await press(pilot, "1", "enter")
    async with playing(library, **how) as pilot:  # type: ignore[arg-type]
        if several:
            await press(pilot, "enter")
        assert asking(pilot).desk.attempt.items["first"].answered  # gone on with, nothing is read again
    store.close()


async def test_a_test_shows_no_verdict_and_counts_drafts(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "date", "name")), mode="test") as pilot:
        desk = desk_of(pilot)
        number = desk.view("first").options.index("Oslo") + 1  # type: ignore[union-attr]
        said = await press(pilot, str(number), "enter")
        assert "When did the harbour open?" in said
        said += await write(pilot, "May 2024", "enter")
        said += await write(pilot, "Ada Lind", "ctrl+p", "ctrl+p")
        for sign in ("●", "◐", "✗", "Right", "Nearly", "Wrong", "score"):
            assert sign not in said, sign
        assert "■ Answered  You can change it until you finish." in shown(pilot)
        await press(pilot, "F")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert desk.attempt.items["mayor"].earned == 1
        assert "◐ When did the harbour open?" in shown(pilot)


async def test_a_question_that_was_taken_out_is_named_at_the_end(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "name")), mode="test") as pilot:
        desk = desk_of(pilot)
        number = desk.view("first").options.index("Bergen") + 1  # type: ignore[union-attr]
        await press(pilot, str(number), "enter")
        item = desk.attempt.items["first"]
        desk._append(Regraded("first", item.response, 1.0, 1.0, item.verdict, 1, 1, void=True))
        await press(pilot, "ctrl+p", "ctrl+p")
        await press(pilot, "F")
        await press(pilot, "y")
        said = shown(pilot)
        assert "1 of 2 points" in said
        assert "A question was taken out: everyone has its points" in said
        assert "Where did the first ship come from?" not in said
        await press(pilot, "o")
        await press(pilot, "ctrl+p")
        assert "This question was taken out" in shown(pilot)


@pytest.mark.parametrize(
    ("elapsed", "left", "told"),
    [
        (59_999, None, "0 min"),
        (60_000, None, "1 min"),
        (65 * 60_000, None, "1 h 05 min"),
        (0, 30 * 60_000, "30 min left"),
        (1, 30 * 60_000 - 1, "30 min left"),
        (0, 120_001, "3 min left"),
        (0, 120_000, "00:02:00 left"),
        (0, 0, "00:00:00 left"),
    ],
)
def test_the_time_is_told_by_the_second_only_near_its_end(elapsed: int, left: int | None, told: str) -> None:
    assert time_line(elapsed, left) == told


async def test_the_end_of_the_time_finishes_and_keeps_what_is_typed(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("name", "choice")), mode="test", minutes=1) as pilot:
        desk = desk_of(pilot)
        assert "00:00:5" in shown(pilot).splitlines()[0] or "00:01:00 left" in shown(pilot).splitlines()[0]
        await write(pilot, "Ada Lind")
        desk._base += desk.time_left() or 0  # over this moment: what is typed longer after it than the grace is late
        asking(pilot)._tick()
        await paint(pilot)
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert desk.attempt.finished is not None
        assert desk.attempt.finished.by == "time"
        assert desk.attempt.items["mayor"].earned == 1
        assert "The time was over before you finished." in shown(pilot)


CITE = {"choice": "    cite: true\n", "name": "    cite: {gate: first-must-be-right}\n"}


async def test_proof_is_asked_for_and_graded_beside_the_answer(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "name", extra=CITE))) as pilot:
        desk = desk_of(pilot)
        wrong = desk.view("first").options.index("Bergen") + 1  # type: ignore[union-attr]
        said = await press(pilot, str(wrong), "enter")
        assert "■ Answered" in said
        assert "Now point at the" in said
        assert "Wrong" not in said
        assert "Point at the sentence that proves it" in said
        assert "2 sentences picked" in await press(pilot, "space", "right", "space")  # which is easily not meant
        assert "Point at the sentence that proves it" in await press(pilot, "space", "left", "space")
        await hands.prove(pilot, desk.asked.by_id["first"].places(desk.asked.sources))
        await paint(pilot)
        assert "Proof: " in shown(pilot)
        item = desk.attempt.items["first"]
        assert item.earned == 0
        assert item.citation is not None
        assert item.citation.right


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_what_was_asked_is_read_in_full_while_its_proof_is_pointed_at(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prompt = "From which town on the other side of the sea, so the article says, did the first of all ships come in?"
    text = set_text("choice", "name", extra=CITE).replace("Where did the first ship come from?", prompt)

    def asked(said: str) -> bool:
        return prompt in " ".join(re.sub(r"[^\w,?]", " ", said).split())

    async with playing(a_library(tmp_path, text), size=size) as pilot:
        await press(pilot, "1", "enter")
        await paint(pilot)
        said = shown(pilot)
        assert "Point at the sentence that proves it" in said
        assert asked(said)
        await press(pilot, "tab")
        await paint(pilot)
        assert shown(pilot).count("From which town") == 1
        await press(pilot, "tab", "s")
        await paint(pilot)
        await press(pilot, "tab")
        await paint(pilot)
        assert "The harbour of Brack opened" in shown(pilot)
        assert "From which town" not in shown(pilot)


async def test_no_proof_is_wanted_of_a_wrong_answer_where_the_first_must_be_right(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("name", extra=CITE))) as pilot:
        said = await write(pilot, "Bo Berg", "enter")
        assert not asking(pilot).proving
        assert "✗ Wrong" in said
    async with playing(a_library(tmp_path, set_text("name", extra=CITE))) as pilot:
        said = await write(pilot, "Ada Lind", "enter")
        assert "● Right" in said
        assert asking(pilot).proving
        await press(pilot, "s")
        assert not asking(pilot).proving
        assert desk_of(pilot).attempt.items["mayor"].cited is not None


async def test_claim_and_arithmetic(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choices"))) as pilot:
        desk = desk_of(pilot)
        picks = [str(desk.view("two").options.index(one) + 1) for one in ("ferries", "divers")]  # type: ignore[union-attr]
        await press(pilot, *picks, "enter")
        said = await press(pilot, "equals_sign")
        assert "= 1 of 2 right" in said
        assert "You said you were right" in await press(pilot, "!")
        assert desk.attempt.items["two"].claimed


OTHER_ARTICLE = {"article(-1)", "article(1)"}
AFTER_FEEDBACK = {"evidence", "undo", "arithmetic", "claim", "mark", "notes", "keep_out", "bury"}


@pytest.mark.parametrize(
    ("options", "keys", "idle"),
    [
        ({}, (), {"hint", "no_proof", "bury", *OTHER_ARTICLE}),
        ({}, ("n",), {"no_proof", "bury", *OTHER_ARTICLE}),  # to the one with hints
        ({}, ("n", "ctrl+n", "1", "enter"), {"hint", "original", "mark", "bury", *OTHER_ARTICLE}),  # to its proof
        ({"mode": "test"}, (), {"hint", "no_proof", *OTHER_ARTICLE, *AFTER_FEEDBACK}),
        (
            {"mode": "test", "book": "closed"},
            ("enter",),
            {"hint", "no_proof", "swap", "original", *OTHER_ARTICLE, *AFTER_FEEDBACK},
        ),
        (
            {"mode": "test"},
            ("F", "y", "o"),
            {"hint", "no_proof", "flag", "undo", "mark", "notes", "keep_out", "bury", *OTHER_ARTICLE},
        ),
    ],
    ids=["practice", "hints", "proof", "test", "closed book", "looked at again"],
)
async def test_help_lists_every_key_that_does_something(
    tmp_path: Path, options: dict[str, object], keys: tuple[str, ...], idle: set[str]
) -> None:
    proved = QUESTIONS["choice"].replace("id: first", "id: proved").replace("choice\n", "choice\n    cite: true\n")
    more = proved + "\n    explain: The article says so."
    async with playing(
        a_library(tmp_path, set_text("choice", "number", more=more)), size=(100, 50), **options
    ) as pilot:
        await press(pilot, *keys)
        await paint(pilot)
        said = await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        for binding in AskingScreen.BINDINGS:
            assert isinstance(binding, Binding)
            if binding.show and binding.action != "help":
                assert (binding.description in said) is (binding.action not in idle), binding.action
        assert "esc closes this" in said
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, AskingScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("kind", ["name", "choice"])
async def test_the_first_frame_is_what_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, size: tuple[int, int]
) -> None:
    """It is painted before any line hears of its size."""
    frames: list[list[str]] = []
    display = QuizApp._display

    def painted(app: QuizApp, screen: Screen[object], what: object) -> None:
        display(app, screen, what)  # type: ignore[arg-type]
        if isinstance(screen, AskingScreen):
            frames.append([strip.text for strip in screen._compositor.render_strips()])

    monkeypatch.setattr(QuizApp, "_display", painted)
    async with playing(a_library(tmp_path, set_text(kind, "date")), size=size) as pilot:
        assert "The harbour, read closely" in shown(pilot)
    assert frames[0] == frames[-1]


async def test_a_narrow_window_swaps_with_tab(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), size=(80, 24)) as pilot:
        assert "Ada Lind" not in shown(pilot)
        said = await press(pilot, "tab")
        assert "Ada Lind" in said
        assert "Where did the first ship" not in said
        assert "Where did the first ship" in await press(pilot, "tab")
        await pilot.resize_terminal(120, 30)
        await paint(pilot)
        assert "Ada Lind" in shown(pilot)
        assert "Where did the first ship" in shown(pilot)
        await pilot.resize_terminal(59, 20)
        await paint(pilot)
        assert "too small: at least 60 columns and 20 rows" in " ".join(shown(pilot).split())
        await pilot.resize_terminal(60, 20)
        await paint(pilot)
        assert "Where did the first ship" in shown(pilot)


async def test_several_articles_switch(tmp_path: Path) -> None:
    library = a_library(tmp_path, set_text("choice", "name", articles="harbour, ferry"), **TWO_ARTICLES)
    async with playing(library) as pilot:
        assert "╭─ The harbour of Brack (1 of 2" in shown(pilot)
        assert "╭─ The ferry (2 of 2" in await press(pilot, "]")
        assert "╭─ The harbour of Brack (1 of 2" in await press(pilot, "[")
        await press(pilot, "n")
        said = await press(pilot, "f2")
        assert "╭─ The ferry (2 of 2" in said
        assert asking(pilot).query_one(Line).value == ""


async def test_long_prompts_and_long_articles_scroll(tmp_path: Path) -> None:
    prompt = "Where did the first ship come from? " + "Mind that this is asked at length. " * 60
    text = set_text("choice").replace("Where did the first ship come from?", prompt.strip())
    long = (
        ARTICLE + "\n\n".join("Another paragraph of ten words about nothing much at all." for _ in range(1000)) + "\n"
    )
    async with playing(a_library(tmp_path, text, article=long), size=(100, 24)) as pilot:
        assert "Where did the first ship" in shown(pilot)
        await press(pilot, "2", "enter")
        for _ in range(9):
            said = await press(pilot, "pagedown")
        assert "The article says so plainly." in said
        await press(pilot, "tab")
        assert "1003 Another paragraph" in await press(pilot, "end")
        assert "1  The harbour of Brack opened" in await press(pilot, "home")


class Refusing:
    """Takes the place of a store's append: fails while told to, then works again."""

    def __init__(self, store: Store) -> None:
        self.works = store.append
        self.failing = True
        self.taken: list[list[Event]] = []

    def __call__(self, events: Sequence[Event]) -> "Future[None]":
        if not self.failing:
            self.taken.append(list(events))
            return self.works(events)
        failed: Future[None] = Future()
        failed.set_exception(OSError("disk full"))
        return failed


async def test_what_is_not_saved_is_said_and_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.in_memory()
    async with playing(a_library(tmp_path, set_text("name", "number")), store=store) as pilot:
        desk = desk_of(pilot)
        append = Refusing(store)
        monkeypatch.setattr(store, "append", append)
        said = await write(pilot, "Ada Lind", "enter")
        assert "NOT SAVED" in said
        assert told(pilot)[-1].startswith("Not saved: ")
        assert "● Right" in said
        append.failing = False
        said = await press(pilot, "n")
        assert "NOT SAVED" not in said
        await write(pilot, "23 million crowns", "enter")
        kept = store.events(desk.attempt.id).result()
        answered = [event.body.response for event in kept if event.body.__class__.__name__ == "Answered"]  # type: ignore[union-attr]
        assert answered == [Typed("Ada Lind"), Typed("23 million crowns")]
        assert [event.seq for event in kept] == list(range(len(kept)))
    store.close()


@pytest.mark.parametrize("kind", ["number", "open", "cloze"])
async def test_the_keys_named_below_work_while_something_is_typed(tmp_path: Path, kind: str) -> None:
    async with playing(a_library(tmp_path, set_text(kind, "choice"))) as pilot:
        await hands.type_text(pilot, "a")
        await hands.press(pilot, "ctrl+f")
        assert next(iter(desk_of(pilot).attempt.items.values())).flagged
        await hands.press(pilot, "ctrl+d")
        await paint(pilot)
        assert "Finish with" in shown(pilot)


async def test_the_results_name_what_was_flagged(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "statement"))) as pilot:
        await press(pilot, "f")
        await press(pilot, "F")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert "⚑ Flagged by you: question 1" in await press(pilot, "home")


async def test_up_and_down_go_from_gap_to_gap(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("cloze")), size=(60, 20)) as pilot:
        assert "↑ ↓ gap" in shown(pilot)
        lines = list(pilot.app.screen.query(Line))
        assert [line.has_focus for line in lines] == [True, *[False] * (len(lines) - 1)]
        await press(pilot, "down")
        assert lines[1].has_focus
        for _ in lines:
            await press(pilot, "down")
        assert lines[-1].has_focus
        await press(pilot, "up")
        assert lines[-2].has_focus


async def test_an_attempt_that_goes_on_has_the_time_and_the_book_it_began_with(tmp_path: Path) -> None:
    library, store = a_library(tmp_path, set_text("choice", "name")), Store.in_memory()
    async with playing(library, store=store, mode="test", minutes=10) as pilot:
        await press(pilot, "1", "enter")
        assert "10 min left" in shown(pilot)
    kept = "Going on with your test attempt: time, seed and book are those it began with"
    for options in ({"minutes": 1}, {"minutes": 90, "book": "closed"}, {"mode": "test", "seed": 9}):
        async with playing(library, store=store, **options) as pilot:
            await sees(pilot, "10 min left")
            await until(pilot, lambda: any(kept in one for one in told(pilot)))
            assert desk_of(pilot).attempt.started.minutes == 10
            left = desk_of(pilot).time_left()
            assert left is not None
            assert left > 9 * 60_000
    async with playing(library, store=store, mode="test", seed=None) as pilot:  # nothing else was asked for
        await sees(pilot, "10 min left")
        assert not told(pilot)
    async with playing(library, store=store, mode="test", minutes=5, fresh=True) as pilot:
        await sees(pilot, "5 min left")
    store.close()


async def test_looked_at_again_a_test_has_the_score_of_its_results_and_no_time_left(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "name")), mode="test", minutes=5) as pilot:
        assert "5 min left" in shown(pilot)
        await press(pilot, "1", "enter")
        assert "Finish with question" in await press(pilot, "ctrl+d")
        said = await press(pilot, "y")
        assert "of 2" in said
        again = await press(pilot, "o")
        top = again.splitlines()[0]
        assert "left" not in top
        assert re.search(r"score [01]/2\b", top)


@pytest.mark.parametrize(
    ("drafted", "told"),
    [(5, ""), (4, "question 5"), (2, "questions 3, 4, 5"), (1, "questions 2, 3, 4, 5"), (0, "5 questions")],
)
def test_what_is_not_answered_is_named_where_it_is_little(drafted: int, told: str) -> None:
    ids = [f"q{at}" for at in range(1, 6)]
    started = Started("ada", "x", "X", (), dict.fromkeys(ids, 1.0), 1, "test")
    items = {one: Item(one, 1.0, draft=Typed("x") if at < drafted else None) for at, one in enumerate(ids)}
    assert unanswered(Attempt("a", started, items, "q1", 1, 0, 0)) == told
