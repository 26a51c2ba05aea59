"""What one learner gets back: a feedback sheet with what has been released and nothing else."""

from collections.abc import Iterator

from quiz.articles.article import Article
from quiz.attempts.attempt import Item
from quiz.attempts.feedback import feedback_on
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number
from quiz.reports.class_page import MARKS
from quiz.reports.document import document, facts
from quiz.reports.papers import Paper, is_judged, points_of, said
from quiz.reports.svg import text_of

_STYLE = """
.item { break-inside: avoid; margin-top: 18px; } .item p { margin: 2px 0; }
blockquote { margin: 4px 0 4px 8px; padding-left: 8px; border-left: 3px solid var(--bar); }
"""


class _Told:
    """One question as the sheet tells it; key, why and excerpts are empty where only marks are released."""

    def __init__(self, at: int, item: Item, asked: QuestionSet, everything: bool) -> None:
        question = asked.by_id[item.id]
        sources = asked.sources_of(question)
        outcome = item.verdict.outcome if item.verdict is not None else "not-answered"
        if outcome == "open" and item.assessed:
            outcome = "right" if item.full else "near" if item.earned else "wrong"
        self.head = f"{MARKS.get(outcome, '○') if item.answered else '–'} {at}. {question.prompt}"
        self.given = said(item.response) if item.answered else "not answered"
        self.points = f"{number(points_of(item))} of {number(item.points)}" if is_judged(item) else "not assessed yet"
        self.points += ", taken out: everyone has them" if item.void else ""
        self.key = self.explain = self.comment = ""
        self.why: tuple[str, ...] = ()
        self.excerpts: tuple[tuple[str, str], ...] = ()
        if everything:
            found = feedback_on(item, question, sources)
            self.comment = found.comment
            self.key, self.explain, self.why = found.key.replace("\n", "; "), found.explain, found.why
            self.excerpts = tuple(
                (f"paragraph {article.paragraph_at(place.start).number or 'heading'}", _whole(article, place.start))
                for place in found.places
                if (article := sources.articles.get(place.article)) is not None
            )


def _whole(article: Article, start: int) -> str:
    """The sentence around a place."""
    at = max(1, article.sentence_at(start))
    first, past = article.sentences[at - 1]
    return article.text[first:past]


def _told(asked: QuestionSet, paper: Paper, everything: bool) -> Iterator[_Told]:
    for at, item in enumerate(paper.attempt.items.values(), 1):
        if item.id in asked.by_id:
            yield _Told(at, item, asked, everything)


def as_text(title: str, asked: QuestionSet, paper: Paper, *, everything: bool) -> str:
    """The sheet as plain text. everything: also keys, reasons and excerpts, not marks alone. Not yet made safe."""
    lines = [title, paper.name, f"{number(paper.earned)} of {number(paper.points)} points", ""]
    for one in _told(asked, paper, everything):
        lines += [one.head, f"   You: {one.given} ({one.points})"]
        lines += [f"   Key: {one.key}"] if one.key else []
        lines += [f"   Comment: {one.comment}"] if one.comment else []
        lines += [f"   {why}" for why in one.why]
        lines += [f"   {one.explain}"] if one.explain else []
        lines += [f'   {where}: "{words}"' for where, words in one.excerpts]
        lines.append("")
    return "\n".join(lines)


def as_html(title: str, asked: QuestionSet, paper: Paper, *, everything: bool) -> str:
    """The sheet as one page that prints. Everybody's text in it is escaped."""
    share = f"{paper.earned / paper.points:.0%}" if paper.points else "-"
    parts = [facts([("points", f"{number(paper.earned)} of {number(paper.points)}"), ("share", share)])]
    for one in _told(asked, paper, everything):
        parts.append(f'<div class="item"><h3>{text_of(one.head)}</h3>')
        parts.append(f"<p>You: <b>{text_of(one.given)}</b> ({text_of(one.points)})</p>")
        parts += [f"<p>Key: {text_of(one.key)}</p>"] if one.key else []
        parts += [f"<p>Comment: <b>{text_of(one.comment)}</b></p>"] if one.comment else []
        parts += [f"<p>{text_of(why)}</p>" for why in one.why]
        parts += [f"<p>{text_of(one.explain)}</p>"] if one.explain else []
        parts += [
            f'<blockquote>{text_of(words)} <span class="soft">({text_of(where)})</span></blockquote>'
            for where, words in one.excerpts
        ]
        parts.append("</div>")
    return document(title, paper.name, "\n".join(parts), _STYLE)
