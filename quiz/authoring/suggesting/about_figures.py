"""Drafts about what is counted and dated."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.articles.article import Article
from quiz.authoring.suggesting.draft import Draft, Fields, slug
from quiz.authoring.suggesting.figures import Dated, Figure, in_words
from quiz.authoring.suggesting.places import paragraph_of, quote_around, without, words_around

_REWORD = "Say it in words of your own, so that searching for them does not find the sentence."
_TRAP = "Say why, and what the trap is."
_CLAUSE_WORDS = 25
_LEAST_TOLD = 4
_LASTING = ("second", "minute", "hour", "day", "week", "month", "year")


def number_drafts(article: Article, found: Sequence[Figure]) -> Iterator[Draft]:
    """Each figure as a typed number, asked for by what it counts."""
    for one in found:
        evidence = quote_around(article, one.start, one.end)
        prompt = _asks_for(article, one, found)
        if not evidence or not prompt:
            continue
        fields: Fields = {
            "id": slug(f"{_name(one)} {paragraph_of(article, one.start)}"),
            "prompt": prompt,
            "answer": one.key,
        }
        if one.unit:
            fields["unit"] = _unit(one)
        fields |= _proof(evidence, _and_others(article, one, found), "figure", "locate")
        yield Draft("number", one.start, fields, {"prompt": _REWORD, "explain": _TRAP}, 0.8 if one.noun else 0.5)


def figure_statements(article: Article, found: Sequence[Figure]) -> Iterator[Draft]:
    """Each figure with another one's value: false, and told apart only by reading what is counted."""
    counted = [one for one in found if one.noun and not one.unit and not one.joined]
    for one in counted:
        other = next((each for each in counted if each.key != one.key and each.noun != one.noun), None)
        evidence = quote_around(article, one.start, one.end)
        if other is None or not evidence:
            continue
        why = f"Paragraph {paragraph_of(article, one.start)} has {one.text}; {_what(article, other)}."
        fields: Fields = {
            "id": slug(f"not {other.key} {one.noun}"),
            "prompt": f"The article puts the number of {one.noun} at {other.key}.",
            "answer": "false",
            **_proof(evidence, why, "figure", "understand"),
        }
        todo = {"prompt": "Keep it false, or make it true or not given: use all three about equally often."}
        yield Draft("statement", one.start, fields, todo, 0.7)


def figure_choices(article: Article, found: Sequence[Figure]) -> Iterator[Draft]:
    """A figure among the article's other figures, each with what it stands for."""
    counted = [one for one in found if one.noun and not one.unit and not one.joined]
    for one in counted:
        others = {each.key: each for each in counted if each.key != one.key and each.noun != one.noun}
        evidence = quote_around(article, one.start, one.end)
        if len(others) < 2 or not evidence:
            continue
        options = [
            {each.key: f"{_what(article, each)[:1].upper()}{_what(article, each)[1:]}."} for each in others.values()
        ]
        fields: Fields = {
            "id": slug(f"which number {one.noun}"),
            "prompt": f"Which of these numbers does the article connect with {one.noun}?",
            "answer": one.key,
            "distractors": options[:3],
            **_proof(evidence, _and_others(article, one, found), "figure", "locate"),
        }
        yield Draft("choice", one.start, fields, {"prompt": _REWORD, "explain": _TRAP}, 0.6)


def figure_matches(article: Article, found: Sequence[Figure]) -> Iterator[Draft]:
    """The article's figures to be matched with what they stand for."""
    counted: dict[str, Figure] = {}
    for one in found:
        if one.noun and one.noun not in {each.noun for each in counted.values()}:
            counted.setdefault(_said(one), one)
    if len(counted) < 3:
        return
    chosen = dict(list(counted.items())[:5])
    quotes = [quote_around(article, one.start, one.end) for one in chosen.values()]
    if not all(quotes):
        return
    fields: Fields = {
        "id": "figures",
        "prompt": "Match each figure with what it stands for in the article.",
        "pairs": {said: one.noun for said, one in chosen.items()},
        "evidence": list(dict.fromkeys(quotes)),
        "explain": "Each figure stands right beside what it counts; the paragraphs are "
        + ", ".join(str(paragraph_of(article, one.start)) for one in chosen.values()) + ".",
        "topic": "figure",
        "skill": "locate",
    }  # fmt: skip
    todo = {"pairs": "Reword the right-hand sides, and add one under extra: that no figure belongs to."}
    yield Draft("match", len(article.text), fields, todo, 0.7)


def date_drafts(article: Article, found: Sequence[Dated]) -> Iterator[Draft]:
    """Each date as a typed date, asked for by what happened then."""
    seen: set[str] = set()
    for one in found:
        evidence = quote_around(article, one.start, one.end)
        if not evidence or one.key in seen:
            continue
        seen.add(one.key)
        told, at = evidence, evidence.find(one.text)
        if at < 0 or len(told.split()) > _CLAUSE_WORDS:
            continue
        gap = without(told, at, at + len(one.text))
        if len(gap.split()) < _LEAST_TOLD:
            continue  # a dateline: nothing happened then
        asked = in_words(one.key)
        start = f"The article is dated {_day(article.published)}. " if one.reckoned and article.published else ""
        prompt = f'{start}Which {asked} belongs in the gap? "{gap}"'
        said = f'Paragraph {paragraph_of(article, one.start)} says "{one.text}"'
        why = f"{said}, which is reckoned from the day the article appeared." if one.reckoned else f"{said}."
        fields: Fields = {
            "id": slug(f"when {gap.replace('___', '')}"),
            "prompt": prompt,
            "answer": one.key,
            **_proof(evidence, why, "date", "understand" if one.reckoned else "locate"),
        }
        yield Draft("date", one.start, fields, {"prompt": "Ask when it happened, in words of your own."}, 0.7)


def date_orders(article: Article, found: Sequence[Dated]) -> Iterator[Draft]:
    """Three or more dated things to be put in order of time."""
    dated: dict[str, tuple[Dated, str]] = {}
    for one in found:
        quote = quote_around(article, one.start, one.end)
        if not quote or len(quote.split()) > _CLAUSE_WORDS or "/" in one.key:
            continue
        if one.key not in dated and "..." not in (told := _undated(quote, one.text)) and len(told.split()) > 3:
            dated[one.key] = (one, quote)
    if len(dated) < 3:
        return
    ordered = sorted(dated)
    if any(later.startswith(sooner) for sooner in ordered for later in ordered if later != sooner):
        return  # a year and a day in it have no order
    fields: Fields = {
        "id": "in-order-of-time",
        "prompt": "Put these in order of time, earliest first.",
        "sequence": [_undated(dated[key][1], dated[key][0].text) for key in ordered],
        "rule": "pairs",
        "evidence": [dated[key][1] for key in ordered],
        "explain": "The dates are " + ", ".join(ordered) + ".",
        "topic": "sequence",
        "skill": "understand",
    }
    yield Draft(
        "order", len(article.text), fields, {"sequence": "Reword the items; none should name its own date."}, 0.8
    )


def _undated(quote: str, written: str) -> str:
    rest = quote.replace(written, "...", 1).strip(" ,;:")
    for word in ("on", "in", "since", "last", "late on", "around"):
        rest = rest.replace(f" {word} ...", " ...").removeprefix(f"{word.capitalize()} ...")
    rest = rest.strip(" .,;:")
    return rest[:1].upper() + rest[1:]


def _proof(evidence: str, explain: str, topic: str, skill: str) -> Fields:
    return {"evidence": evidence, "explain": explain, "topic": topic, "skill": skill}


def _asks_for(article: Article, one: Figure, found: Sequence[Figure]) -> str:
    paragraph = paragraph_of(article, one.start)
    unit = _unit(one)
    if any(_is_rival(each, one) and paragraph_of(article, each.start) == paragraph for each in found):
        return _gap(article, one)
    if one.unit == "%":
        share = f"share of {one.noun}" if one.noun else "share"
        return f"What {share} does paragraph {paragraph} name, in percent?"
    if one.joined and one.noun and (not one.unit or one.unit in _LASTING):
        if one.unit:
            return f"How many {unit} does the {one.noun} of paragraph {paragraph} last?"
        return f"How many {one.joined}s does the {one.noun} of paragraph {paragraph} have?"
    if one.noun and not one.unit:
        return f"How many {one.noun} does paragraph {paragraph} speak of?"
    return _gap(article, one)


def _is_rival(other: Figure, one: Figure) -> bool:
    """Whether two figures differ, and count what ends in the same word: naming it would not tell which is meant."""
    return other.key != one.key and bool(one.noun) and other.noun.split()[-1:] == one.noun.split()[-1:]


def _gap(article: Article, one: Figure) -> str:
    unit = _unit(one)
    number, _, unit_word = one.text.rpartition(" ")
    end = one.start + len(number) if number and unit_word.isalpha() else one.end
    asked = f"How many {unit} belong" if unit and end == one.end else "Which number belongs"
    return f'{asked} in the gap? "{words_around(article, one.start, end)}"'


def _unit(one: Figure) -> str:
    plain = one.unit
    return plain if plain in ("%", "") or plain.endswith("s") or one.key == "1" else f"{plain}s"


def _said(one: Figure) -> str:
    return one.text if one.unit or not one.joined else f"{one.text} {one.joined}s"


def _name(one: Figure) -> str:
    return one.noun or f"{one.text}"


def _what(article: Article, one: Figure) -> str:
    return f"{one.text} is the number of {one.noun} in paragraph {paragraph_of(article, one.start)}"


def _and_others(article: Article, one: Figure, found: Sequence[Figure]) -> str:
    said = f"Paragraph {paragraph_of(article, one.start)} says {one.text}."
    others = [each for each in found if each.key != one.key and each.noun and not each.unit and not each.joined]
    return f"{said} Not to be confused with it: {_what(article, others[0])}." if others else said


def _day(day: date | None) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}" if day else ""
