"""Whatever is typed, the player goes on, and its events replay to the same attempt."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.attempts.attempt import replay
from quiz.plain.commands import COMMANDS
from tests.plain.stage import SET, Story, a_set

KINDS = (
    SET
    + """
  - id: gaps
    kind: cloze
    prompt: Fill the gaps.
    text: The harbour of {Brack ~ Oslo} cost {23|twenty-three} million crowns.
    evidence: It cost 23 million crowns
  - id: pairs
    kind: match
    prompt: Match.
    pairs: {the harbour: Brack, the ship: Oslo}
    extra: [Bergen]
    evidence: The first ship came from Oslo
  - id: steps
    kind: order
    prompt: In order of the text.
    sequence: [the harbour opened, the cost was told, a ship came]
    evidence: The first ship came from Oslo
    cite: true
  - id: place
    kind: insert
    prompt: Where does it belong?
    sentence: It carried salt.
    after: The first ship came from Oslo.
    evidence: The first ship came from Oslo
    certainty: reported
  - id: mark
    kind: highlight
    prompt: Which sentence names a sum?
    answer: It cost 23 million crowns
    evidence: It cost 23 million crowns
    tries: 3
"""
)
WORDS = [name for command in COMMANDS for name in command.names]
LINES = st.one_of(
    st.sampled_from(WORDS),
    st.builds("{} {}".format, st.sampled_from([":goto", ":article", ":paragraph"]), st.integers(-1, 12)),
    st.sampled_from(
        ["", "1", "2", "3", "1 2", "2 1 3", "1;2", "0", "23 million crowns", "May 2024", "6 May 2024", "Oslo"]
    ),
    st.text(max_size=12),
)


@pytest.mark.parametrize("mode", ["practice", "test"])
@pytest.mark.parametrize("typed", [False, True])
def test_any_lines(mode: str, typed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asked = a_set(Path(folder), KINDS)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(LINES, max_size=25))
    def check(lines: list[str]) -> None:
        story = Story(asked, mode=mode)
        story.tell(*(line.replace("\n", " ") for line in lines), typed=typed)
        assert replay(story.events) == story.desk.attempt
        if not story.desk.attempt.finished:
            story.again()
            story.tell()

    check()
