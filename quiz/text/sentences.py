"""Where the sentences of a paragraph begin and end.

Rules over the text, for English news prose: a sentence ends at ``.``, ``!``, ``?`` or ``…`` with any closing quotation
marks or brackets, followed by white space and something that can begin a sentence. Abbreviations, initials and
numbers do not end one. Deterministic, so that a sentence's number is a stable address as long as its text stands.
"""

import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_BEGINS = re.compile(r"\s+[\"'“‘«(\[]*[A-Z0-9\u00c0-\u00de\u0400-\u042f]")
_LAST_WORD = re.compile(r"[^\s\"'“‘«(\[]+$")

# Words that carry a full stop and rarely end a sentence. "U.S." and the like are met by the initials rule.
_ABBREVIATIONS = frozenset(
    """
    mr. mrs. ms. dr. prof. st. sr. jr. gen. lt. col. maj. capt. sgt. adm. rep. sen. gov. pres. hon. rev. messrs.
    jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon. tue. wed. thu. fri. sat. sun.
    no. nos. vol. pp. p. para. fig. approx. est. cf. vs. v. e.g. i.e. viz. al. ca. c. inc. ltd. co. corp. dept.
    """.split()  # noqa: SIM905  a table of words reads best as words
)
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)+$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) offsets of each sentence of one paragraph, without the white space between them.

    Together they hold every character that is not white space. An empty or blank text has none.
    """
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end in _END.finditer(text, start):
        if not _BEGINS.match(text, end.end()):
            continue
        if end.group().startswith(".") and _goes_on(text, start, end.start(), end.end()):
            continue
        spans.append((start, end.end()))
        start = end.end() + len(text[end.end() :]) - len(text[end.end() :].lstrip())
    stop = len(text.rstrip())
    if start < stop:
        spans.append((start, stop))
    return spans


def _goes_on(text: str, start: int, stop: int, end: int) -> bool:
    """True where the full stop at ``stop`` belongs to an abbreviation or initials, not to the sentence."""
    word = _LAST_WORD.search(text, start, stop)
    if word is None:
        return False
    last = word.group().lower() + "."
    if last in _ABBREVIATIONS:
        return True
    if not _INITIALS.match(last):
        return False
    # "J. D. Vance" goes on; "in the U.S. Ukraine said" cannot be told apart without its meaning, and initials of
    # two letters and more end a sentence only where a closing quotation mark or a usual opening word follows.
    after = text[end:].lstrip()
    return not (len(last) > 2 and re.match(r"[\"“]?(?:The|A|An|In|It|He|She|They|But|And|On|At|This|That)\b", after))
