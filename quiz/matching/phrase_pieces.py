"""A typed phrase parted into words, numbers and signs, before anything is known of what they do."""

import re
import unicodedata

from quiz.matching import phrase_lists

SMALL = frozenset(phrase_lists.SMALL.split())
"""Words that only hold others together."""
_EXCEPT = re.compile(
    r"\b(?:other than|apart from|aside from|instead of|rather than|far from|but for|save for"
    r"|(?:any|every)(?:thing|one|body|where)(?: else)? but|(?:any|every|all)(?: \w+)? but)\b(?! not\b)",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(
    r"\bnot (?:only|just|least)\b|\bat all\b|\bnothing but\b|,?\s*\b(?:and )?nothing else\b", re.IGNORECASE
)
_AS_BEFORE = re.compile(r"\bprior to\b", re.IGNORECASE)
_AS_AFTER = re.compile(r"\bfollowing(?= (?:the|an?|his|her|its|their|this|that)\b)", re.IGNORECASE)
# "un-American" has nothing to do with the UN.
_UN = re.compile(r"\b([Uu]n)-(?=[^\W\d_]{3})")
_PER_CENT = re.compile(r"\bper[ -]cent\b")
_NUMBER_ONE = re.compile(r"\b[Nn]o\. ?(?=\d)")
# A sign before a number; a hyphen behind a word or number is none.
_MINUS = re.compile(r"(?<![\w.)-])[-\u2212](?=\d)")
_INITIALS = re.compile(r"\b[^\W\d_]\.(?:[^\W\d_]\.)*[^\W\d_]\b\.?")
_TOKEN = re.compile(
    r"[A-Za-z]{1,2}(?:\+\+?|#)(?!\w)|(?:[A-Z]{1,2}|[a-z]|ab)-(?![\w-])"
    r"|\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?(?!\d)|\d+/\d+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£₴₽°/,;|&]"
)
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | dict.fromkeys("‘’‛′`´ʹʻʼˈ", "'")
    | {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
)


def pieces_of(text: str) -> list[str]:
    """The words, numbers and signs of a text, as typed but for marks on letters; what says one thing in several words
    (``anything but``, ``prior to``, ``per cent``) in one."""
    text = _folded(text)
    low = text.casefold()
    if len(low) != len(text):
        text = low
    if " of " in low or " than " in low or " from " in low or " but" in low or " for " in low:
        text = _EXCEPT.sub(" except ", text)
    if "not " in low or "at all" in low or "nothing " in low:
        text = _NOT_ONLY.sub(" ", text)
    if "prior to" in low:
        text = _AS_BEFORE.sub("before", text)
    if "following " in low:
        text = _AS_AFTER.sub("after", text)
    if "un-" in low:
        text = _UN.sub(r"\1", text)
    if "cent" in low:
        text = _PER_CENT.sub("percent", text)
    if "no." in low:
        text = _NUMBER_ONE.sub(" ", text)
    if "-" in text or "\u2212" in text:
        text = _MINUS.sub(" minus ", text)
    if "." in text:
        text = _INITIALS.sub(lambda initials: initials.group().replace(".", ""), text)
    pieces = _TOKEN.findall(text)
    if len(pieces) > 1 and text.isupper():
        # Where all is in capitals, they make no name of a small word; but JAMES I keeps his number.
        small = [piece.casefold() in SMALL for piece in pieces]
        small[-1] = small[-1] and (small[-2] or pieces[-1] != "I")
        pieces = [piece.casefold() if plain else piece for piece, plain in zip(pieces, small, strict=True)]
    return pieces


def _folded(text: str) -> str:
    """The text without marks on letters and without invisible characters; case stays."""
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.translate(_PLAIN)))
    return "".join([letter for letter in text if unicodedata.category(letter) not in ("Mn", "Cf", "Me")])
