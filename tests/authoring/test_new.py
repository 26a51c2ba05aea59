"""``quiz new``: a set to start from passes the check, and what a draft says is in the text."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.authoring.new_set import new_set_text, run_new
from quiz.authoring.suggesting.figures import dates, figures
from quiz.authoring.suggesting.speakers import described, quotations
from quiz.authoring.suggesting.suggest import drafts, suggested
from quiz.cli import run
from quiz.errors import InputError
from quiz.questions.check import check_text, load_set
from quiz.questions.kinds import KINDS
from tests.authoring.test_schema import refused
from tests.builders import FERRY, ROOT, an_article

SHIPPED = Library([ROOT])
ARTICLES = sorted(SHIPPED.article_paths())

HARBOUR = """\
The harbour of Port Hale will close for 14 days, its director, Mira Osten, said on Monday. "We have no choice," she
said.

Tom Reve, a fisherman, disagreed. "They had three years to mend the quay," said Reve. Some 120 boats lie there.

The quay was built in 1961. It was mended with new stone on 3 May 2004. It broke again in a storm on 9 November 2025.
It will open again only if the 40 divers find no more cracks.

"Nobody asked the 23 families on the pier," Reve added. Lena Holm, who sells fish, was not at the meeting.
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the article ``harbour`` in it."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "questions").mkdir()
    front = "---\nid: harbour\ntitle: The harbour closes\npublished: 2026-03-04\n---\n"
    (tmp_path / "seeds" / "harbour.md").write_text(front + HARBOUR, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kinds_in(text: str) -> set[str]:
    return set(re.findall(r"^    kind: (\w+)$", text, re.MULTILINE))


@pytest.mark.parametrize("name", ARTICLES)
def test_a_new_set_shows_every_kind_and_has_no_error(name: str) -> None:
    text = new_set_text(SHIPPED.article(name), SHIPPED, suggest=False)
    assert [one for one in check_text(text, "new.yaml", "new", SHIPPED) if one.severity == "error"] == []
    assert kinds_in(text) == set(KINDS)
    assert text.count("  - id: ") == len(KINDS)
    assert text.startswith("# yaml-language-server: $schema=")
    assert refused(text) == []


@pytest.mark.parametrize("name", ARTICLES)
def test_suggested_drafts_have_no_error_and_say_what_is_left_to_do(name: str) -> None:
    text = new_set_text(SHIPPED.article(name), SHIPPED, suggest=True)
    assert [one for one in check_text(text, "new.yaml", "new", SHIPPED) if one.severity == "error"] == []
    todo = [one.line for one in check_text(text, "new.yaml", "new", SHIPPED) if one.code == "todo"]
    assert todo == [at for at, line in enumerate(text.splitlines(), 1) if "# TODO" in line]
    assert refused(text) == []
    questions = text.split("\n  - id: ")[1:]
    assert len(questions) >= 8  # the shortest article has 280 words
    assert all("# TODO " in one for one in questions)
    assert len(kinds_in(text)) >= 5


def test_what_a_text_holds(place: Path) -> None:
    article = Library([place]).article("harbour")
    counted = [(one.text, one.key, one.unit, one.noun) for one in figures(article)]
    assert counted == [
        ("14 days", "14", "day", ""),
        ("three years", "3", "year", ""),
        ("120", "120", "", "boats"),
        ("40", "40", "", "divers"),
        ("23", "23", "", "families"),
    ]
    dated = [(one.text, one.key, one.reckoned) for one in dates(article)]
    assert dated == [
        ("Monday", "2026-03-02", True),
        ("1961", "1961", False),
        ("3 May 2004", "2004-05-03", False),
        ("9 November 2025", "2025-11-09", False),
    ]
    said = [(one.text, one.speaker, one.sure) for one in quotations(article)]
    assert said == [
        ("We have no choice", "Mira Osten", False),
        ("They had three years to mend the quay", "Tom Reve", True),
        ("Nobody asked the 23 families on the pier", "Tom Reve", True),
    ]
    assert [(one.name, one.description) for one in described(article)] == [("Tom Reve", "a fisherman")]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Fewer than 200 visitors came to the hall.", []),
        (
            "It has over 300 sails, at most 20 masts, 50 or more crews, nearly 90 oars and 12 anchors.",
            [("12", "anchors")],
        ),
        ("Up to 30 boats and no fewer than 40 crews came.", []),
        ("Between 20 and 30 people came, in two or three boats or 5-7 cars.", []),
        ("On Tuesday 23 people came to the hall.", [("23", "people")]),
        ("Of them 120 fell ill, and 30 came home.", [("120", ""), ("30", "")]),
        ("The price rose 30% last year, said 20% of voters then.", [("30", ""), ("20", "voters")]),
        ("Some 23 seriously wounded soldiers were saved.", [("23", "seriously wounded soldiers")]),
    ],
)
def test_what_is_counted_exactly(text: str, counted: list[tuple[str, str]]) -> None:
    assert [(one.key, one.noun) for one in figures(an_article(text))] == counted


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("There were more visitors than on any weekday but Saturday.", []),
        ("It was fuller than on Saturday, and Tuesday's crowd was small.", []),
        ("Every guard works on Friday, except on Sunday.", []),
        ("It closes on Saturday nights, on Mondays and on Thursday and Friday.", []),
        ("The council will meet on Friday.", []),
        ("On Friday the council is to meet.", []),
        ("They meet next Friday or this Thursday.", []),
        ("The hall reopens Friday.", []),
        ("Late on Monday the quay broke.", ["2026-03-02"]),
        ("Osten said on Monday that it will reopen, and 40 people left.", ["2026-03-02"]),
        ("It will close, its director said on Monday and wrote to the crews.", ["2026-03-02"]),
        ("The quay has been closed since Sunday.", ["2026-03-01"]),
    ],
)
def test_which_weekdays_are_days_of_the_news(text: str, keys: list[str]) -> None:
    assert [one.key for one in dates(an_article(text, published=date(2026, 3, 4)))] == keys


def test_a_dateline_is_no_question(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    text = "Port Hale, 4 March 2026\n\nThe quay broke in a storm on 3 March 2026."
    (tmp_path / "seeds" / "a.md").write_text(f"---\nid: a\ntitle: A\n---\n{text}", encoding="utf-8")
    library = Library([tmp_path])
    assert [one.fields["answer"] for one in drafts(library.article("a"), library) if one.kind == "date"] == [
        "2026-03-03"
    ]


def test_one_noun_counted_twice_is_asked_for_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    text = "The quay has room for 40 boats. In the storm 23 boats were lost to the sea."
    (tmp_path / "seeds" / "a.md").write_text(f"---\nid: a\ntitle: A\n---\n{text}", encoding="utf-8")
    library = Library([tmp_path])
    asked = {str(one.fields["prompt"]) for one in drafts(library.article("a"), library) if one.kind == "number"}
    assert asked == {
        'Which number belongs in the gap? "The quay has room for ___ boats"',
        'Which number belongs in the gap? "In the storm ___ boats were lost to the sea"',
    }


@pytest.mark.parametrize(
    ("text", "speaker", "sure"),
    [
        ('"It is too late to turn back," said Anna Berg, a pilot.', "Anna Berg", True),
        ('Anna Berg said that "it is too late to turn back".', "Anna Berg", True),
        ('Anna Berg, the pilot of the Aurora, warned that "it is too late".', "Anna Berg", True),
        ('According to Anna Berg, "it is too late to turn back".', "Anna Berg", True),
        ('Anna Berg spoke first. "It is too late," she said.', "Anna Berg", False),
        ('Anna Berg met Carl Dorn. Berg argued that Dorn was "not to be trusted".', "Anna Berg", True),
        ('Anna Berg met Carl Dorn. The ministry said Dorn was "not to be trusted".', "", False),
        ('Nobody knows who wrote "it is too late" on the wall.', "", False),
        ('The "so-called pilots" left.', "", False),
    ],
)
def test_who_speaks(text: str, speaker: str, sure: bool) -> None:
    (found,) = quotations(an_article(text))
    assert (found.speaker, found.sure) == (speaker, sure)


def test_drafts_of_a_text_say_what_it_says(place: Path) -> None:
    library = Library([place])
    made = {one.id: one for one in drafts(library.article("harbour"), library)}
    boats = made["boats-2"]
    assert boats.fields["answer"] == "120"
    assert boats.fields["prompt"] == "How many boats does paragraph 2 speak of?"
    condition = next(one for one in made.values() if one.fields["topic"] == "condition")
    assert condition.fields["answer"] == "only if the 40 divers find no more cracks"
    says = next(
        one for one in made.values() if one.kind == "choice" and "They had three years" in str(one.fields["prompt"])
    )
    assert says.fields["answer"] == "Tom Reve"
    assert {name for option in says.fields["distractors"] for name in option} == {"Mira Osten", "Lena Holm"}
    order = next(one for one in made.values() if one.id == "in-order-of-time")
    assert order.fields["sequence"] == [
        "The quay was built",
        "It was mended with new stone",
        "It broke again in a storm",
    ]


def test_no_two_drafts_about_the_same_words(place: Path) -> None:
    library = Library([place])
    chosen = suggested(library.article("harbour"), library)
    evidence = [str(one.fields["evidence"]) for one in chosen]
    assert len(set(evidence)) == len(evidence)
    assert len({one.id for one in chosen}) == len(chosen)
    assert [one.place for one in chosen] == sorted(one.place for one in chosen)


@pytest.mark.parametrize(
    "text", ["Yes.", "It rained. It stopped.", "Ein Satz auf Deutsch, ganz ohne Zahl und Namen.", FERRY]
)
@pytest.mark.parametrize("suggest", [False, True])
def test_little_texts(tmp_path: Path, text: str, suggest: bool, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text(f"---\nid: a\ntitle: A\n---\n{text}", encoding="utf-8")
    library = Library([tmp_path])
    if suggest and text in ("Yes.", "It rained. It stopped."):
        with pytest.raises(InputError, match="too little text"):
            new_set_text(library.article("a"), library, suggest=True)
        return
    made = new_set_text(library.article("a"), library, suggest=suggest)
    left_out = set(re.findall(r"^  #   kind: (\w+)$", made, re.MULTILINE))
    assert suggest or left_out | kinds_in(made) == set(KINDS)
    errors = {one.code for one in check_text(made, "f", "f", library) if one.severity == "error"}
    assert errors <= ({"no-questions"} if not kinds_in(made) else set())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text("ab AB.,;:\"“”{}[]|~#-\n'12 3%é", max_size=300), st.booleans())
def test_any_text_makes_a_set_without_an_error(text: str, dated: bool) -> None:
    body = f"{HARBOUR}\n\n{text}\n\nThe end of it came in 2007, said Tom Reve."
    article = an_article(body, id="a", published=None)

    class One(Library):
        def article(self, article_id: str) -> Article:
            return article

        def article_path(self, article_id: str) -> Path | None:
            return Path("a.md")

    library = One([])
    for suggest in (False, True):
        made = new_set_text(article, library, suggest=suggest)
        assert [one for one in check_text(made, "f", "f", library) if one.severity == "error"] == []


def test_written_and_played(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "harbour", "--suggest", "-o", "questions/mine.yaml"]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(r"questions/mine\.yaml: \d+ questions, \d+ places marked TODO\n", said)
    asked = load_set(place / "questions" / "mine.yaml", Library([place]))
    assert all(question.places(asked.sources) for question in asked.questions)
    before = (place / "questions" / "mine.yaml").read_bytes()
    assert run(["new", "harbour", "-o", "questions/mine.yaml"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (place / "questions" / "mine.yaml").read_bytes() == before


def test_the_folder_of_a_new_set_is_made(place: Path) -> None:
    assert run(["new", "harbour", "-o", "mine/first/harbour.yaml"]) == 0
    assert (place / "mine" / "first" / "harbour.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "no article 'nowhere'"),
        (["../harbour"], "no article '../harbour'"),
        (["harbour", "-o", "mine.txt"], "ends in .yaml"),
        (["harbour", "-o", "in-the-way/mine.yaml"], "cannot be made a folder"),
    ],
)
def test_what_cannot_be_done(place: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "in-the-way").write_text("a file")
    assert run(["new", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_second_set_on_an_article_has_a_title_of_its_own(place: Path) -> None:
    library = Library([place])
    text = new_set_text(library.article("harbour"), library, suggest=False)
    assert '\ntitle: "The harbour closes: questions"\n' in text
    for number in (2, 3):
        (place / "questions").mkdir(exist_ok=True)
        (place / "questions" / f"s{number}.yaml").write_text(text, encoding="utf-8")
        library = Library([place])
        text = new_set_text(library.article("harbour"), library, suggest=False)
        assert f'\ntitle: "The harbour closes: questions ({number})"\n' in text


def test_it_says_how_many_kinds_the_article_has_something_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "seeds" / "a.md").write_text("---\nid: a\ntitle: A\n---\nIt rained.\n", encoding="utf-8")
    library = Library([place])
    text = new_set_text(library.article("a"), library, suggest=False)
    made = text.count("\n  - id: ")
    assert made < len(KINDS)
    assert f"# Examples of {made} of the {len(KINDS)} kinds" in text
    run_new(library, "a", str(place / "a.yaml"), suggest=False)
    assert "; the article has nothing for " in capsys.readouterr().out
