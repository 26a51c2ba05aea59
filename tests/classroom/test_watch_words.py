"""What the teacher's screen says of each learner, in little room and in much."""

from typing import Any

import pytest
from rich.cells import cell_len

from quiz.classroom.teacher import Seat
from quiz.tui.screens.class_watch_words import seat_lines


def a_seat(name: str, **more: Any) -> Seat:
    usual = {"standing": "working", "connected": True, "answered": 12, "questions": 24, "here": 13, "left": 29 * 60_000}
    return Seat(**{"learner": name, "name": name, **usual, **more})


@pytest.mark.parametrize("width", [56, 76, 136])
def test_what_the_teacher_should_know_of_a_learner_is_never_cut(width: int) -> None:
    seats = [
        a_seat("Cleopatra Montgomery-Featherstonehaugh", connected=False, typed=1),
        a_seat("Ben", extra=5.0),
        a_seat("Ada", standing="finished", receipt="Q4AM-T6CC", extra=5.0),
        a_seat("Dora", standing="absent"),
    ]
    cleo, ben, ada, dora = seat_lines(seats, width, follow=False)
    assert cleo.endswith("12/24  at 13  29 min  out of reach, 1 typed")
    assert ben.endswith("12/24  at 13  29 min  +5 min")
    assert ada.endswith("12/24  receipt Q4AM-T6CC, +5 min")
    assert dora.split() == ["·", "Dora", "not", "in"]
    assert len({line.index("12/24") for line in (cleo, ben, ada)}) == 1
    assert ("█" in ben) == (width > 80)
    assert all(cell_len(line) <= width for line in (cleo, ben, ada, dora))
