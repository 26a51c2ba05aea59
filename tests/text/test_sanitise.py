"""Nothing that a terminal would act on comes through the one door."""

import random
import unicodedata

import pytest

from quiz.text.sanitise import message_line, one_line, removed, sanitise

BAD = "\ufffd"

PAYLOADS = {
    "CSI": ("\x1b[2J\x1b[31mred", "\ufffd[2J\ufffd[31mred"),
    "OSC 0": ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
    "OSC 8": ("\x1b]8;;http://x\x1b\\link", "\ufffd]8;;http://x\ufffd\\link"),
    "OSC 52": ("\x1b]52;c;aGk=\x07", "\ufffd]52;c;aGk=\ufffd"),
    "DCS": ("\x1bP$q\x1b\\", "\ufffdP$q\ufffd\\"),
    "APC": ("\x1b_G\x1b\\", "\ufffd_G\ufffd\\"),
    "C1 CSI": ("\x9b2J", "\ufffd2J"),
    "C1 OSC": ("\x9d0;t\x9c", "\ufffd0;t\ufffd"),
    "C1 DCS": ("\x90q\x9c", "\ufffdq\ufffd"),
    "shift out and in": ("\x0eabc\x0f", "\ufffdabc\ufffd"),
    "bell and backspace": ("a\x07\x08b", "a\ufffd\ufffdb"),
    "vertical tab and form feed": ("a\x0b\x0cb", "a\ufffd\ufffdb"),
    "delete": ("a\x7fb", "a\ufffdb"),
    "NUL": ("a\0b", "a\ufffdb"),
    "NEL": ("a\x85b", "a\ufffdb"),
    "line and paragraph separator": ("a\u2028b\u2029c", "a\ufffdb\ufffdc"),
    "override": ("\u202eevil\u202c", "\ufffdevil\ufffd"),
    "embeddings": ("\u202aa\u202bb\u202d", "\ufffda\ufffdb\ufffd"),
    "isolate that is never closed": ("a\u2067b", "a\ufffdb"),
    "isolates without a right-to-left letter": ("a\u2067b\u2069", "a\ufffdb\ufffd"),
    "isolate closed first": ("\u2069\u05d0\u2067", "\ufffd\u05d0\ufffd"),
    "isolate over two lines": ("\u2067\u05d0\n\u05d0\u2069", "\ufffd\u05d0\n\u05d0\ufffd"),
    "tags": ("a\U000e0041\U000e007f", "a\ufffd\ufffd"),
    "surrogates": ("a\ud83d\udc00b", "a\ufffd\ufffdb"),
    "noncharacters": ("\ufdd0\uffff\U0001fffe", "\ufffd\ufffd\ufffd"),
    "private use": ("\ue000\U000f0000\U0010ffff", "\ufffd\ufffd\ufffd"),
    "mark of byte order": ("a\ufeffb", "a\ufffdb"),
    "annotation": ("\ufff9a\ufffa", "\ufffda\ufffd"),
    "deprecated format": ("\u206aa", "\ufffda"),
    "zalgo": ("e" + "\u0316" * 50, "e" + "\u0316" * 7),
    "Thai tower": ("\u0e01" + "\u0e47" * 50, "\u0e01" + "\u0e47" * 7),
    "Arabic tower": ("\u0628" + "\u064b" * 50, "\u0628" + "\u064b" * 7),
    "a chain of joiners": ("a" + "\u200d" * 50 + "b", "a" + "\u200d" * 7 + "b"),
    "carriage returns": ("a\r\nb\rc", "a\nb\nc"),
    "tab": ("a\tb", "a    b"),
}

KEPT = [
    "plain",
    "Zelens\u02b9kyj said \u201cno\u201d \u2014 5\u00a0000 \u2026 \u00bd",
    "\u0417\u0435\u043b\u0435\u043d\u0441\u044c\u043a\u0438\u0439",
    "\u05e9\u05dc\u05d5\u05dd \u2067abc\u2069 \u200f!",
    "\u0645\u0631\u062d\u0628\u0627 \u2066x\u2069",
    "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
    "\u0915\u094d\u0937\u093f",
    "line one\nline two",
]


@pytest.mark.parametrize(("given", "wanted"), PAYLOADS.values(), ids=PAYLOADS)
def test_payloads(given: str, wanted: str) -> None:
    assert sanitise(given) == wanted
    assert sanitise(wanted) == wanted
    if BAD in wanted:
        assert removed(given)


@pytest.mark.parametrize("text", KEPT)
def test_what_harms_nobody_is_kept(text: str) -> None:
    assert sanitise(text) == unicodedata.normalize("NFC", text)
    assert removed(text) == []


def test_letters_and_marks_are_composed() -> None:
    assert sanitise("e\u0301") == "\u00e9"


def test_twenty_thousand_fuzzed_strings() -> None:
    rng = random.Random(19)
    pool = [text for pair in PAYLOADS.values() for text in pair] + KEPT
    ranges = [
        (0, 0x20),
        (0x7F, 0xA0),
        (0x300, 0x370),
        (0x590, 0x700),
        (0x2000, 0x2070),
        (0xD7F0, 0xE010),
        (0xFDD0, 0x10010),
        (0, 0x110000),
    ]
    for _ in range(20_000):
        text = "".join(
            rng.choice(pool)[: rng.randrange(12)] if rng.random() < 0.4 else chr(rng.randrange(*rng.choice(ranges)))
            for _ in range(rng.randrange(12))
        )
        clean = sanitise(text)
        assert sanitise(clean) == clean
        clean.encode()
        for char in clean:
            assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Zl", "Zp")
            assert char not in "\u202a\u202b\u202c\u202d\u202e\ufeff"
        line = message_line(text)
        assert "\n" not in line
        assert one_line(text).split() == clean.split()


def test_where_something_was_removed() -> None:
    assert removed("ab\x1bc\u202e") == [(2, "U+001B control character"), (4, "U+202E right-to-left override")]
    assert removed("one\ntwo \u2067") == [(4, "bidirectional mark")]
    assert removed("a\r\nb") == []


def test_a_message_keeps_the_spaces_of_a_file_name() -> None:
    assert message_line("a  b\x1b\nc") == "a  b\ufffd c"
