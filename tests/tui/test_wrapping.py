"""Wrapping: rows cover the text in order, none is too wide, and what hangs is indented."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.tui.widgets.wrapping import hang, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200).map(str.strip)
WORDS = st.lists(st.text("abcdefghij港湾", min_size=1, max_size=14), max_size=30).map(" ".join)


@given(TEXTS | WORDS, st.integers(1, 80), st.integers(0, 1000))
def test_rows_cover_the_text_in_order(text: str, width: int, start: int) -> None:
    rows = wrap(text, width, start)
    assert rows[0][0] == start
    assert rows[-1][1] == start + len(text)
    for (_, end), (begin, _) in pairwise(rows):
        assert set(text[end - start : begin - start]) <= {" "}
    assert "".join(text[a - start : b - start] for a, b in rows).replace(" ", "") == text.replace(" ", "")


@given(TEXTS | WORDS, st.integers(2, 80))
def test_no_row_is_too_wide(text: str, width: int) -> None:
    assert all(cell_len(text[a:b]) <= width for a, b in wrap(text, width))


@given(WORDS, st.integers(15, 60))
def test_a_word_is_cut_only_where_it_fills_a_row(text: str, width: int) -> None:
    if all(cell_len(word) <= width for word in text.split()):
        assert " ".join(text[a:b] for a, b in wrap(text, width)).split() == text.split()


@given(WORDS, st.integers(0, 60), st.integers(0, 8))
def test_what_hangs_keeps_its_words_and_its_indent(text: str, width: int, indent: int) -> None:
    said = hang(text, width, indent)
    if width > indent + 8:
        first, *rest = said.split("\n")
        assert cell_len(first) <= width - indent
        assert all(row.startswith(" " * indent) and cell_len(row) <= width for row in rest)
    assert "".join(said.split()) == "".join(text.split())


def test_rows_break_at_spaces() -> None:
    assert [("one two three four"[a:b]) for a, b in wrap("one two three four", 9)] == ["one two", "three", "four"]
    assert wrap("", 5, 7) == [(7, 7)]
    assert hang("one two three four", 15, 3) == "one two\n   three four"
