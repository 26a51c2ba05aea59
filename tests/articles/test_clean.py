"""What is story and what is page, on texts written for this test."""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.articles.clean import clean
from tests.effort import within

STORY = (
    "The ferry to Lisle island will run again from Monday, the harbour office said. Its engine had failed in April.",
    "About 340 people live on the island. “We have waited for seven weeks,” said Mara Quill, who keeps the only shop.",
    "Until then the mail boat carries what it can.",
)
PLAIN = "\n\n".join(STORY)


def kept(text: str) -> list[str]:
    return [one.text for one in clean(text).kept]


def reasons(text: str) -> dict[str, str]:
    return {one.text: one.reason for one in clean(text).dropped}


def test_a_text_with_nothing_round_it_stays_whole():
    assert kept(PLAIN) == list(STORY)
    assert clean(PLAIN).dropped == ()


def test_the_title_is_the_first_line_that_is_no_sentence():
    cleaned = clean(f"Ferry returns to Lisle\n\n{PLAIN}")
    assert cleaned.title == "Ferry returns to Lisle"
    assert [one.text for one in cleaned.kept] == list(STORY)


def test_a_title_that_asks_is_a_title():
    assert (
        clean(f"Will the ferry ever come back to Lisle?\n\n{PLAIN}").title == "Will the ferry ever come back to Lisle?"
    )


def test_a_title_may_stand_twice():
    assert reasons(f"Ferry returns to Lisle\n\nFerry returns to Lisle\n\n{PLAIN}") == {
        "Ferry returns to Lisle": "the title again"
    }


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("date 2022-11-12", date(2022, 11, 12)),
        ("16- 19.03.2025, 15:16", date(2025, 3, 19)),
        ("Published: 3 May 2024 at 10:05 GMT", date(2024, 5, 3)),
        ("Updated Fri, Nov. 15th, 2022 3:16 p.m. ET", date(2022, 11, 15)),
        ("2024-05-03T10:05:00Z", date(2024, 5, 3)),
        ("19/03/2025", date(2025, 3, 19)),
        ("3/19/2025 15:16", date(2025, 3, 19)),
        ("By Ann Lee | 3 May 2024 | 5 min read", date(2024, 5, 3)),
    ],
)
def test_dates_beside_the_title(line, day):
    cleaned = clean(f"Ferry returns to Lisle\n{line}\n\n{PLAIN}")
    assert cleaned.published == day or line.startswith("date")
    assert [one.text for one in cleaned.kept] == list(STORY)


def test_a_date_before_the_first_words():
    cleaned = clean(f" date 2022-11-12 {PLAIN}")
    assert (cleaned.published, [one.text for one in cleaned.kept]) == (date(2022, 11, 12), list(STORY))


@pytest.mark.parametrize("line", ["3/4/2025", "31.02.2025"])
def test_a_date_that_could_be_two_or_none_is_no_date(line):
    assert clean(f"Ferry returns to Lisle\n{line}\n\n{PLAIN}").published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Ann Lee and Bo van Dijk and Cy O'Hara", ("Ann Lee", "Bo van Dijk", "Cy O'Hara")),
        ("by Ann Lee, Bo Dahl & Cy Ode", ("Ann Lee", "Bo Dahl", "Cy Ode")),
        ("By Ann Lee · 5 min read", ("Ann Lee",)),
    ],
)
def test_who_wrote_it(line, names):
    cleaned = clean(f"Ferry returns to Lisle\n2\n{line}\n\n{PLAIN}")
    assert cleaned.authors == names
    assert [one.text for one in cleaned.kept] == list(STORY)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2", "a count"),
        ("- 32,604", "a count"),
        ("1.2K shares", "a count"),
        ("·6 min read", "the reading time"),
        ("Estimated reading time: 4 minutes", "the reading time"),
        ("Share on Facebook | Tweet | Print", "buttons for sharing"),
        ("Advertisement", "part of the page"),
        ("Sign up for our weekly newsletter", "part of the page"),
        ("We use cookies to make this page better.", "part of the page"),
        ("The ferry at Lisle in April. (Jo Park / AP)", "a caption or its credit"),
        ("The shop, seen from the pier (Jo Park via Reuters)", "a caption or its credit"),
        ("Photo: Jo Park", "a caption or its credit"),
        ("![The ferry](ferry.jpg)", None),
        ("This article was originally published on The Lisle Post", "where it was published before"),
        ("© 2024 The Lisle Post. All rights reserved.", "a copyright line"),
        ("Read more: Who pays for the pier?", "a link to another story"),
        ("Tags: ferry, Lisle, harbour", "tags"),
        ("* * *", "a rule"),
    ],
)
def test_furniture_goes_wherever_it_stands(line, reason):
    first, *rest = STORY
    for text in (f"Ferry returns to Lisle\n{line}\n\n{PLAIN}", "\n\n".join([first, line, *rest]), f"{PLAIN}\n\n{line}"):
        assert kept(text) == list(STORY)
        assert reason is None or reason in reasons(text).values()


@pytest.mark.parametrize(
    "mark", ["Recommended Stories", "Related articles:", "Leave a Reply", "12 Comments", "Comments", "Most read"]
)
def test_all_that_follows_the_story_goes(mark):
    text = f"{PLAIN}\n\n{mark}\n\n  • A pier for Dunmore\n\n    Dunmore will get a pier. It was promised twice."
    assert kept(text) == list(STORY)
    assert {one.line for one in clean(text).dropped} == {7, 9, 11}


def test_a_link_to_the_comments_above_the_story_ends_nothing():
    assert kept(f"Ferry returns to Lisle\nComments\n\n{PLAIN}") == list(STORY)


def test_a_caption_twice_goes_and_a_sentence_twice_stays_once():
    caption = "The ferry at Lisle in April. (Jo Park / Lisle Post)"
    assert kept(f"{STORY[0]}\n\n{caption}\n{caption}\n\n{STORY[1]}\n\n{STORY[1]}\n\n{STORY[2]}") == list(STORY)


def test_tags_after_the_last_sentence():
    assert reasons(f"{PLAIN}\n\n  Lisle, War in the Harbour, Ferry") == {"Lisle, War in the Harbour, Ferry": "tags"}


def test_headings_stay_headings():
    cleaned = clean(f"{STORY[0]}\nA long wait\n{STORY[1]}\n## The mail boat\n{STORY[2]}")
    assert [one.text for one in cleaned.kept if one.heading] == ["A long wait", "The mail boat"]
    assert "## A long wait\n\n" in cleaned.body


@pytest.mark.parametrize(
    "sentence",
    [
        "It came on 3 May 2024.",
        "“Never.”",
        "He read for six minutes, then he spoke.",
        "Comments were few.",
        "Share prices fell.",
        "Photographs by islanders show the broken engine, the pier and the long queue at the shop.",
        "By Friday Mara Quill had sold the last bread.",
        "Leave a reply at the harbour office, the captain said (he meant it).",
        "The ship, owned by Reuters Line, came (late).",
        "More from the south came on Friday.",
        "Editors of the island paper wrote about the author of the plan.",
    ],
)
def test_sentences_that_look_like_furniture_stay(sentence):
    assert kept(f"{STORY[0]}\n\n{sentence}\n\n{STORY[2]}") == [STORY[0], sentence, STORY[2]]
    assert kept(f"Ferry returns to Lisle\n\n{PLAIN}\n\n{sentence}") == [*STORY, sentence]


def test_a_wrapped_text_is_made_whole():
    assert kept("\n\n".join(textwrap.fill(one, 60) for one in STORY)) == list(STORY)


def test_wrapped_paragraphs_without_blank_lines_lose_no_word():
    """Where a paragraph's last line is as full as any, nothing tells its end; its sentences are whole all the same."""
    assert " ".join(kept("\n".join(textwrap.fill(one, 60) for one in STORY))) == " ".join(STORY)


def test_words_parted_at_a_hyphen_come_together():
    assert kept("The island has a well-\nknown and well-loved harbour and an old shop.") == [
        "The island has a well-known and well-loved harbour and an old shop."
    ]


def test_markdown_loses_its_marks():
    text = "---\ntitle: 'Ferry: the return'\ndate: 2024-05-03\nauthor: Ann Lee\n---\n# Ferry: the return\n\n"
    text += "> **The ferry**"
    cleaned = clean(
        f"{text} to [Lisle](https://lisle.example) will run _again_ from Monday.\n\n### Who pays\n\n{PLAIN}"
    )
    assert (cleaned.title, cleaned.published, cleaned.authors) == (
        "Ferry: the return",
        date(2024, 5, 3),
        ("Ann Lee",),
    )
    assert [one.text for one in cleaned.kept] == ["The ferry to Lisle will run again from Monday.", "Who pays", *STORY]


def test_a_page_with_all_its_trimmings():
    head = "WORLD NEWS\n\nFerry returns to Lisle\nMay 3, 2024 10:15 AM GMT+2 Updated 2 hours ago\nAnn Lee\n"
    role = "Harbour correspondent, Lisle Post\nReporting from\nDunmore\n\n"
    caption = "Getty Images The ferry at the pier\nThe ferry at the pier\n\n"
    links = "\n\nMore on this story\nMail boat sinks off Dunmore\nPier to be painted\n\n"
    text = head + role + caption + STORY[0] + links + STORY[1] + "\n\n[1/2] The shop. REUTERS/Jo Park\n\n" + STORY[2]
    cleaned = clean(text + "\n\nReporting by Ann Lee\n\nRelated topics\nFerries")
    assert [one.text for one in cleaned.kept] == list(STORY)
    assert (cleaned.title, cleaned.published, cleaned.authors) == (
        "Ferry returns to Lisle",
        date(2024, 5, 3),
        ("Ann Lee",),
    )


def test_keep_all_drops_nothing():
    text = f"Ferry returns to Lisle\n2\nShare\n\n{PLAIN}\n\nComments\n\nNice."
    cleaned = clean(text, keep_all=True)
    assert cleaned.dropped == ()
    assert [one.text for one in cleaned.kept] == ["Ferry returns to Lisle", "2", "Share", *STORY, "Comments", "Nice."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n\n\t",
        "Home\nNews\nSport\nSign in\n© 2024 The Lisle Post\nShare\n12 comments",
        "Leave a Reply\nYour e-mail will not be shown.\nRequired fields are marked *\nName *\nEmail *",
        "Ferry returns to Lisle",
        "date 2022-11-12",
    ],
)
def test_a_page_of_nothing_but_furniture_keeps_nothing(text):
    assert clean(text).kept == ()


PIECES = st.sampled_from([*STORY, "Comments", "2", "By Ann Lee", "# x", "", "---"])


@given(st.text(max_size=400) | st.lists(PIECES, max_size=30).map("\n".join))
def test_every_line_is_kept_dropped_or_the_title(text):
    cleaned = clean(text)
    assert all(one.text and one.text == " ".join(one.text.split()) for one in cleaned.kept)
    assert all(one.reason for one in cleaned.dropped)
    lines = [one.line for one in cleaned.kept]
    assert lines == sorted(set(lines))
    everything = {one.line for one in clean(text, keep_all=True).kept}
    told = {*lines, *(one.line for one in cleaned.dropped)}
    assert len(everything - told) <= bool(cleaned.title)


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 100_000,
        "a-\n" * 100_000,
        "[" * 100_000,
        "**a " * 40_000,
        "(a/" * 40_000,
        "By A B, " * 20_000,
        "A, " * 40_000,
        "Share share " * 20_000,
        "1 . " * 40_000,
        ". " * 80_000,
        "#" * 100_000,
        "-" * 100_000 + "\n" + "--- \n" * 20_000,
        "date 2022-11-12 " * 10_000,
    ],
    ids=range(13),
)
def test_hostile_texts_take_no_longer_than_others(text):
    within(5, lambda: clean(text))
