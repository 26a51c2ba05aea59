"""The guesser that never sees the text: it finds what can be guessed, and nothing where there is nothing."""

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from quiz.articles.library import Library
from quiz.cli import run
from quiz.questions.blind import play_blind
from quiz.questions.check import load_set
from quiz.questions.clues import CLUES
from quiz.questions.kinds.choice import Choice
from quiz.questions.question_set import QuestionSet
from tests.builders import (
    ROOT,
    a_choice,
    a_date,
    a_grid,
    a_match,
    a_name,
    a_number,
    a_set,
    a_statement,
    an_order,
)  # fmt: skip

NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")


def choices(*questions: tuple[str, str, Sequence[str]]) -> QuestionSet:
    return a_set(*(a_choice(key, wrong, id=f"q{n}", prompt=prompt) for n, (prompt, key, wrong) in enumerate(questions)))


def each(key: str, *wrong: str, prompt: str = "What of {}?", times: int = 6) -> QuestionSet:
    """So many questions that differ in a name, which stands for {} in key and wrong options too."""
    made = [(prompt.format(name), key.format(name), [one.format(name) for one in wrong]) for name in NAMES[:times]]
    return choices(*made)


def statements(key: str, prompt: str = "{} is tall.", scale: str = "true-false-not-given") -> QuestionSet:
    questions = [a_statement(key, id=f"q{n}", prompt=prompt.format(name), scale=scale) for n, name in enumerate(NAMES)]
    return a_set(*questions)


def grids(column: int) -> QuestionSet:
    columns = ("one", "two", "three")
    rows = [{f"{name} {n}": columns[column] for name in NAMES} for n in range(2)]
    return a_set(
        *(msgspec.structs.replace(a_grid(id=f"q{n}"), columns=columns, rows=row) for n, row in enumerate(rows))
    )


GIVEN_AWAY = {
    "the longest option": each("the {} of the northern valley", "a hill", "a lake", "a road"),
    "the most specific option": each("in 1901 by Tom Reve", "some day by a man", "a day later", "by one of them"),
    "the option with a hedge": each("it may be so", "it is so", "it is not", "it was so"),
    "no option with always, never or all": each("they grow", "all of them grow", "they never grow", "they always grow"),
    "the number in the middle": each("20", "10", "30", times=6),
    "the option most like the others": each("red leaf", "red bark", "blue leaf", "green root"),
    "the odd one out": each("a boat", "red leaf", "red bark", "red root"),
    "the option that repeats the prompt": each("the {} valley", "a hill", "a lake", "a road"),
    "a or an before it": each("owl", "fox", "bear", "wolf", prompt="In the {} wood there lives an"),
    "true every time": statements("true"),
    "false every time": statements("false"),
    "not given every time": statements("not given"),
    "yes every time": statements("yes", scale="yes-no-not-given"),
    "no every time": statements("no", scale="yes-no-not-given"),
    "always, never or all is not true": a_set(
        *(a_statement("false", id=f"q{n}", prompt=f"All of the {n}th kind are tall.", scale="true-false")
          for n in range(9))
    ),
    "the first column every time": grids(0),
    "the second column every time": grids(1),
    "the third column every time": grids(2),
    "by the years in the items": a_set(
        an_order(tuple(f"In 190{n} it went on" for n in range(5)))
    ),
    "told by another prompt or a title": a_set(
        a_number("23", id="a", prompt="How many people were saved from the ferry?"),
        a_statement("true", id="b", prompt="The 23 people saved from the ferry were cold."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("clue", CLUES)
def test_a_set_that_a_clue_gives_away(clue: str) -> None:
    blind = play_blind(GIVEN_AWAY[clue])
    found = {one.clue: one for one in blind.clues}
    assert clue in found
    assert found[clue].beats_chance, found[clue]
    assert {hit.question for hit in found[clue].hits} <= GIVEN_AWAY[clue].by_id.keys()


def test_dates_and_names_are_told_too() -> None:
    asked = a_set(
        a_date(id="a", prompt="On which day did the ferry sink near the port?"),
        a_name(id="b", prompt="Which captain of the ferry spoke of the saved?"),
        a_statement("true", id="c", prompt="The ferry that sank near the port on 12 November 2022 was old."),
        a_statement("true", id="d", prompt="Captain Mira Osten of the ferry spoke of the saved."),
    )
    (told,) = [one for one in play_blind(asked).clues if one.clue.startswith("told")]
    assert {hit.question for hit in told.hits} == {"a", "b"}


def test_pairs_that_share_their_words() -> None:
    pairs = {f"the {name} tree": f"a wood of {name}" for name in NAMES}
    (found,) = [one for one in play_blind(a_set(a_match(pairs, ()))).clues if one.beats_chance]
    assert (found.clue, len(found.hits)) == ("the option that repeats the prompt", 6)


def test_a_few_lucky_guesses_are_no_pattern() -> None:
    asked = choices(
        ("What of Ash?", "the northern valley", ["a hill", "a lake"]),
        ("What of Elm?", "a hill", ["the northern valley", "a lake"]),
    )
    assert not any(one.beats_chance for one in play_blind(asked).clues)


def test_the_key_is_never_seen() -> None:
    """With another key the guesser makes the same bets."""
    asked = GIVEN_AWAY["the most specific option"]

    def with_another_key(question: Choice) -> Choice:
        first, *others = question.distractors
        return msgspec.structs.replace(question, answer=str(first), distractors=(question.answer, *others))

    questions = tuple(with_another_key(one) for one in asked.questions if isinstance(one, Choice))
    other = msgspec.structs.replace(asked, questions=questions)
    tried = [{one.clue: (one.tried, one.expected) for one in play_blind(each_).clues} for each_ in (asked, other)]
    assert tried[0] == tried[1]


@pytest.mark.parametrize("name", Library([ROOT]).set_paths())
def test_what_ships_cannot_be_guessed(name: str) -> None:
    library = Library([ROOT])
    blind = play_blind(load_set(library.set_path(name), library))
    assert [one for one in (blind.together, *blind.clues) if one.beats_chance] == []


def test_the_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--blind", "limited-ceasefire", "nbc-after-kherson"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("limited-ceasefire: ")
    assert "questions; without the text " in told
    assert "nbc-after-kherson: " in told
    assert run(["check", "--blind", "limited-ceasefire", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["sets"]
    assert one["set"] == "limited-ceasefire"
    assert {"clue", "tried", "right", "chance", "luck", "beats_chance", "questions"} == one["together"].keys()
