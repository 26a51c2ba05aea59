"""What practice adds up to, from hand-made trials: every number can be checked by counting."""

import csv
import html.parser
import io
import itertools
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.memory import DAY, Card
from quiz.attempts.standing import Standing
from quiz.attempts.trial import Trial
from quiz.questions.question_set import QuestionSet
from quiz.reports import svg
from quiz.reports.page import as_page
from quiz.reports.progress import FORECAST, Progress, Score, Share, work_out
from quiz.reports.table import COLUMNS, as_csv, for_programs, safe_cell
from quiz.reports.text import lines
from tests.plain.stage import a_set

MONDAY = date(2026, 3, 2).toordinal()
NOW = (MONDAY + 3) * DAY + DAY // 2
ids = itertools.count()


def day_of(at: int) -> int:
    """Days from year 1, as if 1970 had begun then: hand-made times are in whole days."""
    return at // DAY


def trial(question: str = "cost", *, day: int = 0, credit: float = 1.0, seconds: float = 10.0, **more: object) -> Trial:
    outcome = "right" if credit == 1 else "near" if credit else "wrong"
    at = (MONDAY + day) * DAY + 5
    given_ = {"points": 1.0, "earned": credit, "credit": credit, "outcome": outcome, "answers": 1}
    given_ |= {"spent": round(seconds * 1000), "at": at, "decided": at}
    return Trial(
        f"{next(ids):032x}",
        question,
        "l",
        "harbour",
        question,
        "practice",
        **{**given_, **more},  # type: ignore[arg-type]
    )


def standing(day: int, earned: float, *, set_: str = "harbour", total: float = 5.0, **more: object) -> Standing:
    at = (MONDAY + day) * DAY
    return Standing(
        f"{next(ids):032x}",
        "l",
        set_,
        "The harbour",
        "practice",
        at,
        at,
        1,
        1,
        4,
        total,
        {"cost": earned},
        **{"finished": True, **more},  # type: ignore[arg-type]
    )


@pytest.fixture
def harbour(tmp_path: Path) -> dict[str, QuestionSet]:
    return {"harbour": a_set(tmp_path)}


def report(
    trials: list[Trial],
    sets: dict[str, QuestionSet],
    standings: Sequence[Standing] = (),
    cards: Sequence[Card] = (),
    **how: object,
) -> Progress:
    return work_out("Ada", trials, standings, cards, sets, now=NOW, day_of=day_of, **how)  # type: ignore[arg-type]


def test_shares_by_topic_skill_and_kind(harbour: dict[str, QuestionSet]) -> None:
    found = report(
        [trial(seconds=4), trial(credit=0, seconds=8), trial(credit=0.5, seconds=30), trial("opened"), trial("gone")],
        harbour,
    )
    assert (found.answers, found.right, found.credit, found.seconds) == (5, 3, 0.7, 62.0)
    assert found.topics == (Share("figure", 3, 1, 0.5, 8.0, 0.0), Share("date", 1, 1, 1.0, 10.0, 0.0))
    assert found.skills == (Share("locate", 4, 2, 0.625, 9.0, 0.0),)
    assert [share.name for share in found.kinds] == ["number", "date"]


def test_only_judged_answers_count(harbour: dict[str, QuestionSet]) -> None:
    waiting = trial("why", outcome="open", credit=0.0)
    assert report([waiting, trial(decided=None)], harbour).answers == 0
    assessed = msgspec.structs.replace(waiting, assessed=True, credit=0.5)
    assert report([assessed], harbour).credit == 0.5


def test_scores_say_how_they_compare_with_the_time_before(harbour: dict[str, QuestionSet]) -> None:
    standings = [
        standing(9, 4.0),
        standing(1, 2.0),
        standing(3, 1.5, total=4.0),  # the set had fewer questions then
        standing(5, 3.0, part=True),
        standing(6, 3.0, finished=False),
        standing(7, 3.0, set_="/review", part=True),
        standing(8, 2.0, total=4.0),
    ]
    (only,) = report([trial()], harbour, standings).sets
    assert [(score.earned, score.change) for score in only.scores] == [
        (2.0, None),
        (1.5, None),
        (2.0, 0.5),
        (4.0, None),
    ]
    assert only.scores[0] == Score((MONDAY + 1) * DAY, MONDAY + 1, "practice", 2.0, 5.0)


def test_right_for_the_right_reason(harbour: dict[str, QuestionSet]) -> None:
    given_ = [
        (1.0, "right"),
        (1.0, "near"),
        (1.0, "wrong"),
        (1.0, "not-answered"),
        (0.0, "right"),
        (0.5, "wrong"),
        (1.0, ""),
    ]
    found = report([trial(credit=credit, citation=citation) for credit, citation in given_], harbour).proofs
    assert (found.right_found, found.right_elsewhere, found.wrong_found, found.wrong_elsewhere) == (2, 2, 1, 1)


def test_certainty_against_correctness(harbour: dict[str, QuestionSet]) -> None:
    given_ = [(3, 1.0), (3, 1.0), (3, 0.0), (1, 0.0), (0, 1.0)]
    found = report([trial(credit=credit, certainty=certainty) for certainty, credit in given_], harbour)
    assert [(one.certainty, one.answers, one.right) for one in found.sure] == [(1, 1, 0), (3, 3, 2)]


@pytest.mark.parametrize(
    ("days", "streak", "longest"),
    [([], 0, 0), ([3], 1, 1), ([1, 2], 2, 2), ([1, 2, 3], 3, 3), ([-9, -8, -7, -6, 0, 2], 1, 4), ([0, 1], 0, 2)],
)
def test_days_in_a_row(harbour: dict[str, QuestionSet], days: list[int], streak: int, longest: int) -> None:
    """Today is Thursday, day 3; a day that is not over yet breaks no streak."""
    found = report([trial(day=day) for day in days], harbour)
    assert (found.streak, found.longest) == (streak, longest)
    assert [one.day - MONDAY for one in found.days] == sorted(days)


def test_weeks_begin_on_monday(harbour: dict[str, QuestionSet]) -> None:
    found = report([trial(day=-1), trial(day=0, credit=0), trial(day=6), trial(day=7, credit=0)], harbour)
    assert [(week.day - MONDAY, week.answers, week.credit) for week in found.weeks] == [
        (-7, 1, 1.0),
        (0, 2, 0.5),
        (7, 1, 0.0),
    ]


def card(due: int, **more: object) -> Card:
    how = {"due": (MONDAY + due) * DAY, "reviews": 1, **more}
    return Card("l", "harbour", f"q{next(ids)}", **how)  # type: ignore[arg-type]


def test_what_falls_due(harbour: dict[str, QuestionSet]) -> None:
    cards = [
        card(-9),
        card(3),
        card(4, stability=30.0),
        card(4, leech=True),
        card(3, suspended=True),
        card(3, buried=NOW),
        card(3, reviews=0),
        card(3 + FORECAST),
        Card("l", "other", "q", due=0, reviews=1),
    ]
    found = report([trial()], harbour, [], cards, only="harbour")
    assert [one.number for one in found.forecast] == [3, 2, *[0] * (FORECAST - 2)]
    known = found.remembered
    assert (known.questions, known.firm, known.due, known.suspended, known.leeches) == (7, 1, 2, 1, 1)


def test_one_set_alone(harbour: dict[str, QuestionSet]) -> None:
    other = msgspec.structs.replace(trial(), set="elsewhere")
    found = report([trial(), other], harbour, [standing(1, 2.0), standing(1, 2.0, set_="elsewhere")], only="harbour")
    assert found.answers == 1
    assert [one.set for one in found.sets] == ["harbour"]


def a_full_report(sets: dict[str, QuestionSet], name: str = "Ada") -> Progress:
    trials = [
        trial(question, day=day, credit=credit, certainty=1 + day % 3, citation="right" if day % 2 else "wrong")
        for day, (question, credit) in enumerate(itertools.product(["cost", "opened", "first"], [1.0, 0.0, 0.5]), -6)
    ]
    cards = [card(day) for day in range(3, 12)]
    standings = [standing(-3, 2.0), standing(1, 4.0), standing(2, 3.0)]
    return work_out(name, trials, standings, cards, sets, now=NOW, day_of=day_of)


def test_text_says_it_all_in_eighty_columns(harbour: dict[str, QuestionSet]) -> None:
    said = list(lines(a_full_report(harbour)))
    text = "\n".join(said)
    assert max(map(len, said)) <= 80
    assert said[0] == "Ada, 5 March 2026"
    assert said[1] == "9 answers, 3 fully right, 50% of the credit, 90 s with questions."
    for words in (
        "  3 March 2026  practice  4 of 5  80%  +2 since last time",
        "  4 March 2026  practice  3 of 5  60%  -1 since last time",
        "By topic  answers  right  credit  time",
        "right, but the evidence is elsewhere",
        "quite sure",
        "Mon  Tue  Wed",
        "        today  1",
    ):
        assert words in text


def test_text_of_nothing() -> None:
    assert list(lines(report([], {})))[1:] == ["Nothing answered yet."]


HOSTILE = "<script>alert(1)</script>\"'&\x1b[2J\u202e=1+1"


class Walker(html.parser.HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["Ada", HOSTILE])
def test_the_page_needs_nothing_else_and_runs_nothing(harbour: dict[str, QuestionSet], name: str) -> None:
    progress = a_full_report(harbour, name)
    titled = tuple(msgspec.structs.replace(one, title=HOSTILE) for one in progress.sets)
    page = as_page(msgspec.structs.replace(progress, sets=titled))
    walker = Walker()
    walker.feed(page)
    walker.close()
    assert walker.open == []
    assert set(walker.tags).isdisjoint({"script", "link", "img", "iframe", "object", "form", "base", "a"})
    assert not any(name_.startswith("on") or name_ in ("href", "src", "style") for name_, _ in walker.attributes)
    assert not re.search(r"https?:|url\(|@import|\x1b|\u202e", page)
    assert page.count("<svg") >= 8
    assert all(label for name_, label in walker.attributes if name_ == "aria-label")


def test_the_page_of_nothing(harbour: dict[str, QuestionSet]) -> None:
    assert "Nothing answered yet." in as_page(report([], harbour))


def test_json_has_days_as_programs_know_them(harbour: dict[str, QuestionSet]) -> None:
    found = for_programs(a_full_report(harbour))
    assert found["today"] == "2026-03-05"
    assert found["days"][0] == {"day": "2026-02-24", "number": 1}
    assert found["sets"][0]["scores"][0]["day"] == "2026-02-27"
    assert found["remembered"]["questions"] == 9


def test_the_table_has_a_row_for_each_judged_answer(harbour: dict[str, QuestionSet]) -> None:
    rows = list(csv.reader(io.StringIO(as_csv([trial(day=1, credit=0), trial(), trial(decided=None)], harbour))))
    assert tuple(rows[0]) == COLUMNS
    assert [row[COLUMNS.index("outcome")] for row in rows[1:]] == ["right", "wrong"]
    assert rows[1][:7] == [
        rows[1][0],
        "harbour",
        "cost",
        "How many million crowns did the harbour cost?",
        "figure",
        "locate",
        "number",
    ]


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell


def test_far_off_clocks_do_no_harm(harbour: dict[str, QuestionSet]) -> None:
    assert as_csv([trial(at=2**60)], harbour).count("\n") == 2


moments = st.integers(-30, 30)
made = st.lists(
    st.builds(trial, st.sampled_from(["cost", "opened", "gone"]), day=moments, credit=st.sampled_from([0.0, 0.5, 1.0])),
    max_size=25,
)


@given(made)
def test_numbers_agree_with_each_other(trials: list[Trial]) -> None:
    found = report(trials, {})
    assert (
        found.answers
        == len(trials)
        == sum(one.number for one in found.days)
        == sum(week.answers for week in found.weeks)
    )
    assert found.right <= found.answers
    assert 0 <= found.credit <= 1
    assert found.streak <= found.longest <= len(found.days)
    list(lines(found))
    as_page(found)


def test_a_score_below_nothing_stays_in_the_picture() -> None:
    """Where certainty is scored, a score may be less than none: it is drawn below the line of none, not on it."""
    drawn = svg.line([(738_000, -0.78), (738_009, 0.5), (738_018, 1.0)], "Scores")
    height = float(re.findall(r'height="([\d.]+)"', drawn)[0])
    dots = [float(y) for y in re.findall(r'<circle[^>]*cy="([\d.]+)"', drawn)]
    none = float(re.findall(r'y="([\d.]+)"[^>]*>0%<', drawn)[0])
    assert "-78%" in drawn
    assert "-100%" in drawn
    assert none < dots[0] < height
    assert dots[0] > dots[1] > dots[2] > 0
