"""A set in which everything that must stay hidden carries a random word, and what finds those words again."""

import os
import re
from pathlib import Path

from .school import write_set

MARK = "canary"
FOUND = re.compile(rf"{MARK}[0-9a-f]{{32}}".encode())


def canary() -> str:
    """A word that stands nowhere else: 16 random bytes."""
    return MARK + os.urandom(16).hex()


def keyed_set(root: Path, name: str = "canaries") -> Path:
    """Every kind of thing a key is made of: keys, accepted forms, explanations, reasons, hints, rubric and model.

    The right option of a choice must be seen, so there the reason why another is wrong carries the word.
    """
    c = canary
    questions = f"""\
  - {{id: saved{c()}, kind: number, prompt: How many were saved?, answer: 23, evidence: 23 people were saved,
     explain: '{c()}', hints: ['{c()}'], tests: {{right: ['23'], wrong: ['{c()}']}}}}
  - {{id: captain, kind: choice, prompt: Who was captain?, answer: Mira Osten,
     distractors: [{{Tom Reve: '{c()}'}}, {{Ada Hale: '{c()}'}}], evidence: Captain Mira Osten, explain: '{c()}'}}
  - {{id: map, kind: short, prompt: What did the owner speak of?, answer: an old map, accept: ['{c()}'],
     near: {{'{c()}': '{c()}'}}, reject: {{'{c()}': '{c()}'}}, evidence: spoke of an old map, explain: '{c()}'}}
  - {{id: who, kind: name, prompt: Who is mayor?, answer: Tom Reve, accept: ['{c()}'],
     evidence: 'The mayor, Tom Reve', explain: '{c()}'}}
  - {{id: why, kind: open, prompt: Why did she sink?, evidence: spoke of an old map, points: 2, model: '{c()}',
     rubric: [{{points: 1, text: '{c()}'}}, {{points: 1, text: '{c()}'}}], explain: '{c()}'}}
  - {{id: gaps, kind: cloze, prompt: Fill in, text: 'It left at {{noon|{c()}}}.',
     evidence: left at noon, explain: '{c()}'}}
"""
    return write_set(root, name, questions)


def canaries_in(data: bytes) -> set[bytes]:
    return set(FOUND.findall(data))
