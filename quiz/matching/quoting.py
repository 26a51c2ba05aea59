"""What a whole answer may be wrapped in: spaces and a pair of quotation marks say nothing."""

_PAIRS = {'"': '"', "“": "”", "‘": "’", "«": "»", "„": "“", "'": "'"}
# What is longer is no answer to any typed kind, and is refused as it is.
_LONGEST = 2_000


def unquoted(text: str) -> str:
    """A text without spaces at its ends and without pairs of quotation marks around the whole of it."""
    text = text.strip()
    while 2 < len(text) <= _LONGEST and (closing := _PAIRS.get(text[0])) and text[-1] == closing:
        inner = text[1:-1].strip()
        # 5' and 'a' or 'b' are no quoted whole.
        if closing in inner or not inner:
            break
        text = inner
    return text


def one_spaced(text: str) -> str:
    """``unquoted``, with every run of spaces of any kind as one space."""
    text = unquoted(text)
    return " ".join(text.split()) if len(text) <= _LONGEST else text
