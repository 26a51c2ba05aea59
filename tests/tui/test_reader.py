"""The reader in a host app of its own: wrapping, wide characters, highlights across rows, picking, resizing."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label

from quiz.articles.article import Article
from quiz.articles.article_file import parse_article
from quiz.questions.response import Place
from quiz.tui.widgets.laid_out import GUTTER
from quiz.tui.widgets.reader import Reader
from tests.tui.stage import paint

HEAD = "---\nid: words\ntitle: Words\nlanguage: en\npublished: 2024-05-06\n---\n"
PLAIN = "\n\n".join(f"Paragraph {n} has several words. It has a second sentence too." for n in range(1, 41))


class Host(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.article: Article = read(text)
        self.picked: list[tuple[Place, ...]] = []

    def compose(self) -> ComposeResult:
        yield Reader()
        yield Label("below")

    def on_mount(self) -> None:
        self.reader.show(self.article)
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_reader_picked(self, event: Reader.Picked) -> None:
        self.picked.append(event.places)

    def place(self, words: str) -> Place:
        start = self.article.text.index(words)
        return Place(self.article.id, start, start + len(words), words)

    def lines(self) -> list[str]:
        return [self.reader.render_line(y).text.rstrip() for y in range(self.reader.size.height)]

    def shown_as(self, *attributes: str) -> str:
        """The words that carry all these attributes of a style, row by row, joined with ``|``."""
        segments = [one for y in range(self.reader.size.height) for one in self.reader.render_line(y)]
        return "|".join(one.text for one in segments if one.style and all(getattr(one.style, a) for a in attributes))


def read(text: str) -> Article:
    return parse_article(HEAD + text + "\n", "words").article


@pytest.mark.parametrize("width", [20, 33, 60, 120])
async def test_rows_hold_the_text_at_any_width(width: int) -> None:
    app = Host("One two three four five six seven eight nine ten eleven twelve.")
    async with app.run_test(size=(width, 20)) as pilot:
        await paint(pilot)
        assert all(len(line) <= width - 1 for line in app.lines())
        assert app.article.text in " ".join(" ".join(line[GUTTER:] for line in app.lines()).split())


async def test_wide_characters_take_two_cells() -> None:
    app = Host("港は二〇二四年に開かれた。" * 4)
    async with app.run_test(size=(30, 12)) as pilot:
        await paint(pilot)
        strips = [app.reader.render_line(y) for y in range(10)]
        assert all(strip.cell_length == app.reader.size.width for strip in strips)
        assert "".join("".join(line[GUTTER:].split()) for line in app.lines()[2:]).startswith(
            "港は二〇二四年に開かれた。港は"
        )


async def test_a_highlight_goes_on_over_rows() -> None:
    app = Host("The harbour of Brack opened on a fine morning in the month of May, to music.")
    async with app.run_test(size=(36, 12)) as pilot:
        await paint(pilot)
        app.reader.highlight([(app.place("opened on a fine morning in the month of May"), "evidence")])
        await paint(pilot)
        assert app.shown_as("bold", "underline").replace("|", " ") == "opened on a fine morning in the month of May"
        assert sum("▌" in line for line in app.lines()) >= 2


async def test_a_place_far_down_comes_into_view_and_stays_through_a_resize() -> None:
    app = Host(PLAIN)
    async with app.run_test(size=(60, 16)) as pilot:
        await paint(pilot)
        app.reader.bring_into_view(app.place("Paragraph 30"))
        await paint(pilot)
        assert any("Paragraph 30" in line for line in app.lines())
        first = next(line for line in app.lines() if "Paragraph" in line)
        await pilot.resize_terminal(40, 16)
        await paint(pilot)
        assert first.split(" has")[0].strip()[-12:] in "\n".join(app.lines())


async def test_sentences_are_picked_with_the_keys_and_put_back() -> None:
    app = Host("One is first. Two is next. Three is last.")
    async with app.run_test(size=(60, 12)) as pilot:
        await paint(pilot)
        app.reader.start_picking("sentence", 2, ())
        await pilot.press("down", "space", "down", "space")
        assert [place.text for place in app.picked[-1]] == ["Two is next.", "Three is last."]
        await pilot.press("space")
        assert [place.text for place in app.picked[-1]] == ["Two is next."]
        await paint(pilot)
        assert app.shown_as("reverse") == "Two is next."


async def test_one_pick_replaces_another() -> None:
    app = Host("One is first. Two is next. Three is last.")
    async with app.run_test(size=(60, 12)) as pilot:
        await paint(pilot)
        app.reader.start_picking("sentence", 1, ())
        await pilot.press("space", "down", "space")
        assert [place.text for place in app.picked[-1]] == ["Two is next."]


async def test_a_phrase_is_drawn_word_by_word_without_its_punctuation() -> None:
    app = Host('They said "the new pier, at last" and went.')
    async with app.run_test(size=(60, 12)) as pilot:
        await paint(pilot)
        app.reader.start_picking("phrase", 1, ())
        await pilot.press("right", "right", "v", "right", "right", "space")
        assert [place.text for place in app.picked[-1]] == ["the new pier"]


async def test_a_text_that_is_laid_out_anew_when_it_comes_into_sight_has_each_row_in_its_place() -> None:
    """It is painted before word of its size comes, and keeps the words on top where they are: it moves."""
    app = Host(PLAIN)
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.reader
        reader.scroll_to(y=40, animate=False)
        await paint(pilot)
        reader.display = False
        await paint(pilot)
        await pilot.resize_terminal(30, 20)
        await paint(pilot)
        reader.display = True
        app.screen._refresh_layout()
        reader.render_lines(reader.size.region)
        told = [strip.text for strip in reader.render_lines(reader.size.region)]
        top = round(reader.scroll_y)
        assert top > 40
        assert reader._rows is not None
        for at, row in enumerate(reader._rows.rows[top : top + reader.size.height]):
            assert app.article.text[row.start : row.end] in told[at], "\n".join(told)
