"""What a reader can go by who has not seen the text: the clues of test-wiseness, one function each.

A clue looks at a question's view, which has no key in it, and at what else a learner sees of the set before answering.
It bets: on some of the options, for each part of the question it can say something about. After J. Millman, C. H.
Bishop and R. Ebel, An analysis of test-wiseness (Educational and Psychological Measurement 25, 1965).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from quiz.questions.giving_away import Told
from quiz.questions.plain_words import keywords
from quiz.questions.view import OptionsView, OrderView, PairsView, TextView, View
from quiz.questions.wording import absolute

_HEDGE = re.compile(
    r"\b(?:may|might|could|some|sometimes|usually|often|likely|probably|partly|mostly|seems?|appears?|about|nearly|"
    r"at least|as far as)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(r"\d[\d.,]*|\b[A-Z]\w+|[\"“]|\b(?:by|if|unless|until|because|after|before|without|except)\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class Bet(NamedTuple):
    """A guess at one part of a question.

    part: which one ("" where there is only one; a row or left otherwise). on: the options it may be, alike in the
    guesser's eyes; of: all there are, () for what is typed.
    """

    part: str
    on: tuple[str, ...]
    of: tuple[str, ...]


class Seen(NamedTuple):
    """What else a learner sees before answering: texts about the same matter, see ``giving_away``."""

    about_it: Sequence[Told]


def _pick_one(view: View) -> tuple[str, ...]:
    """The options of a question that asks for one of the author's own; none for another kind."""
    return view.options if isinstance(view, OptionsView) and view.pick == 1 and view.kind != "statement" else ()


def _extreme(options: Sequence[str], of: Callable[[str], float]) -> Iterator[Bet]:
    """A bet on the one option that has most of something; none where two have as much."""
    if len(options) < 2:
        return
    first, second = sorted(options, key=of)[-1:-3:-1]
    if of(first) > of(second):
        yield Bet("", (first,), tuple(options))


def longest(view: View, _: Seen) -> Iterator[Bet]:
    """The longest option."""
    yield from _extreme(_pick_one(view), len)


def most_specific(view: View, _: Seen) -> Iterator[Bet]:
    """The option with the most figures, names, quotations and conditions."""
    yield from _extreme(_pick_one(view), lambda text: len(_DETAIL.findall(text[1:])))


def hedged(view: View, _: Seen) -> Iterator[Bet]:
    """The options that commit themselves least: may, some, usually."""
    options = _pick_one(view)
    found = tuple(one for one in options if _HEDGE.search(one))
    if 0 < len(found) < len(options):
        yield Bet("", found, options)


def without_absolutes(view: View, _: Seen) -> Iterator[Bet]:
    """The options without always, never or all."""
    options = _pick_one(view)
    found = tuple(one for one in options if not absolute(one))
    if 0 < len(found) < len(options):
        yield Bet("", found, options)


def middle_number(view: View, _: Seen) -> Iterator[Bet]:
    """Of numbers those in the middle."""
    options = _pick_one(view)
    if len(options) < 3:
        return
    values = [_value(one) for one in options]
    if any(value is None for value in values) or len(set(values)) < len(values):
        return
    order = sorted(options, key=lambda one: _value(one) or 0.0)
    yield Bet("", tuple(order[(len(order) - 1) // 2 : len(order) // 2 + 1]), options)


def most_alike(view: View, _: Seen) -> Iterator[Bet]:
    """The option that has most in common with the others: wrong ones are made from the right one."""
    options = _pick_one(view)
    yield from _extreme(
        options, lambda one: sum(len(keywords(one) & keywords(other)) for other in options if other != one)
    )


def odd_one_out(view: View, _: Seen) -> Iterator[Bet]:
    """The option that has least in common with the others."""
    options = _pick_one(view)
    yield from _extreme(
        options, lambda one: -sum(len(keywords(one) & keywords(other)) for other in options if other != one)
    )


def echo(view: View, _: Seen) -> Iterator[Bet]:
    """The option, or the right side, that repeats most words of what it answers."""
    wanted = keywords(view.prompt)
    yield from _extreme(_pick_one(view), lambda one: len(wanted & keywords(one)))
    if isinstance(view, PairsView) and not view.grid:
        for left in view.lefts:
            own = keywords(left)
            for bet in _extreme(view.rights, lambda one, own=own: len(own & keywords(one))):  # type: ignore[misc]
                yield bet._replace(part=left)


def grammar(view: View, _: Seen) -> Iterator[Bet]:
    """After "a" or "an" the options that go on as they must."""
    options = _pick_one(view)
    ends = re.search(r"\b(an?)[ _.…:]*$", view.prompt.casefold())
    if ends and options:
        found = tuple(one for one in options if (one[:1].lower() in "aeiou") == (ends.group(1) == "an"))
        if 0 < len(found) < len(options):
            yield Bet("", found, options)


def always(word: str) -> Callable[[View, Seen], Iterator[Bet]]:
    """The same word of the scale every time."""

    def bet(view: View, _: Seen) -> Iterator[Bet]:
        if isinstance(view, OptionsView) and view.kind == "statement" and word in view.options:
            yield Bet("", (word,), view.options)

    return bet


def absolute_is_false(view: View, _: Seen) -> Iterator[Bet]:
    """A statement with always, never or all is not true."""
    if isinstance(view, OptionsView) and view.kind == "statement" and absolute(view.prompt):
        yield Bet("", tuple(one for one in view.options if one not in ("true", "yes")), view.options)


def column(number: int) -> Callable[[View, Seen], Iterator[Bet]]:
    """The same column of a grid every time."""

    def bet(view: View, _: Seen) -> Iterator[Bet]:
        if isinstance(view, PairsView) and view.grid and number < len(view.rights):
            for row in view.lefts:
                yield Bet(row, (view.rights[number],), view.rights)

    return bet


def years_in_order(view: View, _: Seen) -> Iterator[Bet]:
    """Items with years in them, by their years."""
    if isinstance(view, OrderView):
        years = [_YEAR.findall(item) for item in view.items]
        if all(len(found) == 1 for found in years) and len({found[0] for found in years}) == len(years):
            yield Bet("", tuple(sorted(view.items, key=lambda item: _YEAR.findall(item)[0])), view.items)


def told_elsewhere(view: View, seen: Seen) -> Iterator[Bet]:
    """What another prompt or a title says about the same matter."""
    options = _pick_one(view)
    if options:
        found = tuple(
            one for one in options if keywords(one) and any(keywords(one) <= text.words for text in seen.about_it)
        )
        if 0 < len(found) < len(options):
            yield Bet("", found, options)
    elif isinstance(view, TextView) and not view.long:
        said = tuple(dict.fromkeys(word for one in seen.about_it for word in _said(view.kind, one.text, view.prompt)))
        if said:
            yield Bet("", said, ())


def _said(kind: str, text: str, prompt: str) -> Iterator[str]:
    """The numbers, dates or names that a text says and a prompt does not."""
    match kind:
        case "number":
            from quiz.matching.numbers import find_numbers

            for number in find_numbers(text):
                yield text[number.start : number.end]
        case "date":
            from quiz.matching.dates import find_dates

            for day in find_dates(text):
                yield text[day.start : day.end]
        case "name":
            from quiz.matching.names import find_names

            for name in find_names(text):
                if name.text not in prompt:
                    yield name.text


def _value(text: str) -> float | None:
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return None
    from quiz.matching.numbers import find_numbers

    found = find_numbers(text)
    return float(found[0].value) if len(found) == 1 else None


CLUES: dict[str, Callable[[View, Seen], Iterator[Bet]]] = {
    "the longest option": longest,
    "the most specific option": most_specific,
    "the option with a hedge": hedged,
    "no option with always, never or all": without_absolutes,
    "the number in the middle": middle_number,
    "the option most like the others": most_alike,
    "the odd one out": odd_one_out,
    "the option that repeats the prompt": echo,
    "a or an before it": grammar,
    "true every time": always("true"),
    "false every time": always("false"),
    "yes every time": always("yes"),
    "no every time": always("no"),
    "not given every time": always("not given"),
    "always, never or all is not true": absolute_is_false,
    "the first column every time": column(0),
    "the second column every time": column(1),
    "the third column every time": column(2),
    "by the years in the items": years_in_order,
    "told by another prompt or a title": told_elsewhere,
}
"""Every clue by what the guesser goes by."""
