"""How long ``check`` takes on generated sets of three sizes, next to ``yamllint`` on the same file.

Run by hand: ``python tests/bench/bench_check.py [--sizes 1000,3000,10000]``. Times are process times in seconds.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "nbc-2022-11-15"


def generate(questions: int, sentences: Sequence[str]) -> str:
    """A set of so many questions on the article, about twelve lines each, with all the usual kinds in turn."""
    lines = ["title: A generated set", f"articles: [{ARTICLE}]", "questions:"]
    for number in range(questions):
        sentence = sentences[number % len(sentences)]
        lines += [f"  - id: question-{number}", *_KINDS[number % len(_KINDS)](number)]
        lines += [
            f"    evidence: {_quoted(sentence)}",
            "    explain: >-",
            f"      Question {number} is decided by this sentence and by nothing else in the whole",
            "      of the article, as a reader who looks it up will see.",
            "    topic: figure",
            f"    skill: {_SKILLS[number % len(_SKILLS)]}",
        ]
    return "\n".join(lines) + "\n"


def _choice(number: int) -> list[str]:
    return [
        "    kind: choice",
        f"    prompt: Which of these does the article say in its sentence {number}?",
        "    answer: What the sentence says",
        "    distractors:",
        "      - Something it denies: It does the opposite.",
        "      - Something it leaves out: It is silent on that.",
    ]


def _statement(number: int) -> list[str]:
    return [
        "    kind: statement",
        f"    prompt: The article says what statement {number} says.",
        f"    answer: {_key(number)}",
    ]


def _key(number: int) -> str:
    return ("true", "false", "not given")[number // len(_KINDS) % 3]


def _short(number: int) -> list[str]:
    return [
        "    kind: short",
        f"    prompt: What does sentence {number} call it?",
        "    answer: a turning point",
        "    accept: [turning point, a turn]",
        "    max_words: 3",
    ]


def _order(number: int) -> list[str]:
    return [
        "    kind: order",
        f"    prompt: Bring these into the order of sentence {number}.",
        "    sequence:",
        "      - The first of them",
        "      - The second of them",
        "      - The last of them",
    ]


_SKILLS = ("locate", "understand", "evaluate")

_KINDS: tuple[Callable[[int], list[str]], ...] = (_choice, _statement, _short, _order)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from quiz.articles.library import Library
    from quiz.questions.check import check_set

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,3000,10000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    article = Library([ROOT]).article(ARTICLE)
    sentences = [article.text[start:end] for start, end in article.sentences]
    print(f"{'questions':>10} {'lines':>8} {'check s':>9} {'us each':>8} {'yamllint s':>11} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"generated-{size}.yaml"
            text = generate(size, sentences)
            path.write_text(text, encoding="utf-8")
            took = min(_timed(lambda path=path: check_set(path, Library([ROOT]))) for _ in range(3))
            lint = _yamllint(path)
            lines, each, ratio = text.count("\n"), took / size * 1e6, took / lint
            print(f"{size:>10} {lines:>8} {took:>9.3f} {each:>8.1f} {lint:>11.2f} {ratio:>7.3f}")
        print(f"100 sets of 30 questions: {_many(Path(folder), sentences):.2f} s")


def _timed(run: Callable[[], list[object]]) -> float:
    started = time.process_time()
    problems = run()
    took = time.process_time() - started
    if problems:
        raise SystemExit(f"the generated set should be clean: {problems[0]}")
    return took


def _yamllint(path: Path) -> float:
    """Process time of yamllint's own linting, with its default rules but for the length of lines."""
    program = (
        "import sys, time\n"
        "from yamllint import linter\n"
        "from yamllint.config import YamlLintConfig\n"
        "text = open(sys.argv[1], encoding='utf-8').read()\n"
        "rules = YamlLintConfig('{extends: default, rules: {line-length: disable}}')\n"
        "started = time.process_time()\n"
        "list(linter.run(text, rules))\n"
        "print(time.process_time() - started)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _many(folder: Path, sentences: Sequence[str]) -> float:
    from quiz.articles.library import Library
    from quiz.questions.check import check_set

    paths = [folder / f"set-{number}.yaml" for number in range(100)]
    for path in paths:
        path.write_text(generate(30, sentences), encoding="utf-8")
    library = Library([ROOT])
    started = time.process_time()
    for path in paths:
        check_set(path, library)
    return time.process_time() - started


if __name__ == "__main__":
    main()
