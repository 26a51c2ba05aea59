"""What the asking screen says and shows, worked out from its desk: top line, keys, highlights, the next question."""

from collections.abc import Mapping

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt
from quiz.attempts.desk import Desk, Feedback
from quiz.questions.response import Marked, Place
from quiz.tui.widgets.reader import Look
from quiz.tui.widgets.status import clock, score_text

Keys = list[tuple[str, str, str]]


def top_line(desk: Desk, here: str, who: str) -> str:
    """Learner, place, score or mode, time."""
    attempt = desk.attempt
    shown = desk.rules.feedback or attempt.finished is not None
    number = list(attempt.items).index(here) + 1
    left = desk.time_left()
    time = clock(desk.elapsed()) if left is None else f"{clock(left)} left"
    score = score_text(attempt.earned, attempt.asked) if shown else attempt.started.mode
    return "   ".join(part for part in (who, f"{number}/{len(attempt.items)}", score, time) if part)


def keys_for(desk: Desk, here: str, *, proving: bool, typing: bool, help_: str, narrow: bool, reading: bool) -> Keys:
    """(key as shown, what it does, key as pressed), the most useful first, help last."""
    item = desk.attempt.items[here]
    over = desk.attempt.finished is not None
    keys: Keys
    if proving:
        keys = [("↑↓ space", "pick", ""), ("enter", "give", "enter"), ("s", "without", "s")]
    elif item.closed or over:
        keys = [("enter", "next", "n"), ("e", "evidence", "e"), ("=", "sum", "equals_sign")]
        keys += [] if over else [("u", "undo", "u")]
        if item.verdict is not None and item.verdict.outcome in ("near", "wrong"):
            keys.append(("!", "I was right", "exclamation_mark"))
    else:
        keys = [("", help_, "")]
    if narrow:
        keys.append(("tab", "question" if reading else "article", "tab"))
    if not item.closed and not proving and not over:
        keys.append(("ctrl+n" if typing else "n", "next", "ctrl+n"))
        keys.append(("ctrl+f" if typing else "f", "flag", "ctrl+f"))
        if desk.view(here).hints > item.hints and desk.rules.hints:
            keys.append(("ctrl+t" if typing else "h", "hint", "ctrl+t"))
    if len(desk.articles) > 1:
        keys.append(("[ ]", "other article", "right_square_bracket"))
    return [*keys, ("esc", "leave", "escape"), ("f1", "help", "f1")]


def looks_for(desk: Desk, here: str, feedback: Feedback | None) -> list[tuple[Place, Look]]:
    """What to highlight in the articles: what the prompt points at; with feedback also the evidence and wrong picks."""
    looks: list[tuple[Place, Look]] = [(place, "at") for place in desk.view(here).at]
    if feedback is None:
        return looks
    looks += [(place, "evidence") for place in feedback.places]
    response = desk.attempt.items[here].response
    if isinstance(response, Marked) and not feedback.verdict.right:
        looks += [(place, "wrong") for place in response.places if not _touches(place, feedback.places)]
    return looks


def next_question(attempt: Attempt, here: str, by: int, *, wrap: bool) -> str | None:
    """The question after (1) or before (-1) this one; after the last, with wrap, the first not answered; else None."""
    ids = list(attempt.items)
    at = ids.index(here) + by
    if 0 <= at < len(ids):
        return ids[at]
    if by > 0 and wrap and not attempt.finished:
        return next((one for one in ids if not attempt.items[one].answered), None)
    return None


def where_in(articles: Mapping[str, Article], places: tuple[Place, ...]) -> str:
    """``paragraph 6``, or which paragraphs of which articles, for the evidence."""
    found: dict[str, list[int]] = {}
    for place in places:
        number = articles[place.article].paragraph_at(place.start).number
        numbers = found.setdefault(place.article, [])
        if number is not None and number not in numbers:
            numbers.append(number)
    said = []
    for article, numbers in found.items():
        noun = "paragraph" if len(numbers) == 1 else "paragraphs"
        listed = ", ".join(map(str, sorted(numbers)))
        said.append(f"{noun} {listed}" + (f' of "{articles[article].title}"' if len(articles) > 1 else ""))
    return " and ".join(said)


def _touches(place: Place, others: tuple[Place, ...]) -> bool:
    return any(one.article == place.article and one.start < place.end and place.start < one.end for one in others)
