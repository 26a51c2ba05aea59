"""Made-up articles and sets of any size, for the benches. Words are numbered: a page can be told from the next."""

from pathlib import Path

WORDS = 10_000
HIGHLIGHTS = 200
_IN_SENTENCE, _IN_PARAGRAPH = 14, 98


def word(number: int) -> str:
    return f"w{number:05}"


def article(folder: Path, name: str, words: int = WORDS) -> None:
    """Write an article of numbered words to ``folder/seeds``."""
    text = []
    for number in range(words):
        ends = "." if number % _IN_SENTENCE == _IN_SENTENCE - 1 else ""
        gap = "\n\n" if number % _IN_PARAGRAPH == _IN_PARAGRAPH - 1 else " "
        text.append(f"{word(number).capitalize() if number % _IN_SENTENCE == 0 else word(number)}{ends}{gap}")
    _write(folder / "seeds" / f"{name}.md", f"---\nid: {name}\ntitle: Numbered words\n---\n\n{''.join(text)}\n")


def quotes(count: int = HIGHLIGHTS, words: int = WORDS) -> list[str]:
    """As many places of three words each, spread over an article."""
    sentences = [at * words // count // _IN_SENTENCE * _IN_SENTENCE for at in range(count)]
    return [" ".join(word(first + more) for more in (2, 3, 4)) for first in sentences]


def one_question(folder: Path, name: str, article_name: str, body: str) -> None:
    """Write a set of a single question to ``folder/questions``; body: its fields, a line each."""
    lines = "".join(f"    {line}\n" for line in body.strip().split("\n"))
    text = f"title: {name}\narticles: [{article_name}]\nquestions:\n  - id: only\n{lines}"
    _write(folder / "questions" / f"{name}.yaml", text)


def many_sets(folder: Path, count: int, questions: int, articles: int = 50) -> None:
    """Write sets of so many questions each, over a few articles of 700 words."""
    for number in range(min(articles, count)):
        article(folder, f"article-{number:02}", 700)
    for number in range(count):
        text = [f"title: Set {number:04} of numbered words\narticles: [article-{number % articles:02}]\nquestions:\n"]
        for at in range(questions):
            start = at * _IN_SENTENCE
            first = word(start + 1)
            text.append(
                f"  - id: q{at}\n    kind: choice\n    prompt: Which word stands first in place {at}?\n"
                f"    answer: {first}\n    distractors:\n      - {word(start + 3)}: It comes later.\n"
                f"      - {word(start + 4)}: It comes later still.\n      - none: One is there.\n"
                f"    evidence: {first} {word(start + 2)}\n    explain: It is the first of them.\n"
                f"    topic: place\n    skill: locate\n"
            )
        _write(folder / "questions" / f"set-{number:04}.yaml", "".join(text))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
