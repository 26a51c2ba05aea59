"""The article while questions are written about it: words and sentences are selected, by keys or with the mouse."""

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from quiz.questions.response import Place
from quiz.tui.widgets.article_pane import ArticlePane


class SelectingPane(ArticlePane, inherit_bindings=False):
    """Always has one stretch selected: what was picked, what is being drawn, or the word one is on.

    Its keys leave the letters to the screen, except those that select.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("left", "word(-1)", show=False),
        Binding("right", "word(1)", show=False),
        Binding("shift+left", "draw(-1)", show=False),
        Binding("shift+right", "draw(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("v", "stretch", show=False),
        Binding("s", "sentence", show=False),
        Binding("space", "pick", show=False),
        Binding("enter", "done", show=False),
    ]

    _drawn_with_shift = False

    class Selected(Message):
        """Another stretch is selected."""

    def begin(self) -> None:
        """Let one stretch be selected, in whatever article is shown."""
        self.start_picking("phrase", 1, ())

    @property
    def selected(self) -> Place | None:
        """What is selected now."""
        picker, article = self.picker, self.article
        if picker is None or article is None:
            return None
        kept = [one for one in picker.places if one.article == article.id]
        if kept and not picker.stretching:
            start, end = _whole_quotes(article.text, kept[0].start, kept[0].end)
            return Place(article.id, start, end, article.text[start:end])
        start, end = _whole_quotes(article.text, *picker.cursor)
        return Place(article.id, start, end, article.text[start:end]) if start < end else None

    def hold(self) -> None:
        """Keep what is selected, and draw no more of it."""
        if (place := self.selected) is not None:
            self.select(place)

    def select(self, place: Place) -> None:
        """Select a stretch of the article that is shown."""
        self._drawn_with_shift = False
        if self.picker is not None and self.article is not None and place.article == self.article.id:
            self.picker.end_stretch()
            self.picker.cursor = (place.start, place.end)
            self.picker.places = [place]
            self._follow()
            self._tell()

    def _follow(self) -> None:
        super()._follow()
        self.post_message(self.Selected())

    def _tell(self) -> None:
        super()._tell()
        self.post_message(self.Selected())

    # Keys

    def action_line(self, by: int) -> None:
        self._let_go()
        super().action_line(by)

    def action_word(self, by: int) -> None:
        self._let_go()
        super().action_word(by)

    def action_draw(self, by: int) -> None:
        """A word further, from where the selection began; the next arrow alone ends it."""
        if self.picker is not None and not self.picker.stretching:
            self.action_stretch()
            self._drawn_with_shift = True
        super().action_word(by)

    def action_stretch(self) -> None:
        if self.picker is not None and self.picker.stretching:
            self.hold()
        else:
            self._let_go()
            super().action_stretch()
            self.post_message(self.Selected())

    def action_sentence(self) -> None:
        """The sentence one is in; again: and the next one of its paragraph."""
        article, now = self.article, self.selected
        if article is None or now is None:
            return
        first = article.sentence_at(now.start)
        last = max(article.sentence_at(now.end - 1), first)
        if first < 1:
            return
        start, end = article.sentences[first - 1][0], article.sentences[last - 1][1]
        if (start, end) == (now.start, now.end) and last < len(article.sentences):
            further = article.sentences[last]
            if article.paragraph_at(further[0]) == article.paragraph_at(start):
                end = further[1]
        self.select(Place(article.id, start, end, article.text[start:end]))

    def action_done(self) -> None:
        self.hold()
        if (place := self.selected) is not None:
            self.post_message(self.Done((place,)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._let_go()
        super().on_mouse_down(event)

    def _let_go(self) -> None:
        """Going on from a selection lets it go, unless ``v`` began it and the arrows draw it."""
        if self.picker is None:
            return
        if self._drawn_with_shift:
            self.picker.end_stretch()
        self._drawn_with_shift = False
        if not self.picker.stretching:
            self.picker.places = []


_CLOSING = re.compile(r"[.,;:!?]?[\"”]")


def _whole_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch that holds one end of a quotation, with the other where it stands right beside it."""
    words = text[start:end]
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        if found := _CLOSING.match(text, end):
            return start, found.end()
        if start and text[start - 1] in '"“':
            return start - 1, end
    return start, end
