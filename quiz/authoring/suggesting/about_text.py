"""Drafts about conditions, sources and the order of the text, and those that any text allows."""

import re
from collections.abc import Iterator, Sequence

from quiz.articles.article import Article
from quiz.authoring.suggesting.draft import Draft, Fields, slug
from quiz.authoring.suggesting.figures import Figure
from quiz.authoring.suggesting.places import paragraph_of, quote_around
from quiz.authoring.suggesting.speakers import full_name, is_reported, people, reports
from quiz.matching.names import find_names

_CONDITION = re.compile(
    r"\b(only if|on condition that|provided that|in exchange for|unless|even if|if)\b[^.;:\"\n]+?(?=,|[.;:\"]|$)"
)
_LEANS = re.compile(
    r"^(?:[\"“']|(?:He|She|It|They|This|That|These|Those|But|And|Yet|So|Nor|Such|His|Her|Their|Its|Even)\b)"
)
# A clause that only leads up to what is said.
_OPENS = re.compile(
    r"(?:If|When|While|After|Before|Since|Although|Though|As|In|On|At|By|For|Now|Even|Of|With|Late|From)\b"
)
_LONGEST_TOLD = 86
"""Characters of an item or a row; more is not taken in at a glance, nor written on one line."""

_LEAST_TOLD = 5


def conditions(article: Article) -> Iterator[Draft]:
    """The words that make one thing depend on another, to be found in their paragraph."""
    for found in _CONDITION.finditer(article.text):
        words = found.group().strip()
        evidence = quote_around(article, found.start(), found.end())
        if (
            len(words.split()) < 4
            or not evidence
            or article.text.count(words) > 1
            or _in_heading(article, found.start())
        ):
            continue
        paragraph = paragraph_of(article, found.start())
        fields: Fields = {
            "id": slug(f"condition {words}"),
            "prompt": f"Mark the words in paragraph {paragraph} that make one thing depend on another.",
            "answer": words,
            "unit": "phrase",
            "evidence": evidence,
            "explain": f'"{found.group(1).capitalize()}" makes it a condition: the rest does not hold in any case.',
            "topic": "condition",
            "skill": "understand",
        }
        todo = {"prompt": "Say what depends on it; make sure that the paragraph has no other condition."}
        yield Draft("highlight", found.start(), fields, todo, 0.7)


def told_or_reported(article: Article) -> Iterator[Draft]:
    """What the article tells as a fact, and what it puts down to somebody."""
    whole = [number for number in _standing_alone(article) if _told(article, number)]
    told = [number for number in whole if not is_reported(article, number)]
    reported = [number for number in whole if is_reported(article, number)]
    if len(told) < 2 or len(reported) < 2:
        return
    chosen = sorted([*_spread(told, 2), *_spread(reported, 2)])
    rows = {_told(article, number): "report" if number in reported else "fact" for number in chosen}
    quotes = [quote_around(article, *article.sentences[number - 1]) for number in chosen]
    if len(rows) < len(chosen) or not all(quotes):
        return
    fields: Fields = {
        "id": "told-or-reported",
        "prompt": "Which of these does the article tell as a fact, and which does it report as somebody's words?",
        "columns": ["fact", "report"],
        "rows": rows,
        "evidence": quotes,
        "explain": "A verb such as 'said', a named source or quotation marks make it somebody's words.",
        "topic": "source",
        "skill": "evaluate",
    }
    todo = {"rows": "Reword each, without the words that give its source away; keep about as many of each."}
    yield Draft("grid", len(article.text), fields, todo, 0.6)


def in_order_of_text(article: Article) -> Iterator[Draft]:
    """Things to be put in the order in which the article tells them."""
    chosen = _spread([number for number in _standing_alone(article) if _told(article, number)], 4)
    quotes = [quote_around(article, *article.sentences[number - 1]) for number in chosen]
    if len(chosen) < 3 or not all(quotes):
        return
    fields: Fields = {
        "id": "order-of-the-text",
        "prompt": "In which order does the article tell these things?",
        "sequence": [_told(article, number) for number in chosen],
        "rule": "pairs",
        "evidence": quotes,
        "explain": "They come in paragraphs "
        + ", ".join(str(paragraph_of(article, article.sentences[number - 1][0])) for number in chosen) + ".",
        "topic": "sequence",
        "skill": "locate",
    }  # fmt: skip
    todo = {"sequence": "Shorten and reword the items; an order of time is better, if the article settles one."}
    yield Draft("order", len(article.text), fields, todo, 0.4)


def gapped(article: Article, found: Sequence[Figure]) -> Iterator[Draft]:
    """Sentences with gaps where a figure or a name stands."""
    for number in _standing_alone(article):
        start, end = article.sentences[number - 1]
        sentence = article.text[start:end]
        evidence = quote_around(article, start, end)
        if re.search(r"[{}|~]", sentence) or len(sentence.split()) > 40 or not evidence:
            continue
        figures = [one for one in found if start <= one.start < end]
        gaps = [(one.start - start, one.end - start, _gap(one, found, sentence)) for one in figures]
        for at, name in _names_in(article, sentence):
            if len(gaps) < 3 and all(at + len(name) <= a or b <= at for a, b, _ in gaps):
                gaps.append((at, at + len(name), name))
        if len(gaps) < 2:
            continue
        text = sentence
        for a, b, key in sorted(gaps[:3], reverse=True):
            text = f"{text[:a]}{{{key}}}{text[b:]}"
        fields: Fields = {
            "id": slug(f"gaps {sentence}"),
            "prompt": f"Complete what paragraph {paragraph_of(article, start)} says.",
            "text": text,
            "evidence": evidence,
            "explain": f"It is the sentence that begins with: {' '.join(sentence.split()[:4])}",
            "topic": "figure" if figures else "person",
            "skill": "locate",
        }
        todo = {"text": "Summarise the passage in words of your own, and keep the gaps that matter."}
        yield Draft("cloze", start, fields, todo, 0.6 if figures else 0.45)


def _gap(one: Figure, found: Sequence[Figure], sentence: str) -> str:
    """A gap for a figure: with choices where others of the article look like it, else to be typed."""
    alike = [each.text for each in found if each.unit == one.unit and each.text[:1].isdigit() == one.text[:1].isdigit()]
    wrong = [text for text in dict.fromkeys(alike) if text != one.text and text not in sentence]
    return " ~ ".join([one.text, *wrong[:3]])


def _names_in(article: Article, sentence: str) -> Iterator[tuple[int, str]]:
    """Names that can be left out of a sentence: people without their office first, then others of up to three words."""
    known = people(article.text)
    named = [(one.start, one.text, full_name(article.text, one.text)) for one in find_names(sentence)]
    for start, text, full in sorted(named, key=lambda one: one[2] not in known):
        short = full if full in text else text
        at = start + text.find(short)
        name_and_number = re.match(r" (?:of )?\d", sentence[at + len(short) :])
        if at > 0 and len(short.split()) <= 3 and sentence.count(short) == 1 and not name_and_number:
            yield at, short


def plain_statements(article: Article) -> Iterator[Draft]:
    """Sentences that stand by themselves, as statements that are true until their author rewords them."""
    for number in _standing_alone(article):
        start, end = article.sentences[number - 1]
        evidence = quote_around(article, start, end)
        if not evidence:
            continue
        fields: Fields = {
            "id": slug(f"says {article.text[start:end]}"),
            "prompt": article.text[start:end],
            "answer": "true",
            "evidence": evidence,
            "explain": f"Paragraph {paragraph_of(article, start)} says so.",
            "topic": "stance" if is_reported(article, number) else "cause",
            "skill": "understand",
        }
        todo = {"prompt": "Reword it; change one thing the text says and it is false, add one and it is not given."}
        yield Draft("statement", start, fields, todo, 0.2)


def _standing_alone(article: Article) -> Iterator[int]:
    """The numbers of sentences of some length that lean on nothing before them."""
    for number, (start, end) in enumerate(article.sentences, 1):
        sentence = article.text[start:end]
        if len(sentence.split()) >= _LEAST_TOLD + 3 and not _LEANS.match(sentence) and sentence.count('"') % 2 == 0:
            yield number


def _told(article: Article, number: int) -> str:
    """A sentence without its full stop, or its first clause where it is long; "" where neither is short and whole."""
    start, end = article.sentences[number - 1]
    sentence = article.text[start:end].rstrip(".")
    if len(sentence) <= _LONGEST_TOLD:
        return sentence
    clause = re.split(r"[,;:] ", sentence)[0]
    whole = len(clause.split()) > _LEAST_TOLD and len(clause) <= _LONGEST_TOLD and not _OPENS.match(clause)
    return clause if whole and clause.count('"') % 2 == 0 and is_reported(article, number) == reports(clause) else ""


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """Some of the numbers, from all over the text."""
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[at * len(numbers) // most] for at in range(most)]


def _in_heading(article: Article, offset: int) -> bool:
    return article.paragraph_at(offset).number is None
