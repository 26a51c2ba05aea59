"""What is said of a class whose answers are known: its figures, and the sentences it misread."""

from statistics import mean

import msgspec
import pytest

from quiz.articles.library import Library
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Marked, Picked, Placed, Typed
from quiz.reports.class_page import class_page
from quiz.reports.class_text import class_text
from quiz.reports.items import analyse
from quiz.reports.misreadings import Locator, by_sentence, traces
from tests.builders import (
    ROOT,
    a_choice,
    a_highlight,
    a_number,
    a_set,
    a_statement,
    an_article,
    an_insert,
    an_open,
    sources_of,
)  # fmt: skip
from tests.reports.simulated import a_class, sentence


@pytest.fixture(scope="module")
def shipped() -> QuestionSet:
    library = Library([ROOT])
    return load_set(library.set_path("limited-ceasefire"), library)


def test_known_misreadings_are_drawn_on_the_right_sentences(shipped: QuestionSet) -> None:
    article = shipped.sources.first
    where = {text: article.sentence_at(article.text.index(text)) for text in ("175 prisoners", "two-hour")}
    papers = a_class(
        shipped,
        60,
        misreadings={
            "wounded": (Typed("175"), 24),  # the figure of the prisoners
            "call-length": (Typed("two and a half"), 0),
        },
    )
    found = {(one.article, one.number): one for one in by_sentence(shipped, papers)}
    there = found[article.id, where["175 prisoners"]]
    first = next(one for one in there.misread if one.question == "wounded")
    assert (first.text, first.learners) == ("175", 24)
    elsewhere = [one for row in found.values() for one in row.misread if one.question == "wounded" and row != there]
    assert not elsewhere


def test_each_kind_of_wrong_answer_has_its_sentence() -> None:
    asked = a_set(
        a_number(evidence="23 people were saved", id="saved"),
        a_choice("5 million euros", ["in March 2023", "a hundred lorries"], evidence="5 million euros", id="cost"),
        a_statement("not given", evidence="The storm was strong, she said", id="storm"),
        a_highlight("It had left at noon.", unit="sentence", evidence="It had left at noon", id="when"),
        an_insert("It had left at noon.", evidence="It had left at noon", id="place"),
        a_choice("yes", ["no"], evidence="wants a new pier", cite=True, id="pier"),
        an_open(evidence="wants a new pier", id="why"),
    )
    ferry = asked.sources.first
    pier = ferry.sentence_at(ferry.text.index("wants a new pier"))
    wrong = {
        "saved": (Typed("12 November"), 4),
        "cost": (Picked(("in March 2023",)), 3),
        "storm": (Picked(("true",)), 2),
        "when": (Marked((sentence(asked, "ferry", 1),)), 5),
        "place": (Placed("ferry", 1), 1),
    }
    papers = a_class(asked, 6, misreadings=wrong, ability=0.0)
    found = {(one.question, one.sentence, one.how) for one in traces(asked, papers)}
    march = ferry.sentence_at(ferry.text.index("March 2023"))
    storm = ferry.sentence_at(ferry.text.index("The storm was strong, she said"))
    assert {
        ("saved", 1, "stands there"),
        ("cost", march, "stands there"),
        ("storm", storm, "decides it"),
        ("when", 1, "pointed at"),
        ("place", 1, "pointed at"),
    } <= found
    assert not [one for one in found if one[0] == "why"]  # nobody has assessed it
    rows = {one.number: one for one in by_sentence(asked, papers)}
    assert set(rows[pier].proves) >= {"pier"}
    assert rows[pier].found == rows[pier].asked > 0
    assert rows[1].learners == 5


def test_an_answer_from_nowhere_has_no_sentence() -> None:
    locator = Locator([an_article()])
    assert locator.find("a hundred lorries full of bananas") is None
    assert locator.find("the of and") is None
    assert locator.find("twenty-three") == (("ferry", 2), "stands there")


def test_of_several_sentences_alike_the_nearest_is_likely() -> None:
    locator = Locator([an_article()])
    second = locator.find("the storm was strong", [("ferry", 6)])
    assert second is not None
    assert (second[0][1], second[1]) == (6, "likely")


def test_facility_discrimination_and_distractors(shipped: QuestionSet) -> None:
    papers = a_class(shipped, 80)
    figures = analyse(shipped, papers)
    assert (figures.learners, figures.few) == (80, False)
    assert figures.mean == pytest.approx(mean(paper.share for paper in papers))  # of what is judged
    assert figures.reliability is not None
    assert figures.reliability.alpha > 0.8  # abilities are far apart
    assert [one.number for one in figures.items] == sorted(one.number for one in figures.items)
    for one in figures.items:
        sat = [paper.attempt.items[one.question] for paper in papers]
        if one.kind != "open":
            assert one.facility == pytest.approx(mean(item.earned / item.points for item in sat))
            assert one.low <= one.full / 80 <= one.high
        if one.kind == "choice":
            assert sum(answer.learners for answer in one.answers) == one.answered
            assert one.answers[0].outcome == "right"
            assert all(answer.why for answer in one.answers[1:])
    early = [one.facility for one in figures.items[:8] if one.facility is not None]
    late = [one.facility for one in figures.items[-8:] if one.facility is not None]
    assert mean(early) > mean(late)


def test_learners_who_could_not_get_the_same_are_compared_by_what_they_could_get() -> None:
    """A pool: one question worth 1 point for some, one worth 4 for the others."""
    asked = a_set(a_number(id="easy"), a_number(id="hard", points=4.0))
    easy, hard = (msgspec.structs.replace(asked, questions=(question,)) for question in asked.questions)
    wrong = {"easy": (Typed("7"), 1), "hard": (Typed("7"), 2)}
    papers = [*a_class(easy, 3, misreadings=wrong, ability=0.0), *a_class(hard, 4, misreadings=wrong, ability=0.0)]
    shares = [paper.earned / paper.points for paper in papers]
    figures = analyse(asked, papers)
    assert (figures.in_shares, figures.least, figures.points) == (True, 1.0, 4.0)
    assert figures.mean == pytest.approx(mean(shares))
    told = class_text("monday", asked, papers)
    assert f"7 learners, mean {100 * mean(shares):.0f}%, median " in told
    assert "In percent: what they were asked, and is judged, is worth 1 to 4 points." in told
    page = class_page("monday", "", asked, papers)
    assert "1 to 4" in page
    assert f"{100 * mean(shares):.0f}%" in page
    same = analyse(asked, papers[:3])
    assert not same.in_shares
    assert same.mean == pytest.approx(mean(paper.earned for paper in papers[:3]))


def test_a_key_that_is_wrong_is_noticed() -> None:
    """The strong give the right answer, which the key calls wrong."""
    questions = [a_choice(f"{n}", ["x"], id=f"q{n}") for n in range(20)]
    asked = a_set(*questions, a_choice("x", ["23"], id="turned"), sources=sources_of())
    papers = a_class(asked, 40)
    strong = sorted(papers, key=lambda paper: -paper.earned)[:20]
    turned = {paper.learner: (Picked(("23",)) if paper in strong else Picked(("x",))) for paper in papers}
    again = []
    for at, paper in enumerate(papers):
        one = a_class(asked, at + 1, misreadings={"turned": (turned[paper.learner], at + 1)})[-1]
        again.append(one)
    figures = analyse(asked, again)
    last = figures.items[-1]
    assert last.discrimination is not None
    assert last.discrimination < 0
    assert any("is the key right" in remark for remark in last.remarks)
    assert any('picked "23"' in remark for remark in last.remarks)


@pytest.mark.parametrize("learners", [0, 1, 2, 9])
def test_few_learners_are_said_to_be_few(shipped: QuestionSet, learners: int) -> None:
    figures = analyse(shipped, a_class(shipped, learners))
    assert figures.few
    assert not [remark for one in figures.items for remark in one.remarks if "not judged yet" not in remark]
