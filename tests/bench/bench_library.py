"""The library's first frame and its filled list: a thousand sets against seven, remembered and new."""

import shutil
import sys
from pathlib import Path

from common import Terminal, compile_all, interleaved, keep, plain, scratch, verdict
from samples import many_sets

MORE_SECONDS = 0.5
SETS, QUESTIONS = 1000, 30
RUNS = 5


def main() -> None:
    compile_all()
    with scratch() as folder:
        small, large = folder / "small", folder / "large"
        many_sets(small, 7, QUESTIONS)
        many_sets(large, SETS, QUESTIONS)
        cold = [_filled(place, folder / "cold") for place in (small, large)]
        measures = [
            lambda place=place, warm=warm: _first_frame(place, folder / f"home-{place.name}-{warm}", warm)
            for place in (small, large)
            for warm in (True, False)
        ]
        for place in (small, large):
            _filled(place, folder / f"home-{place.name}-True")
        found = interleaved(RUNS, *measures)
    named = dict(zip(("seven, remembered", "seven, new", "thousand, remembered", "thousand, new"), found, strict=True))
    keep("library", {"first frame": named, "filled from nothing": dict(zip(("seven", "thousand"), cold, strict=True))})
    print(f"library, first frame, medians of {RUNS} (seconds, MB):")
    for name, one in named.items():
        print(f"  {name:22} wall {one['wall']:.3f}  cpu {one['cpu']:.3f}  rss {one['rss']:.1f}  pss {one['pss']:.1f}")
    print(f"filled from nothing: seven sets {cold[0]['wall']:.2f} s, a thousand {cold[1]['wall']:.2f} s")
    for how in ("remembered", "new"):
        more = named[f"thousand, {how}"]["wall"] - named[f"seven, {how}"]["wall"]
        verdict(f"more time with a thousand sets, {how}", more, MORE_SECONDS, " s")


def _library(place: Path, home: Path) -> Terminal:
    """The app in a folder of sets; those that come with the project are found as well."""
    return Terminal([sys.executable, "-m", "quiz"], home, working=place)


def _first_frame(place: Path, home: Path, warm: bool) -> dict[str, float]:
    if not warm:
        shutil.rmtree(home, ignore_errors=True)
    with _library(place, home) as terminal:
        first = b"Set 0000" if warm else b"set-0000"
        wall = terminal.wait(lambda output: first in plain(output)) - terminal.began
        return {"wall": wall, "cpu": terminal.cpu(), **terminal.memory()}


def _filled(place: Path, home: Path) -> dict[str, float]:
    """Until nothing on the screen waits to be read, and all of it is remembered for the next start."""
    memory = home / "shelf.json"
    shutil.rmtree(home, ignore_errors=True)
    with _library(place, home) as terminal:
        seen = lambda output: b"30 questions" in plain(output) and memory.exists()  # noqa: E731
        try:
            wall = terminal.wait(seen, seconds=60) - terminal.began
        finally:
            terminal.drain(0.5)
        return {"wall": wall, **terminal.memory()}


if __name__ == "__main__":
    main()
