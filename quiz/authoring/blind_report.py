"""``quiz check --blind``: what of a set can be guessed by somebody who never sees the text, and how."""

from collections.abc import Sequence

from quiz.articles.library import Library
from quiz.questions.blind import Blind, Hit, Outcome, play_blind
from quiz.questions.check import load_set
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line


def run_blind(library: Library, names: Sequence[str], *, as_json: bool) -> int:
    """Play sets blind and tell what was right. Exit code 0: it is advice. Raises InputError."""
    paths = [library.set_path(name) for name in names] or list(library.set_paths().values())
    told = []
    for path in paths:
        asked = load_set(path, library)
        blind = play_blind(asked)
        if as_json:
            told.append(_object(asked.id, blind))
        else:
            print("\n".join(_lines(asked.id, blind)))
    if as_json:
        print(json_line({"sets": told}))
    return 0


def _lines(name: str, blind: Blind) -> list[str]:
    together = blind.together
    head = f"{one_line(name)}: {blind.questions} questions; without the text {len(together.hits)} of {together.tried}"
    lines = [f"{head} guesses were right, where chance gives {together.expected:.1f}{_luck(together)}"]
    telling = [one for one in blind.clues if one.beats_chance]
    for one in telling:
        lines.append(f"  by {one.clue}: {len(one.hits)} of {one.tried}, chance {one.expected:.1f}{_luck(one)}")
        lines += [f"    {_said(hit)}" for hit in one.hits]
    if not telling:
        lines.append("  no clue does better than chance would in one set of a hundred")
    return lines


def _said(hit: Hit) -> str:
    part = f" ({hit.part})" if hit.part else ""
    return one_line(f"{hit.question}{part}: {' or '.join(hit.on)}")


def _luck(outcome: Outcome) -> str:
    if len(outcome.hits) <= outcome.expected:
        return ""
    return f" (as good by luck in {max(outcome.luck * 100, 0.1):.1f} sets of a hundred)"


def _object(name: str, blind: Blind) -> dict[str, object]:
    def clue(one: Outcome) -> dict[str, object]:
        return {
            "clue": one.clue, "tried": one.tried, "right": len(one.hits), "chance": one.expected, "luck": one.luck,
            "beats_chance": one.beats_chance,
            "questions": [{"question": hit.question, "part": hit.part, "guess": hit.on} for hit in one.hits],
        }  # fmt: skip

    return {"set": name, "questions": blind.questions, "together": clue(blind.together),
            "clues": [clue(one) for one in blind.clues]}  # fmt: skip
