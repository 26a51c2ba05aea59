"""A date: a year, a month, a day or an interval."""

import random
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import NO_KEY, verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView

if TYPE_CHECKING:
    from quiz.matching.dates import DateKey


class Date(Question, frozen=True, kw_only=True, tag="date"):
    """A typed date.

    answer: A year, a month, a day, or an interval, e.g. `2022-11-12` or `2022-11` or `2022` or `2023-02/2023-03`
    derived: How the key follows from the evidence, where it does not stand there itself, e.g. `the day before the call`
    """

    LABEL: ClassVar[str] = "type a date"

    answer: str
    derived: str = ""

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        return TextView(**self.common(sources), example=_example(self.prompt))

    def key(self, sources: Sources) -> str:
        return self._in_words

    @cached_property
    def _in_words(self) -> str:
        return " to ".join(_in_words(part) for part in self.answer.split("/"))

    def key_response(self, sources: Sources) -> Typed:
        return Typed(self.key(sources))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        from quiz.matching.dates import match_date

        if self._date is None:
            return NO_KEY
        published = sources.articles[self.main_article(sources)].published
        text = response.text[:MOST_RESPONSE]
        match = match_date(text, self._date, published=published, prompt=self.prompt, reckoned=bool(self.derived))
        return verdict_of(match, self.points, text, self._in_words)

    @cached_property
    def _date(self) -> "DateKey | None":
        """The key as grading needs it; None where the author wrote no date."""
        from quiz.matching.dates import parse_key

        try:
            return parse_key(self.answer)
        except ValueError:
            return None

    def prove(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.matching.dates import mentions, parse_key

        if not self.answer.strip():
            yield Flaw(("answer",), "empty-text", "no answer", "write the date, such as 2022-11-12")
            return
        try:
            key = parse_key(self.answer)
        except ValueError as error:
            from quiz.questions.nearly import iso_date

            what, _, hint = str(error).partition("; ")
            meant = iso_date(self.answer)
            hint = f"write {meant}" if meant else hint or "write 2022, 2022-11, 2022-11-12 or 2023-02/2023-03"
            in_words = any(char.isalpha() for char in self.answer)  # 4/5/2026 may be a day of April
            yield Flaw(("answer",), "not-a-date", what, hint, meant if in_words else "")
            return
        if self.derived:
            return
        texts = [one.text for one in self.places(sources)]
        published = sources.articles[self.main_article(sources)].published
        if texts and not any(mentions(text, key, published=published) for text in texts):
            from quiz.questions.nearly import like_date

            meant = like_date(key, texts, published)
            what = f"{self.key(sources)} does not stand in the evidence in any form"
            hint = "quote the words that give the date, mend the key, or say with derived: how it follows"
            hint = f"did you mean {meant}? If not, {hint}" if meant else hint
            yield Flaw(("answer",), "key-not-in-evidence", what, hint, meant)


_ASKED = re.compile(r"\b(?:which|what) (year|month and (?:which |what )?year)\b", re.IGNORECASE)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _example(prompt: str) -> str:
    """What a learner is asked to type; from the prompt alone, for what is worked out from a key would tell of it."""
    asked = _ASKED.search(prompt)
    if asked is None:
        return "a date, as you would write it"
    return "a year" if asked[1].casefold() == "year" else "a month and a year"


def _in_words(iso: str) -> str:
    """2022-11-12 as ``12 November 2022``; what is no such date stays as it is."""
    year, *rest = iso.strip().split("-")
    if len(rest) > 2 or not all(part.isdecimal() for part in (year, *rest)):
        return iso
    if not rest:
        return year
    if not 1 <= int(rest[0]) <= 12:
        return iso
    month = f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) == 2 else month
