"""From process start to the first frame with article and question, against an empty Textual app; and memory."""

import sys
from pathlib import Path

from common import ROOT, RUNS, Terminal, compile_all, filled, interleaved, keep, plain, scratch, verdict

from quiz.articles.library import Library
from quiz.questions.check import load_set

SET = "limited-ceasefire"
TIMES, MEGABYTES = 1.35, 12.0


def main() -> None:
    compile_all()
    library = Library([ROOT])
    asked = load_set(library.set_path(SET), library)
    article = asked.sources.articles[asked.head.articles[0]]
    reading = " ".join(article.text.split()[:2])
    # Which question comes first is the dice's choice.
    asking = [" ".join(question.prompt.split()[:2]) for question in asked.questions]

    def shown(output: bytes) -> bool:
        text = plain(output).decode(errors="replace")
        return reading in text and any(words in text for words in asking)

    with scratch() as home:

        def quiz() -> dict[str, float]:
            return _start([sys.executable, "-m", "quiz", "play", SET], home, shown)

        def empty() -> dict[str, float]:
            return _start([sys.executable, str(Path(__file__).with_name("empty_app.py"))], home, filled)

        ours, bare = interleaved(RUNS, quiz, empty)
    more = {name: ours[name] - bare[name] for name in ours}
    ratio = {name: ours[name] / bare[name] for name in ours}
    keep("start", {"quiz": ours, "empty": bare, "ratio": ratio, "more": more})
    print(f"quiz play {SET}, medians of {RUNS}:")
    for name, unit in (("wall", "s"), ("cpu", "s"), ("rss", "MB"), ("pss", "MB")):
        print(f"  {name}: {ours[name]:.3f} {unit}, empty app {bare[name]:.3f} {unit}")
    verdict("wall time, times the empty app's", ratio["wall"], TIMES)
    verdict("processor time, times the empty app's", ratio["cpu"], TIMES)
    verdict("more memory (PSS)", more["pss"], MEGABYTES, " MB")
    verdict("more memory (RSS)", more["rss"], MEGABYTES, " MB")


def _start(command: list[str], home: Path, done: object) -> dict[str, float]:
    with Terminal(command, home) as terminal:
        wall = terminal.wait(done) - terminal.began  # type: ignore[arg-type]
        return {"wall": wall, "cpu": terminal.cpu(), **terminal.memory()}


if __name__ == "__main__":
    main()
