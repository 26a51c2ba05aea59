"""A saved web page -> the text in it, by trafilatura, which only this needs."""

from datetime import date

import msgspec

from quiz.errors import InputError, missing

_BEGINNINGS = (b"<!doctype html", b"<html", b"<head", b"<?xml")


class PageText(msgspec.Struct, frozen=True):
    """What a page holds: its text as Markdown, and what it says of itself ("" and None where it says nothing)."""

    text: str
    title: str
    published: date | None
    authors: str


def is_page(data: bytes, name: str) -> bool:
    """True for HTML, by its beginning or by the file's name."""
    begins = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return named or begins.startswith(_BEGINNINGS[:3]) or (begins.startswith(_BEGINNINGS[3]) and b"<html" in begins)


def read_page(data: bytes, where: str) -> PageText:
    """The text of a page. Raises InputError where trafilatura is missing or finds no text."""
    try:
        import trafilatura
    except ImportError as error:
        raise missing(f"{where}: a web page; paste its text, or install what reads it", "html") from error
    if b"\0" in data:
        raise InputError(f"{where}: a NUL byte; this is not a saved page")
    text = trafilatura.extract(data, output_format="markdown", include_comments=False, include_formatting=True)
    if not text:
        raise InputError(f"{where}: no article found in this page; open it and paste its text")
    about = trafilatura.extract_metadata(data)
    # One paragraph a line comes out; a blank line between says so, however short the lines are.
    return PageText(text.replace("\n", "\n\n"), about.title or "", _date(about.date), about.author or "")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
