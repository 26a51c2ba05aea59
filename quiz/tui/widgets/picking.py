"""What is picked in an article while a learner answers in it: no screen, no keys, only places."""

import re
from collections.abc import Sequence
from typing import Literal

from quiz.articles.article import Article
from quiz.questions.response import Place

PickUnit = Literal["sentence", "paragraph", "phrase"]
_WORD = re.compile(r"\S+")
_NEXT_WORD = re.compile(r"\s\S")


class Picker:
    """A cursor over sentences, paragraphs or words, and the places picked with it.

    With a count of one a new pick replaces the old; else picks add up. A phrase is a stretch of words:
    ``begin_stretch`` fixes one end, moving draws the other, ``toggle`` keeps it. moved: the cursor has been led to
    where it is.
    """

    def __init__(self, unit: PickUnit, count: int, places: Sequence[Place]) -> None:
        self.unit: PickUnit = unit
        self.count = count
        self.places = list(places)
        self.cursor = (0, 0)
        self.moved = False
        self._fixed: int | None = None

    def enter(self, article: Article, offset: int) -> None:
        """Put the cursor on the unit at an offset, or the next one."""
        self._fixed = None
        self.cursor = self._unit_at(article, offset)

    def move(self, article: Article, by: int, lines: int | None = None) -> None:
        """Go to the next or previous unit; ``lines`` is the offset a row up or down, for words."""
        self.moved = True
        if lines is not None:
            at = lines
        elif self.unit == "phrase":
            at = self._next_word(article, by)
        else:
            units = self._units(article)
            here = max((n for n, (start, _) in enumerate(units) if start <= self.cursor[0]), default=0)
            at = units[max(0, min(here + by, len(units) - 1))][0]
        if self._fixed is None:
            self.cursor = self._unit_at(article, at)
            return
        fixed, now = self._unit_at(article, self._fixed), self._unit_at(article, at)
        same = article.paragraph_at(fixed[0]) == article.paragraph_at(now[0])
        if same:  # a phrase does not leave its paragraph
            self.cursor = (min(fixed[0], now[0]), max(fixed[1], now[1]))
            self._moving = now

    def begin_stretch(self, article: Article) -> None:
        """Fix one end of a phrase at the cursor."""
        self._fixed = self.cursor[0]
        self._moving = self._unit_at(article, self.cursor[0])

    @property
    def stretching(self) -> bool:
        """Whether a phrase is being drawn."""
        return self._fixed is not None

    def end_stretch(self) -> None:
        """Draw no more; the cursor stays on what was drawn."""
        self._fixed = None

    def toggle(self, article: Article) -> None:
        """Pick what the cursor is on, or put it back."""
        self._keep(article, *self.cursor)
        self._fixed = None

    def sweep(self, article: Article, pressed: int, released: int) -> None:
        """What the mouse did: a click picks a unit, a drag over words a phrase."""
        start, end = self._unit_at(article, min(pressed, released))
        if self.unit == "phrase" and pressed != released:
            last = self._unit_at(article, max(pressed, released))
            if article.paragraph_at(start) == article.paragraph_at(last[0]):
                end = last[1]
        self.cursor = (start, end)
        self._keep(article, start, end)

    def _keep(self, article: Article, start: int, end: int) -> None:
        place = Place(article.id, start, end, article.text[start:end])
        if place in self.places:
            self.places.remove(place)
        elif self.count == 1:
            self.places = [place]
        else:
            overlapping = [
                one for one in self.places if one.article == article.id and one.start < end and start < one.end
            ]
            self.places = [one for one in self.places if one not in overlapping] + [place]
        if start == end and place in self.places:
            self.places.remove(place)

    def _next_word(self, article: Article, by: int) -> int:
        start, end = self._moving if self._fixed is not None else self.cursor
        if by > 0:
            found = _NEXT_WORD.search(article.text, end)
            return found.end() - 1 if found else start
        before = article.text[:start].rstrip()
        return max(0, len(before) - 1)

    def _units(self, article: Article) -> list[tuple[int, int]]:
        if self.unit == "paragraph":
            return [(one.start, one.end) for one in article.paragraphs if one.number is not None]
        return list(article.sentences)

    def _unit_at(self, article: Article, offset: int) -> tuple[int, int]:
        if self.unit == "phrase":
            return _word_at(article, offset)
        units = self._units(article)
        for start, end in units:
            if offset < end:
                return start, end
        return units[-1]

    _moving: tuple[int, int] = (0, 0)


def _word_at(article: Article, offset: int) -> tuple[int, int]:
    """The word at or after an offset (the last one at the end), without the punctuation that closes it."""
    text = article.text
    offset = min(max(offset, 0), max(len(text) - 1, 0))
    start = offset
    while start > 0 and not text[start - 1].isspace() and not text[offset].isspace():
        start -= 1
    found = _WORD.search(text, start) or _WORD.search(text)
    if found is None:
        return 0, 0
    begin, end = found.span()
    while begin < end and text[begin] in "\"'([“‘":
        begin += 1
    while end > begin and text[end - 1] in ".,;:!?\"')]”’":
        end -= 1
    return (begin, end) if begin < end else found.span()
