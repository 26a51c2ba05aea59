"""From a saved file to its question on the screen in ``quiz preview``, for a shipped set."""

import shutil
import sys
import time
from pathlib import Path

from common import FRAME_ENDS, ROOT, Terminal, compile_all, keep, plain, scratch, spread, verdict

SET = "limited-ceasefire"
SAVES = 40
MOST = 200.0


def main() -> None:
    compile_all()
    with scratch() as folder:
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        path = folder / "questions" / f"{SET}.yaml"
        path.parent.mkdir()
        path.write_bytes((ROOT / "questions" / path.name).read_bytes())
        with Terminal([sys.executable, "-m", "quiz", "preview", str(path)], folder / "home") as terminal:
            terminal.wait(lambda output: FRAME_ENDS in output and b"ctrl+r again" in plain(output))
            terminal.drain(2.5)
            before = terminal.cpu()
            found = [_save(terminal, path, f"mark{number:03}") for number in range(SAVES)]
            cpu = 1000 * (terminal.cpu() - before) / SAVES
    figures = {**spread([1000 * seconds for seconds in found]), "cpu": cpu}
    keep("preview", {"milliseconds": figures})
    print(f"milliseconds from a saved file to its question, {SAVES} saves:")
    print("  " + "  ".join(f"{what} {one:.0f}" for what, one in figures.items()))
    verdict("saved to shown, p50", figures["p50"], MOST, " ms")


def _save(terminal: Terminal, path: Path, mark: str) -> float:
    """Save the set with another first prompt, as editors do, by renaming a new file over it; seconds until it shows."""
    text = (ROOT / "questions" / path.name).read_text(encoding="utf-8")
    new = path.with_suffix(".new")
    new.write_text(text.replace("prompt: ", f"prompt: {mark} ", 1), encoding="utf-8")
    since = len(terminal.output)
    began = time.perf_counter()
    new.replace(path)
    took = terminal.wait(lambda output: FRAME_ENDS in output and mark.encode() in plain(output), since) - began
    terminal.drain(0.2)
    return took


if __name__ == "__main__":
    main()
