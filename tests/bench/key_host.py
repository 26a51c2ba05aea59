"""An app of one widget that shows an article: ``key_host.py reader|static|markdown ROOT ARTICLE``."""

import sys
from pathlib import Path

from samples import quotes
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.questions.response import Place
from quiz.tui.widgets.reader import Reader


class Host(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: str, article: Article) -> None:
        super().__init__()
        self.widget = widget
        self.article = article

    def compose(self) -> ComposeResult:
        if self.widget == "reader":
            yield Reader()
            return
        with VerticalScroll():
            if self.widget == "static":
                text = Content(self.article.text)
                for start, end in self._places():
                    text = text.stylize("reverse", start, end)
                yield Static(text)
            else:
                marked = self.article.text
                for quote in quotes():
                    marked = marked.replace(quote, f"**{quote}**")
                yield Markdown(marked)

    def on_mount(self) -> None:
        if self.widget == "reader":
            reader = self.query_one(Reader)
            reader.show(self.article)
            reader.highlight([(Place(self.article.id, start, end), "evidence") for start, end in self._places()])
            reader.focus()
        else:
            self.query_one(VerticalScroll).focus()

    def _places(self) -> list[tuple[int, int]]:
        found = [(self.article.text.find(quote), len(quote)) for quote in quotes()]
        return [(start, start + length) for start, length in found if start >= 0]


if __name__ == "__main__":
    Host(sys.argv[1], Library([Path(sys.argv[2])]).article(sys.argv[3])).run()
