"""What only a whole set shows: patterns that let it be guessed, and what of the article it never asks about.

A pattern is reported where chance alone would give it in fewer than one set of a hundred (``quiz.questions.chance``),
so that a small set is not blamed for luck. What is measured, and against which expectation, stands with each rule.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from quiz.articles.article import Article
from quiz.questions.base import Flaw, Path, Question
from quiz.questions.chance import SURPRISING, at_least, gap_of
from quiz.questions.giving_away import given_away
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.grid import Grid
from quiz.questions.kinds.statement import SCALES, Statement
from quiz.questions.options import reasons
from quiz.questions.question_set import QuestionSet
from quiz.questions.wording import absolute

FACTS_SHARE = 0.25
"""The share of PISA's reading items that only locate information (PISA 2018 assessment framework)."""

Where = int | None
"""A question's index, or None for the set's own fields."""


def unfair(asked: QuestionSet) -> Iterator[tuple[Where, Flaw]]:
    """Every flaw of a set as a whole, with the question (by index) or the head it is to be shown at."""
    yield from _longest(asked.questions)
    yield from _absolutes(asked.questions)
    yield from _statements(asked.questions)
    yield from _columns(asked.questions)
    yield from given_away(asked)
    yield from _facts_only(asked.questions)
    yield from _coverage(asked)


def _choices(questions: Sequence[Question]) -> Iterator[tuple[int, Choice, list[str]]]:
    for at, question in enumerate(questions):
        if isinstance(question, Choice):
            yield at, question, list(reasons(question.distractors))


def _too_often(hits: Sequence[object], chances: Sequence[float]) -> bool:
    # The Markov bound spares the exact sum where there is nothing to see.
    return len(hits) > sum(chances) and at_least(len(hits), chances) < SURPRISING


def _longest(questions: Sequence[Question]) -> Iterator[tuple[Where, Flaw]]:
    """The key is the longest of k options with chance 1/k if lengths say nothing; a tie is no hit."""
    chances: list[float] = []
    hits: list[tuple[float, int]] = []
    for at, question, wrong in _choices(questions):
        chances.append(1 / (1 + len(wrong)))
        longest = max(map(len, wrong))
        if len(question.answer) > longest:
            hits.append((longest / len(question.answer), at))
    if _too_often(hits, chances):
        what = f"the longest option is the key in {_of(len(hits), len(chances), chances)}"
        hint = f"shorten this key or lengthen its distractors; so also in {_named(questions, hits)}"
        yield min(hits)[1], Flaw(("answer",), "longest-is-key", what, hint)


def _absolutes(questions: Sequence[Question]) -> Iterator[tuple[Where, Flaw]]:
    """Of k options e have an absolute word; the key is among the others with chance (k - e)/k if they say nothing."""
    chances: list[float] = []
    hits: list[tuple[float, int]] = []
    for at, question, wrong in _choices(questions):
        marked = sum(map(absolute, wrong)) + absolute(question.answer)
        options = 1 + len(wrong)
        if 0 < marked < options:
            chances.append((options - marked) / options)
            if not absolute(question.answer):
                hits.append((-marked / options, at))
    if _too_often(hits, chances):
        what = f"words such as always or all stand in wrong options only, in {len(hits)} of {len(chances)} questions"
        hint = f"give some keys one, or take them out; so also in {_named(questions, hits)}"
        yield min(hits)[1], Flaw(("distractors",), "absolute-words", what, hint)


def _statements(questions: Sequence[Question]) -> Iterator[tuple[Where, Flaw]]:
    """A statement on a scale of k words has each with chance 1/k; asked of the commonest word (Bonferroni)."""
    by_scale: dict[str, list[tuple[float, int]]] = defaultdict(list)
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for at, question in enumerate(questions):
        if isinstance(question, Statement):
            by_scale[question.scale].append((0.0, at))
            answers[question.scale][question.answer] += 1
    for scale, found in by_scale.items():
        word, hits = answers[scale].most_common(1)[0]
        size = len(SCALES[scale])
        if size * at_least(hits, [1 / size] * len(found)) < SURPRISING:
            same = [(0.0, at) for _, at in found if getattr(questions[at], "answer", "") == word]
            what = f"{word!r} is the key of {hits} of {len(found)} statements on this scale"
            hint = f"make some of them otherwise; so also {_named(questions, same)}"
            yield same[0][1], Flaw(("answer",), "key-in-one-place", what, hint)


def _columns(questions: Sequence[Question]) -> Iterator[tuple[Where, Flaw]]:
    """Columns stand in the author's order; a row's key is in each of k places with chance 1/k (Bonferroni)."""
    grids = [(at, question) for at, question in enumerate(questions) if isinstance(question, Grid)]
    places: Counter[int] = Counter()
    chances: list[float] = []
    for _, grid in grids:
        order = {column: at for at, column in enumerate(grid.columns)}
        places.update(order[column] for column in grid.rows.values() if column in order)
        chances += [1 / len(grid.columns)] * len(grid.rows)
    if not chances:
        return
    place, hits = places.most_common(1)[0]
    if round(1 / min(chances)) * at_least(hits, chances) < SURPRISING:
        what = f"column {place + 1} is the key of {hits} of {len(chances)} rows"
        yield grids[0][0], Flaw(("rows",), "key-in-one-place", what, "spread the keys over the columns")


def _facts_only(questions: Sequence[Question]) -> Iterator[tuple[Where, Flaw]]:
    """All items locate; in a set with PISA's mixture n items do so with chance 0.25^n."""
    skills = [question.skill for question in questions]
    if all(skill == "locate" for skill in skills) and FACTS_SHARE ** len(skills) < SURPRISING:
        what = f"all {len(skills)} questions have skill: locate"
        hint = "ask also what follows from the text (understand), and how well it supports it (evaluate)"
        yield None, Flaw(("questions",), "facts-only", what, hint)


def _coverage(asked: QuestionSet) -> Iterator[tuple[Where, Flaw]]:
    """The longest stretch without evidence; with n questions at random places chance seldom leaves one so long."""
    places: dict[str, list[tuple[int, int]]] = {article: [] for article in asked.head.articles}
    counts: Counter[str] = Counter()
    for question in asked.questions:
        found = question.places(asked.sources)
        counts.update({one.article for one in found})
        for one in found:
            places[one.article].append((one.start, one.end))
    for at, (article_id, spans) in enumerate(places.items()):
        article = asked.sources.articles[article_id]
        start, end = _largest_gap(spans, len(article.text))
        if not spans or gap_of((end - start) / len(article.text), counts[article_id]) >= SURPRISING:
            continue
        numbers = [one.number for one in article.paragraphs if one.number and start <= one.start and one.end <= end]
        if not numbers:
            continue
        share = f"{(end - start) / len(article.text):.0%} of the text"
        hint = f"ask about {_paragraphs(numbers)} too"
        path: Path = ("articles", at)
        if end == len(article.text):
            read = range(1, _last_paragraph(article, start) + 1)
            what = f"all evidence in {article_id} is from {_paragraphs(read)}; the rest is {share}"
            yield None, Flaw(path, "evidence-early", what, hint)
        else:
            what = f"no question asks about {_paragraphs(numbers)} of {article_id}, {share}"
            yield None, Flaw(path, "uncovered-paragraphs", what, hint)


def _largest_gap(spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    best, reached = (0, 0), 0
    for start, end in [*sorted(spans), (length, length)]:
        if start - reached > best[1] - best[0]:
            best = (reached, start)
        reached = max(reached, end)
    return best


def _last_paragraph(article: Article, offset: int) -> int:
    """The number of the last paragraph that begins before an offset."""
    return max((one.number for one in article.paragraphs if one.number and one.start < offset), default=1)


def _paragraphs(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"


def _of(hits: int, trials: int, chances: Sequence[float]) -> str:
    return f"{hits} of {trials} choice questions, where chance gives {sum(chances):.1f}"


def _named(questions: Sequence[Question], hits: list[tuple[float, int]], most: int = 6) -> str:
    """The ids of the other questions, the worst first."""
    others = [questions[at].id for _, at in sorted(hits)[1:]]
    return ", ".join(others[:most]) + (f" and {len(others) - most} more" if len(others) > most else "")
