"""What counts as a first reading, and what does not."""

from pathlib import Path

import pytest

from quiz.attempts.events import Read
from quiz.attempts.memory import DAY
from quiz.attempts.notebook import Reading
from quiz.attempts.standing import Standing
from quiz.attempts.staying import Stay
from quiz.reports.progress import Share, work_out
from quiz.reports.reading import pace_of
from quiz.reports.text import lines
from tests.plain.stage import a_set
from tests.reports.test_progress import NOW, day_of, trial


def reading(at: int, spent: int, *, words: int = 400, article: str = "harbour", whole: bool = True) -> Reading:
    return Reading(f"{at:032x}", "l", article, at, words, spent, whole)


def standing(began: int, set_: str = "harbour") -> Standing:
    return Standing("a" * 32, "l", set_, "T", "practice", began, began, 0, 0, 1, 1.0, {})


@pytest.mark.parametrize(
    ("readings", "standings", "paces"),
    [
        ([reading(5, 100_000)], [], [240]),
        ([reading(5, 100_000), reading(9, 50_000)], [], [240]),  # the second is no first one
        ([reading(5, 100_000, whole=False), reading(9, 50_000)], [], []),  # begun before, and not to its end
        ([reading(5, 100_000)], [standing(9)], [240]),
        ([reading(5, 100_000)], [standing(4)], []),  # its questions were asked before
        ([reading(5, 100_000)], [standing(4, "another")], [240]),
        ([reading(5, 20_000)], [], []),  # 1,200 words a minute
        ([reading(5, 500_000)], [], []),  # 48
        ([reading(5, 0)], [], []),
        ([reading(5, 100_000), reading(6, 120_000, article="x")], [], [240, 200]),
    ],
)
def test_first_readings(readings: list[Reading], standings: list[Standing], paces: list[float], tmp_path: Path) -> None:
    found = pace_of(readings, standings, {"harbour": a_set(tmp_path)}, day_of)
    assert [one.pace for one in found.readings] == paces
    assert pace_of(readings, standings, {"harbour": a_set(tmp_path)}, day_of, "nothing").median is None


def test_a_stay() -> None:
    stay = Stay("a", 900)
    stay.show(0, ended=False)
    stay.move(100_000, 300, ended=False)  # 300 words may take five minutes
    stay.hide(110_000, 300)  # the window goes to the back for an hour
    stay.show(4_000_000, ended=False)
    stay.move(4_050_000, 10, ended=True)
    stay.hide(4_100_000, 10)
    assert stay.told() == Read("a", 900, 210_000, whole=True)
    stay.show(5_000_000, ended=True)
    stay.hide(5_060_001, 10)  # longer than a slow reader needs for ten words
    assert stay.told() == Read("a", 900, 270_001, whole=False)
    hardly = Stay("a", 900)
    hardly.show(0, ended=True)
    hardly.hide(4_999, 900)
    assert hardly.told() is None


def test_look_backs_are_means_over_open_books(tmp_path: Path) -> None:
    trials = [trial(looks=3), trial(looks=0), trial(looks=None), trial("opened", looks=None)]
    found = work_out(
        "Ada", trials, [], [], {"harbour": a_set(tmp_path)}, now=NOW, day_of=day_of, readings=[reading(DAY, 90_000)]
    )
    assert found.looks == 1.5
    assert {share.name: share.looks for share in found.topics} == {"figure": 1.5, "date": None}
    assert isinstance(found.topics[0], Share)
    said = "\n".join(lines(found))
    assert "Looked back at the article 1.5 times a question, with the book open." in said
    assert "First reading: 267 words a minute (the median of 1 article)" in said
