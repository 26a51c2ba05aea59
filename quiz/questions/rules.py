"""Every rule that ``check`` knows: one code each, and for each a page ``docs/rules/<code>.md``.

The one list: messages take their severity from it, ``--select`` and ``--ignore`` their names, and a test walks it and
asks every page for an example that the rule finds and one where it is silent.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Group = Literal["structure", "truth", "fairness", "tests"]


class Rule(NamedTuple):
    """code: a stable word. about: what it finds, in a few words. fix: ``check --fix`` mends it where it can.

    An error means that the file cannot be used as it is, or that its key is not proven; a warning is advice.
    """

    code: str
    group: Group
    severity: Severity
    about: str
    fix: bool = False


_LIST = (
    # The file as a whole
    Rule("unreadable", "structure", "error", "a file that cannot be read, or is no text"),
    Rule("yaml", "structure", "error", "YAML that is broken, or uses what sets do without"),
    Rule("duplicate-key", "structure", "error", "a field that stands twice"),
    Rule("removed-character", "structure", "warning", "a character that learners are not shown"),
    Rule("curly-quotes", "structure", "warning", "a text in typographic quotation marks", fix=True),
    Rule("todo", "structure", "warning", "a comment that says TODO"),
    Rule("not-a-set", "structure", "error", "a file that is no question set"),
    Rule("article", "structure", "error", "an article whose front matter or text is missing or broken"),
    Rule("id-not-name", "structure", "error", "an article whose id is not its file's name"),
    # The set's own fields
    Rule("no-articles", "structure", "error", "a set without articles"),
    Rule("unknown-article", "structure", "error", "an article that is not there"),
    Rule("duplicate-article", "structure", "error", "an article that is named twice"),
    Rule("broken-article", "structure", "error", "an article that cannot be read"),
    Rule("no-questions", "structure", "error", "a set without questions"),
    Rule("not-a-question", "structure", "error", "an item of the list that is no question"),
    # Fields
    Rule("missing-field", "structure", "error", "a field that is missing"),
    Rule("unknown-field", "structure", "error", "a field that does not exist, or not in this kind", fix=True),
    Rule("wrong-type", "structure", "error", "a value of another type"),
    Rule("unknown-value", "structure", "error", "a word that is none of those allowed"),
    Rule("unknown-kind", "structure", "error", "a kind that does not exist", fix=True),
    Rule("empty-text", "structure", "error", "a text with nothing in it"),
    Rule("too-long", "structure", "error", "a text longer than anybody reads"),
    Rule("duplicate-id", "structure", "error", "two questions with one id"),
    Rule("bad-id", "structure", "error", "an id that is none", fix=True),
    Rule("bad-points", "structure", "error", "points out of range"),
    Rule("bad-tries", "structure", "error", "tries out of range"),
    Rule("bad-cost", "structure", "error", "a hint's cost out of range"),
    # Keys and options
    Rule("no-distractors", "structure", "error", "a choice without wrong options"),
    Rule("option-shape", "structure", "error", "two options written as one"),
    Rule("options-alike", "structure", "error", "two options that are the same"),
    Rule("option-is-key", "structure", "error", "a wrong option that is also the key"),
    Rule("key-not-option", "structure", "error", "a key that is not among the options"),
    Rule("too-few", "structure", "error", "fewer answers, rows, columns, pairs or items than the kind needs"),
    Rule("too-many-items", "structure", "error", "more items than anybody can order"),
    Rule("all-tied", "structure", "error", "an order in which everything is tied"),
    Rule("pick-count", "structure", "error", "pick: that is not the number of answers"),
    Rule("rule-table", "structure", "error", "a table of points that does not grow"),
    Rule("key-over-limit", "structure", "error", "an answer longer than max_words allows"),
    Rule("limit-unlike-prompt", "structure", "error", "a limit of words that is not the prompt's"),
    Rule("no-gaps", "structure", "error", "a cloze without a gap"),
    Rule("empty-gap", "structure", "error", "a gap with nothing to fill in"),
    Rule("open-gap", "structure", "error", "a brace that opens or closes no gap"),
    Rule("bank-and-choices", "structure", "error", "a word bank beside gaps with choices"),
    Rule("no-rubric", "structure", "error", "an open question without a rubric"),
    Rule("rubric-sum", "structure", "error", "a rubric that does not add up to the points"),
    # What the text says
    Rule("no-evidence", "truth", "error", "a question without evidence"),
    Rule("quote-missing", "truth", "error", "a quote that is not in the article"),
    Rule("quote-inexact", "truth", "error", "a quote with the right words but not exact", fix=True),
    Rule("quote-cuts-word", "truth", "error", "a quote that begins or ends inside a word"),
    Rule("quote-ambiguous", "truth", "error", "a quote that stands there several times"),
    Rule("quote-empty", "truth", "error", "a quote of nothing"),
    Rule("quote-unclear", "truth", "error", "a place named in two ways at once"),
    Rule("no-such-occurrence", "truth", "error", "an occurrence: that is not there"),
    Rule("no-such-sentence", "truth", "error", "a sentence number that is not there"),
    Rule("nothing-to-cite", "truth", "error", "a proof asked for where no sentence holds it"),
    Rule("answer-in-heading", "truth", "error", "a place to be found that is in a heading"),
    Rule("sentence-in-article", "truth", "error", "a sentence to be placed that is already there"),
    Rule("not-a-date", "truth", "error", "a date that is none", fix=True),
    Rule("not-a-number", "truth", "error", "a number that is none"),
    Rule("key-not-in-evidence", "truth", "error", "a date, number or name that its own evidence does not hold"),
    Rule("key-misspelt", "truth", "error", "a key that its evidence spells otherwise"),
    Rule("derivation-wrong", "truth", "error", "a derivation that comes to another figure"),
    Rule("distractor-accepted", "truth", "error", "a wrong option that grading would mark right"),
    Rule("wrong-weekday", "truth", "error", "a day of the week that its date is not"),
    Rule("not-in-article", "truth", "warning", "a figure or a person that the article does not have"),
    Rule("option-supported", "truth", "warning", "a wrong option that the evidence says word for word"),
    Rule("not-given-in-text", "truth", "warning", "'not given' for a statement whose words are in the article"),
    Rule("order-against-dates", "truth", "error", "an order that contradicts the dates in the evidence"),
    # The author's own tests
    Rule("test-fails", "tests", "error", "a test response that is graded otherwise"),
    Rule("test-unreadable", "tests", "error", "a test response that no learner could give"),
    # Fair to the learner, useful to the teacher
    Rule("longest-is-key", "fairness", "warning", "the longest option is right too often"),
    Rule("key-in-one-place", "fairness", "warning", "the key stands in one place too often"),
    Rule("absolute-words", "fairness", "warning", "always, never or all in wrong options only"),
    Rule("given-away", "fairness", "warning", "an answer told by another prompt or a title"),
    Rule("key-in-prompt", "fairness", "warning", "a key that stands in its own prompt"),
    Rule("number-apart", "fairness", "warning", "a number far from all the others"),
    Rule("all-of-the-above", "fairness", "warning", "all, none or both of the above as an option"),
    Rule("long-prompt", "fairness", "warning", "a prompt of more than 60 words"),
    Rule("double-negative", "fairness", "warning", "a negation of a negation"),
    Rule("no-explanation", "fairness", "warning", "a question that does not say why"),
    Rule("no-topic", "fairness", "warning", "a question without a topic"),
    Rule("no-skill", "fairness", "warning", "a question without a skill"),
    Rule("facts-only", "fairness", "warning", "a set that asks for nothing but facts"),
    Rule("evidence-early", "fairness", "warning", "evidence from the beginning of the article only"),
    Rule("uncovered-paragraphs", "fairness", "warning", "a stretch of the article that nothing asks about"),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _LIST}

GROUPS: tuple[Group, ...] = ("structure", "truth", "tests", "fairness")
