"""Every mistake an author can make is found, at its place, and nothing else is."""

import re
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.questions.check import check_article, check_article_text, check_set, check_text, examine, load_set
from quiz.questions.problem import Problem
from quiz.questions.rules import RULES
from tests.builders import ROOT
from tests.questions.planted import ARTICLES, HEAD, SETS, a_question, in_set, planted


def _reads_well(problem: Problem) -> bool:
    """One line of plain words: what is wrong, and what to do about it; no jargon of the parser's."""
    line = str(problem)
    jargon = re.search(
        r"`|msgspec|(?<!!)\bstr\b|\bNone\b|\barray\b|\bobject\b|  |; ;|;$|\?\?", f"{problem.what}; {problem.hint}"
    )
    return "\n" not in line and bool(problem.what) and bool(problem.hint) and not jargon and len(line) < 500


@pytest.mark.parametrize(("marked", "code"), SETS.values(), ids=SETS)
def test_a_set_with_one_mistake_shows_exactly_that_one(marked: str, code: str, library: Library) -> None:
    wanted = planted(marked, code)
    found = check_text(wanted.text, "f.yaml", "f", library)
    assert [(one.line, one.column, one.code) for one in found] == [(wanted.line, wanted.column, code)], found
    assert all(map(_reads_well, found)), str(found[0])


@pytest.mark.parametrize(("marked", "code"), ARTICLES.values(), ids=ARTICLES)
def test_an_article_with_one_mistake_shows_exactly_that_one(marked: str, code: str) -> None:
    wanted = planted(marked, code)
    found = check_article_text(wanted.text, "ferry.md", "ferry")
    assert [(one.line, one.column, one.code) for one in found] == [(wanted.line, wanted.column, code)], found
    assert all(map(_reads_well, found)), str(found[0])


def test_there_are_enough_of_them() -> None:
    assert len(SETS) + len(ARTICLES) >= 150


def test_mistakes_of_a_whole_set_show_together(library: Library) -> None:
    """All questions with a mistake in one file: none hides another."""
    bodies = [
        (marked.removeprefix(HEAD), code)
        for marked, code in SETS.values()
        if marked.startswith(HEAD) and code != "yaml" and "id: q\n" in marked
    ]
    renamed = [
        body.replace("id: q\n", f"id: q{n}\n", 1).replace("id: ^^q\n", f"id: ^^q{n}\n", 1)
        for n, (body, _) in enumerate(bodies)
    ]
    whole, expected = HEAD, []
    for body, (_, code) in zip(renamed, bodies, strict=True):
        if code == "duplicate-id" or _of_the_whole(code):
            continue
        one = planted(body, code)
        expected.append((one.line + whole.count("\n"), one.column, code))
        whole += one.text
    # That all their evidence is from one place is true of the whole, and of none of them.
    found = [
        (one.line, one.column, one.code)
        for one in check_text(whole, "f.yaml", "f", library)
        if not _of_the_whole(one.code)
    ]
    assert len(expected) > 80
    assert found == sorted(expected)


def _of_the_whole(code: str) -> bool:
    """True for what depends on the other questions of a set."""
    return RULES[code].group == "fairness" and not code.startswith("no-")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("forgotten dash", "a second question begins here without its dash; write '- id: ...'"),
        ("forgotten dash before kind", "a second question begins here without its dash; write '- kind: ...'"),
        ("dash forgotten before id", "begin it with '- '"),
        ("a space too few", "this line is indented by 3 spaces, the fields beside it by 4; indent it by 4"),
        ("a space too many", "this line is indented by 5 spaces, the fields beside it by 4; indent it by 4"),
        ("a dash a space too far", "this line is indented by 3 spaces, the items above by 2; indent it by 2"),
        ("a dash a space too near", "this line is indented by 1 space, the items above by 2; indent it by 2"),
        ("empty key of a number", "no answer; "),
        ("empty key of a date", "no answer; "),
        ("given name misspelt that the evidence leaves out", "did you mean 'Mira Osten'?"),
        ("short answer with a digit wrong", "did you mean '23 people'?"),
        ("number not in the evidence", "did you mean 23? If not, quote the words that give the figure"),
        ("date not in the evidence", "did you mean 2022-11-12? If not, quote the words that give the date"),
        ("date in words", "; write 2022-11-12"),
        ("no articles", "write articles: [ferry]; there are ferry, "),
        ("empty list of articles", "write articles: [ferry]; there are ferry, "),
    ],
)
def test_it_says_what_to_do(name: str, said: str, library: Library) -> None:
    (found,) = check_text(planted(*SETS[name]).text, "f.yaml", "f", library)
    assert said in str(found)


def test_a_text_that_goes_on_with_a_colon_is_told_both_ways(library: Library) -> None:
    (found,) = check_text(in_set("explain: She said\n  then: all is well"), "f.yaml", "f", library)
    assert "in a text without quotation marks; put the whole text in quotes; or indent it by 4" in str(found)


@pytest.mark.parametrize("body", ["promt: What?", "kind: numero", "question: What?\nkind: open"])
@pytest.mark.parametrize("quote", ["23 peoples were saved", "[left at noon, 23 peoples were saved]"])
def test_a_wrong_quote_is_told_beside_what_keeps_a_question_from_being_read(
    body: str, quote: str, library: Library
) -> None:
    text = in_set(f"{body}\nevidence: {quote}", "prompt")
    codes = [one.code for one in check_text(text, "f.yaml", "f", library)]
    assert codes.count("quote-missing") == 1
    well = [one.code for one in check_text(text.replace("peoples", "people"), "f.yaml", "f", library)]
    assert "quote-missing" not in well
    assert {*well, "quote-missing"} == set(codes)


def test_two_forgotten_dashes_are_two_problems(library: Library) -> None:
    more = "    id: r\n    kind: statement\n    prompt: It sank.\n"
    found = check_text(in_set("") + more + more.replace("r", "s", 1), "f.yaml", "f", library)
    assert [(one.line, one.code) for one in found] == [(12, "duplicate-key"), (15, "duplicate-key")]


@pytest.mark.parametrize(
    ("wrote", "meant", "kind"),
    [
        ("options", "distractors", "choice"),
        ("choices", "distractors", "choices"),
        ("alternatives", "distractors", "choice"),
        ("correct", "answer", "choice"),
        ("key", "answers", "choices"),
        ("question", "prompt", "statement"),
        ("text", "prompt", "statement"),
        ("hint", "hints", "number"),
        ("feedback", "explain", "date"),
        ("quote", "evidence", "name"),
    ],
)
def test_names_that_other_programs_use(wrote: str, meant: str, kind: str, library: Library) -> None:
    found = check_text(in_set(f"kind: {kind}\n{wrote}: x", meant), "f.yaml", "f", library)
    assert [one.hint for one in found if one.what == f"unknown field {wrote!r}"] == [f"did you mean {meant!r}?"]


def test_a_date_that_is_none_is_told_once_how(library: Library) -> None:
    (found,) = check_text(in_set("kind: date\nanswer: Tuesday"), "f.yaml", "f", library)
    assert str(found).count("2022-11-12") == 1


def test_mistakes_of_one_question_show_together(library: Library) -> None:
    text = in_set("promt: x\npoints: many\ntopic: figures", "prompt", "evidence")
    codes = {one.code for one in check_text(text, "f.yaml", "f", library)}
    assert codes == {"unknown-field", "missing-field", "wrong-type", "unknown-value"}


def test_a_field_that_is_wrong_hides_nothing_besides(library: Library) -> None:
    text = in_set("topic: figures\npick: 2\nevidence: 23 People were saved\nprompt: ^^" + "word " * 61).replace(
        "^^", ""
    )
    codes = [one.code for one in check_text(text, "f.yaml", "f", library)]
    assert sorted(codes) == ["quote-inexact", "unknown-field", "unknown-value"]
    mended = text.replace("People", "people")
    codes = [one.code for one in check_text(mended, "f.yaml", "f", library)]
    assert sorted(codes) == ["long-prompt", "unknown-field", "unknown-value"]


def test_a_broken_head_does_not_hide_the_questions(library: Library) -> None:
    text = HEAD.replace("title:", "titel:") + a_question("evidence: not in it at all")
    codes = [one.code for one in check_text(text, "f.yaml", "f", library)]
    assert codes == ["missing-field", "unknown-field", "quote-missing"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "evidence: {sentences: [1, 2]}",
        "evidence: {quote: The storm was strong, occurrence: 2}",
        "evidence: {quote: 21 people were saved, article: quay}",
        "evidence: 21 people were saved",
        "evidence: [23 people were saved, 21 people were saved]",
        "evidence: '23  people\n  were saved'",
        "at: an old map\ncite: true\nhints: [Look., {text: Here., cost: 0.5}]\ntries: 3",
        "cite: {gate: first-must-be-right}\npoints: 0.5",
        "kind: choice\nanswer: '23'\ndistractors: ['21', {'12': The day.}]\nexcept: true",
        "kind: choices\nanswers: [a, b]\ndistractors: [x]\npick: 2\nrule: {2: 2, 1: 1}",
        "kind: number\nanswer: '23'\ntests: {right: [twenty-three], wrong: ['24', about 30]}",
        "kind: number\nanswer: '46'\nderived: twice the 23 of the article",
        "kind: number\nanswer: '46'\nderived: 23 on each of two sides, 2 x 23 = 46",
        "kind: number\nanswer: '10'\nderived: 2 x 3 = 6, and 4 more",
        "kind: number\nanswer: '8'\nderived: 23 saved in 3 boats, 23 / 3",
        "kind: number\nanswer: 1.5\nunit: hours\nderived: 45 + 45 minutes",
        "kind: number\nanswer: '13'\nderived: 20% of 50 + 3",
        "kind: number\nanswer: '21'\nderived: 23 people, less the 2 of the crew",
        "kind: number\nanswer: '12'\nderived: from 23-25 to 11-13 in 2022-2023",
        "kind: date\nanswer: 2022-11-12\nevidence: sank on 12 November 2022\ntests: {near: [November 2022]}",
        "kind: name\nanswer: Mira Osten\nevidence: Captain Mira Osten said\ntests: {right: [Osten], wrong: [Reve]}",
        "kind: short\nanswer: an old map\nmax_words: 3\nnear: {map: which map?}",
        "kind: cloze\ntext: '{23|twenty-three} people were {saved ~ lost}'",
        "kind: cloze\ntext: '{[pe]ople}'",
        "kind: match\npairs: {a: b, c: b}\nextra: [d]",
        "kind: order\nsequence: [a, [b, c], d]\nrule: pairs",
        "kind: insert\nsentence: That was late.\nafter: left at noon",
        "kind: highlight\nanswer: [left at noon, an old map]\nunit: phrase",
        "kind: open\npoints: 2\nrubric: [{points: 1.5, text: a}, {points: 0.5, text: b}]",
    ],
)
def test_no_false_alarm(body: str, library: Library) -> None:
    assert check_text(in_set(body), "f.yaml", "f", library) == []


def test_a_windows_file_reads_as_any_other(library: Library) -> None:
    text = in_set("evidence: not in it at all").replace("\n", "\r\n")
    (found,) = check_text(text, "f.yaml", "f", library)
    assert (found.line, found.column, found.code) == (11, 15, "quote-missing")
    article = "---\r\nid: ferry\r\ntitle: T\r\n---\r\nOne.\r\n\r\nTwo.\r\n"
    assert check_article_text(article, "ferry.md", "ferry") == []


def test_a_hint_quotes_what_the_author_may_have_meant(library: Library) -> None:
    def hint(body: str) -> str:
        return check_text(in_set(body), "f.yaml", "f", library)[0].hint

    assert hint("promt: x") == "did you mean 'prompt'?"
    assert hint("kind: statment") == "did you mean 'statement'?"
    assert hint("topic: figures") == "did you mean 'figure'?"
    assert "23 people were saved" in hint("evidence: 23 persons were saved")
    assert hint("evidence: the storm was strong, she said") == 'the article has: "The storm was strong, she said"'
    assert hint("evidence: 3 people were saved") == 'quote whole words: "23 people were saved."'
    assert hint("evidence: The storm was strong") == "quote more words, or say which one with occurrence:"
    assert hint("evidence: {sentences: [99]}") == "its sentences are 1 to 8"


class TestFiles:
    def test_a_set_that_cannot_be_played_says_its_first_error(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "f.yaml"
        path.write_text(in_set("points: 0\ntries: 99"), encoding="utf-8")
        with pytest.raises(
            Exception, match=r"f\.yaml:12:13: points: 0; use more than 0, at most 100 \(and 1 more: "
        ) as stop:
            load_set(path, library)
        assert "\n" not in str(stop.value)

    def test_advice_does_not_stop_playing(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "f.yaml"
        path.write_text(in_set('prompt: "a \\e b"', "explain", "topic"), encoding="utf-8")
        assert load_set(path, library).questions[0].prompt == "a \ufffd b"

    @pytest.mark.parametrize(
        ("data", "place"),
        [
            (b"title: caf\xe9\n", (1, 11)),
            (b"title: x\n# \xc3\xa9\xff\n", (2, 4)),
            (b"\xff\xfet\0i\0", (1, 1)),
            (b"title: a\0b\n", (1, 9)),
        ],
    )
    def test_bytes_that_are_no_text(
        self, data: bytes, place: tuple[int, int], tmp_path: Path, library: Library
    ) -> None:
        path = tmp_path / "ferry.yaml"
        path.write_bytes(data)
        (found,) = check_set(path, library)
        assert (found.line, found.column, found.code) == (*place, "unreadable")
        assert examine(path, library) == (None, [found])
        path = path.rename(tmp_path / "ferry.md")
        (found,) = check_article(path)
        assert (found.line, found.column, found.code) == (*place, "unreadable")

    def test_a_folder_and_a_missing_file(self, tmp_path: Path, library: Library) -> None:
        assert check_set(tmp_path, library)[0].what == "not a file but a folder; give the path of a text file"
        assert check_set(tmp_path / "no.yaml", library)[0].what == "no such file; check the name"

    def test_a_hostile_name_is_shown_harmlessly(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "a\x1b[2Jb\nc.yaml"
        path.write_text(in_set("points: 0"), encoding="utf-8")
        (found,) = check_set(path, library)
        assert str(found).isprintable()
        assert found.line == 12


def test_what_ships_is_clean() -> None:
    library = Library([ROOT])
    for path in library.set_paths().values():
        assert check_set(path, library) == []
