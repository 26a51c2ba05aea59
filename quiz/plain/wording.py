"""What plain mode says of articles, questions and verdicts, as lines of text. Nothing here reads or writes."""

from collections.abc import Iterable, Iterator

from quiz.articles.article import Article, Paragraph
from quiz.attempts.desk import Desk, Feedback
from quiz.attempts.trial import is_gathered
from quiz.plain.page import KEEP
from quiz.questions.line import how_to
from quiz.questions.response import Marked, Place
from quiz.questions.scoring import number, of_points
from quiz.questions.verdict import Outcome, Part, Verdict
from quiz.questions.view import GapsView, InsertView, MarkView, OptionsView, OrderView, PairsView, View

OUTCOMES: dict[Outcome, str] = {
    "right": "Right",
    "near": "Nearly right",
    "wrong": "Wrong",
    "open": "To be assessed",
    "not-answered": "Not answered",
}


def count(number_: int, noun: str) -> str:
    return f"{number_} {noun}{'' if number_ == 1 else 's'}"


def outcome_word(verdict: Verdict) -> str:
    """The verdict in a word or two; a response of several parts is partly right, not nearly."""
    return "Partly right" if verdict.reason == "partly" else OUTCOMES[verdict.outcome]


def needs_sentences(view: View) -> bool:
    """True where a response names sentences by their number."""
    return isinstance(view, InsertView) or (isinstance(view, MarkView) and view.unit == "sentence") or bool(view.cite)


def needs_article(view: View) -> bool:
    """True where the response is a place in the article, so that even a closed book has to be opened."""
    return isinstance(view, InsertView | MarkView)


def article_lines(article: Article, *, sentences: bool) -> Iterator[str]:
    """An article as paragraphs with their numbers; sentences puts each one's number before it, in brackets."""
    yield article.title
    if article.about:
        yield article.about
    for paragraph in article.paragraphs:
        yield ""
        yield paragraph_text(article, paragraph, sentences=sentences)


def paragraph_text(article: Article, paragraph: Paragraph, *, sentences: bool = False) -> str:
    """A paragraph with its number; a heading as it is."""
    if paragraph.number is None:
        return article.text[paragraph.start : paragraph.end]
    text = article.text[paragraph.start : paragraph.end]
    if sentences:
        first = paragraph.first_sentence
        spans = article.sentences[first - 1 : first - 1 + paragraph.sentences]
        text = " ".join(f"[{first + at}]{KEEP}{article.text[start:end]}" for at, (start, end) in enumerate(spans))
    return f"{paragraph.number}. {text}"


def question_lines(desk: Desk, question: str) -> Iterator[str]:
    """A question as it is asked: where it stands, its prompt, and what may be answered."""
    view, item = desk.view(question), desk.attempt.items[question]
    ids = list(desk.attempt.items)
    about_it = [f"Question {ids.index(question) + 1} of {len(ids)}", *([f"topic {view.topic}"] if view.topic else [])]
    about_it += [of_points(view.points), *(["flagged"] if item.flagged else [])]
    left = desk.time_left()
    if left is not None and not desk.attempt.finished:
        about_it.append(f"{duration(left)} left")
    yield ", ".join(about_it) + "."
    if is_gathered(desk.set_id):
        yield f'About "{desk.articles[view.article].title}".'
    yield view.prompt
    for place in view.at:
        yield f'The words in question, {where(place, desk.articles)}: "{place.text}"'
    yield from choices_of(view)


def choices_of(view: View) -> Iterator[str]:
    """The options, items, lines or gaps of a view, numbered as they are answered."""
    match view:
        case OptionsView(options=listed) | OrderView(items=listed):
            yield from numbered(listed)
        case PairsView(lefts=lefts, rights=rights):
            yield from (f"Line {at}: {left}" for at, left in enumerate(lefts, 1))
            yield "To choose from:" if view.reuse else "To choose from, each at most once:"
            yield from numbered(rights)
        case GapsView():
            yield from _gaps(view)
        case InsertView(sentence=sentence):
            yield f'The sentence: "{sentence}"'
        case _:
            pass


def numbered(listed: Iterable[str]) -> Iterator[str]:
    yield from (f"{at}. {text}" for at, text in enumerate(listed, 1))


def how_to_answer(view: View, articles: dict[str, Article]) -> str:
    """What to type, and in which article where there are several."""
    if needs_article(view) and len(articles) > 1:
        return f'{how_to(view)[:-1]}, in "{articles[view.article].title}".'
    if isinstance(view, GapsView) and all(view.bank or gap.choices for gap in view.gaps):
        gaps = len(view.gaps)
        return "Type a number." if gaps == 1 else f"Type a number for each of the {gaps} gaps, - to leave one open."
    return how_to(view)


def feedback_lines(feedback: Feedback, articles: dict[str, Article], *, whole_paragraphs: bool) -> Iterator[str]:
    """Key, what was wrong, explanation and evidence. The verdict itself is said by the caller."""
    verdict = feedback.verdict
    told = verdict.right
    if len(verdict.parts) > 1 and not verdict.right and not isinstance(feedback.solution, Marked):
        yield from (part_line(part) for part in verdict.parts)
        told = all(part.key or part.outcome == "right" for part in verdict.parts)
    if feedback.proof:
        yield f"Your evidence: {feedback.proof}."
    yield from feedback.why
    if feedback.comment:
        yield f"Comment: {feedback.comment}"
    key_lines = feedback.key.split("\n")
    if verdict.outcome == "open":
        yield "What earns points:"
        yield from key_lines
    elif len(key_lines) == 1:
        yield f"The key: {feedback.key}"
    elif not told:
        yield "The key:"
        yield from key_lines
    if feedback.explain:
        yield feedback.explain
    yield from evidence_lines(feedback.places, articles, whole_paragraphs=whole_paragraphs)


def part_line(part: Part) -> str:
    """How one part of a response came out: a gap, a row, an option."""
    line = f"{part.label}: {OUTCOMES[part.outcome].lower()}"
    if part.outcome != "right" and part.given and part.given != part.label:
        line += f', you gave "{part.given}"'
    return f"{line}. The key: {part.key}." if part.key and part.outcome != "right" else f"{line}."


def evidence_lines(places: Iterable[Place], articles: dict[str, Article], *, whole_paragraphs: bool) -> Iterator[str]:
    """Every excerpt, and after the last one of a paragraph the paragraph itself, where that says more."""
    listed = list(places)
    for at, place in enumerate(listed):
        yield f'Evidence, {where(place, articles)}: "{place.text}"'
        article = articles[place.article]
        paragraph = article.paragraph_at(place.start)
        here = [one for one in listed if one.article == place.article and article.paragraph_at(one.start) == paragraph]
        longest = max(len(one.text) for one in here)
        if whole_paragraphs and here[-1] is listed[at] and paragraph.end - paragraph.start > longest + 2:
            yield f"The paragraph: {article.text[paragraph.start : paragraph.end]}"


def where(place: Place, articles: dict[str, Article]) -> str:
    """``paragraph 6``, with the article's title where there are several."""
    article = articles[place.article]
    paragraph = article.paragraph_at(place.start)
    named = f"paragraph {paragraph.number}" if paragraph.number else "a heading"
    return named if len(articles) == 1 else f'{named} of "{article.title}"'


def score(earned: float, points: float) -> str:
    return f"{number(earned)} of {of_points(points)}"


def duration(milliseconds: int) -> str:
    """``4 minutes``, ``1 minute 5 seconds``, ``1 hour 3 minutes``."""
    seconds = round(milliseconds / 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = [(hours, "hour"), (minutes, "minute"), (seconds if not hours else 0, "second")]
    return " ".join(count(value, unit) for value, unit in parts if value) or "0 seconds"


def _gaps(view: GapsView) -> Iterator[str]:
    named = [
        f"[{'gap' if len(view.gaps) == 1 else f'gap {at}'}{f', begins with {gap.given}' if gap.given else ''}]"
        for at, gap in enumerate(view.gaps, 1)
    ]
    yield "".join(piece + name for piece, name in zip(view.pieces, [*named, ""], strict=True))
    if view.bank:
        yield "To choose from:"
        yield from numbered(view.bank)
    for at, gap in enumerate(view.gaps, 1):
        if gap.choices:
            listed = "; ".join(f"{n} {choice}" for n, choice in enumerate(gap.choices, 1))
            yield f"Gap {at}: {listed}"
    if view.max_words:
        yield f"At most {count(view.max_words, 'word')} in a gap."
