"""``quiz grade`` on 12,500, 25,000 and 50,000 responses: a class's, which come again and again, and all different.

    python tests/bench/bench_grade.py [SET]

Responses are made up as people answer: the key with a slip, a lead-in or words too many, another question's key, a
few words of the article. ``typed`` asks only the typed kinds (date, number, name, short, typed cloze), ``mixed`` all.
Prints responses a second of processor time, the program's start included, and what a response costs beside one of the
smallest file: 1.0 is linear. Then the longest that any response of 100,000 characters took to any kind of question.
"""

import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from common import ROOT, keep, scratch

from quiz.articles.library import Library
from quiz.questions.base import Question
from quiz.questions.check import load_set
from quiz.questions.line import Misread, read_line, spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.view import GapsView, InsertView, MarkView, OptionsView, OrderView, PairsView, View

SIZES = (12_500, 25_000, 50_000)
TARGET = 20_000
TYPED = ("date", "number", "name", "short", "cloze")
CLASS = 30
"""Different answers to a question that a class gives."""
MOST = 60
"""Characters of a made-up response."""
SEED = 7
LONGEST = 0.05
"""Seconds that a verdict may take, whatever was typed."""
LONG = {
    "letters": "a" * 100_000,
    "words": "Ukraine said " * 7_700,
    "digits": "1" * 100_000,
    "numbers": "1,000 and " * 10_000,
    "dates": "18 March 2025 " * 7_100,
    "names": "Volodymyr Zelensky or " * 4_500,
    "negations": "not " * 25_000,
    "punctuation": ",;/|- " * 16_600,
    "Cyrillic": "Жовтень " * 12_500,
    "marks": "e\u0301" * 50_000,
    "joined letters": "\ufdfa" * 100_000,
    "spaces": " " * 99_999 + "a",
}

_LEADS = ("", "", "", "", "I think ", "it was ", "the ", "about ", "in ", "maybe ", "not ", "on ", "they said ")
_ENDS = ("", "", "", "", ".", "!", " I think", " or so", " in the article", ", as it says", " of Russia", " and others")
_LETTERS = "abcdefghijklmnoprstuvwy"


class Writer:
    """Makes up responses to the questions of a set."""

    def __init__(self, asked: QuestionSet, chance: random.Random) -> None:
        self._asked = asked
        self.chance = chance
        self._words = [word for article in asked.sources.articles.values() for word in article.text.split()]
        self._keys = [
            text
            for each in asked.questions
            if each.kind in TYPED
            for text in (spoken(each.key_response(asked.sources)), *each.tests.right, *each.tests.wrong)
        ]
        self._views = {each.id: each.view(asked.sources, random.Random(0)) for each in asked.questions}

    def response(self, question: Question) -> str:
        view = self._views[question.id]
        match view:
            case OptionsView():
                return self.chance.choice(view.options)
            case OrderView():
                return "; ".join(self.chance.sample(view.items, len(view.items)))
            case PairsView():
                return "; ".join(f"{left}: {self.chance.choice(view.rights)}" for left in view.lefts)
            case InsertView():
                return str(self.chance.randint(1, 20))
            case MarkView(unit="phrase"):
                return self._phrase(3)
            case MarkView():
                return str(self.chance.randint(1, 15))
            case GapsView(bank=bank, gaps=gaps):
                picks = [self.chance.choice(bank or gap.choices or self._keys) for gap in gaps]
                return "; ".join(
                    pick if bank or gap.choices else self._varied(pick) for pick, gap in zip(picks, gaps, strict=True)
                )
            case _:
                own = [spoken(question.key_response(self._asked.sources)), *question.tests.right, *question.tests.near]
                roll = self.chance.random()
                if roll < 0.45:
                    return self._varied(self.chance.choice(own))
                if roll < 0.65:
                    return self._varied(self.chance.choice(self._keys))
                return self._varied(self._phrase(self.chance.randint(1, 7)))

    def _phrase(self, count: int) -> str:
        at = self.chance.randrange(len(self._words) - count)
        return " ".join(self._words[at : at + count])

    def _varied(self, text: str) -> str:
        if self.chance.random() < 0.4:
            at = self.chance.randrange(len(text) + 1)
            letter = self.chance.choice(_LETTERS if not text[at : at + 1].isdigit() else "0123456789")
            text = text[:at] + letter + text[at + self.chance.randint(0, 1) :]
        if self.chance.random() < 0.2:
            text = text.lower() if self.chance.random() < 0.7 else text.upper()
        return self.chance.choice(_LEADS) + text + self.chance.choice(_ENDS)


def rows(asked: QuestionSet, questions: list[Question], count: int, distinct: bool) -> Iterator[dict[str, str]]:
    """So many responses to questions in turn; distinct: no typed one comes twice to a question."""
    writer = Writer(asked, random.Random(SEED))
    seen: set[tuple[str, str]] = set()
    known: dict[str, list[str]] = {}
    for question in itertools.islice(itertools.cycle(questions), count):
        text = writer.response(question)
        if distinct and question.kind in TYPED:
            while (question.id, text) in seen:
                # Short ones are soon used up: another is put behind.
                text = f"{text} {writer.response(question)}" if len(text) < MOST else writer.response(question)
            seen.add((question.id, text))
        elif not distinct:
            answers = known.setdefault(question.id, [])
            if len(answers) < CLASS:
                answers.append(text)
            text = answers[writer.chance.randrange(len(answers))]
        yield {"question": question.id, "response": text}


def spent(name: str, file: Path) -> float:
    """Processor time (user and system) of one run, in seconds."""
    before = os.times()
    command = [sys.executable, "-m", "quiz", "grade", name, "--responses", str(file)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def slowest(asked: QuestionSet) -> tuple[float, str]:
    """The longest that a verdict on a very long response took, in seconds, each the best of three, and on which."""
    worst = (0.0, "")
    for question in asked.questions:
        view = asked.by_id[question.id].view(asked.sources, random.Random(0))
        for name, text in LONG.items():
            best = min(once(question, text, view, asked) for _ in range(3))
            worst = max(worst, (best, f"{question.kind}, {name}"))
    return worst


def once(question: Question, text: str, view: View, asked: QuestionSet) -> float:
    before = time.process_time()
    response = read_line(text, view, asked.sources)
    if not isinstance(response, Misread):
        question.grade(response, asked.sources)
    return time.process_time() - before


def verdict(title: str, figures: dict[str, float]) -> str:
    """One line: the speed at the largest file, and whether the cost grows linearly, beside what was aimed at."""
    speeds = {size: int(size) / seconds for size, seconds in figures.items()}
    fastest, first = speeds[str(SIZES[-1])], speeds[str(SIZES[0])]
    return (
        f"{title}: {fastest:,.0f} a second, {'met' if fastest >= TARGET else f'NOT met (aim {TARGET:,})'}; "
        f"{'linear' if first <= 1.25 * fastest else 'NOT linear'}"
    )


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "nbc-after-kherson"
    library = Library([ROOT])
    asked = load_set(library.set_path(name), library)
    typed = [each for each in asked.questions if each.kind in TYPED]
    figures: dict[str, dict[str, float]] = {}
    with scratch() as folder:
        for title, questions, distinct in (
            ("mixed, a class's", list(asked.questions), False),
            ("mixed, all different", list(asked.questions), True),
            ("typed, all different", typed, True),
        ):
            print(f"{title}:")
            for size in SIZES:
                file = folder / f"{size}.jsonl"
                file.write_text("".join(json.dumps(row) + "\n" for row in rows(asked, questions, size, distinct)))
                figures.setdefault(title, {})[str(size)] = seconds = spent(name, file)
                each = seconds / size
                first = figures[title][str(SIZES[0])] / SIZES[0]
                print(
                    f"  {size:7,}: {seconds:5.2f} s, {size / seconds:8,.0f} a second, "
                    f"{each / first:.2f} of the smallest's cost each"
                )
    print()
    for title, measured in figures.items():
        print(verdict(title, measured))
    longest, where = slowest(asked)
    print(
        f"100,000 characters: at most {longest * 1000:.1f} ms ({where}), "
        f"{'met' if longest < LONGEST else f'NOT met (aim {LONGEST * 1000:.0f} ms)'}"
    )
    keep("grade", figures | {"slowest": {"100000": longest}})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
