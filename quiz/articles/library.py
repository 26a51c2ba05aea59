"""Where articles and question sets are found.

A root is a folder with ``seeds/`` (articles) and ``questions/`` (sets) in it. Roots are searched in order and the first
file with an id wins. The id of a file is its stem, so nothing need be opened to know what there is.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from quiz.articles.article import Article, is_id
from quiz.errors import InputError
from quiz.files import read_text

ARTICLE_BYTES = 2 * 1024 * 1024
_LONGEST_NAME = 200
_ENDINGS = {"seeds": (".md",), "questions": (".yaml", ".yml")}


def usual_roots(environ: Mapping[str, str], working: Path, data: Path) -> list[Path]:
    """The roots in their order: QUIZ_PATH, the working directory, the learner's data, the machine's, the package's."""
    shared = Path(environ.get("PROGRAMDATA", "")) if os.name == "nt" else Path("/usr/local/share")
    named = [Path(part) for part in environ.get("QUIZ_PATH", "").split(os.pathsep) if part]
    return [
        *named,
        working,
        data,
        shared / "closeread",
        *([Path("/usr/share/closeread")] if os.name != "nt" else []),
        shipped(),
    ]


def shipped() -> Path:
    """The root that comes with the package: inside an installed wheel, or the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_shipped"
    return installed if installed.is_dir() else package.parent


class Library:
    """Finds files by id under its roots and reads articles once."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self.roots = list(dict.fromkeys(roots))
        self._articles: dict[str, Article] = {}

    def forget(self) -> None:
        """Read every article anew from now on: files may have changed."""
        self._articles.clear()

    def article_paths(self) -> dict[str, Path]:
        """Every article by id."""
        return self._listed("seeds")

    def set_paths(self) -> dict[str, Path]:
        """Every question set by id."""
        return self._listed("questions")

    def article_path(self, article_id: str) -> Path | None:
        """Where the article with this id is, None where no root has it. Ids that are no plain name are nowhere."""
        if not is_id(article_id):
            return None
        for root in self.roots:
            path = root / "seeds" / f"{article_id}.md"
            if path.is_file():
                return path
        return None

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises InputError where there is none, or where its file cannot be read."""
        known = self._articles.get(article_id)
        if known is None:
            path = self.article_path(article_id)
            if path is None:
                raise InputError(f"no article {article_id[:_LONGEST_NAME]!r}; 'quiz list' shows what there is")
            from quiz.articles.article_file import parse_article  # and with it PyYAML, which prepared sets do without

            known = parse_article(read_text(path, ARTICLE_BYTES), str(path)).article
            if known.id != article_id:
                raise InputError(f"{path}: the id {known.id!r} is not the file's name; rename the file or mend id:")
            self._articles[article_id] = known
        return known

    def set_path(self, name: str) -> Path:
        """Where a set is, by id or by path. Raises InputError with the nearest ids where there is none."""
        if name.endswith(_ENDINGS["questions"]) or os.sep in name or "/" in name:
            path = Path(name)
            self._look_around(path)
            return path
        for root in self.roots if len(name) <= _LONGEST_NAME and "\0" not in name else ():
            for ending in _ENDINGS["questions"]:
                path = root / "questions" / f"{name}{ending}"
                if path.is_file():
                    return path
        import difflib  # only a mistyped name needs it

        close = difflib.get_close_matches(name[:_LONGEST_NAME], self.set_paths(), 3, 0.5)
        hint = f"did you mean {' or '.join(close)}?" if close else "'quiz list' shows what there is"
        raise InputError(f"no question set {name[:_LONGEST_NAME]!r}; {hint}")

    def _look_around(self, path: Path) -> None:
        """Search the folders a set lies in before all others, so that its own articles are found."""
        try:
            beside = path.resolve().parent
        except (OSError, ValueError, RuntimeError):  # no such name can be; reading the path will say so
            return
        new = [root for root in (beside.parent, beside) if root not in self.roots]
        if new:
            self.roots[:0] = new
            self._articles.clear()  # another root may now come first

    def _listed(self, folder: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in self.roots:
            try:
                with os.scandir(root / folder) as entries:
                    names = sorted(entry.name for entry in entries)
            except OSError:  # a root need not exist
                continue
            for name in names:
                stem, ending = os.path.splitext(name)
                if ending in _ENDINGS[folder] and not name.startswith("."):
                    found.setdefault(stem, root / folder / name)
        return found
