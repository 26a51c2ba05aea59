"""Two questions that a forgotten dash made into one, which then has every field twice."""

from bisect import bisect_left
from collections.abc import Sequence

from quiz.text.yaml_door import Map, Mark, Seq, Slip, Value

_BEGINS = ("id", "kind", "prompt")
_HINT = "write '- {}: ...', two columns to the left"


def run_together(questions: "Value | None", slips: Sequence[Slip]) -> tuple[set[Mark], list[Slip]]:
    """The places of items that hold more than one question, and the slips, with one for each of their forgotten dashes.

    Such an item repeats its fields from one of the first on; a field or two that stand twice are what they seem.
    """
    runs: set[Mark] = set()
    told: set[Mark] = set()
    kept = [slip for slip in slips if slip.code != "duplicate-key"]
    twice = [slip for slip in slips if slip.code == "duplicate-key"]
    if not twice or not isinstance(questions, Seq):
        return runs, list(slips)
    starts = questions.values_at
    marks = [slip.mark for slip in twice]
    for at, item in enumerate(questions):
        if not isinstance(item, Map):
            continue
        first = bisect_left(marks, item.mark)
        last = bisect_left(marks, starts[at + 1]) if at + 1 < len(starts) else len(marks)
        own = [slip for slip in twice[first:last] if slip.mark.column == item.mark.column]
        if len({slip.key for slip in own}) < 2 or own[0].key not in _BEGINS:
            continue
        runs.add(starts[at])
        told |= {slip.mark for slip in own}
        kept += [_without_dash(slip) for slip in own if slip.key == own[0].key]
    return runs, sorted([*kept, *(slip for slip in twice if slip.mark not in told)])


def _without_dash(slip: Slip) -> Slip:
    what = f"a second question begins here without its dash; {_HINT.format(slip.key)}"
    return slip._replace(what=what)
