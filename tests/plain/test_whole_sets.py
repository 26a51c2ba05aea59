"""Every set that ships, played to its end line by line: the score is that of the same responses given to a desk."""

import io
import re

import pytest

from quiz.articles.library import Library, shipped
from quiz.attempts.local_desk import LocalDesk
from quiz.plain.entering import play_plain
from quiz.questions.check import load_set
from quiz.questions.doubt import doubt
from quiz.questions.line import Misread, read_line
from quiz.store.study import PlayOptions
from tests.plain.stage import Events, Story, Ticker, right_lines

SETS = sorted(Library([shipped()]).set_paths())


@pytest.mark.parametrize("name", SETS)
def test_all_right(name: str) -> None:
    library = Library([shipped()])
    story = Story(load_set(library.set_path(name), library))
    said = story.tell(*right_lines(story.desk))
    assert story.desk.attempt.finished
    assert story.desk.attempt.earned == story.desk.attempt.total
    assert said.isprintable() or set(said) - {"\n"} == {char for char in said if char.isprintable()}


@pytest.mark.parametrize("name", SETS)
def test_option_one_always_earns_what_a_desk_gives_for_it(name: str) -> None:
    """The same responses, wrong ones too, given line by line and to a desk, earn the same for every question."""
    library = Library([shipped()])
    asked = load_set(library.set_path(name), library)
    story = Story(asked, mode="test")
    desk = LocalDesk.start(asked, Events(), Ticker(), story.new_id, learner="ada", seed=1, mode="test")
    lines = []
    for question in desk.attempt.items:
        view = desk.view(question)
        response = read_line("1", view, asked.sources)
        if isinstance(response, Misread):
            lines.append("")
            continue
        desk.answer(question, response)
        lines += ["1"] if doubt(view, response) else []  # it is said again
        lines += ["1", ""] if view.cite == "independent" else ["1"]
    desk.finish()
    story.tell(*lines, ":finish", ":finish")
    assert {i.id: i.earned for i in story.desk.attempt.items.values()} == {
        i.id: i.earned for i in desk.attempt.items.values()
    }


def test_the_whole_way_through_library_store_and_results(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = Library([shipped()])
    asked = load_set(library.set_path(SETS[0]), library)
    lines = right_lines(Story(asked, seed=5).desk)
    half = len(lines) // 2
    options = PlayOptions(set=SETS[0], learner="Ada", seed=5)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines[:half])))
    assert play_plain(library, options) == 0
    first = capsys.readouterr().out
    assert "The attempt is kept; play again to go on with it." in first
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines[half:])))
    assert play_plain(library, options) == 0
    second = capsys.readouterr().out
    assert re.search(r"(?s)Going on with your practice attempt of .*? answered,\s+score so far", second)
    assert re.search(r"Score: (\d+) of \1 points, 100 percent\.", second)
    assert "By topic: " in second
    assert "Nothing missed." in second


def test_results_show_every_miss(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    library = Library([shipped()])
    monkeypatch.setattr("sys.stdin", io.StringIO("no idea\nno idea\n:finish\n:finish\n:missed\n"))
    assert play_plain(library, PlayOptions(set="limited-ceasefire", seed=5, no_save=True)) == 0
    said = capsys.readouterr().out
    results, again = said.split(":missed asks the")
    assert "33 questions to look at again:" in results
    assert "Question 1: Whose analysis" in results
    assert "Your answer: no idea" in results
    assert results.split("Finished: ")[1].count("Evidence, ") >= 33
    assert "Question 1 of 33" in again
