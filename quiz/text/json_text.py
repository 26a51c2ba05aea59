"""JSON for other programs, which people nevertheless look at in a terminal."""

import msgspec

_encode = msgspec.json.Encoder().encode


def json_line(value: object) -> str:
    """A value as one line of JSON without its end; characters that a terminal would act on are escaped.

    What a program reads is the value unchanged: nothing is left out, as ``sanitise`` would.
    """
    text = _encode(value).decode()
    return text if text.isprintable() else "".join(map(_shown, text))


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}"


def json_text(value: object) -> str:
    """A value as JSON to be read by people: a line for each field, indented, escaped as ``json_line`` does."""
    lines = msgspec.json.format(_encode(value)).decode().splitlines()
    return "".join(f"{line if line.isprintable() else ''.join(map(_shown, line))}\n" for line in lines)


def _shown(char: str) -> str:
    return char if char.isprintable() else _escaped(char)
