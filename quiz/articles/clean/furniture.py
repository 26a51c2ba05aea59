"""What stands on a news page beside the story: one rule a kind of line, each with its reason in a few words.

The rules look at one line alone; what depends on where it stands (titles, names under them, tags after the last
sentence, all that follows a comment form) is in ``cleaning``.
"""

import re

from quiz.articles.clean.dates import is_date_line

CAPTION = "a caption or its credit"
MOST_CAPTION_WORDS = 60
MOST_BUTTON_WORDS = 30
_MOST_CHARACTERS = 600
"""A longer line is no furniture that a rule here knows, whatever its words."""

_AGENCY = (
    r"(?:AP|AFP|DPA|EPA(?:-EFE)?|TASS|ANSA|UPI|PA(?:\s(?:Media|Wire|Images))?|Reuters|Bloomberg|Getty(?:\sImages)?|"
    r"Shutterstock|iStock|Unsplash|Wikimedia(?:\sCommons)?|Alamy|Anadolu(?:\sAgency)?|Sipa(?:\sUSA)?|Zuma(?:\sPress)?|"
    r"Associated\sPress|Handout|File(?:\sphoto)?|Courtesy\sof\s[^()]{1,60})"
)
_CREDIT = re.compile(
    rf"\((?:[^()]{{1,80}}\s?[/|]\s?[^()]{{1,80}}|(?:[^()]{{1,80}}(?:,|via|for)\s)?{_AGENCY}(?:\s[^()]{{1,40}})?)\)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:file\s)?(?:photo(?:graph)?|image|picture|illustration|graphic|video|caption)s?(?:\s(?:credit|courtesy|source))?"
    r"\s?(?:[:/©]|by\s(?:\S+\s){0,6}\S+$)|(?:credit|©|getty images)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\b(?:REUTERS|AP Photo|AFP|EPA)\s?/\s?[A-Z]|\b(?:AP|AFP) (?:Photo|PHOTO)\b")
_COUNT = re.compile(
    r"\W*\d[\d.,\s]{0,12}[km]?\+?\s*(?:shares?|comments?|views?|likes?|reads?|reactions?|retweets?|repl(?:y|ies)|points?)?\W*",
    re.IGNORECASE,
)
_READING = re.compile(
    r"\W*(?:\d{1,3}\s?-?\s?min(?:ute)?s?\.?\s(?:read|reading(?:\stime)?)|(?:estimated\s)?read(?:ing)?\stime\b.{0,30})\W*",
    re.IGNORECASE,
)
_BUTTONS = (
    r"(?:share|tweet|pin|print|e-?mail|save|follow(?:\sus)?|listen|copy(?:\slink)?|link|facebook|twitter|x|whatsapp|"
    r"telegram|viber|linkedin|reddit|pinterest|instagram|messenger|bluesky|mastodon|bookmark|gift|like|more|on|this|via|"
    r"article|story|post|with|friends|to|and)"
)
_SHARE = re.compile(
    rf"\W*(?:share|tweet|print|e-?mail|save|copy|follow|listen|facebook)\b(?:\W+{_BUTTONS}\b){{0,30}}\W*", re.IGNORECASE
)
_AGAIN = re.compile(
    r"(?:this|the)\s(?:article|story|post|report|piece)\s(?:was\s|has\sbeen\s|is\s)?(?:also\s)?"
    r"(?:originally\s|first\s)?(?:published|appeared|posted|syndicated|reproduced|republished)\b.*|(?:originally|first)\spublished\s(?:on|in|by|at)\b.*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b).*|.*\ball rights reserved\.?", re.IGNORECASE)
_FORM = re.compile(
    r"your e-?mail (?:address )?will not be.*|required fields are marked.*|save my name.*|"
    r"notify me of (?:new|follow).*|"
    r"(?:name|e-?mail|website|comment)\s?\*?|post comment|cancel reply|(?:log|sign) in to (?:comment|reply).*|"
    r"you must be logged in.*|(?:this site|akismet) uses.*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"advertise?ments?|ad|sponsored(?: content)?|(?:story|article) continues (?:below|after).*|continue reading.*|"
    r"skip to .*|loading\W*|(?:log|sign) ?in|sign up(?: here)?\.?|register|our standards: .*|"
    r"subscribe(?: now)?|menu|search|home|back to top|"
    r"(?:subscribe|sign up|join|follow) .{0,60}\b(?:newsletters?|channel|inbox|updates|alerts|twitter|telegram|"
    r"facebook|youtube)\b.*|.{0,40}\bdeliver(?:ed|s) (?:straight )?to your inbox\b.*|"
    r"(?:we|this (?:site|website)) uses? cookies\b.*|accept (?:all )?cookies.*|(?:privacy|cookie) policy|"
    r"terms (?:of (?:use|service)|and conditions).*|click here .*|"
    r"download (?:our|the) app.*|support (?:our|independent) journalism.*|"
    r"(?:world|local|us|uk) news|world|news|politics|opinion|business|europe|sports?|culture|analysis|"
    r"breaking(?: news)?|exclusive|live",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:read (?:more|also|next|the full (?:story|article))|see also|related|also read|watch|more on this)"
    r"\s?(?:[:>»|–-].*|)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:more|read more) (?:on|about) .{1,40}|related:?", re.IGNORECASE)
_LABELLED_TAGS = re.compile(
    r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|labels?)\s?:.*|#\w+(?:[\s,]+#\w+){0,30}", re.IGNORECASE
)
_END = re.compile(
    r"(?:recommended|related|trending|popular|latest|featured)(?: (?:stories|articles|for you|reading|videos?|news|"
    r"posts?|content|coverage|topics|now))|trending|most (?:read|popular|viewed|shared)(?: stories| news| articles)?|"
    r"more (?:from|stories|news|articles|top stories)\b.{0,40}|"
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|"
    r"(?:read|up) next|comments?(?: section)?|(?:\d+|no) comments?|comments? \(\d+\)|"
    r"(?:leave|post|add|write) a (?:reply|comment).{0,20}|join the (?:conversation|discussion)|"
    r"view (?:all )?comments?.{0,10}|editors?['’]?s? picks|around the web|"
    r"about the authors?",
    re.IGNORECASE,
)
_NAME = r"(?:(?:de|van|von|der|di|da|al|bin|le|la)\s)?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯІЇЄҐ][\w'’.-]*"
_NAMES = re.compile(rf"{_NAME}(?:\s{_NAME}){{1,4}}(?:(?:,\s|,?\sand\s|\s&\s){_NAME}(?:\s{_NAME}){{1,4}}){{0,11}}")
_BY = re.compile(
    r"(?:(?:written|reported|text|story|words)\s)?by:?\s|(?:authors?|writers?|reporter)\s?:\s?", re.IGNORECASE
)
_ROLE = re.compile(r",?\s(?:in\s[A-Z]\w+|(?:senior\s)?(?:staff\s)?(?:writer|reporter|correspondent|editor))$")
_PARTS = re.compile(r"\s[|·•—–]\s|[|·•]|\s{3,}")


def reason_for(text: str, level: int = 0) -> str:
    """Why a line is furniture wherever it stands; "" where it may be story. Headings are judged by their words too."""
    if len(text) > _MOST_CHARACTERS:
        return ""
    words = text.count(" ") + 1
    if level == 0 and words <= MOST_CAPTION_WORDS and _is_caption(text):
        return CAPTION
    if words > MOST_BUTTON_WORDS:
        return ""
    for reason, rule in (
        ("a count", _COUNT),
        ("the reading time", _READING),
        ("buttons for sharing", _SHARE),
        ("where it was published before", _AGAIN),
        ("a copyright line", _RIGHTS),
        ("a comment form", _FORM),
        ("part of the page", _PAGE),
        ("a link to another story", _OTHER),
        ("a link to another story", _MORE),
        ("tags", _LABELLED_TAGS),
    ):
        if rule.fullmatch(text):
            return reason
    if is_date_line(text):
        return "the date"
    if not re.search(r"\w", text):
        return "a rule"
    return ""


def is_more(text: str) -> bool:
    """True for a line over links to other stories, such as "More on this story"."""
    return _MORE.fullmatch(text) is not None


def ends_story(text: str) -> bool:
    """True for such lines as "Recommended Stories" or "Leave a Reply", after which a page has no more story."""
    return len(text) <= _MOST_CHARACTERS and _END.fullmatch(text.strip(" :#*–—-")) is not None


def byline(text: str) -> tuple[str, ...]:
    """The names in a line of authors, with or without "By"; none where the line is something else.

    "By Ann Lee | 3 May 2024 | 5 min read" is one too: every part of it must be a name, a date or other furniture.
    """
    if len(text) > _MOST_CHARACTERS:
        return ()
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    found: list[str] = []
    for at, part in enumerate(parts):
        names = _names(part)
        if names and (at == 0 or _BY.match(part)):
            found += names
        elif not reason_for(part) and not (names and found):
            return ()
    return tuple(found)


def is_signed(text: str) -> bool:
    """True where a line says itself that it names the author ("By ...")."""
    return _BY.match(text) is not None and bool(byline(text))


def are_tags(text: str) -> bool:
    """True for a row of subjects, such as come after the last sentence: short, with commas, and no sentence."""
    items = [item.strip() for item in text.split(",")]
    small = {"in", "of", "the", "and", "on", "for", "a", "to"}
    return len(items) >= 2 and all(
        1 <= len(item.split()) <= 5 and all(word in small or not word[0].islower() for word in item.split())
        for item in items
    )


def _is_caption(text: str) -> bool:
    return any((_CREDIT.search(text), _PICTURE.match(text), _SOURCE.search(text)))


def _names(text: str) -> list[str]:
    bare = _ROLE.sub("", _BY.sub("", text, count=1) if _BY.match(text) else text)
    if not _NAMES.fullmatch(bare) or bare.endswith("."):
        return []
    return [name.strip() for name in re.split(r",\s(?:and\s)?|\sand\s|\s&\s", bare) if name.strip()]
