"""Questions written as YAML and read back; one question changed and every other character left alone."""

import os
import string
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quiz.questions.base import Anchor, Cite, Hint, Question, Tests
from quiz.questions.editing import SetText
from quiz.questions.kinds import KINDS, Kind
from quiz.questions.kinds.open import Criterion
from quiz.questions.question_set import Head
from quiz.questions.set_layout import CannotEdit
from quiz.questions.source import QUESTION_ID, read_source
from quiz.questions.writing import write_head, write_question
from quiz.text.edit import Edit, between
from quiz.text.sanitise import sanitise
from tests.builders import ONE_OF_EACH, ROOT, a_choice, a_number, a_short, an_open

_AWKWARD = [
    "no", "true", "null", "~", "2022-11", "12:30", "1_000", "- a", "a: b", "a #b", "# a", "'", '"', "\\", "{", "}",
    "[x]", "a, b", "? a", "* a", "& a", "! a", "| a", "> a", "% a", "@ a", "` a", "---", "...", "<<", "=", " a", "a ",
    "a  b", "", "a\nb", "\n", "a\n", "\na", "a\n\n b", "a\u00a0b", "ä", "日本", "“so”", "it's", 'say "no"',
    "it's \"so\"", "a:", ":a",
    "a" * 130, "word " * 60, "x: y " * 40, "'" * 200, "\u200b", "\x85",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(string.ascii_letters + string.digits + " .,:;'\"#-?!&*{}[]|>%@`\\\n", max_size=180),
    st.text(max_size=40),
).map(sanitise)
keys = texts.filter(lambda text: text != "<<")
ids = st.from_regex(QUESTION_ID, fullmatch=True)
numbers = st.one_of(st.integers(1, 100).map(float), st.floats(0.01, 99, allow_nan=False))
anchors = st.builds(
    Anchor,
    quote=texts,
    sentences=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    article=texts,
    occurrence=st.none() | st.integers(1, 9),
    original=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)
lists = st.lists(texts, max_size=4).map(tuple)
maps = st.dictionaries(keys, texts, max_size=3)
places = texts | anchors
options = st.lists(texts | st.dictionaries(keys, texts, max_size=2), max_size=4).map(tuple)

OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "choice": {"answer": texts, "distractors": options, "except_": st.booleans()},
    "choices": {
        "answers": lists, "distractors": options, "pick": st.integers(0, 5),
        "rule": st.sampled_from(["all", "each"]) | st.dictionaries(st.sampled_from("123"), numbers),
    },
    "statement": {
        "answer": st.sampled_from(["true", "false", "not given", "yes", "no"]),
        "scale": st.sampled_from(["true-false-not-given", "true-false", "yes-no-not-given"]),
    },
    "grid": {"columns": lists, "rows": maps, "rule": st.sampled_from(["all", "each"])},
    "number": {"answer": texts, "unit": texts, "tolerance": texts, "derived": texts},
    "date": {"answer": texts, "derived": texts},
    "name": {"answer": texts, "accept": lists},
    "short": {"answer": texts, "accept": lists, "near": maps, "reject": maps, "max_words": st.integers(0, 9)},
    "cloze": {"text": texts, "bank": lists, "max_words": st.integers(0, 9)},
    "match": {"pairs": maps, "extra": lists},
    "order": {
        "sequence": st.lists(texts | st.lists(texts, max_size=3).map(tuple), max_size=4).map(tuple),
        "rule": st.sampled_from(["all", "position", "pairs", "longest"]),
    },
    "insert": {"sentence": texts, "after": places},
    "highlight": {
        "answer": places | st.lists(places, max_size=3).map(tuple),
        "unit": st.sampled_from(["sentence", "phrase", "paragraph"]),
    },
    "open": {
        "rubric": st.lists(st.builds(Criterion, points=numbers, text=texts), max_size=3).map(tuple),
        "model": texts,
    },
}  # fmt: skip
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "id": ids,
    "prompt": texts,
    "evidence": places | st.lists(places, max_size=3).map(tuple),
}
EXTRA: dict[str, st.SearchStrategy[Any]] = {
    "explain": texts,
    "topic": st.sampled_from(["date", "figure", "person", None]),
    "skill": st.sampled_from(["locate", "understand", None]),
    "article": texts,
    "points": numbers,
    "hints": st.lists(texts | st.builds(Hint, text=texts, cost=numbers), max_size=3).map(tuple),
    "cite": st.booleans() | st.sampled_from([Cite(), Cite("first-must-be-right")]),
    "at": st.none() | places,
    "tests": st.builds(Tests, right=lists, near=lists, wrong=lists),
    "tries": st.none() | st.integers(1, 9),
    "void": st.booleans(),
    "certainty": st.sampled_from([None, "off", "reported", "scored"]),
}


@st.composite
def questions(draw: st.DrawFn) -> Kind:
    kind = draw(st.sampled_from(sorted(KINDS)))
    given_ = {name: draw(strategy) for name, strategy in {**COMMON, **OWN[kind]}.items()}
    for name in draw(st.sets(st.sampled_from(sorted(EXTRA)), max_size=4)):
        given_[name] = draw(EXTRA[name])
    return KINDS[kind](**given_)


FEW = settings(
    max_examples=2000 if os.environ.get("QUIZ_FAULTS") == "full" else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def read_back(text: str) -> list[Kind]:
    source = read_source(text, "set.yaml")
    assert not [one for one in source.problems if one.code not in ("bad-id", "duplicate-id", "empty-title")], text
    return [question for question, _ in source.questions]


def a_text(*asked: Kind, head: str = "title: T\narticles: [ferry]\n", between_: str = "\n") -> str:
    return f"{head}questions:\n" + between_.join(write_question(one) for one in asked)


@FEW
@given(questions())
def test_what_is_written_reads_back_as_the_same_question(question: Kind) -> None:
    assert read_back(a_text(question)) == [question]


def test_every_field_of_a_question_is_tried() -> None:
    known = {field.encode_name for field in msgspec.structs.fields(Question)}
    assert known == {*COMMON, *EXTRA}


@FEW
@given(title=texts, tries=st.integers(1, 9), articles=st.lists(ids, min_size=1, max_size=3, unique=True))
def test_a_head_reads_back(title: str, tries: int, articles: list[str]) -> None:
    head = Head(title, tuple(articles), tries=tries)
    assert read_source(write_head(head), "set.yaml").head in (head, None if not title.strip() else head)


@pytest.mark.parametrize("path", sorted((ROOT / "questions").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_sets_written_anew_are_the_same_sets_and_fit_the_page(path: Path) -> None:
    source = read_source(path.read_text(encoding="utf-8"), path.name)
    asked = [question for question, _ in source.questions]
    text = a_text(*asked)
    assert read_back(text) == asked
    assert max(map(len, text.split("\n"))) <= 120


_WHY = "He came later, and only for the pier: see the last paragraph of the article, which says so."


def test_it_is_written_as_a_person_would() -> None:
    question = a_choice(
        answer="She said: no",
        distractors=({"The mayor": _WHY}, "Nobody"),
        evidence=Anchor("23 people were saved", occurrence=1),
        explain="The captain said it. " * 6 + "So it is.",
        hints=("Look at the first paragraph.",),
        topic="figure",
    )  # fmt: skip
    assert write_question(question) == (
        "  - id: q\n"
        "    kind: choice\n"
        "    prompt: What does the article say?\n"
        "    hints:\n"
        "      - Look at the first paragraph.\n"
        '    answer: "She said: no"\n'
        "    distractors:\n"
        "      - The mayor: >-\n"
        "          He came later, and only for the pier: see the last paragraph of the article, which says\n"
        "          so.\n"
        "      - Nobody\n"
        "    evidence: {quote: 23 people were saved, occurrence: 1}\n"
        "    explain: >-\n"
        "      The captain said it. The captain said it. The captain said it. The captain said it. The\n"
        "      captain said it. The captain said it. So it is.\n"
        "    topic: figure\n"
    )


# Editing

HANDMADE = """\
# A set by hand.   Two spaces stay.
title:   'The ferry'   # in quotes
articles: [ ferry ]

questions:
# First things first
- kind: number          # before the id
  id: saved
  prompt: "How many were saved?"
  answer: 23   # not 21!

  # The captain's words
  evidence: >-
    23 people
    were saved
  tests: {right: ["23", twenty-three]}


# About the map
-
  id: map
  kind: short
  prompt: What was old?
  accept:
    # one way
    - the map
    - 'an old map'  # another
  answer: an old map
  evidence: spoke of an old map
- {id: flow, kind: statement, prompt: It left at noon., answer: true, evidence: It had left at noon}

# The end.
"""


def change(text: str, edit: Edit) -> str:
    after = edit.apply(text)
    assert edit.undoing(text).apply(after) == text
    return after


def test_one_field_changes_and_nothing_else() -> None:
    made = SetText(HANDMADE)
    question = made.whole(0)
    assert question is not None
    after = change(HANDMADE, made.replace(0, msgspec.structs.replace(question, prompt="How many?")))
    assert after == HANDMADE.replace('"How many were saved?"', "How many?")


def test_comments_of_a_field_that_changes_stay() -> None:
    made = SetText(HANDMADE)
    question: Any = made.whole(1)
    after = change(HANDMADE, made.replace(1, msgspec.structs.replace(question, accept=("the map",))))
    old = "  accept:\n    # one way\n    - the map\n    - 'an old map'  # another\n"
    assert after == HANDMADE.replace(old, "  # one way\n  # another\n  accept: [the map]\n")
    number: Any = made.whole(0)
    after = change(HANDMADE, made.replace(0, msgspec.structs.replace(number, answer="24", explain="Why.")))
    assert "  answer: 24   # not 21!\n\n  # The captain's words\n" in after
    assert "    were saved\n  explain: Why.\n  tests:" in after


def test_a_question_in_braces_is_written_in_lines() -> None:
    made = SetText(HANDMADE)
    question: Any = made.whole(2)
    after = change(HANDMADE, made.replace(2, msgspec.structs.replace(question, answer="false")))
    assert after.startswith(HANDMADE[: HANDMADE.index("- {id: flow")])
    assert after.endswith("  answer: false\n  evidence: It had left at noon\n\n# The end.\n")


def test_delete_keeps_comments_above_and_below() -> None:
    made = SetText(HANDMADE)
    after = change(HANDMADE, made.delete(0))
    assert "# First things first\n# About the map\n-\n  id: map" in after
    after = change(HANDMADE, made.delete(2))
    assert after.endswith("  evidence: spoke of an old map\n\n# The end.\n")


def test_move_takes_its_comments_along() -> None:
    after = change(HANDMADE, SetText(HANDMADE).move(1, 0))
    assert after.index("# About the map\n-\n  id: map") < after.index("# First things first\n- kind: number")
    assert sorted(after.split("\n")) == sorted(HANDMADE.split("\n"))
    assert change(after, SetText(after).move(0, 1)) == HANDMADE


def test_a_question_is_added_where_it_is_wanted() -> None:
    new = a_number(id="new")
    last = change(HANDMADE, SetText(HANDMADE).insert(3, new))
    assert last.endswith("It had left at noon}\n\n- id: new\n  kind: number\n  prompt: What does the article say?\n"
                         "  answer: 23\n  evidence: 23 people were saved\n\n# The end.\n")  # fmt: skip
    first = change(HANDMADE, SetText(HANDMADE).insert(0, new))
    assert "\n# First things first\n- kind: number" in first
    assert [one.id for one in read_back(first)] == ["new", "saved", "map", "flow"]


@pytest.mark.parametrize("head", ["questions:\n", "questions: []\n", "questions: [] # none yet\n", "", "questions:"])
def test_the_first_question_of_a_set(head: str) -> None:
    text = f"title: T\narticles: [ferry]\n{head}"
    after = change(text, SetText(text).insert(0, a_number()))
    assert [one.id for one in read_back(after)] == ["q"]
    assert ("# none yet" in after) == ("# none yet" in text)


def test_the_head_changes_alone() -> None:
    made = SetText(HANDMADE)
    assert made.source.head is not None
    after = change(HANDMADE, made.set_head(msgspec.structs.replace(made.source.head, title="The map", tries=2)))
    assert after == HANDMADE.replace("title:   'The ferry'   # in quotes\n", "title: The map   # in quotes\n").replace(
        "articles: [ ferry ]\n\n", "articles: [ ferry ]\n\ntries: 2\n"
    )


def test_line_ends_of_windows_stay() -> None:
    text = a_text(a_number(id="a"), a_short(id="b")).replace("\n", "\r\n")
    made = SetText(text)
    after = change(text, made.insert(2, an_open(id="c")))
    assert "\n" not in after.replace("\r\n", "")
    after = change(text, made.replace(0, a_number(id="a", explain="word " * 40)))
    assert "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize("text", ["title: [", "- a\n", "questions: [{id: a}, {id: b}]\n", ""])
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        SetText(text, "set.yaml").replace(0, a_number())


@FEW
@given(st.data())
def test_an_edit_changes_one_question_and_can_be_undone(data: st.DataObject) -> None:
    asked = data.draw(st.lists(questions(), min_size=1, max_size=4))
    gap = data.draw(st.sampled_from(["", "\n", "# remark\n", "\n\n# remark\n  # another\n\n", "    # deep\n\n"]))
    tail = data.draw(st.sampled_from(["", "# tail\n", "\n\n", "tries: 2 # tries\n"]))
    text = a_text(*asked, between_=gap) + tail
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if not tail and data.draw(st.booleans()):
        text = text.removesuffix("\n").removesuffix("\r")
    made = SetText(text)
    before = read_back(text)
    new = data.draw(questions())
    at = data.draw(st.integers(0, len(asked) - 1))
    act = data.draw(st.sampled_from(["replace", "insert", "delete", "move"]))
    if act == "replace":
        edit = made.replace(at, new)
        wanted = [*before[:at], new, *before[at + 1 :]]
        item = made.items[at]
        after = change(text, edit)
        assert after.startswith(text[: item.lead])
        assert after.endswith(text[item.end :])
    elif act == "insert":
        edit = made.insert(at, new)
        wanted = [*before[:at], new, *before[at:]]
        assert edit.start == edit.end
    elif act == "delete":
        assume(len(asked) > 1)
        edit = made.delete(at)
        wanted = [*before[:at], *before[at + 1 :]]
        assert not edit.put
    else:
        to = data.draw(st.integers(0, len(asked) - 1))
        edit = made.move(at, to)
        wanted = list(before)
        wanted.insert(to, wanted.pop(at))
    after = change(text, edit)
    assert read_back(after) == wanted
    if act != "delete":
        assert after.count("# remark") >= text.count("# remark")


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_the_edit_between_two_texts(before: str, after: str) -> None:
    assert between(before, after).apply(before) == after


@pytest.mark.parametrize("make", ONE_OF_EACH, ids=lambda make: make.__name__)
def test_a_kind_changed_into_another_keeps_the_file(make: Any) -> None:
    text = a_text(a_number(id="a"), a_short(id="b"), a_number(id="c")) + "# tail\n"
    edit = SetText(text).replace(1, make(id="b"))
    assert read_back(change(text, edit)) == [a_number(id="a"), make(id="b"), a_number(id="c")]
