"""How one question is worded: what lets a learner guess it, or misread it, whatever they know of the text.

The rules are those on which writers on items agree (docs/rules/README.md names them); each has a page in docs/rules.
"""

import re
from collections.abc import Iterator, Sequence

from quiz.questions.base import Flaw, Path, Question
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.kinds.statement import Statement
from quiz.questions.options import reasons

MOST_PROMPT_WORDS = 60

_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|every|everyone|everybody|everything|nobody|nothing|only|entirely|completely|totally|"
    r"absolutely|impossible|invariably|without exception)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:all|none|both|neither|either|any|some|each)(?: of)? (?:the )?"
    r"(?:(?:answers?|options?|choices?|statements?) )?(?:above|below|preceding)\b"
    r"|\b(?:all|none|both|neither) of (?:the|these) (?:other )?(?:answers|options|choices)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"(?:(?i:both|neither|only|either) )?\(?[A-H]\)?(?:, \(?[A-H]\)?)* (?:and|or|nor|&) \(?[A-H]\)?\.?"
)
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|nothing|cannot|\w+n['’]t|except|EXCEPT|NOT)\b", re.IGNORECASE)
_NOT_A_DENIAL = re.compile(
    r"\b(?:not only|no longer|no matter|whether or not|not given|not just|no\. ?\d|no one|no doubt|nothing but)\b"
    r"|[\"“][^\"“”]*[\"”]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:.?!()—–]| - |"
    r"\b(?:and|but|or|that|who|which|because|although|though|if|when|unless|until|before|after|while|as)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|n['’]t) (?:\w+ )?(?:un(?:likely|true|able|common|usual|aware|willing|important|necessary|"
    r"known|clear|certain|successful|related|fair|safe|welcome)|im(?:possible|probable|proper)|"
    r"in(?:correct|accurate|valid|capable|complete|consistent|sufficient)|dis(?:honest|loyal|similar)|false)\b"
    r"|\bnot (?:\w+ )?without\b",
    re.IGNORECASE,
)
_ASKS_FOR_EXCEPTION = re.compile(r"\b(?:NOT|EXCEPT)\b")


def badly_worded(question: Question) -> Iterator[Flaw]:
    """What a good editor would mend in one question."""
    if len(question.prompt) > MOST_PROMPT_WORDS and len(question.prompt.split()) > MOST_PROMPT_WORDS:
        what = f"a prompt of {len(question.prompt.split())} words"
        yield Flaw(("prompt",), "long-prompt", what, f"say it in at most {MOST_PROMPT_WORDS}")
    if denies_twice(question.prompt):
        hint = "say it without one of the negations"
        yield Flaw(("prompt",), "double-negative", "a negation of a negation", hint)
    if isinstance(question, Choice | Choices):
        yield from _options(question)
    if not question.explain.strip():
        yield Flaw(("id",), "no-explanation", "no explain:", "say why the key is right")
    if question.topic is None:
        yield Flaw(("id",), "no-topic", "no topic:", "reports group questions by it")
    if question.skill is None:
        yield Flaw(("id",), "no-skill", "no skill:", "reports group questions by it")


def _options(question: Choice | Choices) -> Iterator[Flaw]:
    keys: list[tuple[Path, str]] = (
        [(("answer",), question.answer)]
        if isinstance(question, Choice)
        else [(("answers", at), text) for at, text in enumerate(question.answers)]
    )
    wrong: list[tuple[Path, str]] = [
        (("distractors", at), text) for at, one in enumerate(question.distractors) for text in reasons((one,))
    ]
    asks_not = (isinstance(question, Choice) and question.except_) or _ASKS_FOR_EXCEPTION.search(question.prompt)
    for path, text in (*keys, *wrong):
        if _ABOVE.search(text) or _LETTERS.fullmatch(text.strip()):
            what = f"{text[:40]!r} points at other options"
            yield Flaw(path, "all-of-the-above", what, "options are shuffled: write one that stands by itself")
        elif asks_not and _denies(text):
            what = f"{text[:60]!r} is itself a negation, under a prompt that asks for what is not so"
            yield Flaw(path, "double-negative", what, "say the option without the negation")
    texts = [text for _, text in wrong]
    if len(texts) > 1 and all(map(absolute, texts)) and not any(absolute(text) for _, text in keys):
        word = _ABSOLUTE.search(texts[0])
        what = f"every wrong option has a word such as {word.group()!r}, the key has none" if word else ""
        yield Flaw(
            ("distractors",), "absolute-words", what, "test-wise readers strike such options out; word them as the key"
        )
    if isinstance(question, Choice) and (apart := number_apart(question.answer, texts)):
        yield Flaw(("answer",), "number-apart", apart, "use figures of the same size, from the article where you can")


def absolute(text: str) -> bool:
    """True where an option says always, never, all or the like."""
    return _ABSOLUTE.search(text) is not None


def denies_twice(text: str) -> bool:
    """True where one clause denies twice, or denies a word that is itself a denial."""
    lowered = text.lower()
    if "n" not in lowered or not ("no" in lowered or "n't" in lowered or "n’t" in lowered or "never" in lowered):
        return False
    plain = _NOT_A_DENIAL.sub(" ", text)
    return _NEGATIVE.search(plain) is not None or any(len(_NOT.findall(clause)) > 1 for clause in _CLAUSE.split(plain))


def _denies(text: str) -> bool:
    return _NOT.search(_NOT_A_DENIAL.sub(" ", text)) is not None


def number_apart(key: str, wrong: Sequence[str]) -> str:
    """How far the key's figure is from all the others, in words, where it gives it away; "" where it does not.

    Far means ten times as large or as small as the nearest, or ten times as far from it as the others are from each
    other, while the others keep together.
    """
    if len(wrong) < 2 or not any(char.isdigit() for char in key):
        return ""
    values = [_figure(text) for text in (key, *wrong)]
    if any(value is None for value in values):
        return ""
    own, *others = [value for value in values if value is not None]
    low, high = min(others), max(others)
    if low <= own <= high or min(own, low) <= 0 or low == high:
        return ""
    near, ratio = (low, low / own) if own < low else (high, own / high)
    if (ratio >= 10 and high / low < 10) or abs(own - near) >= 10 * (high - low):
        return f"{key[:40]!r} is far from all the other figures, which lie between {low:g} and {high:g}"
    return ""


def _figure(text: str) -> float | None:
    """The one figure of a short option."""
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return None
    from quiz.matching.numbers import find_numbers

    found = find_numbers(text)
    return float(found[0].value) if len(found) == 1 else None


def is_statement_of_fact(question: Question) -> bool:
    """True for a statement that the text bears out: a reader may trust it."""
    return isinstance(question, Statement) and question.answer in ("true", "yes")
