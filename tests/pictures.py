"""Makes the pictures of the documentation: the app plays, and exports its own screen.

usage: python tests/pictures.py        writes docs/pictures/*.svg
"""

import asyncio
import re
import tempfile
from pathlib import Path

from quiz.articles.library import Library, shipped
from quiz.questions.response import Typed
from quiz.store.store import Store
from quiz.store.study import PlayOptions, Study, find_learner
from quiz.tui.app import QuizApp

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
# The exporter names fonts to fetch from the network, and itself; any monospaced font will do.
_FETCHED = re.compile(r"@font-face \{.*?\}\s*|<!-- .*? -->\s*", re.DOTALL)


def _answer_up_to(study: Study, set_name: str, question: str) -> None:
    """Leave an attempt behind that waits at a question, most answers before it right."""
    desk = study.begin(study.load(set_name), seed=3)
    for number, one in enumerate(desk.asked.by_id):
        if one == question:
            break
        response = desk.asked.by_id[one].key_response(desk.asked.sources)
        desk.answer(one, Typed("not in the article") if number % 6 == 4 and isinstance(response, Typed) else response)
    desk.move(question).result()


async def _picture(name: str, options: PlayOptions, size: tuple[int, int], question: str, *keys: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        library = Library([shipped()])
        store = Store.open(Path(home))
        learner = find_learner(store, "Ada", str)
        assert learner is not None
        _answer_up_to(Study(library, store, learner), "limited-ceasefire", question)
        app = QuizApp(library, store, learner, Path(home) / "shelf.json", options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.5)
            await pilot.press(*keys)
            await pilot.pause(0.5)
            svg = app.export_screenshot(title="closeread")
        store.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(_FETCHED.sub("", svg))


async def _all() -> None:
    await _picture("asking", PlayOptions(set="limited-ceasefire"), (124, 34), "wounded", "3", "2", "enter")
    await _picture("library", PlayOptions(), (100, 24), "wounded")


if __name__ == "__main__":
    asyncio.run(_all())
