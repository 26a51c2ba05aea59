"""What is read: an article, its paragraphs and sentences, each with a stable address."""

from bisect import bisect_right
from datetime import date
from functools import cached_property

import msgspec

from quiz.text.sanitise import one_line

LONGEST_ID = 80
"""Characters."""


def is_id(text: str) -> bool:
    """Whether an article may be called so: small letters of a to z, digits, and hyphens between them."""
    plain = text.isascii() and text == text.lower() and text.replace("-", "").isalnum()
    return plain and len(text) <= LONGEST_ID and text.strip("-") == text


class Retold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which published text an article retells; the text itself is not shipped. Some have no title of their own."""

    title: str = ""
    outlet: str = ""
    file: str = ""
    sha256: str = ""


class Paragraph(msgspec.Struct, frozen=True):
    """A stretch of ``Article.text``. number is None for a heading, else counts from 1; sentences are article-wide."""

    start: int
    end: int
    number: int | None
    first_sentence: int = 0
    sentences: int = 0


class Article(msgspec.Struct, frozen=True, dict=True):
    """A text to read. Offsets everywhere count characters in ``text``, whose paragraphs are parted by a blank line.

    sentences[n - 1] is (start, end) of sentence n.
    """

    id: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[tuple[int, int], ...]
    language: str = "en"
    published: date | None = None
    retells: Retold | None = None

    @cached_property
    def digest(self) -> str:
        """Names this version of the text: 16 hex digits."""
        import hashlib  # OpenSSL takes its time, and nobody asks on the way to the first frame

        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def about(self) -> str:
        """When it was published and what it retells, in a few words; empty where nothing is known."""
        parts = []
        if self.published:
            parts.append(f"{self.published.day} {self.published:%B %Y}")
        if self.retells:
            title = f'"{self.retells.title}"' if self.retells.title else "a report"
            parts.append(f"retells {title}" + (f" ({self.retells.outlet})" if self.retells.outlet else ""))
        return one_line(", ".join(parts))

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds an offset; the one before, for the blank line between two."""
        return self.paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]

    def sentence_at(self, offset: int) -> int:
        """The number (from 1) of the sentence that holds an offset, or of the last one before it; 0 before all."""
        return bisect_right(self._sentence_starts, offset)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]
