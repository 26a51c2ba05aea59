"""All drafts an article's text allows, each proved by the check, in the order of the text."""

from collections.abc import Iterator
from itertools import islice

import msgspec

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.authoring.suggesting import about_any, about_figures, about_people, about_text
from quiz.authoring.suggesting.draft import Draft, question_lines
from quiz.authoring.suggesting.figures import dates, figures
from quiz.authoring.suggesting.speakers import described, quotations
from quiz.questions.check import check_text
from quiz.questions.kinds import KINDS

_FILLER = 0.25
"""What is worth less only shows the form of a kind."""

MOST_OF_A_KIND = 4
MOST_OF_A_MAKER = 20
MOST_FOUND = 200
LONGEST_READ = 100_000
"""Characters of an article that are looked at for drafts: no class reads more."""


def drafts(article: Article, library: Library) -> list[Draft]:
    """Every draft that the check finds no error in, each with an id of its own, the better one first.

    library: where the article is from.
    """
    named: set[str] = set()
    found = []
    for draft in sorted(_all(article), key=lambda one: (-one.worth, one.place)):
        draft = _with_id(draft, named)
        if _is_sound(draft, article, library):
            named.add(draft.id)
            found.append(draft)
    return found


def suggested(article: Article, library: Library) -> list[Draft]:
    """The best drafts, a few of each kind and no two about the same words, in the order of the text."""
    chosen: list[Draft] = []
    for draft in drafts(article, library):
        alike = [one for one in chosen if one.kind == draft.kind]
        same_place = any(one.fields["evidence"] == draft.fields["evidence"] for one in chosen)
        if len(alike) < MOST_OF_A_KIND and not same_place and draft.worth > _FILLER:
            chosen.append(draft)
    return sorted(chosen, key=lambda one: one.place)


def one_of_each(article: Article, library: Library) -> dict[str, Draft]:
    """Kind -> its best draft, in the order of the kinds; a kind the text allows none of is left out."""
    best: dict[str, Draft] = {}
    for draft in drafts(article, library):
        best.setdefault(draft.kind, draft)
    return {kind: best[kind] for kind in KINDS if kind in best}


def _all(article: Article) -> Iterator[Draft]:
    if len(article.text) > LONGEST_READ:
        return
    counted, dated = list(islice(figures(article), MOST_FOUND)), list(islice(dates(article), MOST_FOUND))
    quoted, known = list(islice(quotations(article), MOST_FOUND)), list(islice(described(article), MOST_FOUND))
    makers = (
        about_figures.number_drafts(article, counted),
        about_figures.figure_statements(article, counted),
        about_figures.figure_choices(article, counted),
        about_figures.figure_matches(article, counted),
        about_figures.date_drafts(article, dated),
        about_figures.date_orders(article, dated),
        about_people.who_is(article, known),
        about_people.what_is(article, known),
        about_people.who_says(article, quoted),
        about_people.speaker_statements(article, quoted),
        about_people.speakers_matched(article, quoted),
        about_people.who_is_quoted(article, quoted),
        about_people.argued(article, quoted),
        about_people.had_their_say(article, quoted),
        about_text.conditions(article),
        about_text.told_or_reported(article),
        about_text.in_order_of_text(article),
        about_text.gapped(article, counted),
        about_text.plain_statements(article),
        about_any.quoted_words(article, quoted),
        about_any.people_in_gaps(article),
        about_any.examples(article),
    )
    for made in makers:
        yield from islice(made, MOST_OF_A_MAKER)


def _with_id(draft: Draft, taken: set[str]) -> Draft:
    names = [draft.id, *(f"{draft.id}-{number}" for number in range(2, len(taken) + 3))]
    free = next(name for name in names if name not in taken)
    return msgspec.structs.replace(draft, fields={**draft.fields, "id": free})


def _is_sound(draft: Draft, article: Article, library: Library) -> bool:
    """Whether the check finds no error in a draft as it will be written."""
    text = f"title: Draft\narticles: [{article.id}]\nquestions:\n" + "\n".join(question_lines(draft)) + "\n"
    return not [one for one in check_text(text, "draft", "draft", library) if one.severity == "error"]
