"""The published text an article retells, where the reader has brought it: ``originals/<id>.md`` in the data folder.

It has the form of an article's file and the id of the article that retells it. Evidence names sentences of the text as
it was published; a reader's copy may be an edited edition, so numbers go through the fingerprints of the sentences.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from quiz.articles.article import Article, is_id
from quiz.articles.fingerprints import Fingerprints, place_sentences, read_fingerprints
from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.files import read_text

FOLDER = "originals"
ENDING = ".fingerprints"


class Original(msgspec.Struct, frozen=True):
    """A reader's copy of an original. text.id is the id of the article that retells it.

    places: number of a sentence as published -> (start, end) in ``text.text``.
    missing: the numbers that have no place, because this edition says something else there or nothing.
    changed: the sentences of the copy (its own numbers) that are none of the published ones.
    """

    text: Article
    places: Mapping[int, tuple[int, int]]
    missing: tuple[int, ...]
    changed: tuple[int, ...]


def make_original(text: Article, prints: Fingerprints) -> Original:
    """A copy with its sentences placed. Pure."""
    places = place_sentences(prints, text)
    missing = tuple(number for number in range(1, len(prints.prints) + 1) if number not in places)
    taken = list(places.values())
    changed = tuple(
        number
        for number, (start, end) in enumerate(text.sentences, 1)
        if not any(start < stop and begin < end for begin, stop in taken)
    )
    return Original(text, places, missing, changed)


def original_path(data: Path, article_id: str) -> Path:
    """Where the reader's copy of the original of an article is kept."""
    return data / FOLDER / f"{article_id}.md"


def known_fingerprints(library: Library) -> dict[str, Path]:
    """The fingerprint files under the library's roots, by the id of their article; the first root wins."""
    found: dict[str, Path] = {}
    for root in library.roots:
        for path in sorted((root / "seeds").glob(f"*{ENDING}")):
            if is_id(path.stem):
                found.setdefault(path.stem, path)
    return found


def load_fingerprints(path: Path) -> Fingerprints:
    """The fingerprints in a file named after its article. Raises InputError."""
    return read_fingerprints(read_text(path, ARTICLE_BYTES), path.stem, str(path))


def load_original(article_id: str, library: Library, data: Path) -> Original | None:
    """The reader's copy of the original of an article, None where there is none or nothing tells its sentences.

    data: the reader's data folder. Raises InputError for a copy or fingerprints that cannot be read.
    """
    if not is_id(article_id):
        return None
    path = original_path(data, article_id)
    prints = known_fingerprints(library).get(article_id)
    if prints is None or not path.is_file():
        return None
    from quiz.articles.article_file import parse_article  # and with it PyYAML, for those who brought an original

    text = parse_article(read_text(path, ARTICLE_BYTES), str(path)).article
    return make_original(msgspec.structs.replace(text, id=article_id), load_fingerprints(prints))
