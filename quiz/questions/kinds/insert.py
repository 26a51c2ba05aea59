"""A sentence has been taken out, or could be added: where in the article does it belong?"""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.articles.anchor import Lost
from quiz.questions.base import Anchor, Flaw, Question, Sources, lost, resolve
from quiz.questions.response import Placed, Response
from quiz.questions.scoring import whole
from quiz.questions.verdict import Verdict
from quiz.questions.view import InsertView


class Insert(Question, frozen=True, kw_only=True, tag="insert"):
    """Where in the article does a sentence belong?

    sentence: What is to be placed; it must not stand in the article, e.g. `That was an hour late.`
    after: An exact quote of the sentence it follows, e.g. `It had left at noon.`
    """

    LABEL: ClassVar[str] = "place a sentence"

    sentence: str
    after: str | Anchor

    def _after(self, sources: Sources) -> tuple[str, int] | Lost:
        anchor = Anchor(quote=self.after) if isinstance(self.after, str) else self.after
        spans = resolve(anchor, sources, self.article)
        if isinstance(spans, Lost):
            return spans
        span = spans[-1]
        return span.article, sources.articles[span.article].sentence_at(span.end - 1)

    def shown_article(self, sources: Sources) -> str:
        after = self._after(sources)
        return self.article or (sources.first.id if isinstance(after, Lost) else after[0])

    def view(self, sources: Sources, rng: random.Random) -> InsertView:
        return InsertView(**self.common(sources), sentence=self.sentence)

    def key(self, sources: Sources) -> str:
        after = self._after(sources)
        if isinstance(after, Lost):
            return ""
        article = sources.articles[after[0]]
        start, end = article.sentences[after[1] - 1]
        return f'after "{article.text[start:end]}"'

    def key_response(self, sources: Sources) -> Placed:
        after = self._after(sources)
        return Placed("", 0) if isinstance(after, Lost) else Placed(*after)

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Placed):
            return None
        key = self._after(sources)
        if (response.article, response.after) == key:
            return whole("right", self.points, "exact")
        same = not isinstance(key, Lost) and response.article == key[0]
        return whole("wrong", self.points, "other_place" if same else "other_article")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        anchor = Anchor(quote=self.after) if isinstance(self.after, str) else self.after
        found = resolve(anchor, sources, self.article)
        if isinstance(found, Lost):
            yield from lost(anchor, sources, self.article, ("after",))
        elif sources.articles[found[-1].article].paragraph_at(found[-1].start).number is None:
            yield Flaw(("after",), "answer-in-heading", "a heading has no sentences", "quote the sentence it follows")
        folded = " ".join(self.sentence.split())
        if not folded:
            yield Flaw(("sentence",), "empty-text", "an empty sentence", "write the sentence to be placed")
        for article in sources.articles.values():
            if folded and folded in article.text:
                yield Flaw(("sentence",), "sentence-in-article", f"it already stands in {article.id}", "reword it")
