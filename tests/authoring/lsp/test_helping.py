"""What the language server offers, explains, finds and renames at a place."""

import pytest

from quiz.articles.article_file import parse_article
from quiz.authoring.lsp.completion import without_stops
from quiz.authoring.lsp.diagnostics import problems_of
from quiz.authoring.lsp.evidence import article_named_at, cited_at, in_article_file
from quiz.authoring.lsp.hover import hover
from quiz.authoring.lsp.renaming import named_at, rename
from quiz.authoring.lsp.symbols import symbols
from quiz.errors import InputError
from quiz.questions.field_notes import field_notes
from quiz.questions.kinds import KINDS
from quiz.questions.source import read_source
from quiz.text.yaml_door import Map, read_yaml
from tests.authoring.lsp.conftest import ARTICLE, HEAD, Desk

TOPICS = ["date", "figure", "person", "place", "condition", "cause", "sequence", "stance", "source"]
CLOSE = "The harbour of Port Hale will close for 14 days, its director, Mira Osten, said on Monday"
CHOICE = HEAD + "  - id: a\n    kind: choice\n"


# Completion


def test_fields_of_the_kind_at_the_cursor_that_are_not_there_yet(desk: Desk) -> None:
    labels = desk.labels(CHOICE + "    ^^")
    assert labels[:2] == ["prompt", "answer"]
    assert {"distractors", "except", "topic"} <= set(labels)
    assert not {"id", "kind", "pick", "unit"} & set(labels)
    (answer,) = (one for one in desk.offers(CHOICE + "    ans^^") if one.label == "answer")
    assert answer.insert == "answer: "
    assert answer.detail == "needed"
    assert answer.notes.startswith("The right option.\n\nFor example: `")


def test_before_the_kind_is_known_the_fields_of_every_question(desk: Desk) -> None:
    labels = desk.labels(HEAD + "  - id: a\n    ^^")
    assert "kind" in labels
    assert "prompt" in labels
    assert "distractors" not in labels


def test_every_kind_offers_every_field_with_words_on_it(desk: Desk) -> None:
    for kind, struct in KINDS.items():
        offered = desk.offers(f"{HEAD}  - id: a\n    kind: {kind}\n    ^^")
        assert {one.label for one in offered} == set(field_notes(struct)) - {"id"}
        assert all(one.notes for one in offered)


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (HEAD + "  - id: a\n    kind: ^^", list(KINDS)),
        (CHOICE + "    topic: c^^", TOPICS),
        (CHOICE + "    skill: ^^", ["locate", "understand", "evaluate"]),
        (CHOICE + "    except: ^^", ["true", "false"]),
        (CHOICE + "    cite: ^^", ["true", "{gate: first-must-be-right}"]),
        (CHOICE + "    cite: {gate: ^^}", ["independent", "first-must-be-right"]),
        (CHOICE + "    cite: {^^}", ["gate"]),
        (CHOICE + "    hints:\n      - ^^", ["text", "cost"]),
        (CHOICE + "    tests:\n      ^^", ["right", "near", "wrong"]),
        (CHOICE + "    prompt: ^^", []),
        (CHOICE + "    distractors:\n      - ^^", []),
        (HEAD + "  - kind: order\n    rule: ^^", ["all", "position", "pairs", "longest"]),
        (HEAD + "  - kind: statement\n    answer: ^^", ["true", "false", "not given", "yes", "no"]),
        ("title: a\narticles: [^^", ["harbour"]),
        ("title: a\narticles:\n  - ^^", ["harbour"]),
        (CHOICE + "    article: ^^", ["harbour"]),
        ("title: a\nspelling: ^^", ["lenient", "strict"]),
        ("ti^^", ["title", "articles", "questions", "spelling", "tries", "certainty"]),
    ],
)  # fmt: skip
def test_words_that_a_value_allows(desk: Desk, marked: str, wanted: list[str]) -> None:
    offered = desk.labels(marked)
    shipped = {"charter97-2025-03-19", "energy-truce-call", "nbc-2022-11-15"}
    if wanted == ["harbour"]:
        assert "harbour" in offered
        assert shipped < set(offered)
    else:
        assert [one for one in offered if not one.endswith(" question")] == wanted


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("    evidence: we have no^^", '\'"We have no choice," she said\''),
        ("    evidence: 'we have no^^", '\'"We have no choice," she said\''),
        ("    evidence:\n      - director mira^^", CLOSE),
        ("    evidence: {quote: director mira^^", f'"{CLOSE}"'),
        ("    evidence: >-\n      we have no^^", '"We have no choice," she said'),
        ("    at: quay said^^", '\'"They had three years to mend the quay," said Reve\''),
    ],
)  # fmt: skip
def test_three_words_and_the_sentence_is_there(desk: Desk, before: str, written: str) -> None:
    offered = desk.offers(CHOICE + before)
    assert written in [one.insert for one in offered]
    marked = CHOICE + before
    at = marked.index("^^")
    one = next(one for one in offered if one.insert == written)
    closing = "}" if "{" in before else ""
    whole = marked[: one.start] + one.insert + closing + "\n"
    value = read_yaml(whole, "x").value
    assert isinstance(value, Map)
    outline = desk.outline(whole)
    cited = cited_at(outline, one.start + 1, desk.path, desk.shelf)
    assert cited is not None
    assert isinstance(cited.found, list), cited.found
    assert at


def test_a_clause_before_its_sentence_and_no_quote_that_stands_there_twice(desk: Desk) -> None:
    labels = desk.labels(CHOICE + "    evidence: close for 14^^")
    assert labels[0] == "The harbour of Port Hale will close for 14 days"
    assert desk.labels(CHOICE + "    evidence: some 120 boats lie^^") == [
        "Some 120 boats lie there",
        "Some 120 boats lie elsewhere",
    ]
    assert desk.labels(CHOICE + "    evidence: nothing of the kind^^") == []


def test_the_answer_of_a_highlight_is_a_quote_and_that_of_a_choice_is_none(desk: Desk) -> None:
    assert desk.labels(HEAD + "  - kind: highlight\n    answer: some 120 boats^^")
    assert not desk.labels(CHOICE + "    answer: some 120 boats^^")


def test_a_question_of_every_kind_to_be_filled_in(desk: Desk) -> None:
    offered = [one for one in desk.offers(HEAD + "  - ^^") if one.what == "question"]
    assert [one.label for one in offered] == [f"{kind} question" for kind in KINDS]
    for one in offered:
        text = HEAD + "  - " + without_stops(one.insert).replace("id: name", "id: some-name") + "\n"
        kinds = {problem.code for problem in read_source(text, "f").problems}
        assert kinds <= set(), (one.insert, text)


def test_broken_lines_above_do_not_take_help_away(desk: Desk) -> None:
    broken = (
        HEAD + "  - id: a\n    prompt: 'never closed\n   kind: choice\n  - id: b\n    kind: date\n    ^^\n  - : [\n"
    )
    assert "answer" in desk.labels(broken)


# Hover


def told(desk: Desk, marked: str) -> str | None:
    at = marked.index("^^")
    return hover(desk.outline(marked.replace("^^", "", 1)), at, desk.path, desk.shelf)


def test_evidence_in_its_paragraph_as_plain_text(desk: Desk) -> None:
    said = told(desk, CHOICE + "    evidence: close for ^^14 days\n")
    assert said is not None
    where, text = said.split("\n\n")
    assert where == r"Paragraph 1 of *The harbour \*closes\**"
    assert "will **close for 14 days**, its director" in text


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        (CHOICE + "    ev^^idence: x", "**evidence**: The place that decides the answer"),
        (CHOICE + "    dis^^tractors: [x]", "**distractors**: The other options"),
        (HEAD + "  - id: a\n    ki^^nd: choice", "- **choice**: One of several options is right."),
        (HEAD + "  - id: a\n    kind: cho^^ice", "**choice**: One of several options is right."),
        (CHOICE + "    evidence:\n      occ^^urrence: 2\n", "**occurrence**: Which one, counted from 1"),
        ("ti^^tle: x", "**title**: What the library shows."),
        ("title: x\narticles: [har^^bour]", r"**The harbour \*closes\***"),
        (CHOICE + "    evidence: clo^^se for 15 days\n", "is not in harbour; did you mean: "),
        (CHOICE + "    evidence: Some 120 b^^oats lie\n", "stands 2 times"),
        (CHOICE + "    evidence: {quote: Some 120 boats, occurrence: 2^^}\n", "**Some 120 boats** lie elsewhere."),
        (CHOICE + "    evidence: {sentences: [2^^]}\n", '**"We have no choice," she said.**'),
        (CHOICE + "    evidence:\n      - We have no choice\n      - What comes ^^next\n", r"Heading of *The harbour"),
        (CHOICE + "    evidence: >-\n      Tom Reve, a\n      fisher^^man\n", "Paragraph 2 of"),
        (CHOICE + "    evidence: “ça suf^^fit” 🙂 he\n", "**“ça suffit” 🙂 he** wrote"),
    ],
)
def test_hover(desk: Desk, marked: str, said: str) -> None:
    assert said in str(told(desk, marked))


@pytest.mark.parametrize(
    "marked",
    [
        CHOICE + "    explain: wo^^rds",
        HEAD + "  - id: a^^",
        "nonsense ^^",
        "title: ^^x",
        CHOICE + "    evidence: [^^",
        "^^",
    ],
)
def test_nothing_to_tell(desk: Desk, marked: str) -> None:
    assert told(desk, marked) is None


# Into the article


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("close for 14 days", [(6, 30, 47)]),
        ("Mira Osten, said on Monday", [(6, 63, 74)]),
        ("What comes next", [(9, 3, 18)]),
        ("“ça suffit” 🙂 he wrote", [(11, 34, 56)]),
    ],
)
def test_the_place_in_the_file(desk: Desk, quote: str, lines: list[tuple[int, int, int]]) -> None:
    marked = f"{CHOICE}    evidence: {quote}\n"
    cited = cited_at(desk.outline(marked), marked.index(quote) + 2, desk.path, desk.shelf)
    assert cited is not None
    assert isinstance(cited.found, list)
    article = cited.sources.articles["harbour"]
    found = in_article_file(article, cited.found[0], desk.path, ARTICLE)
    line, start, end = lines[0]
    assert (found.line, found.column) == (line, start)
    if found.end_line == line:
        assert (found.end_line, found.end_column) == (line, end)
        assert ARTICLE.split("\n")[line][start:end] == quote
    else:
        assert (found.end_line, found.end_column) == (7, 14)


def test_every_sentence_of_the_shipped_articles_is_found_in_its_file(desk: Desk) -> None:
    from quiz.articles.anchor import Span

    for path in desk.shelf.library(desk.path).article_paths().values():
        text = path.read_text(encoding="utf-8")
        article = parse_article(text, str(path)).article
        lines = text.split("\n")
        for start, end in article.sentences:
            found = in_article_file(article, Span(article.id, start, end), path, text)
            inside = lines[found.line : found.end_line + 1]
            inside[-1] = inside[-1][: found.end_column]
            inside[0] = inside[0][found.column :]
            assert " ".join(" ".join(inside).split()) == article.text[start:end]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("articles: [har^^bour, quay]", "harbour"),
        ("articles: [harbour, qu^^ay]", "quay"),
        ("articles:\n  - 'har^^bour'\n", "harbour"),
        (CHOICE + "    article: ^^harbour", "harbour"),
        (CHOICE + "    evidence: {quote: x, article: harbour^^}", "harbour"),
        ("title: har^^bour", ""),
    ],
)
def test_the_article_at_a_place(desk: Desk, marked: str, name: str) -> None:
    at = marked.index("^^")
    assert article_named_at(desk.outline(marked.replace("^^", "", 1)), at) == name


# Renaming


def renamed(desk: Desk, marked: str, new: str) -> str:
    at = marked.index("^^")
    outline = desk.outline(marked.replace("^^", "", 1))
    named = named_at(outline, at)
    assert named is not None
    text = outline.text.text
    for edit in sorted(rename(outline, named, new), reverse=True):
        text = edit.apply(text)
    return text


def test_a_question_gets_another_id(desk: Desk) -> None:
    assert renamed(desk, CHOICE.replace("id: a", "id: ^^a"), "boats") == CHOICE.replace("id: a", "id: boats")
    assert (
        renamed(desk, HEAD + "  - kind: open\n    id: 'a-b^^' # it\n", "c")
        == HEAD + "  - kind: open\n    id: 'c' # it\n"
    )


def test_an_article_gets_another_id_throughout_the_set(desk: Desk) -> None:
    text = (
        CHOICE + "    article: ^^harbour\n    prompt: the harbour\n    evidence: {quote: harbour, article: harbour}\n"
    )
    wanted = text.replace("^^", "").replace("[harbour]", "[port]").replace("article: harbour", "article: port")
    assert renamed(desk, text, "port") == wanted


@pytest.mark.parametrize("new", ["", "With Capital", "b", "../x", "x" * 70])
def test_a_name_that_is_none_or_taken(desk: Desk, new: str) -> None:
    text = CHOICE.replace("id: a", "id: ^^a") + "  - id: b\n"
    with pytest.raises(InputError):
        renamed(desk, text, new)


def test_nothing_else_can_be_renamed(desk: Desk) -> None:
    assert named_at(desk.outline(CHOICE), CHOICE.index("choice")) is None
    assert named_at(desk.outline(CHOICE), 0) is None


# Outline and problems


def test_questions_as_an_outline(desk: Desk) -> None:
    text = (
        CHOICE + "    prompt: 'What: now?'\n\n  - kind: date\n  - id: " + "x" * 20 + "\n    prompt: " + "y" * 200 + "\n"
    )
    found = [(one.name, one.detail[:20], one.line) for one in symbols(desk.outline(text))]
    assert found == [("a", "choice: What: now?", 3), ("question 2", "date", 7), ("x" * 20, ": " + "y" * 18, 8)]
    assert all(len(one.detail) <= 80 for one in symbols(desk.outline(text)))


def test_problems_of_a_text_in_an_editor(desk: Desk) -> None:
    codes = {one.code for one in problems_of(CHOICE, desk.path, desk.shelf)}
    assert "missing-field" in codes
    article = desk.folder / "seeds" / "harbour.md"
    assert problems_of(ARTICLE, article, desk.shelf) == []
    assert [one.code for one in problems_of("text", article, desk.shelf)] == ["article"]
    assert problems_of("a: 1\n", desk.folder / "compose.yaml", desk.shelf) == []
    assert problems_of("x", desk.folder / "notes.md", desk.shelf) == []
    (too_long,) = problems_of("#" * 2_000_001, desk.path, desk.shelf)
    assert "too long" in too_long.what


def test_an_article_that_changes_is_read_again(desk: Desk) -> None:
    text = CHOICE + "    prompt: x\n    answer: y\n    distractors: [z]\n    evidence: a new word at the end\n"
    assert "quote-missing" in {one.code for one in problems_of(text, desk.path, desk.shelf)}
    (desk.folder / "seeds" / "harbour.md").write_text(ARTICLE + "\nIt has a new word at the end.\n", encoding="utf-8")
    assert "quote-missing" not in {one.code for one in problems_of(text, desk.path, desk.shelf)}


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "file:///tmp/a%20b/questions/c.yaml", "git:/x?y", "", "file://host/x.yaml"]
)
def test_a_document_that_is_no_file_is_no_set(desk: Desk, uri: str) -> None:
    from quiz.authoring.lsp.server import path_of

    assert problems_of("a: 1", path_of(uri), desk.shelf) == [] or path_of(uri).parent.name == "questions"
