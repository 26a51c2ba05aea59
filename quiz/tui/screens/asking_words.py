"""What the asking screen says and shows, worked out from its desk: top line, keys, highlights, the next question."""

from collections.abc import Mapping
from typing import Literal

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt
from quiz.attempts.desk import Desk, Feedback
from quiz.questions.response import Marked, Place
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.status import clock, score_text

Keys = list[tuple[str, str, str]]
Asks = Literal["", "proof", "sureness", "judgement"]
"""What is asked for beside the answer itself."""

MINUTE = 60_000
FEW = 4
"""Questions that are named one by one."""
LAST = 2 * MINUTE
"""Milliseconds before the end of a limit from which the seconds are told."""


def top_line(desk: Desk, here: str, who: str) -> str:
    """Learner, place, score or mode, time."""
    attempt = desk.attempt
    over = attempt.finished is not None
    shown = desk.rules.feedback or over
    number = list(attempt.items).index(here) + 1
    time = time_line(desk.elapsed(), None if over else desk.time_left())
    told = [item for item in attempt.items.values() if over or (item.answered and not keeps_verdict(desk, item.id))]
    score = score_text(sum(item.earned for item in told), sum(item.points for item in told))
    score = score if shown else attempt.started.mode
    return "   ".join(part for part in (who, f"{number}/{len(attempt.items)}", score, time) if part)


def time_line(elapsed: int, left: int | None) -> str:
    """The time in whole minutes, and by the second in the last two of a limit; arguments in milliseconds.

    A line that says another thing each second is painted each second, by each of the forty programs of a class's host.
    """
    if left is None:
        return _minutes(elapsed // MINUTE)
    return f"{clock(left) if left <= LAST else _minutes(-(-left // MINUTE))} left"


def _minutes(many: int) -> str:
    return f"{many // 60} h {many % 60:02} min" if many >= 60 else f"{many} min"


def proof_title(picked: int) -> str:
    """Over the article while a proof is wanted. A second sentence joins the first, which is easily not meant."""
    if not picked:
        return "Answered. Point at the sentence that proves it"
    return f"Answered. {picked} sentence{'' if picked == 1 else 's'} picked as its proof"


def keeps_verdict(desk: Desk, question: str) -> bool:
    """Whether a question's verdict is not told yet, because its proof comes first."""
    item = desk.attempt.items[question]
    return item.answered and desk.wants_proof(question) and desk.view(question).cite == "independent"


def keys_for(
    desk: Desk, here: str, *, asks: Asks, typing: bool, how: str, gives: tuple[str, str], narrow: bool, reading: bool
) -> Keys:
    """(key as shown, what it does, the screen's action), the most useful first, help last.

    typing: letters go into the answer. how and gives are the answer widget's words: what to do, and the key that gives.
    """
    item = desk.attempt.items[here]
    over = desk.attempt.finished is not None
    is_open = not item.closed and not over
    keys: Keys
    if asks == "proof":
        keys = [("↑↓ space", "pick", ""), ("enter", "give", "give"), ("s", "skip", "no_proof")]
    elif asks == "judgement":
        keys = [("space", "ticks", ""), ("enter", "keep", "give")]
    elif asks == "sureness":
        keys = [("1-3", "how sure", "")]
    elif is_open:
        keys = [("", how, ""), (*gives, "give")] if how else [(*gives, "give")]
    else:
        keys = [("enter", "next", "enter"), ("e", "evidence", "evidence"), ("=", "sum", "arithmetic")]
        keys += [] if over else [("u", "undo", "undo")]
        if item.verdict is not None and item.verdict.outcome in ("near", "wrong"):
            keys.append(("!", "I was right", "claim"))
    if narrow:  # before what is merely useful, and can be found in the help
        to_other = ("tab", "question" if reading else "article", "swap")
        keys.insert(2 if is_open or asks == "proof" else 1, to_other)
    if is_open and not asks:
        keys.append(("ctrl+n" if typing else "n", "next", "go(1)"))
        keys.append(("ctrl+f" if typing else "f", "flag", "flag"))
        if desk.view(here).hints > item.hints and desk.rules.hints:
            cost = next(iter(desk.view(here).hint_costs[item.hints :]), 0.0)
            keys.append(("ctrl+t" if typing else "h", f"hint (-{cost:.0%})" if cost else "hint", "hint"))
    if desk.originals:
        keys.append(("o", "original", "original"))
    if len(desk.articles) > 1:
        keys.append(("f2" if typing and is_open else "[ ]", "other article", "article(1)"))
    if not narrow:
        keys.append(("tab", "question" if reading else "article", "swap"))
    if not over:
        keys.append(("ctrl+d" if typing and is_open else "F", "finish", "finish"))
    return [*keys, ("esc", "leave", "leave"), ("f1", "help", "help")]


def looks_for(desk: Desk, here: str, feedback: Feedback | None, *, original: bool) -> list[tuple[Place, Look]]:
    """What to highlight in the articles: what the prompt points at; with feedback also the evidence and wrong picks.

    original: the original is on show, whose places are others and where only evidence can be named.
    """
    if original:
        places = desk.original_places(here) if feedback else {}
        return [(place, "evidence") for found in places.values() for place in found]
    looks: list[tuple[Place, Look]] = [(place, "at") for place in desk.view(here).at]
    if feedback is None:
        return looks
    looks += [(place, "evidence") for place in feedback.places]
    item = desk.attempt.items[here]
    response = item.given
    if isinstance(response, Marked) and not (item.latest or feedback.verdict).right:
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


def unanswered(attempt: Attempt) -> str:
    """The questions in which nothing stands, by number where they are few: ``question 3``; "" where there are none."""
    left = [str(at) for at, item in enumerate(attempt.items.values(), 1) if not item.answered and item.draft is None]
    if len(left) > FEW:
        return f"{len(left)} questions"
    return f"question{'' if len(left) == 1 else 's'} {', '.join(left)}" if left else ""


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
