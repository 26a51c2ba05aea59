"""Whether a key is spelt as its article spells it: what a learner is shown as right must stand there."""

import re
from collections.abc import Iterator, Sequence

from quiz.questions.base import Flaw, Path, Question, Sources
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.grid import Grid
from quiz.questions.kinds.match import Match
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.order import Order
from quiz.questions.kinds.short import Short

_MOST_KEYS = 100
"""Keys of one question that are looked at; nobody writes more."""


def misspelt(question: Question, sources: Sources) -> Iterator[Flaw]:
    """Keys that the evidence does not hold as they are written, but for a slip."""
    keys = list(_keys(question))[:_MOST_KEYS]
    evidence = [one.text for one in question.places(sources)]
    if not keys or not evidence:
        return
    from quiz.questions.nearly import like_figures, like_name, like_phrase

    articles = [article.text for article in sources.articles.values()]
    typed = isinstance(question, Short | Cloze)
    for path, key, accepted in keys:
        if isinstance(question, Name) or key.istitle():
            slips = like_name(key, evidence, articles)
        else:
            slips = [*like_phrase(key, evidence, articles), *(like_figures(key, evidence, articles) if typed else ())]
        meant = key
        for slip in slips:
            meant = re.sub(rf"(?<!\w){re.escape(slip.wrote)}(?!\w)", slip.meant, meant, flags=re.IGNORECASE)
        if meant != key and meant not in accepted:
            what = f"the evidence does not have {key[:60]!r}"
            yield Flaw(path, "key-misspelt", what, f"did you mean {meant[:80]!r}?", meant if path != ("text",) else "")


def _keys(question: Question) -> Iterator[tuple[Path, str, Sequence[str]]]:
    """The texts that are right, each with its place and what is accepted beside it."""
    match question:
        case Name() | Short():
            yield ("answer",), question.answer, question.accept
        case Cloze():
            for gap in question.gaps:
                yield ("text",), gap.accepted[0], gap.accepted[1:]
        case Choice() if not question.except_:
            yield ("answer",), question.answer, ()
        case Choices():
            yield from ((("answers", at), text, ()) for at, text in enumerate(question.answers))
        case Grid():
            yield from ((("columns", at), text, ()) for at, text in enumerate(question.columns))
        case Match():
            yield from ((("pairs", left), right, ()) for left, right in question.pairs.items())
        case Order():
            for at, step in enumerate(question.sequence):
                for text in (step,) if isinstance(step, str) else step:
                    yield ("sequence", at), text, ()
