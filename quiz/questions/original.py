"""Where the evidence of a question stands in the original of an article, if the reader has brought it."""

from collections.abc import Mapping

from quiz.articles.anchor import Lost
from quiz.articles.original import Original
from quiz.questions.base import Question, Sources, resolve
from quiz.questions.response import Place


def original_places(
    question: Question, sources: Sources, originals: Mapping[str, Original]
) -> dict[str, tuple[Place, ...]]:
    """Article id -> the places in its original that decide the question, in the text's order, neighbours joined.

    originals: those the reader has, by article id (``load_original`` for each article of the set). A place's offsets
    count in ``originals[id].text.text``, not in the retelling. An article is left out, and its retelling is what to
    show, where the reader has no original of it, where a piece of the question's evidence in it names no sentences of
    the original, or where the reader's edition lacks one of them: half of the evidence proves nothing. Empty, then, for
    a question that falls back altogether. Pure and total; evidence that is lost in its own article (``check`` reports
    it) is passed over.
    """
    numbers: dict[str, list[int]] = {}
    unnamed: set[str] = set()
    for anchor in question.anchors:
        spans = resolve(anchor, sources, question.article)
        if isinstance(spans, Lost):
            continue
        article = spans[0].article
        numbers.setdefault(article, []).extend(anchor.original)
        if not anchor.original:
            unnamed.add(article)
    found = {}
    for article, wanted in numbers.items():
        original = originals.get(article)
        if original is not None and article not in unnamed and all(number in original.places for number in wanted):
            found[article] = _places(original, sorted(set(wanted)))
    return found


def _places(original: Original, numbers: list[int]) -> tuple[Place, ...]:
    """The places of sentences, those next to each other in one paragraph as one."""
    text = original.text
    joined: list[tuple[int, int]] = []
    for start, end in sorted(original.places[number] for number in numbers):
        if joined and start >= joined[-1][1] and text.text[joined[-1][1] : start] == " ":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(Place(text.id, start, end, text.text[start:end]) for start, end in joined)
