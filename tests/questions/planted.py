"""Sets and articles with one mistake each. ``^^`` stands just before the place where it must be reported."""

import re
from typing import NamedTuple

HEAD = "title: The ferry\narticles: [ferry, quay]\nquestions:\n"
_USUAL = {
    "id": "q",
    "kind": "statement",
    "prompt": "The ferry sank.",
    "answer": "true",
    "evidence": "23 people were saved",
    "explain": "The captain says so.",
    "topic": "figure",
    "skill": "locate",
}
_ANSWERLESS = {"choices", "grid", "cloze", "match", "order", "insert", "open"}


class Planted(NamedTuple):
    """A mistake: the text without the mark, where the mark stood, and the code it must be given."""

    text: str
    line: int
    column: int
    code: str


def planted(marked: str, code: str) -> Planted:
    at = marked.index("^^")
    before = marked[:at]
    return Planted(before + marked[at + 2 :], before.count("\n") + 1, at - before.rfind("\n"), code)


def a_question(body: str, *leave_out: str) -> str:
    """A question in YAML: these fields, and the usual ones that are not among them. ``^^- `` marks the question."""
    mark = "^^" if body.startswith("^^- ") else ""
    body = body.removeprefix("^^- ").strip("\n")
    own = set(re.findall(r"^(?:\^\^)?(\w+):", body, re.MULTILINE))
    kind = re.search(r"^kind: (\w+)$", body, re.MULTILINE)
    skip = {*own, *leave_out, *({"answer"} if kind and kind.group(1) in _ANSWERLESS else ())}
    usual = [f"{name}: {value}" for name, value in _USUAL.items() if name not in skip]
    lines = [*usual, *body.split("\n")] if body else usual
    return f"  - {mark}" + "\n    ".join(lines) + "\n"


def in_set(body: str, *leave_out: str) -> str:
    return HEAD + a_question(body, *leave_out)


_CHOICE = "kind: choice\nanswer: '23'\n"
_CHOICES = "kind: choices\nanswers: [a, b]\ndistractors: [x]\n"
_GRID = "kind: grid\ncolumns: [yes, no]\n"
_OPEN = "kind: open\npoints: 2\n"


def _dashless(begins: str) -> str:
    """A question whose dash is missing, so that it goes on where the one before ends."""
    return f"    {begins}\n    prompt: It sank.\n    answer: true\n    evidence: 23 people were saved\n"


SETS = {
    # the file as a whole
    "quotation mark never closed": (HEAD.replace("The ferry", '^^"The ferry') + a_question(""), "yaml"),
    "bracket never closed": (HEAD.replace("[ferry, quay]", "^^[ferry, quay") + a_question(""), "yaml"),
    "colon in a plain text": (in_set("prompt: Who said^^: all is well?"), "yaml"),
    "text after its closing quotation mark": (in_set('prompt: "Now" ^^said he'), "yaml"),
    "indented with a tab": (HEAD + "^^\t- id: q\n", "yaml"),
    "tab after a colon": (in_set("prompt:^^\tThe ferry sank."), "yaml"),
    "alias": (in_set("prompt: ^^*other"), "yaml"),
    "anchor": (in_set("prompt: ^^&other The ferry sank."), "yaml"),
    "tag": (in_set("prompt: ^^!!str The ferry sank."), "yaml"),
    "merge key": (in_set("^^<<: {topic: date}"), "yaml"),
    "second document": (in_set("") + "^^---\ntitle: Another\n", "yaml"),
    "key that is a list": (in_set("? ^^[a, b]\n: c"), "yaml"),
    "nested too deep": (in_set("hints: " + "[" * 13 + "^^[" + "]" * 14), "yaml"),
    "at sign begins a text": (in_set("prompt: ^^@captain"), "yaml"),
    "escape that is none": (in_set('prompt: ^^"\\q"'), "yaml"),
    "control character": (in_set("prompt: The ^^\x07ferry"), "yaml"),
    "duplicate key in a question": (in_set("topic: figure\n^^topic: date"), "duplicate-key"),
    "forgotten dash": (in_set("") + _dashless("^^id: r\n    kind: statement"), "duplicate-key"),
    "forgotten dash before kind": (in_set("") + _dashless("^^kind: statement"), "duplicate-key"),
    "dash forgotten before id": (in_set("") + "  ^^id: r\n    kind: statement\n", "yaml"),
    "a space too few": (in_set("").replace("    answer:", "   ^^answer:"), "yaml"),
    "a space too many": (in_set("").replace("    answer:", "     ^^answer:"), "yaml"),
    "a dash a space too far": (in_set("") + a_question("id: r").replace("  - ", "   ^^- ", 1), "yaml"),
    "a dash a space too near": (in_set("") + a_question("id: r").replace("  - ", " ^^- ", 1), "yaml"),
    "duplicate key in the head": ("title: One\n^^" + HEAD + a_question(""), "duplicate-key"),
    "escaped escape sequence": (in_set('prompt: ^^"\\e[2Jferry"'), "removed-character"),
    "override of direction": (in_set("prompt: ^^ferry \u202e sank"), "removed-character"),
    "TODO over a field": (in_set("^^# TODO Reword it.\nprompt: The ferry sank."), "todo"),
    "TODO beside a value": (in_set("prompt: The ferry sank. ^^# TODO: reword"), "todo"),
    "TODO at the end": (in_set("") + "^^#TODO\n", "todo"),
    "empty file": ("^^", "not-a-set"),
    "list instead of a set": ("^^- title: x\n", "not-a-set"),
    # the head
    "no title": ("^^" + HEAD.partition("\n")[2] + a_question(""), "missing-field"),
    "empty title": (HEAD.replace("The ferry", "^^''") + a_question(""), "empty-text"),
    "no articles": ("^^title: T\nquestions:\n" + a_question(""), "missing-field"),
    "empty list of articles": (HEAD.replace("[ferry, quay]", "^^[]") + a_question(""), "no-articles"),
    "articles as a text": (HEAD.replace("[ferry, quay]", "^^ferry") + a_question(""), "wrong-type"),
    "unknown article": (HEAD.replace("quay", "^^fery") + a_question(""), "unknown-article"),
    "article named as a path": (HEAD.replace("quay", "^^../ferry") + a_question(""), "unknown-article"),
    "article named twice": (HEAD.replace("quay", "^^ferry") + a_question(""), "duplicate-article"),
    "article that is broken": (HEAD.replace("quay", "^^broken") + a_question(""), "broken-article"),
    "article with another id": (HEAD.replace("quay", "^^misnamed") + a_question(""), "broken-article"),
    "typo in a field of the head": ("^^titel: T\n" + HEAD + a_question(""), "unknown-field"),
    "spelling that is none": ("spelling: ^^loose\n" + HEAD + a_question(""), "unknown-value"),
    "tries of the set": ("tries: ^^0\n" + HEAD + a_question(""), "bad-tries"),
    "no questions": ("^^title: T\narticles: [ferry]\n", "no-questions"),
    "empty list of questions": (HEAD.replace("questions:", "questions: ^^[]"), "no-questions"),
    "questions as a text": (HEAD.replace("questions:", "questions: ^^none"), "no-questions"),
    "question that is a text": (HEAD + a_question("") + "  - ^^and more\n", "not-a-question"),
    # fields of every question
    "typo in a field": (in_set("^^promt: What?"), "unknown-field"),
    "field of another kind": (in_set("^^pick: 2"), "unknown-field"),
    "no kind": (in_set("^^- ", "kind"), "missing-field"),
    "unknown kind": (in_set("kind: ^^statment"), "unknown-kind"),
    "kind that is a list": (in_set("kind: ^^[statement]"), "unknown-kind"),
    "no id": (HEAD + "  - ^^kind: statement\n" + a_question("", "id", "kind")[4:].join(["    ", ""]), "missing-field"),
    "no prompt": (in_set("^^- ", "prompt"), "missing-field"),
    "no answer": (in_set("^^- ", "answer"), "missing-field"),
    "no evidence field": (in_set("^^- ", "evidence"), "missing-field"),
    "duplicate id": (in_set("") + a_question("id: ^^q"), "duplicate-id"),
    "id with a space": (in_set("id: ^^the ferry"), "bad-id"),
    "id with capitals": (in_set("id: ^^Ferry"), "bad-id"),
    "id that climbs": (in_set("id: ^^../../etc"), "bad-id"),
    "id of 300 characters": (in_set("id: ^^" + "a" * 300), "bad-id"),
    "empty prompt": (in_set("prompt: ^^''"), "empty-text"),
    "prompt that is a list": (in_set("prompt: ^^[What, Who]"), "wrong-type"),
    "unknown topic": (in_set("topic: ^^figures"), "unknown-value"),
    "unknown skill": (in_set("skill: ^^find"), "unknown-value"),
    "points that are none": (in_set("points: ^^many"), "wrong-type"),
    "no points": (in_set("points: ^^0"), "bad-points"),
    "points below none": (in_set("points: ^^-1"), "bad-points"),
    "points that are no number": (in_set("points: ^^nan"), "bad-points"),
    "too many tries": (in_set("tries: ^^11"), "bad-tries"),
    "half a try": (in_set("tries: ^^1.5"), "wrong-type"),
    "hint that costs too much": (
        in_set("hints:\n  - Look at the top.\n  - ^^{text: It is there., cost: 2}"),
        "bad-cost",
    ),
    "hint with a typo": (in_set("hints:\n  - {text: Look., ^^costs: 0.5}"), "unknown-field"),
    "hint without a text": (in_set("hints:\n  - ^^{cost: 0.5}"), "missing-field"),
    "cite that is neither": (in_set("cite: ^^yes"), "wrong-type"),
    "unknown gate": (in_set("cite: {gate: ^^open}"), "unknown-value"),
    "proof in a heading": (in_set("cite: ^^true\nevidence: What comes next"), "nothing-to-cite"),
    "article of a question not in the set": (in_set("article: ^^fery"), "unknown-article"),
    "no explanation": (in_set("id: ^^q", "explain"), "no-explanation"),
    "no topic": (in_set("id: ^^q", "topic"), "no-topic"),
    "no skill": (in_set("id: ^^q", "skill"), "no-skill"),
    "prompt of a single endless word": (in_set("prompt: ^^" + "a" * 5_001), "too-long"),
    "option without end": (in_set(_CHOICE + "distractors:\n  - '12'\n  - ^^" + "a" * 1_001), "too-long"),
    "option without end before its reason": (
        in_set(_CHOICE + "distractors:\n  - '12'\n  - {? '" + "a" * 1_001 + "' : ^^no}"),
        "too-long",
    ),
    "explanation without end": (in_set("explain: ^^" + "a " * 2_501), "too-long"),
    "quote without end": (in_set("evidence:\n  - 23 people were saved\n  - ^^" + "a" * 5_001), "too-long"),
    "test without end": (in_set("tests:\n  wrong: [^^" + "a" * 10_001 + "]"), "too-long"),
    "hint without end": (in_set("hints:\n  - {text: ^^" + "a" * 1_001 + "}"), "too-long"),
    "title without end": (HEAD.replace("The ferry", "^^" + "a" * 301) + a_question(""), "too-long"),
    # evidence
    "quote that is not there": (in_set("evidence: ^^24 people were drowned"), "quote-missing"),
    "quote of nothing in any article": (in_set("evidence: ^^zzzz"), "quote-missing"),
    "quote with another capital": (in_set("evidence: ^^the storm was strong, she said"), "quote-inexact"),
    "quote that cuts a word": (in_set("evidence: ^^3 people were saved"), "quote-cuts-word"),
    "quote that stands twice": (in_set("evidence: ^^The storm was strong"), "quote-ambiguous"),
    "occurrence that is not there": (
        in_set("evidence: {quote: The storm was strong, occurrence: ^^3}"),
        "no-such-occurrence",
    ),
    "quote in the other article": (in_set("evidence: {quote: ^^21 people, article: ferry}"), "quote-missing"),
    "evidence in an unknown article": (in_set("evidence: {quote: 23 people, article: ^^sea}"), "unknown-article"),
    "sentence that is not there": (in_set("evidence: {sentences: ^^[2, 99]}"), "no-such-sentence"),
    "sentence that is a word": (in_set("evidence: {sentences: [1, ^^two]}"), "wrong-type"),
    "quote and sentences": (in_set("evidence: {quote: 23 people, sentences: ^^[1]}"), "quote-unclear"),
    "empty quote": (in_set("evidence: ^^''"), "quote-empty"),
    "empty list of evidence": (in_set("evidence: ^^[]"), "no-evidence"),
    "second quote of a list": (in_set("evidence:\n  - 23 people were saved\n  - ^^a red map"), "quote-missing"),
    "typo inside evidence": (in_set("evidence: {^^qoute: 23 people}"), "unknown-field"),
    "at that is not there": (in_set("at: ^^the sea serpent"), "quote-missing"),
    # the kinds
    "choice without wrong options": (in_set(_CHOICE + "distractors: ^^[]"), "no-distractors"),
    "choice whose option is also the key": (in_set(_CHOICE + "distractors:\n  - '12'\n  - ^^'23'"), "option-is-key"),
    "choice with options alike": (in_set(_CHOICE + "distractors:\n  - A dozen\n  - ^^a dozen."), "options-alike"),
    "choice with an empty option": (in_set(_CHOICE + "distractors:\n  - '12'\n  -^^"), "empty-text"),
    "choice with two options in one": (in_set(_CHOICE + "distractors:\n  - ^^one: a\n    two: b"), "option-shape"),
    "choice with an empty answer": (in_set("kind: choice\nanswer: ^^''\ndistractors: [a]"), "empty-text"),
    "choice with a list as reason": (in_set(_CHOICE + "distractors:\n  - one: ^^[a]"), "wrong-type"),
    "choices with one answer": (in_set("kind: choices\nanswers: ^^[a]\ndistractors: [x]"), "too-few"),
    "choices with an answer twice": (in_set("kind: choices\nanswers: ^^[a, a]\ndistractors: [x]"), "options-alike"),
    "choices with a wrong count": (in_set(_CHOICES + "pick: ^^3"), "pick-count"),
    "choices with a rule that is none": (in_set(_CHOICES + "rule: ^^some"), "unknown-value"),
    "choices with a table beyond its answers": (in_set(_CHOICES + "rule: {2: 1, 3: ^^2}"), "rule-table"),
    "choices with a table that forgets all": (in_set(_CHOICES + "rule: ^^{1: 1}"), "rule-table"),
    "choices with a table that falls": (in_set(_CHOICES + "rule: ^^{1: 2, 2: 1}"), "rule-table"),
    "statement off its scale": (in_set("scale: true-false\nanswer: ^^not given"), "key-not-option"),
    "statement with an answer that is none": (in_set("answer: ^^maybe"), "unknown-value"),
    "statement with a scale that is none": (in_set("scale: ^^yes-no"), "unknown-value"),
    "grid row off the columns": (in_set(_GRID + "rows:\n  one: yes\n  two: ^^maybe"), "key-not-option"),
    "grid with one row": (in_set(_GRID + "rows: ^^{one: yes}"), "too-few"),
    "grid with one column": (in_set("kind: grid\ncolumns: ^^[yes]\nrows: {one: yes, two: yes}"), "too-few"),
    "grid with a row twice": (in_set(_GRID + "rows:\n  one: yes\n  two: no\n  ^^one: no"), "duplicate-key"),
    "number that is none": (in_set("kind: number\nanswer: ^^some"), "not-a-number"),
    "number not in the evidence": (in_set("kind: number\nanswer: ^^24"), "key-not-in-evidence"),
    "date that is none": (in_set("kind: date\nanswer: ^^2022-13"), "not-a-date"),
    "date in words": (in_set("kind: date\nanswer: ^^12 November 2022"), "not-a-date"),
    "date that no calendar has, with tests": (
        in_set("kind: date\nanswer: ^^2026-02-30\ntests: {right: [30 February 2026, May], wrong: [March]}"),
        "not-a-date",
    ),
    "range that runs backwards, with tests": (
        in_set("kind: number\nanswer: ^^9..7\ntests: {right: ['8', nine], wrong: ['23', '6']}"),
        "not-a-number",
    ),
    "figure not in the evidence, with tests": (
        in_set("kind: number\nanswer: ^^24\ntests: {right: ['23', twenty-three], wrong: ['24']}"),
        "key-not-in-evidence",
    ),
    "date not in the evidence": (
        in_set("kind: date\nanswer: ^^2022-11-13\nevidence: sank on 12 November 2022"),
        "key-not-in-evidence",
    ),
    "name not in the evidence": (in_set("kind: name\nanswer: ^^Tom Reve"), "key-not-in-evidence"),
    "empty key of a number": (in_set("kind: number\nanswer:^^"), "empty-text"),
    "empty key of a date": (in_set("kind: date\nanswer:^^"), "empty-text"),
    "empty name": (in_set("kind: name\nanswer: ^^''"), "empty-text"),
    "short answer over its own limit": (
        in_set("kind: short\nanswer: ^^a very old map\nmax_words: 3"),
        "key-over-limit",
    ),
    "accepted answer over the limit": (
        in_set("kind: short\nanswer: map\naccept: [chart, ^^the old map]\nmax_words: 2"),
        "key-over-limit",
    ),
    "empty short answer": (in_set("kind: short\nanswer: ^^''"), "empty-text"),
    "cloze without a gap": (in_set("kind: cloze\ntext: ^^People were saved."), "no-gaps"),
    "cloze with an empty gap": (in_set("kind: cloze\ntext: ^^'{} people were saved.'"), "empty-gap"),
    "cloze with an open brace": (in_set("kind: cloze\ntext: ^^'{23} people {were saved.'"), "open-gap"),
    "cloze with a key in its bank": (in_set("kind: cloze\ntext: '{23} people'\nbank: [a, ^^'23']"), "option-is-key"),
    "cloze with a key among its choices": (in_set("kind: cloze\ntext: ^^'{23 ~ 21 ~ 23} people'"), "option-is-key"),
    "cloze with a bank and choices": (
        in_set("kind: cloze\ntext: '{23 ~ 21} {people}'\nbank: ^^[dogs]"),
        "bank-and-choices",
    ),
    "cloze key over its limit": (in_set("kind: cloze\ntext: ^^'{an old map}'\nmax_words: 2"), "key-over-limit"),
    "match with one pair": (in_set("kind: match\npairs: ^^{a: b}"), "too-few"),
    "match with an extra that is used": (in_set("kind: match\npairs: {a: b, c: d}\nextra: [e, ^^d]"), "option-is-key"),
    "order of two": (in_set("kind: order\nsequence: ^^[a, b]"), "too-few"),
    "order with an item twice": (in_set("kind: order\nsequence: ^^[a, b, a]"), "options-alike"),
    "order that is all one tie": (in_set("kind: order\nsequence: ^^[[a, b, c]]"), "all-tied"),
    "order with a rule that is none": (in_set("kind: order\nsequence: [a, b, c]\nrule: ^^half"), "unknown-value"),
    "insert after nothing": (in_set("kind: insert\nsentence: New.\nafter: ^^not in it at all"), "quote-missing"),
    "insert of a sentence that is there": (
        in_set("kind: insert\nsentence: ^^It had left at noon.\nafter: 23 people"),
        "sentence-in-article",
    ),
    "insert after a heading": (in_set("kind: insert\nsentence: New.\nafter: ^^What comes next"), "answer-in-heading"),
    "highlight of nothing": (in_set("kind: highlight\nanswer: ^^not in it at all"), "quote-missing"),
    "second highlight": (in_set("kind: highlight\nanswer:\n  - 23 people\n  - ^^the storm"), "quote-inexact"),
    "highlight in a heading": (in_set("kind: highlight\nanswer: ^^What comes next"), "answer-in-heading"),
    "highlight of a unit that is none": (in_set("kind: highlight\nanswer: 23 people\nunit: ^^word"), "unknown-value"),
    "rubric that does not add up": (in_set(_OPEN + "rubric: ^^[{points: 1, text: storm}]"), "rubric-sum"),
    "empty rubric": (in_set(_OPEN + "rubric: ^^[]"), "no-rubric"),
    "rubric with points below none": (
        in_set(_OPEN + "rubric: [{points: 2, text: a}, ^^{points: -1, text: b}]"),
        "bad-points",
    ),
    "rubric without end": (in_set(_OPEN + "rubric: [^^{points: inf, text: a}]"), "bad-points"),
    "rubric with a word for points": (in_set(_OPEN + "rubric: [{points: ^^two, text: a}]"), "wrong-type"),
    # what the article's words say against it
    "choice with the key in other words": (
        in_set(_CHOICE + "distractors:\n  - '21'\n  - ^^twenty-three: That is it."),
        "distractor-accepted",
    ),
    "choice with the key's date in other words": (
        in_set("kind: choice\nanswer: 12 November 2022\ndistractors: [noon, ^^'Nov. 12, 2022']"),
        "distractor-accepted",
    ),
    "choice with the same person": (
        in_set("kind: choice\nanswer: Mira Osten\ndistractors: [Tom Reve, ^^Captain Osten]"),
        "distractor-accepted",
    ),
    "choices with an answer among the wrong ones": (
        in_set("kind: choices\nanswers: [an old map, '23']\ndistractors: [x, ^^the old map]"),
        "distractor-accepted",
    ),
    "match with an extra in other words": (
        in_set("kind: match\npairs: {a: '23', c: '12'}\nextra: [^^twenty-three]"),
        "distractor-accepted",
    ),
    "word bank with a key in other words": (
        in_set("kind: cloze\ntext: '{23} people'\nbank: [dogs, ^^twenty-three]"),
        "distractor-accepted",
    ),
    "rejected answer that would be right": (
        in_set("kind: short\nanswer: an old map\nreject:\n  an old chart: no\n  The old map: ^^no"),
        "distractor-accepted",
    ),
    "option that the evidence has": (
        in_set("kind: choice\nanswer: a map\ndistractors:\n  - ^^23 people were saved\n  - a pier"),
        "option-supported",
    ),
    "key of an exception that the evidence has": (
        in_set("kind: choice\nexcept: true\nanswer: ^^23 people were saved\ndistractors: [a, b]"),
        "option-supported",
    ),
    "not given that is given": (
        in_set("prompt: The ferry Aurora sank near Port Hale.\nanswer: ^^not given"),
        "not-given-in-text",
    ),
    "order against the dates of its items": (
        in_set("kind: order\nsequence: [noon, in March 2023, ^^on 12 November 2022]"),
        "order-against-dates",
    ),
    "order against the dates of its evidence": (
        in_set(
            "kind: order\nsequence:\n  - an inquiry begins\n  - ^^the ferry Aurora sank\n  - the rest\n"
            "evidence: [The ferry Aurora sank on 12 November 2022, an inquiry begins in March 2023]"
        ),
        "order-against-dates",
    ),
    "family name with a letter doubled": (
        in_set("kind: name\nanswer: ^^Mira Ostten\nevidence: Captain Mira Osten said"),
        "key-misspelt",
    ),
    "given name with a letter missing": (
        in_set("kind: name\nanswer: ^^Mra Osten\nevidence: Captain Mira Osten said"),
        "key-misspelt",
    ),
    "given name misspelt that the evidence leaves out": (
        in_set("kind: name\nanswer: ^^Mirra Osten\nevidence: '23 people were saved'"),
        "key-misspelt",
    ),
    "place with letters swapped": (
        in_set("kind: name\nanswer: ^^Port Hlae\nevidence: near Port Hale"),
        "key-misspelt",
    ),
    "option with the name misspelt": (
        in_set("kind: choice\nanswer: ^^Mira Ostenn\ndistractors: [Tom Reve]\nevidence: Captain Mira Osten said"),
        "key-misspelt",
    ),
    "short answer with a slip": (
        in_set("kind: short\nanswer: ^^the inqury\nevidence: an inquiry begins in March 2023"),
        "key-misspelt",
    ),
    "short answer with a digit wrong": (
        in_set("kind: short\nanswer: ^^28 people\nevidence: 23 people were saved"),
        "key-misspelt",
    ),
    "gap with a slip": (in_set("kind: cloze\ntext: ^^'Many {poeple} were saved.'"), "key-misspelt"),
    "pair with a name misspelt": (
        in_set("kind: match\npairs:\n  mayor: ^^Tom Rewe\n  owner: Hale Lines\nevidence: The mayor, Tom Reve"),
        "key-misspelt",
    ),
    "sum that gives another figure": (
        in_set("kind: number\nanswer: 8.50\nderived: ^^2.50 for each of three days, 3 x 2.50"),
        "derivation-wrong",
    ),
    "sum whose result is written": (
        in_set("kind: number\nanswer: 47\nderived: ^^23 on each side, (20 + 3) × 2 = 46 people"),
        "derivation-wrong",
    ),
    "difference in words": (in_set("kind: number\nanswer: 3\nderived: ^^23 less 21 is 2"), "derivation-wrong"),
    "weekday that the date is not": (
        in_set("prompt: ^^What came after Monday, 12 November 2022?\nkind: short\nanswer: an old map"),
        "wrong-weekday",
    ),
    "weekday in an explanation": (in_set("explain: ^^It was Friday, November 12, 2022."), "wrong-weekday"),
    "year that no article has": (in_set("explain: ^^The captain has said so since 2018."), "not-in-article"),
    "figure that no article has": (in_set("explain: ^^The captain says that 230 were saved."), "not-in-article"),
    "person that no article has": (
        in_set("kind: short\nanswer: an old map\nprompt: ^^What did the owner show to Joan Ferrar?"),
        "not-in-article",
    ),
    "limit of one word, or of two": (
        in_set("kind: short\nprompt: Speak of what? (one word)\nanswer: map\nmax_words: ^^2"),
        "limit-unlike-prompt",
    ),
    "limit of a gap": (
        in_set("kind: cloze\nprompt: Use no more than THREE words.\ntext: 'An {old map}'\nmax_words: ^^2"),
        "limit-unlike-prompt",
    ),
    # fairness, question by question
    "key in its own prompt": (
        in_set("kind: name\nprompt: ^^Who was Mira Osten, who was the captain?\nanswer: Mira Osten\n"
               "evidence: Captain Mira Osten said"),
        "key-in-prompt",
    ),
    "key in its own prompt in other letters": (
        in_set("kind: short\nprompt: ^^Was it an OLD MAP that was spoken of?\nanswer: old map"),
        "key-in-prompt",
    ),
    "distractor that turns the key round": (
        in_set("kind: choice\nanswer: the owner's map\ndistractors: [a new pier, ^^the map of the owner]"),
        "distractor-accepted",
    ),
    "distractor that turns the key round the other way": (
        in_set("kind: choice\nanswer: The warning of the fishermen\ndistractors: [A pier, ^^The fishermen's warning]"),
        "distractor-accepted",
    ),
    "prompt of 61 words": (in_set("prompt: ^^" + "word " * 61), "long-prompt"),
    "not impossible": (in_set("prompt: ^^It is not impossible that it sank."), "double-negative"),
    "two negations in a clause": (in_set("prompt: ^^Nobody did not hear the captain."), "double-negative"),
    "negated option under NOT": (
        in_set("kind: choice\nprompt: Which is NOT so?\nanswer: It sank\ndistractors: ['12', ^^It did not sail]"),
        "double-negative",
    ),
    "all of the above": (in_set(_CHOICE + "distractors:\n  - '12'\n  - ^^All of the above"), "all-of-the-above"),
    "both of two letters": (in_set(_CHOICE + "distractors:\n  - '12'\n  - ^^Both A and B"), "all-of-the-above"),
    "none of the other answers": (
        in_set("kind: choice\nanswer: ^^All of the other answers\ndistractors: ['1', '2']"),
        "all-of-the-above",
    ),
    "wrong options that are all absolute": (
        in_set("kind: choice\nanswer: a map\ndistractors: ^^[always a ferry, never a pier, all of the crew]"),
        "absolute-words",
    ),
    "figure far from the others": (
        in_set("kind: choice\nanswer: ^^'23'\ndistractors: ['4000', '5000', '6000']"),
        "number-apart",
    ),
    "typographic quotation marks": (in_set("prompt: ^^“The ferry sank.”"), "curly-quotes"),
    "typographic marks of another language": (in_set("explain: ^^„The captain says so.“"), "curly-quotes"),
    # fairness, over a set
    "key that is longest every time": (
        HEAD
        + "".join(
            a_question(
                f"id: q{n}\nkind: choice\nanswer: {'^^' * (n == 3)}{'long ' * (n + 1)}answer\n"
                "distractors: [one, two, six]\nskill: understand"
            )
            for n in range(4)
        ),
        "longest-is-key",
    ),
    "statements that are all true": (
        HEAD
        + "".join(
            a_question(f"id: q{n}\nskill: understand\nanswer: {'^^' * (n == 0)}true\nevidence: {where}")
            for n, where in enumerate(("left at noon", "an old map", "a new pier", "21 people were saved") * 2)
        ),
        "key-in-one-place",
    ),
    "rows that are all in one column": (
        in_set(
            "kind: grid\ncolumns: [paper, owner]\nrows:\n  ^^"
            + "\n  ".join(f"row {n}: paper" for n in range(9))
        ),
        "key-in-one-place",
    ),
    "answer in another prompt": (
        in_set("kind: number\nanswer: 23\nprompt: ^^How many people did the ferry's crew save?")
        + a_question("id: r\nprompt: The crew of the ferry saved 23 people in the storm."),
        "given-away",
    ),
    "answer in the title": (
        HEAD.replace("The ferry", "The 23 of the Aurora")
        + a_question("kind: number\nanswer: 23\nprompt: ^^How many were on the Aurora?"),
        "given-away",
    ),
    "four facts": (
        HEAD.replace("questions:\n", "questions:\n  ^^")
        + "".join(
            a_question(f"id: q{n}\nanswer: {'true' if n % 2 else 'false'}\nevidence: {where}")
            for n, where in enumerate(("left at noon", "an old map", "a new pier", "21 people were saved"))
        )[2:],
        "facts-only",
    ),
    # the author's own tests
    "test that fails": (in_set("tests:\n  right: ['true', ^^'false']"), "test-fails"),
    "near that is right": (in_set("kind: number\nanswer: 23\ntests: {near: [^^twenty-three]}"), "test-fails"),
    "test that cannot be read": (in_set("tests:\n  wrong: [^^perhaps]"), "test-unreadable"),
    "tests with a typo": (in_set("tests:\n  ^^rigth: ['true']"), "unknown-field"),
}  # fmt: skip

_FRONT = "---\nid: ferry\ntitle: The ferry\n---\n"
ARTICLES = {
    "no front matter": ("^^The ferry sank.\n", "article"),
    "front matter that never ends": ("^^---\nid: ferry\ntitle: T\nThe ferry sank.\n", "article"),
    "front matter that is a text": ("---\n^^ferry\n---\nThe ferry sank.\n", "article"),
    "no text": ("---\nid: ferry\ntitle: T\n^^---\n", "article"),
    "only a heading": ("---\nid: ferry\ntitle: T\n^^---\n## Heading\n", "article"),
    "no title": ("---\n^^id: ferry\n---\nThe ferry sank.\n", "missing-field"),
    "typo in a field": ("---\nid: ferry\ntitle: T\n^^publshed: 2022-11-12\n---\nIt sank.\n", "unknown-field"),
    "typo inside retells": (
        "---\nid: ferry\ntitle: T\nretells: {title: X, ^^oultet: Y}\n---\nIt sank.\n",
        "unknown-field",
    ),
    "date that is none": ("---\nid: ferry\ntitle: T\npublished: ^^yesterday\n---\nIt sank.\n", "wrong-type"),
    "broken front matter": ("---\nid: ferry\ntitle: One^^: two\n---\nIt sank.\n", "article"),
    "duplicate field": ("---\nid: ferry\ntitle: T\n^^title: U\n---\nIt sank.\n", "duplicate-key"),
    "empty title": ("---\nid: ferry\ntitle: ^^''\n---\nIt sank.\n", "article"),
    "id that climbs": ("---\nid: ^^../ferry\ntitle: T\n---\nIt sank.\n", "article"),
    "id that is not the file's name": ("---\nid: ^^boat\ntitle: T\n---\nIt sank.\n", "id-not-name"),
    "escape sequence": (_FRONT + "The ^^\x1b[31mferry sank.\n", "removed-character"),
    "override of direction": (_FRONT + "It sank.\n\nThe \u00e9t\u00e9 ^^\u202eferry.\n", "removed-character"),
}
