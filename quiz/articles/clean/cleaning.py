"""Which lines of a pasted text are the story: furniture by its own rule or by where it stands.

A page is read in three stretches: the head up to the first sentence (title, date, names, counts), the story, and
what comes after its last sentence. A line that looks like a sentence is story unless a rule says otherwise: a caption
that stays is a smaller harm than a sentence that is lost.
"""

import re
from datetime import date

from quiz.articles.clean.dates import LEADING, find_date
from quiz.articles.clean.furniture import CAPTION, are_tags, byline, ends_story, is_more, is_signed, reason_for
from quiz.articles.clean.lines import Line, front_matter, read_lines
from quiz.articles.clean.value import Cleaned, Dropped, Kept
from quiz.text.normalise import normalise

_MOST_TITLE_WORDS = 35
_MOST_HEADING_WORDS = 14
_FEWEST_HEAD_WORDS = 6
_SURELY_PROSE_WORDS = 25
_FEWEST_DECK_WORDS = 4
_MOST_LABEL_WORDS = 12
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def clean(text: str, *, keep_all: bool = False) -> Cleaned:
    """The article in ``text`` (plain, Markdown or pasted from a page): title, date, authors, story, what was dropped.

    Every line that is not blank is kept, dropped with a reason, or the title. ``keep_all`` drops none but fields before
    the text. ``kept`` is empty where nothing is a sentence, however much text there is. Takes any text; linear in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    fields, taken = front_matter(text)
    dropped = [Dropped(1, " ".join(fields), "fields before the text")] if taken else []
    lines = read_lines("\n".join([""] * taken + text.split("\n")[taken:]))
    published = find_date(fields.get("published", "") or fields.get("date", ""))
    if lines and (leading := LEADING.match(lines[0].text)):
        published = find_date(leading.group(1))
        dropped.append(Dropped(lines[0].number, leading.group().strip(), "the date"))
        rest = lines[0].text[leading.end() :].strip()
        lines[:1] = [Line(lines[0].number, rest)] if rest else []
    page = _Page(lines, fields.get("title", ""))
    page.read()
    authors = page.authors or byline(fields.get("author", "") or fields.get("authors", ""))
    kept = page.kept
    if keep_all:
        kept = [
            Kept(line.number, line.text, line.level > 1 or (line.level == 1 and line != page.title)) for line in lines
        ]
    else:
        dropped += page.dropped
    if not page.has_story and not keep_all:
        dropped += [Dropped(one.line, one.text, "too short for a story") for one in kept]
        kept = []
    return Cleaned(page.title_text, published or page.published, authors, tuple(kept), tuple(dropped))


class _Page:
    """The reading of one page, line by line."""

    def __init__(self, lines: list[Line], title: str) -> None:
        self.title_text = title
        self.title: Line | None = None
        self._title_at = -1
        self.authors: tuple[str, ...] = ()
        self.published: date | None = None
        self.kept: list[Kept] = []
        self.dropped: list[Dropped] = []
        reasons = [reason_for(line.text, line.level) for line in lines]
        prose = [not reason and _is_prose(line) for line, reason in zip(lines, reasons, strict=True)]
        self._first = next((at for at, line in enumerate(lines) if prose[at] and _begins_story(line)), len(lines))
        self._end = next(
            (at for at in range(self._first + 1, len(lines)) if ends_story(lines[at].text) and not prose[at]),
            len(lines),
        )
        self._last = max((at for at in range(self._end) if prose[at]), default=-1)
        self._lines, self._reasons, self._prose = lines, reasons, prose
        scraps = [not reason and not is_prose for reason, is_prose in zip(reasons, prose, strict=True)]
        self._links = _links(lines, scraps)
        self.has_story = self._first < len(lines)

    def read(self) -> None:
        self._find_title()
        for at, line in enumerate(self._lines):
            if line is self.title:
                continue
            reason = self._why_not(at, line)
            if reason:
                self.dropped.append(Dropped(line.number, line.text, reason))
                if reason in ("the date", "the author") and at < self._end:
                    self.published = self.published or find_date(line.text)
            elif at > self._first and not self._prose[at] and _is_heading(line):
                self.kept.append(Kept(line.number, line.text, heading=True))
            else:
                self.kept.append(Kept(line.number, line.text))

    def _find_title(self) -> None:
        head = range(min(self._first, len(self._lines)))
        marked = next((at for at in head if self._lines[at].level == 1), None)
        plain = next((at for at in head if not self._reasons[at] and self._may_be_title(self._lines[at])), None)
        at = marked if marked is not None else plain
        if at is None and self.has_story and self._asks(self._lines[self._first]) and self._first < self._last:
            at = self._first  # a title that is a question, and so looks like a sentence
        if at is None:
            return
        if not self.title_text:
            self.title_text = self._lines[at].text
        if _same(self._lines[at].text, self.title_text):
            self.title, self._title_at = self._lines[at], at

    def _may_be_title(self, line: Line) -> bool:
        words = line.text.count(" ") + 1
        return 3 <= words <= _MOST_TITLE_WORDS and not line.bullet and not is_signed(line.text)

    def _asks(self, line: Line) -> bool:
        return self._lines[0] is line and line.text[-1] in "?!" and line.text.count(" ") < _MOST_TITLE_WORDS

    def _why_not(self, at: int, line: Line) -> str:
        """Why this line is no part of the story; "" where it is."""
        if at == self._end:
            return "the end of the story"
        if at > self._end:
            return f"after “{self._lines[self._end].text[:40]}”"
        if self._reasons[at]:
            return self._reasons[at]
        if self.title_text and at <= self._last and _same(line.text, self.title_text) and not self.kept:
            return "the title again"
        if at and _same(self._lines[at - 1].text, line.text):
            return "the line above again"
        if at and self._reasons[at - 1] == CAPTION and self._lines[at - 1].text.endswith(line.text):
            return CAPTION
        if at < self._first:
            return self._why_not_in_head(at, line)
        if at > self._last:
            return "tags" if are_tags(line.text) else "no sentence, and after the story"
        if at in self._links:
            return "a link to another story"
        if not self._prose[at] and (ends_story(line.text) or is_signed(line.text)):
            return "part of the page"
        return ""

    def _why_not_in_head(self, at: int, line: Line) -> str:
        names = byline(line.text)
        if names and (is_signed(line.text) or (self.title_text and self._title_at < at)):
            self.authors = self.authors or names
            return "the author"
        if self._prose[at]:
            return ""
        words = line.text.count(" ") + 1
        under_author = bool(self.authors) and words <= _MOST_LABEL_WORDS
        return "a label above the story" if words < _FEWEST_DECK_WORDS or under_author or not self.has_story else ""


def _links(lines: list[Line], scraps: list[bool]) -> set[int]:
    """Which lines stand in a row of scraps under "More on this story" and the like, and so are links."""
    found: set[int] = set()
    for at in range(1, len(lines)):
        if scraps[at] and not lines[at].level and (at - 1 in found or is_more(lines[at - 1].text)):
            found.add(at)
    return found


def _is_prose(line: Line) -> bool:
    """True for what looks like a sentence, or is too long to be anything else."""
    words = line.text.count(" ") + 1
    return not line.level and (words > _SURELY_PROSE_WORDS or (_ENDS.search(line.text) is not None))


def _begins_story(line: Line) -> bool:
    return line.text.count(" ") + 1 >= _FEWEST_HEAD_WORDS


def _is_heading(line: Line) -> bool:
    short = not line.bullet and line.text.count(" ") < _MOST_HEADING_WORDS
    return line.level > 0 or (short and not line.text[0].islower() and line.text[-1] not in ",;")


def _same(one: str, other: str) -> bool:
    return normalise(one).strip(" .") == normalise(other).strip(" .")
