"""Huge and strange answers, sets, articles and names: bounded time, one clear line, and never a path."""

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.cli import run
from quiz.errors import QuizError
from quiz.questions.check import load_set
from quiz.questions.response import (
    MOST_TYPED,
    Filled,
    Marked,
    Ordered,
    Paired,
    Picked,
    Place,
    Placed,
    Response,
    Typed,
    cleaned,
)
from quiz.store.store import Store
from quiz.store.study import MOST_NAME, clean_name, find_learner
from quiz.tui.screens.asking import AskingScreen
from tests import builders as make
from tests.effort import within
from tests.tui.stage import ARTICLE, a_library, playing, set_text

from .tallying import Tally
from .worlds import times

MARKED = 0.05
"""Seconds of the processor in which an answer is marked."""
OPENED = 1.0
"""Seconds of the processor until a question is on the screen, when nothing but it is large."""

PIECES = [
    "a", "9", "1 2 3 ", "1/2 ", "12 November 2022 ", "twenty-three ", "Mira Osten ", "23 people were saved ",
    "e\u0301\u0301\u0301", "\u202e\u2066", "\0", "\x1b[2J", "\ud800", "日", "и", "(", "\"'", "- ", "\n",
    "and or not ", "1e9", "0.1,", "½", "\U0001f600", " ", "an old map ", "23", "2022-11-12 ", ", ", "23 or 24 ",
]  # fmt: skip
SIZES = (1, 200, MOST_TYPED, 100_000, 1_000_000)


def texts(rng: random.Random) -> list[str]:
    """Every piece in every size, and mixtures."""
    found = [(piece * (1 + size // len(piece)))[:size] for piece in PIECES for size in SIZES]
    return found + ["".join(rng.choices(PIECES, k=rng.randrange(1, 4000))) for _ in range(40)]


def responses(text: str, number: int) -> list[Response]:
    place = Place("ferry", -5, 10**9, text)
    return [
        Typed(text), Picked((text,) * (1 + number % 30)), Ordered((text, "a", text)), Filled((text, text, text)),
        Paired({text[:50]: text, "Osten": text, "r1": text}), Marked((place,) * 5), Placed(text[:50], -(10**9)),
    ]  # fmt: skip


def test_any_answer_is_marked_in_no_time(tally: Tally) -> None:
    sources = make.sources_of()
    rng = random.Random(38)
    for maker in make.ONE_OF_EACH:  # the first of a kind reads the tables that it needs
        for text in ("23", "12 November 2022", "an old map"):
            question = maker()
            question.grade(_of_shape(question.key_response(sources), responses(text, 1)), sources)
    for number, text in enumerate(texts(rng)):
        for maker in make.ONE_OF_EACH if times(0, 1) else rng.sample(make.ONE_OF_EACH, 4):
            question = maker()
            given = cleaned(_of_shape(question.key_response(sources), responses(text, number)))
            with tally("38"):
                verdict = within(MARKED, partial(question.grade, given, sources))
                assert verdict.outcome in ("right", "near", "wrong", "open", "not-answered")


def _of_shape(key: Response, given: list[Response]) -> Response:
    return next(one for one in given if type(one) is type(key))


def test_a_response_is_cut_to_a_size() -> None:
    for given in responses("x" * 1_000_000, 30):
        match cleaned(given):
            case Typed(text):
                assert len(text) == MOST_TYPED
            case Picked(texts_) | Ordered(texts_) | Filled(texts_):
                assert max(map(len, texts_)) == MOST_TYPED
            case _:
                pass


LONG = "word " * 4000
LARGE = {
    "prompt": set_text("choice").replace("prompt: Where", f"prompt: {LONG} Where"),
    "explanation": set_text("choice").replace("explain: The", f"explain: {LONG} The"),
    "option": set_text("choice").replace("[Bergen", f"[{LONG}, Bergen"),
    "a word without an end": set_text("choice").replace("prompt: Where", f"prompt: {'x' * 20_000} Where"),
    "options": set_text("choice").replace("[Bergen", f"[{', '.join(f'Bergen {n}' for n in range(500))}, Bergen"),
    "rows": set_text("grid").replace("{Fer", "{" + "".join(f"Row {n}: north pier, " for n in range(300)) + "Fer"),
    "columns": set_text("grid").replace("[north", "[" + "".join(f"pier {n}, " for n in range(50)) + "north"),
    "gaps": set_text("cloze").replace("In the {evening}", "{a} " * 100 + "In the {evening}"),
    "pairs": set_text("match").replace("{Ada", "{" + "".join(f"Left {n}: right {n}, " for n in range(300)) + "Ada"),
    "items": set_text("order").replace("[She cut", "[" + "".join(f"Item {n}., " for n in range(300)) + "She cut"),
    "marks": set_text(*["choice"]).replace("questions:", "questions:" + "".join(
        f"\n  - {{id: m{n}, kind: statement, prompt: p{n}, answer: true, evidence: It cost 23}}" for n in range(500))),
    "a table in Markdown": set_text("choice").replace(
        "prompt: Where", "prompt: '" + "| a " * 100 + "|" + " |b " * 2000 + "' #"),
}  # fmt: skip


@pytest.mark.parametrize("what", LARGE)
async def test_a_large_question_opens_soon_or_is_refused(tmp_path: Path, what: str, tally: Tally) -> None:
    library = a_library(tmp_path, LARGE[what])
    with tally("37"):
        told = refusal(lambda: load_set(library.set_path("harbour"), library))
        assert told.isprintable()
        assert len(told) < 1000
        if told:
            return
        start = time.thread_time()
        async with playing(library) as pilot:
            assert isinstance(pilot.app.screen, AskingScreen)
            taken = time.thread_time() - start
        assert taken < 3 * OPENED, taken  # the app's own start is in it


@pytest.mark.parametrize("size", [1_000_000, ARTICLE_BYTES - 10_000, ARTICLE_BYTES + 10_000, 20_000_000])
async def test_a_large_article_opens_soon_or_is_refused(tmp_path: Path, size: int, tally: Tally) -> None:
    more = "\n\n".join(
        ["The harbour lay quiet that day, said nobody at all. Ships came and went as they do. " * 5] * (size // 400)
    )
    library = a_library(tmp_path, set_text("choice"), article=ARTICLE + "\n" + more[:size])
    with tally("37"):
        start = time.thread_time()
        told = refusal(lambda: load_set(library.set_path("harbour"), library))
        assert ("too large" in told) == (size > ARTICLE_BYTES)
        if told:
            return
        loaded = time.thread_time() - start
        start = time.thread_time()
        async with playing(library) as pilot:
            assert isinstance(pilot.app.screen, AskingScreen)
            opened = time.thread_time() - start
        assert (loaded < 4 * OPENED, opened < 4 * OPENED) == (True, True), (loaded, opened)


NAMES = [
    "../x", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "..", ".", "", " ", "a\0b", "a\nb", "a\rb",
    "\x1b[2J", "\u202ex", "CON", "con.yaml", "NUL", "COM1.md", "LPT1", "a:b", "C:\\x", "\\\\server\\x", "~",
    "~root", "$HOME", "`id`", "$(id)", "a;b", "-rf", "--help", "*", "?", "[a]", "x" * 300, "日" * 300,
    "\U0001f600" * 90, "\ud800", "e\u0301" * 90, ".hidden", "a.", "a ", "%2e%2e%2f", "file:///etc/passwd",
    "\u2044etc", "\uff0fetc", "a\tb", "\ufeffa", "store.db", "store.lock", "backups/x",
]  # fmt: skip


@pytest.mark.parametrize("what", ["learner", "set", "article", "export"])
def test_a_name_is_never_a_path(tmp_path: Path, what: str, tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outer" / "here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "outer" / "here")
    home = tmp_path / "outer" / "quiz-home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    Store.open(home, quiet=3600).close()
    before = _tree(tmp_path)
    for name in NAMES:
        with tally("39"):
            told = refusal(lambda: _use(what, name, home))  # noqa: B023  called at once
            assert told.isprintable()
            assert len(told) < 1000
            assert _tree(tmp_path) == before, (what, name)


def _use(what: str, name: str, home: Path) -> None:
    """Give a name to whatever takes one."""
    match what:
        case "learner":
            kept = clean_name(name)
            assert len(kept) <= MOST_NAME
            assert kept.isprintable()
            store = Store.open(home, quiet=3600)
            try:
                assert find_learner(store, name, lambda: "usual") is not None
            finally:
                store.close()
        case "set":  # one with a separator, or YAML's ending, is a path of the user's own
            path = Library([home]).set_path(name)
            assert "/" in name or name.endswith(".yaml"), path
        case "article":
            assert Library([home]).article_path(name) is None
            Library([home]).article(name)
        case _:
            assert run(["data", "export", "--learner=" + name.replace("\0", " "), "out.jsonl"]) != 0


def refusal(step: Callable[[], object]) -> str:
    """What a step is refused with; empty where it is done."""
    try:
        step()
    except QuizError as error:
        return str(error)
    return ""


def _tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != "store.db-journal"}
