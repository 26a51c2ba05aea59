"""JSON for other programs, which people nevertheless look at in a terminal."""

import msgspec

_encode = msgspec.json.Encoder().encode


def json_line(value: object) -> str:
    """A value as one line of JSON without its end; characters that a terminal would act on are escaped.

    What a program reads is the value unchanged: nothing is left out, as ``sanitise`` would.
    """
    text = _encode(value).decode()
    return text if text.isprintable() else "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}"
