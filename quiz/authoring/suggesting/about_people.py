"""Drafts about who is who and who says what."""

from collections.abc import Iterator, Sequence

from quiz.articles.article import Article
from quiz.authoring.suggesting.draft import Draft, Fields, slug
from quiz.authoring.suggesting.places import paragraph_of, quote_around
from quiz.authoring.suggesting.speakers import Described, Quotation, people

_LEAST_QUOTED = 4
_LONGEST_SHORT = 9
_CHECK_SPEAKER = "Check who speaks: the sentence itself names nobody."
_REWORD_CLAIM = "Put the quotation into words of your own: then it asks what was meant, not where it stands."


def telling(found: Sequence[Quotation]) -> list[Quotation]:
    """Quotations with a speaker that are long enough to be told apart, those whose speaker is sure first."""
    usable = [one for one in found if one.speaker and len(one.text.split()) >= _LEAST_QUOTED]
    return sorted(usable, key=lambda one: (not one.sure, one.start))


def who_is(article: Article, found: Sequence[Described]) -> Iterator[Draft]:
    """Each person the article introduces, asked for by who they are."""
    for one in found:
        evidence = quote_around(article, one.start, one.end)
        if not evidence or one.name not in evidence:
            continue
        fields: Fields = {
            "id": slug(f"who {one.name}"),
            "prompt": f"Whom does the article introduce as {_as(one.description)}?",
            "answer": one.name,
            "evidence": evidence,
            "explain": f"Paragraph {paragraph_of(article, one.start)} gives name and office together.",
            "topic": "person",
            "skill": "locate",
        }
        todo = {"prompt": "Ask for the person by what they say or want, if you can: an office is easily found."}
        yield Draft("name", one.start, fields, todo, 0.7)


def what_is(article: Article, found: Sequence[Described]) -> Iterator[Draft]:
    """Each person's office, in a few words."""
    for one in found:
        answer = one.description.removeprefix("a ").removeprefix("an ").removeprefix("the ")
        words = len(answer.split())
        evidence = quote_around(article, one.start, one.end)
        if words > _LONGEST_SHORT or not evidence or one.name not in evidence:
            continue
        fields: Fields = {
            "id": slug(f"office {one.name}"),
            "prompt": f"Who is {one.name}, by the article? (no more than {words} words)",
            "answer": answer,
            "max_words": str(words),
            "evidence": evidence,
            "explain": f"Paragraph {paragraph_of(article, one.start)} says so, right after the name.",
            "topic": "person",
            "skill": "locate",
        }
        todo = {"answer": "Add under accept: what you would also count as right, under near: what is half of it."}
        yield Draft("short", one.start, fields, todo, 0.5)


def who_says(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """Each quotation with its speaker as one of several people."""
    for one in telling(found):
        evidence = quote_around(article, one.start, one.end)
        others = _others(article, one, found)
        if len(others) < 2 or not evidence:
            continue
        fields: Fields = {
            "id": slug(f"who says {one.text}"),
            "prompt": f'Who says this, by the article? "{one.text}"',
            "answer": one.speaker,
            "distractors": [{name: why} for name, why in list(others.items())[:3]],
            "evidence": evidence,
            "explain": f"Paragraph {paragraph_of(article, one.start)} puts these words down to {one.speaker}.",
            "topic": "source",
            "skill": "understand",
        }
        todo = {"prompt": _REWORD_CLAIM} if one.sure else {"prompt": _REWORD_CLAIM, "answer": _CHECK_SPEAKER}
        yield Draft("choice", one.start, fields, todo, 0.8 if one.sure else 0.5)


def speaker_statements(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """Quotations put down to somebody, in turn to the wrong person and to the right one."""
    usable = telling(found)
    speakers = list(dict.fromkeys(one.speaker for one in usable))
    for at, one in enumerate(usable):
        named = one.speaker if at % 2 else _next(speakers, one.speaker)
        evidence = quote_around(article, one.start, one.end)
        if len(speakers) < 2 or not evidence:
            continue
        fields: Fields = {
            "id": slug(f"whose {one.text}"),
            "prompt": f'It is {named} who says: "{one.text}"',
            "answer": "true" if named == one.speaker else "false",
            "evidence": evidence,
            "explain": f"Paragraph {paragraph_of(article, one.start)} puts these words down to {one.speaker}.",
            "topic": "source",
            "skill": "understand",
        }
        todo = {"prompt": f"{_REWORD_CLAIM} Use true, false and not given about equally often."}
        if not one.sure:
            todo["answer"] = _CHECK_SPEAKER
        yield Draft("statement", one.start, fields, todo, 0.6 if one.sure else 0.3)


def speakers_matched(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """People to be matched with their words."""
    first: dict[str, Quotation] = {}
    for one in telling(found):
        first.setdefault(one.speaker, one)
    chosen = sorted(list(first.values())[:4], key=lambda one: one.start)
    quotes = [quote_around(article, one.start, one.end) for one in chosen]
    if len(chosen) < 2 or not all(quotes):
        return
    unquoted = [name for name in people(article.text) if name not in {one.speaker for one in found}]
    fields: Fields = {
        "id": "whose-words",
        "prompt": "Match each quotation with the person who says it.",
        "pairs": {one.text: one.speaker for one in chosen},
        **({"extra": unquoted[:1]} if unquoted else {}),
        "evidence": quotes,
        "explain": "; ".join(f"{one.speaker}: paragraph {paragraph_of(article, one.start)}" for one in chosen) + ".",
        "topic": "source",
        "skill": "understand",
    }
    unsure = "" if all(one.sure for one in chosen) else " Check who speaks where only 'he' or 'she' does."
    yield Draft("match", len(article.text), fields, {"pairs": f"{_REWORD_CLAIM}{unsure}"}, 0.75)


def who_is_quoted(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """Which people are quoted, among others who are only named."""
    sure = [one for one in telling(found) if one.speaker in people(article.text)]
    quoted = list(dict.fromkeys(one.speaker for one in sure))
    speaking = {one.speaker for one in found}
    named = [name for name in people(article.text) if name not in speaking]
    if len(quoted) < 2 or not named:
        return
    quoted = quoted[:3]
    chosen = [next(one for one in sure if one.speaker == name) for name in quoted]
    quotes = [quote_around(article, one.start, one.end) for one in chosen]
    if not all(quotes):
        return
    where = {name: paragraph_of(article, article.text.find(name)) for name in named}
    many = ("TWO", "THREE")[len(quoted) - 2]
    fields: Fields = {
        "id": "who-is-quoted",
        "prompt": f"Which {many} of these people does the article quote in their own words?",
        "answers": quoted,
        "distractors": [{name: f"Named in paragraph {where[name]}, but not quoted."} for name in named[:3]],
        "pick": str(len(quoted)),
        "rule": "right-minus-wrong",
        "evidence": quotes,
        "explain": "; ".join(f"{one.speaker}: paragraph {paragraph_of(article, one.start)}" for one in chosen) + ".",
        "topic": "source",
        "skill": "understand",
    }
    todo = {"distractors": "Make sure that none of them is quoted; add people of your own if there are too few."}
    yield Draft("choices", len(article.text), fields, todo, 0.7)


def argued(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """What somebody thinks, in the learner's own words."""
    asked: set[str] = set()
    for one in telling(found):
        paragraph = paragraph_of(article, one.start)
        evidence = quote_around(article, one.start, one.end)
        if not evidence or one.speaker in asked:
            continue
        asked.add(one.speaker)
        fields: Fields = {
            "id": slug(f"in own words {one.speaker}", 40),
            "prompt": f"What does {one.speaker} mean in paragraph {paragraph}? Answer in a sentence or two.",
            "points": "2",
            "rubric": [
                {"points": "1", "text": f'It says in other words: "{one.text}"'},
                {"points": "1", "text": f"It makes clear that this is how {one.speaker} sees it."},
            ],
            "evidence": evidence,
            "explain": "The words are a quotation, so the article reports a view and does not say that it is so.",
            "topic": "stance",
            "skill": "evaluate",
        }
        yield Draft("open", one.start, fields, {"rubric": "Say what a good answer has; add a model: answer."}, 0.6)


def had_their_say(article: Article, found: Sequence[Quotation]) -> Iterator[Draft]:
    """A closing sentence that fits only after what one person says."""
    asked: set[str] = set()
    for one in telling(found):
        paragraph = article.paragraph_at(one.start)
        alone = {each.speaker for each in found if paragraph.start <= each.start < paragraph.end}
        elsewhere = [
            each for each in found if each.speaker == one.speaker and not paragraph.start <= each.start < paragraph.end
        ]
        start, end = article.sentences[paragraph.first_sentence + paragraph.sentences - 2]
        after = quote_around(article, max(start, end - 12), end - 1)
        evidence = quote_around(article, one.start, one.end)
        if alone != {one.speaker} or elsewhere or not after or not evidence or one.speaker in asked:
            continue
        asked.add(one.speaker)
        fields: Fields = {
            "id": slug(f"place {one.speaker}"),
            "prompt": "Where in the article does this sentence belong?",
            "sentence": f"So much for how {one.speaker} sees it.",
            "after": after,
            "evidence": evidence,
            "explain": f"Only paragraph {paragraph.number} gives the view of {one.speaker}, and it ends there.",
            "topic": "sequence",
            "skill": "understand",
        }
        todo = {"sentence": "Write one that ties in with the words around it and fits nowhere else."}
        yield Draft("insert", one.start, fields, todo, 0.5)


def _others(article: Article, one: Quotation, found: Sequence[Quotation]) -> dict[str, str]:
    """Other people with why it was not they: what they say themselves, or where they are only named."""
    reasons: dict[str, str] = {}
    for each in telling(found):
        if each.speaker != one.speaker and each.speaker not in reasons:
            reasons[each.speaker] = (
                f'{each.speaker} speaks in paragraph {paragraph_of(article, each.start)}: "{each.text}"'
            )
    for name in people(article.text):
        if name != one.speaker and name not in reasons:
            at = article.text.find(name)
            reasons[name] = f"{name} is named in paragraph {paragraph_of(article, at)}, but does not say this."
    return reasons


def _next(speakers: Sequence[str], speaker: str) -> str:
    return speakers[(speakers.index(speaker) + 1) % len(speakers)]


def _as(description: str) -> str:
    return description if '"' in description else f'"{description}"'
