"""One plain form of a text, so that typing habits do not decide whether two texts are the same."""

import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʹʻʼˈ＇", "'"),
        **dict.fromkeys("“”„‟″«»‹›＂", '"'),
        **dict.fromkeys("‐‑‒–−﹘﹣－", "-"),
        # A long dash stands between words, it does not join them.
        **dict.fromkeys("—―", " - "),
        # Compatibility form alone would read 2½ as 21/2.
        **{fraction: " " + fraction for fraction in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅟↉"},
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_APART = re.compile(r"[\s/\\|,;()\[\]{}<>=+\"]+")
_INNER_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def normalise(text: str) -> str:
    """The text in Unicode's compatibility form and without case; quotes, dashes and spaces each in one form.

    Takes any text; ``normalise(normalise(text)) == normalise(text)``, and the length stays within a small multiple of
    the input's. Invisible characters (zero-width, soft hyphen, bidi controls) go.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    # Folding can undo composing and the other way round; the second pass settles it (Unicode 3.13, D145-D147).
    for _ in range(2):
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_SAME)).casefold())
        text = _INVISIBLE.sub("", text.translate(_SAME))
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text as a reading test counts them, normalised and without the punctuation around them.

    A hyphenated word is one word, and so is a number (``5,000``, ``2.5``, ``20%``); a slash stands between two words.
    """
    found = (_EDGE.sub("", part) for part in _APART.split(_INNER_COMMA.sub("", normalise(text))))
    return [word for word in found if word]
