"""The nearest ASCII letters, for terminals that know no others: ``Zelenskiy`` says more than ``?????????``."""

import codecs

_FRACTIONS = {"¼": "1/4", "½": "1/2", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}


def register() -> None:
    """Make ``errors="closest"`` known to encoders. May be called again."""
    codecs.register_error("closest", _closest)


def _closest(error: UnicodeError) -> tuple[str, int]:
    """What to write instead of the characters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from anyascii import anyascii

    written = []
    for at in range(error.start, error.end):
        char = error.object[at]
        if char in _FRACTIONS:
            # 5½ would else become 51/2.
            written.append(" " * (at > 0 and error.object[at - 1].isdigit()) + _FRACTIONS[char])
        else:
            written.append(anyascii(char) or "?")
    return "".join(written), error.end
