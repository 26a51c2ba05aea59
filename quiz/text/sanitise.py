"""The one door between other people's text and a screen, a file or a page.

Everything that comes from a file, a learner, the network or another program's format passes through ``sanitise``
before it is kept or shown. What comes out holds nothing that a terminal, a spreadsheet or a page would act on: no
control or escape characters, no surrogates or noncharacters, no line or paragraph separators, no tag characters, no
bidirectional embeddings or overrides.

Bidirectional isolates and marks stay where a line has right-to-left letters (Hebrew and Arabic passages need them)
and the isolates are balanced within that line; elsewhere they only serve to deceive (Unicode TR 36, "Trojan Source").
"""

import re
import unicodedata
from functools import cache, lru_cache

REPLACEMENT = "\ufffd"

# The patterns are made when first needed: few texts come that far, and compiling one takes as long as a widget.


@cache
def _bidi() -> re.Pattern[str]:
    return re.compile("[\u061c\u200e\u200f\u2066-\u2069]")


@cache
def _rtl() -> re.Pattern[str]:
    return re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


@cache
def _forbidden() -> re.Pattern[str]:
    last_of_planes = "".join(chr((plane << 16) | last) for plane in range(15) for last in (0xFFFE, 0xFFFF))
    return re.compile(
        "["
        "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; tab and newline are dealt with apart
        "\u2028\u2029"  # line and paragraph separator
        "\u202a-\u202e"  # bidirectional embeddings and overrides
        "\u206a-\u206f"  # deprecated format characters
        "\ufeff\ufff9-\ufffb"  # byte order mark inside a text, interlinear annotation
        "\ud800-\udfff"  # lone surrogates
        "\ufdd0-\ufdef"  # noncharacters
        "\ue000-\uf8ff"  # private use: no meaning in a shared text
        "\U000e0000-\U000e0fff"  # tags and variation selectors supplement
        "\U000f0000-\U0010ffff"  # private use planes
        f"{last_of_planes}]"
    )


@cache
def _marks() -> re.Pattern[str]:
    # One visible letter needs a handful of combining marks at most; more of them climb over the lines above. After the
    # marks for all scripts those of Hebrew, Arabic, Devanagari, Thai, Lao and Tibetan, then what chooses a glyph.
    return re.compile(
        "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
        "\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4\u08d3-\u08ff\u0941-\u0948\u094d-\u0957"
        "\u0e34-\u0e3a\u0e47-\u0e4e\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f8d-\u0fbc\u3099\u309a"
        "\ufe00-\ufe0f\u200b-\u200d]{8,}"
    )


def sanitise(text: str) -> str:
    """The text with everything dangerous shown as U+FFFD, in Unicode's composed form (NFC).

    Line endings become ``\\n``, a tab four spaces. Idempotent: sanitising twice changes nothing more.
    """
    if _is_clean(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    text = _forbidden().sub(REPLACEMENT, text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    text = _marks().sub(lambda run: run.group()[:7], text)
    if _bidi().search(text):
        text = "\n".join(map(_settle_direction, text.split("\n")))
    return text


def _is_clean(text: str) -> bool:
    """True for what most texts are: printable letters and signs of Windows-1252, which are composed and no marks."""
    if not text.replace("\n", "").isprintable():
        return False
    if text.isascii():
        return True
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def one_line(text: str) -> str:
    """The sanitised text on a single line, white space runs folded to one space and trimmed."""
    return " ".join(sanitise(text).split())


def message_line(text: str) -> str:
    """A message for a terminal: sanitised and on one line; spaces stay as they are, for they may be a file name's."""
    return text if text.isascii() and text.isprintable() else sanitise(text).replace("\n", " ")


def removed(text: str) -> list[tuple[int, str]]:
    """What ``sanitise`` replaces: (offset, readable name) of each, for the author who should know.

    Offsets count in the text as given. Unbalanced isolates are reported at their line's start.
    """
    found = [(hit.start(), _name(hit.group())) for hit in _forbidden().finditer(text) if hit.group() != "\r"]
    start = 0
    for line in text.split("\n"):
        if _bidi().search(line) and _settle_direction(line) != line:
            found.append((start, "bidirectional mark"))
        start += len(line) + 1
    return sorted(found)


def _settle_direction(line: str) -> str:
    """One line with its isolates and marks, where they belong there, or U+FFFD in their place."""
    if not _bidi().search(line):
        return line
    depth = 0
    for char in line:
        if char in "\u2066\u2067\u2068":
            depth += 1
        elif char == "\u2069":
            depth -= 1
            if depth < 0:
                break
    if depth == 0 and _rtl().search(line):
        return line
    return _bidi().sub(REPLACEMENT, line)


@lru_cache(maxsize=256)
def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character').lower()}"
