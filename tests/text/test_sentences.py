"""Where sentences end, in the ways news is written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.text.sentences import sentence_spans

# A bar stands where one sentence ends and the next begins.
PROSE = [
    "One.| Two!| Three?| Four",
    "",
    "  ",
    "  Spaces around.  ",
    "No full stop at the end",
    'He said "no".| She left.',
    'He said "no."| She left.',
    '"We will stay," he said.| "It is ours."',
    '"Stop!" Putin said.| Nobody did.',
    '"Will it hold?" Volodymyr Zelensky asked.| It may.',
    '"Will it hold?"| The ministry did not say.',
    "\u201cIt is over.\u201d| \u00abNo.\u00bb| End.",
    "(It was so.)| Then it was not.",
    "It cost $5.5 million.| It was 2.5 hours.| 23 were freed.",
    "They met at 10.30 a.m. on Friday.| It rained.",
    "They met at 5 p.m.| The talks failed.",
    "Gen. Mark Milley spoke to Lt. Col. A. B. Smith.| He agreed.",
    "President Vladimir V. Putin agreed.| J.D. Vance did not.",
    "Officials of the U.S. and the U.K. met.| They talked.",
    "It was made in the U.S.| The rest came later.",
    "St. Petersburg is far.| Mr. Peskov and Mrs. Jones agree.",
    "On Sept. 30 they signed.| On Jan. 5 they left.| It was in Nov.| The war went on.",
    "He came on Mon. morning.| He sat.| Then he left.| The sun.| He won.",
    "See No. 5 and nos. 6 to 8.| He said no.| Then he left.",
    "Figures (see p. 4, fig. 2) differ.| He stood on p.| So did she.",
    "Hale Lines Inc. denied it.| It is owned by Hale Corp.| The owner is silent.",
    "Wait ... what?| Well...| The end.",
    "A plan, e.g. a truce, i.e. a pause, was made.| It was Russia vs. Ukraine.",
    "He chose Plan B.| The next was C.| He won.",
    "Smith et al. wrote it.| It was in 1992.| 30 years passed.",
    "What?!| Really!!!| Yes.",
    "The site is example.com today.| Version 2.0 is out.",
    "\u0141\u00f3d\u017a voted.| \u0160ef\u010dovi\u010d left.| \u041a\u0438\u0457\u0432 stood.",
    "It ended.| \u00a35 million was paid.| $3 was left.",
    "Dr. No was a film.| Dec. 31 is a day.",
]


@pytest.mark.parametrize("marked", PROSE)
def test_prose(marked: str) -> None:
    text = marked.replace("|", "")
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    assert [text[start:end] for start, end in sentence_spans(text)] == wanted


@given(st.text(alphabet="aA. !?\"')\n\u2026\u05d0No5", max_size=80))
def test_no_character_is_lost(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_long_text_takes_its_time_in_proportion() -> None:
    assert len(sentence_spans("It was so. " * 20_000)) == 20_000
    assert len(sentence_spans("U.S. " * 20_000)) == 1
    assert len(sentence_spans("." * 200_000)) == 1
    assert len(sentence_spans("a" * 200_000 + ". B")) == 2
