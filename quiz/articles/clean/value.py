"""What ``clean`` returns."""

from datetime import date

import msgspec


class Kept(msgspec.Struct, frozen=True):
    """A paragraph of the story, or a heading in it. line (from 1) is where it begins in the text as given."""

    line: int
    text: str
    heading: bool = False


class Dropped(msgspec.Struct, frozen=True):
    """A line that is no part of the story, and why, in a few words ("a count", "the date")."""

    line: int
    text: str
    reason: str


class Cleaned(msgspec.Struct, frozen=True):
    """An article out of a pasted text. title is "" and published None where the text names none."""

    title: str
    published: date | None
    authors: tuple[str, ...]
    kept: tuple[Kept, ...]
    dropped: tuple[Dropped, ...]

    @property
    def body(self) -> str:
        """The story as an article's file has it: paragraphs parted by blank lines, headings after ``## ``."""
        return "\n\n".join(("## " if one.heading else "") + one.text for one in self.kept)
