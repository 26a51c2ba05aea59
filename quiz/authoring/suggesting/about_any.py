"""Drafts that any text allows, so that a new set can show every kind: fit to be replaced, not to be asked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from quiz.articles.article import Article
from quiz.authoring.suggesting.draft import Draft, Fields, slug
from quiz.authoring.suggesting.places import paragraph_of, quote_around, words_around
from quiz.authoring.suggesting.speakers import Quotation, full_name, people
from quiz.matching.names import Found, find_names

_OF_YOUR_OWN = "An example of the form only: ask something that the text has to be understood for."


def quoted_words(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """The few words that a paragraph puts in quotation marks."""
    by_paragraph = Counter(paragraph_of(article, one.start) for one in found)
    for one in found:
        paragraph = paragraph_of(article, one.start)
        words = len(one.text.split())
        evidence = quote_around(article, one.start, one.end)
        if words > 4 or by_paragraph[paragraph] > 1 or not evidence:
            continue
        fields: Fields = {
            "id": slug(f"words {one.text}"),
            "prompt": f"Which words does paragraph {paragraph} put in quotation marks? (no more than {words} words)",
            "answer": one.text,
            "max_words": str(words),
            "evidence": evidence,
            "explain": "Quotation marks say that the words are somebody's own, and not the article's.",
            "topic": "source",
            "skill": "locate",
        }
        yield Draft("short", one.start, fields, {"prompt": "Ask what the words stand for, or whose they are."}, 0.4)


def people_in_gaps(article: Article) -> Iterator[Draft]:
    """Each person, asked for by what is said of them."""
    named = find_names(article.text)
    for name in people(article.text):
        for one in named:
            if full_name(article.text, one.text) != name:
                continue
            evidence = quote_around(article, one.start, one.end)
            if not evidence:
                continue
            fields: Fields = {
                "id": slug(f"person {name}"),
                "prompt": f'Whose name belongs in the gap? "{words_around(article, one.start, one.end)}"',
                "answer": name,
                "evidence": evidence,
                "explain": f"Paragraph {paragraph_of(article, one.start)} names {one.text}.",
                "topic": "person",
                "skill": "locate",
            }
            yield Draft("name", one.start, fields, {"prompt": "Ask who it is in words of your own."}, 0.4)
            break


def examples(article: Article) -> Iterator[Draft]:
    """One of each kind that needs nothing but names and sentences, made of names that one paragraph alone has."""
    own = _names_of_one_place(article)
    if own:
        yield from _with_a_name(article, own[0])
    if len(own) >= 3:
        yield from _with_names(article, own)
    yield from _with_sentences(article)


def _names_of_one_place(article: Article) -> list[Found]:
    """Names that stand in the article once, one for each paragraph."""
    chosen: dict[int, Found] = {}
    openers = {start for start, _ in article.sentences}
    for one in find_names(article.text):
        in_heading = article.paragraph_at(one.start).number is None
        alone = article.text.count(one.text) == 1 and not in_heading and one.start not in openers
        if alone and quote_around(article, one.start, one.end):
            chosen.setdefault(paragraph_of(article, one.start), one)
    return list(chosen.values())


def _with_a_name(article: Article, one: Found) -> Iterator[Draft]:
    paragraph = paragraph_of(article, one.start)
    evidence = quote_around(article, one.start, one.end)
    proof: Fields = {
        "evidence": evidence,
        "explain": f"{one.text} is named only in paragraph {paragraph}.",
        "topic": "place",
        "skill": "locate",
    }
    fields: Fields = {
        "id": "mark-it",
        "prompt": f"Mark the sentence that names {one.text}.",
        "answer": evidence,
        **proof,
    }
    yield Draft("highlight", one.start, fields, {"prompt": _OF_YOUR_OWN}, 0.1)
    fields = {
        "id": "place-it",
        "prompt": "Where in the article does this sentence belong?",
        "sentence": f"So much, for now, about {one.text}.",
        "after": evidence,
        **proof,
    }
    yield Draft("insert", one.start, fields, {"sentence": "Write one that fits nowhere else."}, 0.1)


def _with_names(article: Article, own: Sequence[Found]) -> Iterator[Draft]:
    first, *others = own
    paragraph = paragraph_of(article, first.start)
    reasons = [{one.text: f"Named in paragraph {paragraph_of(article, one.start)}."} for one in others[:3]]
    quotes = [quote_around(article, one.start, one.end) for one in own[:3]]
    proof: Fields = {
        "evidence": quotes[0],
        "explain": f"Paragraph {paragraph} names it.",
        "topic": "place",
        "skill": "locate",
    }
    fields: Fields = {
        "id": "named-there",
        "prompt": f"Which of these does paragraph {paragraph} name?",
        "answer": first.text,
        "distractors": reasons,
        **proof,
    }
    yield Draft("choice", first.start, fields, {"prompt": _OF_YOUR_OWN}, 0.1)
    pairs = {f"Paragraph {paragraph_of(article, one.start)}": one.text for one in own[:3]}
    proof = {
        "evidence": list(quotes),
        "explain": "Each is named in one paragraph only.",
        "topic": "place",
        "skill": "locate",
    }
    fields = {"id": "named-where", "prompt": "Match each paragraph with what it names.", "pairs": pairs, **proof}
    yield Draft(
        "match",
        first.start,
        fields,
        {"pairs": "Better pairs: headings, people and views, beginnings and endings."},
        0.1,
    )
    fields = {
        "id": "which-paragraph",
        "prompt": "Which paragraph names it?",
        "columns": list(pairs),
        "rows": {right: left for left, right in pairs.items()},
        **proof,
    }
    yield Draft(
        "grid", first.start, fields, {"rows": "Better rows: who says it, which report has it, fact or opinion."}, 0.1
    )
    if others[1:]:
        second = paragraph_of(article, others[0].start)
        fields = {
            "id": "named-in-two",
            "prompt": f"Which TWO of these are named in paragraphs {paragraph} and {second}?",
            "answers": [first.text, others[0].text],
            "distractors": reasons[1:],
            "pick": "2",
            **proof,
        }
        yield Draft("choices", first.start, fields, {"prompt": _OF_YOUR_OWN}, 0.1)


def _with_sentences(article: Article) -> Iterator[Draft]:
    long = [at for at in article.sentences if len(article.text[slice(*at)].split()) >= 8 and quote_around(article, *at)]
    if not long:
        return
    start, end = long[0]
    evidence = quote_around(article, start, end)
    paragraph = paragraph_of(article, start)
    proof: Fields = {
        "evidence": evidence,
        "explain": f"Paragraph {paragraph} says so.",
        "topic": "cause",
        "skill": "understand",
    }
    fields: Fields = {
        "id": "sum-up",
        "prompt": f"What does paragraph {paragraph} say? Sum it up in a sentence of your own.",
        "points": "2",
        "rubric": [
            {"points": "1", "text": "It gives the main point of the paragraph."},
            {"points": "1", "text": "It says who holds this view, or on what it rests."},
        ],
        **proof,
    }
    yield Draft("open", start, fields, {"rubric": "Say what a good answer has; add a model: answer."}, 0.1)
    last = article.text[start:end].rstrip(".\"'”’ ").split()[-1].strip("\"'“”‘’(),;:")
    if last.isalpha():
        at = article.text.rindex(last, start, end)
        fields = {
            "id": "last-word",
            "prompt": f'Which word belongs in the gap? "{words_around(article, at, at + len(last))}"',
            "answer": last,
            "max_words": "1",
            **proof,
        }
        yield Draft("short", start, fields, {"prompt": _OF_YOUR_OWN}, 0.1)
    if len(long) >= 3:
        chosen = [long[0], long[len(long) // 2], long[-1]]
        fields = {
            "id": "which-comes-first",
            "prompt": "In which order does the article tell these things?",
            "sequence": [" ".join(article.text[a:b].split()[:12]) + " ..." for a, b in chosen],
            **proof,
            "evidence": [quote_around(article, a, b) for a, b in chosen],
        }
        yield Draft("order", start, fields, {"sequence": "Reword the items; an order of time is better."}, 0.1)
    if article.published:
        fields = {
            "id": "published",
            "prompt": "On which date did the article appear?",
            "answer": article.published.isoformat(),
            "derived": "the date of publication, shown above the text",
            **proof,
            "topic": "date",
        }
        yield Draft("date", start, fields, {"prompt": _OF_YOUR_OWN}, 0.1)
