"""A sitting as one HTML page: the class, the questions, and the article with what was misread drawn over it."""

from collections.abc import Iterator, Sequence

from quiz.articles.article import Article
from quiz.questions.base import Question
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number, of_points
from quiz.reports import svg
from quiz.reports.class_text import total, why_shares
from quiz.reports.document import document, facts, section, table
from quiz.reports.items import FEW, Analysis, ItemFigures, analyse
from quiz.reports.misreadings import Sentence, by_sentence
from quiz.reports.papers import Paper
from quiz.reports.svg import text_of
from quiz.reports.words import count, percent

MARKS = {"right": "●", "near": "◐", "open": "○", "wrong": "✗"}

_STYLE = """
body { max-width: 860px; }
.read p { margin: 10px 0 2px; line-height: 1.6; } .read h3 { margin-top: 18px; }
.read sup { color: var(--soft); font-size: 10px; margin-right: 2px; }
.read sup.proves { color: var(--ink); font-weight: 700; } mark { color: inherit; background: none; }
table { width: 100%; } td { white-space: nowrap; vertical-align: top; }
td:first-child { width: 60%; white-space: normal; }
mark.m1 { background: var(--w1); } mark.m2 { background: var(--w2); } mark.m3 { background: var(--w3); }
:root { --w1: #fdf0d5; --w2: #f9d79b; --w3: #f2ab6d; }
@media screen and (prefers-color-scheme: dark) { :root { --w1: #3a3020; --w2: #5a4520; --w3: #7d5020; } }
.notes { margin: 2px 0 10px 14px; padding: 0; list-style: none; font-size: 13px; color: var(--soft); }
.notes b { color: var(--ink); font-weight: 600; }
.item { break-inside: avoid; margin-top: 22px; } .item p { margin: 2px 0; }
.remark::before { content: "\\2192\\00a0"; } td.left, th.left { text-align: left; }
"""


def class_page(title: str, subtitle: str, asked: QuestionSet, papers: Sequence[Paper]) -> str:
    """The page about all papers of a sitting. title, subtitle: anybody's text. Nobody's name is on it."""
    figures = analyse(asked, papers)
    return document(title, subtitle, "\n".join(_parts(asked, papers, figures)), _STYLE)


def _parts(asked: QuestionSet, papers: Sequence[Paper], figures: Analysis) -> Iterator[str]:
    if not papers:
        yield "<p>Nobody has begun yet.</p>"
        return
    if figures.few:
        yield (
            f"<p><b>Only {count(figures.learners, 'learner')}.</b> With fewer than {FEW}, "
            "each figure may be chance; read the answers themselves.</p>"
        )
    yield _summary(figures)
    shares = [paper.share for paper in papers]
    yield section("Scores", svg.histogram(shares, "Learners by share of the points"), _about(figures))
    words = "Discrimination, from -1 to +1: how much better those who were right there did in the rest."
    yield section("Questions", _overview(figures), words, long=True)
    yield "<h2>What was misread</h2>"
    yield (
        "<p>Shaded: where wrong answers came from, the darker the more learners (▲ and their number). A place marked "
        "<i>likely</i> was worked out from the words of the answer. Sentences with a bold number decide a question.</p>"
    )
    sentences = by_sentence(asked, papers)
    numbers = {question.id: at for at, question in enumerate(asked.questions, 1)}
    for article in asked.sources.articles.values():
        there = {one.number: one for one in sentences if one.article == article.id}
        yield _read(article, there, numbers, len(papers))
    yield "<h2>Question by question</h2>"
    for one in figures.items:
        yield _item(one, asked.by_id[one.question], asked)


def _summary(figures: Analysis) -> str:
    least = f"{number(figures.least)} to " if figures.in_shares else ""
    pairs = [("learners", f"{figures.learners}"), ("points", f"{least}{number(figures.points)}")]
    named = {"mean": figures.mean, "median": figures.median, "standard deviation": figures.spread}
    pairs += [(name, total(figures, value)) for name, value in named.items() if value is not None]
    if (found := figures.reliability) is not None:
        error = f" ± {1.96 * found.error:.2f}" if found.error is not None else ""
        pairs += [("reliability", f"{found.alpha:.2f}{error}"), ("error of a score", f"± {found.of_score:.1f}")]
    return facts(pairs)


def _about(figures: Analysis) -> str:
    found = figures.reliability
    why = f"{why_shares(figures)}. " if figures.in_shares else ""
    if found is None:
        return f"{why}No reliability: too few learners, or they were asked different questions."
    return (
        f"{why}Reliability is Cronbach's alpha (KR-20 where each question is right or wrong) with its 95% interval, "
        f"from {count(found.learners, 'learner')} and {count(found.questions, 'question')}. A learner's score may be "
        f"off by {found.of_score:.1f} points (one standard error) for no reason but chance."
    )


def _overview(figures: Analysis) -> str:
    rows = [
        (
            f"{one.number} {_cut(one.prompt, 120)}",
            "-" if one.facility is None else percent(one.facility),
            "-" if one.discrimination is None else f"{one.discrimination:+.2f}",
            "-" if one.seconds is None else f"{one.seconds:.0f} s",
            f"{one.answered} of {one.asked}",
        )
        for one in figures.items
    ]
    return table(("question", "earned", "discrimination", "time", "answered"), rows)


def _read(article: Article, there: dict[int, Sentence], numbers: dict[str, int], learners: int) -> str:
    parts = [f'<div class="read"><h3>{text_of(article.title)}</h3>']
    for paragraph in article.paragraphs:
        if paragraph.number is None:
            parts.append(f"<p><b>{text_of(article.text[paragraph.start : paragraph.end])}</b></p>")
            continue
        first = paragraph.first_sentence
        inside = range(first, first + paragraph.sentences)
        told = " ".join(_sentence(article, at, there.get(at), learners) for at in inside)
        parts.append(f"<p>{told}</p>")
        notes = [note for at in inside if at in there for note in _notes(there[at], numbers)]
        if notes:
            parts.append(f'<ul class="notes">{"".join(notes)}</ul>')
    return "\n".join([*parts, "</div>"])


def _sentence(article: Article, at: int, found: Sentence | None, learners: int) -> str:
    start, end = article.sentences[at - 1]
    words = text_of(article.text[start:end])
    if found is None:
        return f"<sup>{at}</sup>{words}"
    named = f'<sup class="proves">{at}</sup>' if found.proves else f"<sup>{at}</sup>"
    if not found.learners:
        return f"{named}{words}"
    shade = min(3, 1 + int(4 * found.learners / max(learners, 1)))
    return f'{named}<mark class="m{shade}">{words}</mark><sup>▲{found.learners}</sup>'


def _notes(found: Sentence, numbers: dict[str, int]) -> Iterator[str]:
    for one in found.misread:
        likely = " (likely from here)" if one.how == "likely" else ""
        yield (
            f"<li>▲ {found.number}: <b>{count(one.learners, 'learner')}</b> answered "
            f"“{text_of(_cut(one.text, 90))}” to question {numbers.get(one.question, 0)}{likely}</li>"
        )
    if found.asked:
        which = ", ".join(f"{numbers.get(one, 0)}" for one in found.proves)
        yield f"<li>{found.number}: {found.found} of {found.asked} pointed here as evidence for question {which}</li>"


def _item(one: ItemFigures, question: Question, asked: QuestionSet) -> str:
    sources = asked.sources_of(question)
    head = f"{one.number} · {one.kind}" + (f" · {one.topic}" if one.topic else "") + f" · {of_points(one.points)}"
    key = text_of(question.key(sources).replace("\n", "; ")) if one.kind != "open" else ""
    parts = [f'<div class="item"><h3>{text_of(head)}</h3><p>{text_of(one.prompt)}</p>']
    if key:
        parts.append(f'<p class="soft">Key: {key}</p>')
    if one.facility is not None:
        parts.append(
            f"<p>{percent(one.facility)} of the points earned; full marks for {one.full} of {one.asked} "
            f"(95% interval {percent(one.low)} to {percent(one.high)}).</p>"
        )
    rows = [
        (
            f"{MARKS.get(row.outcome, '✗')} {_cut(row.text, 38)}",
            row.learners / one.asked if one.asked else 0.0,
            f"{row.learners}" + ("" if row.rest is None else f", elsewhere {percent(row.rest)}"),
        )
        for row in one.answers
    ]
    if rows:
        parts.append(svg.bars(rows, f"Answers to question {one.number}", label_width=280))
    parts += [
        f'<p class="soft">✗ {text_of(row.text)}: {text_of(row.why)}</p>'
        for row in one.answers
        if row.why and row.learners
    ]
    proof = one.proof
    if any((proof.right_found, proof.right_elsewhere, proof.wrong_found, proof.wrong_elsewhere)):
        parts.append(
            f"<p>Evidence: {proof.right_found} right for the right reason, {proof.right_elsewhere} right without it; "
            f"{proof.wrong_found} not right though they found it, {proof.wrong_elsewhere} neither.</p>"
        )
    parts += [f'<p class="remark">{text_of(remark)}</p>' for remark in one.remarks]
    return "".join([*parts, "</div>"])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
