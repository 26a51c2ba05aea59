"""Which rows hold what of an article."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.tui.widgets.rows import ArticleRows
from tests.tui.test_reader import read

ARTICLE = read("One two three four five six.\n\nSeven eight nine ten, eleven twelve.\n\nThirteen fourteen.")
OFFSETS = st.integers(0, len(ARTICLE.text))


@given(st.lists(st.tuples(OFFSETS, OFFSETS).map(sorted)), st.integers(5, 60))
def test_a_row_has_the_stretches_that_it_holds_a_part_of(ends: list[list[int]], width: int) -> None:
    rows = ArticleRows(ARTICLE, "about", width)
    stretches = [(start, end, at) for at, (start, end) in enumerate(ends)]
    found = rows.by_row(stretches)
    for at, row in enumerate(rows.rows):
        held = [one for one in stretches if one[0] < row.end and row.start < one[1] and row.fixed is None]
        own = found.get(at, [])
        assert [one for one in own if one in held] == held
        assert own == sorted(own, key=stretches.index)
