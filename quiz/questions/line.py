"""A response on one line of text: how plain mode, ``quiz grade`` and an author's tests write it.

Options and items go by number, by letter or by their text; several are parted by spaces, commas or (texts) semicolons.
"""

import re
from functools import lru_cache

import msgspec

from quiz.articles.anchor import find_words
from quiz.articles.article import Article
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Response, Typed
from quiz.questions.sources import MOST_PARTS, MOST_RESPONSE, Sources
from quiz.questions.view import GapsView, InsertView, MarkView, OptionsView, OrderView, PairsView, TextView, View

_LONGEST_NAME = 2
"""Characters of a number or letter that an option goes by."""


class Misread(msgspec.Struct, frozen=True):
    """A line that is no response to this question; why says what would be."""

    why: str


def read_line(line: str, view: View, sources: Sources) -> Response | Misread:
    """The response a line stands for. Any text is a response to a text question."""
    match view:
        case TextView():
            return Typed(line)
        case OptionsView():
            found = _several(line, view.options)
            if isinstance(found, Misread):
                return found
            if view.pick == 1 and len(found) > 1:
                return Misread("pick one")
            return Picked(found)
        case OrderView():
            found = _several(line, view.items)
            if isinstance(found, Misread):
                return found
            if len(set(found)) < len(view.items):
                return Misread(f"name all {len(view.items)} items once, first to last, such as 2 1 3")
            return Ordered(found)
        case MarkView():
            return _mark(line, view, sources)
        case InsertView():
            return _insert(line, view, sources)
        case GapsView():
            return _gaps(line, view)
        case PairsView():
            return _pairs(line, view)


def how_to(view: View) -> str:
    """One short sentence: what to type in answer to this view."""
    match view:
        case TextView(long=True):
            return "Type your answer on one line."
        case TextView(max_words=n) if n:
            return f"Type your answer: at most {n} word{'' if n == 1 else 's'}."
        case TextView(example=example):
            return f"Type {example or 'your answer'}."
        case OptionsView(pick=1):
            return "Type the number of one option, or its words."
        case OptionsView(pick=n):
            return f"Type the numbers of {n or 'all the right'} options, such as 1 3."
        case OrderView(items=items):
            return f"Type the numbers of all {len(items)} items, first to last, such as 2 1 3."
        case MarkView(unit="paragraph", count=n):
            return f"Type the number of {'the paragraph' if n == 1 else f'{n} paragraphs'}."
        case MarkView(unit="phrase"):
            return "Type the words as they stand in the article; several phrases with ; between them."
        case MarkView(count=n, articles=articles):
            other = "" if articles == 1 else " (2/14 is sentence 14 of the second article)"
            return f"Type the number of {'the sentence' if n == 1 else f'{n} sentences'}{other}."
        case InsertView():
            return "Type the number of the sentence it should follow."
        case GapsView(gaps=gaps):
            return (
                f"Type what goes into {'the gap' if len(gaps) == 1 else f'the {len(gaps)} gaps, with ; between them'}."
            )
        case PairsView(lefts=lefts):
            return f"Type a number for each of the {len(lefts)} lines, in their order, such as 2 1 3."


def spoken(response: Response, view: View | None = None) -> str:
    """A response in words, on one line, for reviews and lists. The opposite of ``read_line`` where there is one."""
    match response:
        case Typed(text):
            return " ".join(text.split())
        case Picked(options):
            return "; ".join(options)
        case Ordered(items):
            return "; ".join(items)
        case Marked(places):
            return "; ".join(f'"{one.text}"' for one in places)
        case Filled(gaps):
            return "; ".join(gap or "-" for gap in gaps)
        case Paired(pairs):
            order = view.lefts if isinstance(view, PairsView) else tuple(pairs)
            return "; ".join(f"{left}: {pairs.get(left, '-')}" for left in order)
        case Placed(_, after):
            return f"after sentence {after}"


def letter(at: int) -> str:
    """The letter an option goes by: a, b, ... z, then aa, ab, ..."""
    return (letter(at // 26 - 1) if at >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[at % 26]


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").strip(" .").split())


_folded = lru_cache(maxsize=4096)(_fold)


@lru_cache(maxsize=1024)
def _names_of(choices: tuple[str, ...]) -> dict[str, str]:
    """What each choice goes by: its number, its letter, and before these its text, in any case."""
    names = {name: choice for at, choice in enumerate(choices) for name in (letter(at), str(at + 1))}
    for choice in reversed(choices):
        names[_fold(choice)] = names[choice] = choice
    return names


def _one(word: str, choices: tuple[str, ...]) -> str | None:
    """The choice a word stands for: its text before its number and letter, because an option may be a number."""
    meant = _names_of(choices)
    if found := meant.get(word):
        return found
    folded = _fold(word)
    found = meant.get(folded)
    if found is not None:
        return found
    whole = [choice for choice in choices if folded and _folded(choice).startswith(folded) and len(folded) > 2]
    if len(whole) == 1:
        return whole[0]
    if folded in ("t", "f", "y", "n", "ng", "not-given"):  # the usual abbreviations of a statement's scale
        full = {"t": "true", "f": "false", "y": "yes", "n": "no", "ng": "not given", "not-given": "not given"}[folded]
        return full if full in choices else None
    return None


def _several(line: str, choices: tuple[str, ...]) -> tuple[str, ...] | Misread:
    """Choices by number, letter or text."""
    if not line.strip():
        return ()
    whole = _one(line, choices)
    if whole is not None:
        return (whole,)
    words = _texts(line, choices) or _words(line, r"[\s,]+")
    if len(words) == 1 and words[0].isalpha() and len(words[0]) <= len(choices) <= 9:
        words = list(words[0])  # "bd" for b and d
    found = [_one(word, choices) for word in words]
    for word, choice in zip(words, found, strict=True):
        if choice is None:
            last = f"{len(choices)} or a to {letter(len(choices) - 1)}"
            given = word if ";" in line or max(map(len, words)) <= _LONGEST_NAME else line  # "the draft", not "the"
            return Misread(f"{given.strip()[:40]!r} is none of the options; type 1 to {last}")
    return tuple(dict.fromkeys(choice for choice in found if choice is not None))


def _words(line: str, between: str) -> list[str]:
    """The words of a line; more than any question has parts stay together, and are read as no part of it."""
    return [word for word in re.split(between, line.strip(), maxsplit=MOST_PARTS) if word.strip()]


def _texts(line: str, choices: tuple[str, ...]) -> list[str]:
    """The parts of a line of choices by their texts; none where it is one of numbers, letters or something else.

    Semicolons part them, and so do the commas of a form's export where each part is then a choice.
    """
    if ";" in line:
        return _parts(line, choices, ";")
    parts = _parts(line, choices, ",") if "," in line else []
    return parts if all(_one(part.strip(), choices) for part in parts) else []


def _parts(line: str, choices: tuple[str, ...], sign: str) -> list[str]:
    """A line cut at this sign, except where it is part of a choice."""
    pieces = line.split(sign)[: 8 * MOST_PARTS]
    known = {_fold(choice) for choice in choices if sign in choice}
    parts: list[str] = []
    at = 0
    while at < len(pieces):
        longest = range(min(len(pieces) - at, 8), 1, -1) if known else ()
        count = next((n for n in longest if _fold(sign.join(pieces[at : at + n])) in known), 1)
        parts.append(sign.join(pieces[at : at + count]))
        at += count
    return [part for part in parts if part.strip()]


def _addresses(line: str, shown: Article, sources: Sources) -> list[tuple[Article, int]] | None:
    """(article, number) of each place: ``14`` in the article that is shown, ``2/14`` in the set's second one."""
    articles = list(sources.articles.values())
    found = []
    for word in _words(line, r"[\s,;]+"):
        read = re.fullmatch(r"(?:(\d{1,2})/)?[sp§¶]?(\d{1,6})", word, re.IGNORECASE)
        if read is None or (read.group(1) and not 1 <= int(read.group(1)) <= len(articles)):
            return None
        article = articles[int(read.group(1)) - 1] if read.group(1) else shown
        found.append((article, int(read.group(2))))
    return found


def _mark(line: str, view: MarkView, sources: Sources) -> Marked | Misread:
    if not line.strip():
        return Marked(())
    article = sources.articles.get(view.article) or sources.first
    addresses = None if view.unit == "phrase" else _addresses(line, article, sources)
    if addresses is None:
        return _quoted(line, article, sources)
    places = []
    for article, number in addresses:
        if view.unit == "paragraph":
            spans = [(p.start, p.end) for p in article.paragraphs if p.number == number]
        else:
            spans = [article.sentences[number - 1]] if 1 <= number <= len(article.sentences) else []
        if not spans:
            return Misread(f"there is no {view.unit} {number}")
        places += [Place(article.id, start, end, article.text[start:end]) for start, end in spans]
    return Marked(tuple(places))


def _quoted(line: str, shown: Article, sources: Sources) -> Marked | Misread:
    """Words of the article themselves, each phrase where it first stands, the article that is shown before others."""
    articles = sorted(sources.articles.values(), key=lambda article: article.id != shown.id)
    places: list[Place] = []
    pieces = line[:MOST_RESPONSE].split(";")
    at = 0
    while at < len(pieces):
        # A phrase of the article may hold a semicolon itself, so the longest that stands there is taken.
        for count in range(min(len(pieces) - at, 4), 0, -1):
            wanted = " ".join(";".join(pieces[at : at + count]).split())
            found = _stands(wanted, articles)
            if found is not None:
                places.append(found)
                break
        else:
            if pieces[at].strip(' ".'):
                return Misread(f"{pieces[at].strip()[:60]!r} does not stand in the article")
            count = 1
        at += count
    return Marked(tuple(places))


def _stands(wanted: str, articles: list[Article]) -> Place | None:
    """Where words stand: as they are, else without the quotation marks or the full stop around them."""
    for bare in dict.fromkeys((wanted, wanted.removeprefix('"').removesuffix('"'), wanted.strip(' ".“”'))):
        for article in articles if bare.strip(' ".“”') else ():
            span = find_words(article, bare)
            if span is not None:
                return Place(article.id, span.start, span.end, article.text[span.start : span.end])
    return None


def _insert(line: str, view: InsertView, sources: Sources) -> Placed | Marked | Misread:
    article = sources.articles.get(view.article) or sources.first
    if not line.strip():
        return Marked(())
    bare = re.sub(r"^\s*after sentence\s+", "", line, flags=re.IGNORECASE)
    addresses = _addresses(bare, article, sources)
    if not addresses or len(addresses) > 1 or not 1 <= addresses[0][1] <= len(addresses[0][0].sentences):
        return Misread(f"type one sentence number, 1 to {len(article.sentences)}")
    return Placed(addresses[0][0].id, addresses[0][1])


def _gaps(line: str, view: GapsView) -> Filled | Misread:
    count = len(view.gaps)
    given = [part.strip() for part in line.split(";")] if ";" in line else [line.strip()]
    picks = [view.bank or gap.choices for gap in view.gaps]
    if len(given) == 1 and count > 1 and all(picks):
        given = _words(line, r"[\s,]+")
    if len(given) > count:
        return Misread(f"there {'is one gap' if count == 1 else f'are {count} gaps'}; part them with ;")
    gaps = []
    for text, choices in zip([*given, *[""] * (count - len(given))], picks, strict=True):
        chosen = _one(text, choices) if choices and text not in ("", "-") else ("" if text == "-" else text)
        if chosen is None:
            return Misread(f"{text[:40]!r} is none of the choices: {', '.join(choices)}")
        gaps.append(chosen)
    return Filled(tuple(gaps))


def _pairs(line: str, view: PairsView) -> Paired | Misread:
    if not line.strip():
        return Paired({})
    if ":" in line:
        return _named_pairs(line, view)
    words = _words(line, r"[\s,]+" if ";" not in line else ";")
    if len(words) > len(view.lefts):
        return Misread(f"there are {len(view.lefts)} lines; give one number for each, - to leave one open")
    pairs = {}
    for left, word in zip(view.lefts, words, strict=False):
        if word.strip() == "-":
            continue
        right = _one(word, view.rights)
        if right is None:
            return Misread(f"{word.strip()[:40]!r} is none of 1 to {len(view.rights)}")
        pairs[left] = right
    return Paired(pairs)


@lru_cache(maxsize=256)
def _with_semicolons(lefts: tuple[str, ...], rights: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{left}: {right}" for left in lefts for right in rights if ";" in left + right)


def _named_pairs(line: str, view: PairsView) -> Paired | Misread:
    """``left: right; left: right``, as a spreadsheet column may hold it."""
    pairs = {}
    written = _with_semicolons(view.lefts, view.rights)
    longest_first = sorted(view.lefts, key=len, reverse=True)
    for part in _parts(line, written, ";"):
        # A left may hold a colon itself, so the lefts are tried, not the colons.
        for left in longest_first:
            folded = part.strip()
            if folded.casefold().startswith(left.casefold()) and folded[len(left) :].lstrip().startswith(":"):
                named = folded[len(left) :].lstrip()[1:]
                right = _one(named, view.rights)
                if right is not None:
                    pairs[left] = right
                elif named.strip() != "-":
                    return Misread(f"{part.strip()[:60]!r} names none of the choices")
                break
        else:
            return Misread(f"{part.strip()[:60]!r} begins with none of the lines")
    return Paired(pairs)
