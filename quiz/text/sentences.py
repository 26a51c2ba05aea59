"""Where the sentences of a paragraph begin and end.

Rules over the text, for English news prose: a sentence ends at ``.``, ``!``, ``?`` or ``…`` with any closing quotation
marks or brackets, followed by white space and something that can begin a sentence. Abbreviations, initials and
numbers do not end one. Deterministic, so that a sentence's number is a stable address as long as its text stands.
"""

import re

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)")
_BEGINS = re.compile(r"\s+[\"'“‘«(\[$€£]*(\w)")
_LAST_WORD = re.compile(r"[^\s\"'“‘«(\[]+$")

# Before a name or a number, never at a sentence's end. Spelt as they stand: "sat." is no Saturday.
_GO_ON = frozenset(
    """
    Mr. Mrs. Ms. Dr. Prof. St. Gen. Lt. Col. Maj. Capt. Sgt. Adm. Rep. Sen. Gov. Pres. Hon. Rev. Messrs.
    vs. cf. e.g. i.e. viz. approx. ca.
    """.split()  # noqa: SIM905  a table of words reads best as words
)
# Only where a number follows: "no. 5" goes on, "He said no. Then he left." does not.
_WITH_NUMBER = frozenset("No. Nos. no. nos. Vol. vol. pp. p. para. Fig. fig. c. v. est.".split())  # noqa: SIM905
# Within a sentence or at its end, as initials are: only a usual opening word tells.
_EITHER = frozenset(
    """
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Tues. Wed. Thu. Thurs. Fri. Sat. Sun.
    Sr. Jr. Inc. Ltd. Co. Corp. Dept. al.
    """.split()  # noqa: SIM905
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_OPENING = re.compile(
    r"[\"'“‘(]*(?:The|A|An|In|It|Its|He|His|She|Her|They|Their|We|I|You|But|And|Yet|So|On|At|As|By|For|From|If|When|"
    r"While|After|Before|Since|There|This|That|These|Those|Then|Now|What|Who|Why|How|Not|No|Nor|With|Meanwhile|However|"
    r"Both|Some|Many|Most|Another|One|According|Asked|Last|Later|Earlier)(?=[\s,'’])"
)
_SPEAKING = re.compile(
    r"(?:[A-Z][\w'’.-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|replied|replies|warned|"
    r"shouted|cried|went on)\b"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) offsets of each sentence of one paragraph, without the white space between them.

    Together they hold every character that is not white space. An empty or blank text has none.
    """
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end in _END.finditer(text, start):
        begins = _BEGINS.match(text, end.end())
        if begins is None or begins.group(1).islower() or _goes_on(text, start, end):
            continue
        spans.append((start, end.end()))
        start = _next_word(text, end.end())
    stop = len(text.rstrip())
    if start < stop:
        spans.append((start, stop))
    return spans


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """True where the mark at ``end`` does not end its sentence though a capital or a number follows."""
    mark = end.group()
    if mark.startswith("."):
        return _is_abbreviation(text, start, end)
    # "Will it hold?" Zelensky asked.
    return mark[-1] in "\"'”’»" and _SPEAKING.match(text, _next_word(text, end.end())) is not None


def _is_abbreviation(text: str, start: int, end: re.Match[str]) -> bool:
    """True where the full stop belongs to an abbreviation or initials, not to the sentence."""
    word = _LAST_WORD.search(text, max(start, end.start() - 40), end.start())
    if word is None:
        return False
    last = word.group() + "."
    after = _next_word(text, end.end())
    if last in _GO_ON:
        return True
    if last in _WITH_NUMBER:
        return text[after].isdecimal()
    if last in _EITHER or _INITIALS.fullmatch(last):
        # "in the U.S. Ukraine said" cannot be told from "the U.S. Army" without its meaning.
        return end.group() == "." and _OPENING.match(text, after) is None
    return False


def _next_word(text: str, offset: int) -> int:
    """The offset of the first character from ``offset`` on that is not white space."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset
