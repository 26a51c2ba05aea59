"""The forms an English date takes, as patterns over token classes.

A form's name tells the parts in the order they are written: d day, m month, y year, Y the last two digits of a
year that ends a range, p U relative words. What follows an underscore only keeps names apart. The first form that
fits at a place wins, so longer ones come first. Classes are those of `date_words` and `date_tokens`.
"""

import re
from functools import lru_cache

_JOIN = r"(?:,?[AR]|[-~T/,])"
_AND = r"(?:[AR]|[-~T])"

# (name, pattern, whether it is safe in running text, where 18.3 is a number and 3/4 a fraction)
_FORMS: list[tuple[str, str, bool]] = [
    # ISO and other all-number forms
    ("ymd_iso", r"y(?P<s1>[-/.~])i(?P=s1)[id]", True),
    ("dmy_num", r"[id](?P<s2>[-/.~])i(?P=s2)[yqzid]", True),
    ("mdy_num", r"i(?P<s3>[-/.~])d(?P=s3)[yqzid]", True),
    ("ydm_num", r"y(?P<s9>[-/.~])d(?P=s9)i", False),
    ("dmy_comma", r"[id],i,y", False),
    ("ymd_gap", r"yi[id](?![idm])", False),
    ("dmy_gap", r"[id]iy", False),
    ("dmy_gap_short", r"[id]i[zd](?![-/.~,]?[idzym])", False),
    ("mdy_gap", r"idy", False),
    ("n", r"8", False),
    # two days of one month
    ("ddmy", rf"E?[ido]{_JOIN}F?(?:w,?)?E?[ido]\.?O?m[-~.,]*O?[yq]", True),
    ("mddy", rf"m\.?E?[ido]{_JOIN}E?[ido][.,]*O?[yq]", True),
    ("ddm", rf"E?[ido]{_JOIN}F?(?:w,?)?E?[ido]\.?O?m", True),
    # day, month and year
    ("dmy", r"E?[ido]D?\.?O?[-/~.]?,?m[-/~.,]*O?[yq]", True),
    ("dmpu", r"E?[ido]O?m,?O?E?pU", True),
    ("dmy_short", r"E?[ido](?P<s4>[-/.]?)O?m(?:(?P=s4)|,)[zid](?![-~.,OAT]*m|[-/~.]?[idzy]|_)", False),
    ("mdy", r"m[.,]?[-/]?E?[ido][-/~,.]*O?[yq]", True),
    ("dmy_early", r"E?[ido]\.?O?m,?h(?!_)", False),
    ("mdpu", r"mE?[ido],?O?E?pU", True),
    ("mdd", rf"m\.?E?[ido]{_AND}E?[ido](?![-/.]?[id])", True),
    ("mdy_short", r"m(?P<s5>[-/.]?)E?[ido](?:(?P=s5)|,)[zid](?![-~.,OAT]*m|[-/~.]?[idzy]|_)", False),
    ("dmy_joined", r"[id](?P<s8>[-/])m(?P=s8)[zd]", True),
    ("mdy_early", r"m\.?E?[ido],?h(?!_)", False),
    ("ymd", r"y[-/.,]*m[-/.]?E?[ido](?!,?[yq])", True),
    ("ydm", r"y,?E?[ido]\.?O?m(?!,?[yq])", True),
    # month and year
    ("ym_iso", r"y[-/.~]i(?![-/.~]?[idz])", True),
    ("my_num", r"i[-/.~]y", False),
    ("my_gap", r"iy", False),
    ("ym_gap", r"yi(?![-/.~,]?[idzym])", False),
    ("my", r"m[-/~.,]*(?:O?E?[yq]|z)", True),
    ("mpu", r"m,?O?E?pU", True),
    ("ym", r"y[-,/.]?O?m(?![-,]?[qido]|,?y)", True),
    ("yY", r"y[-~/][zid](?![-/~.]?[idzy])", True),
    # day and month
    ("dm", r"E?[ido]D?\.?[-/]?O?m", True),
    ("md", r"m\.?[-/]?E?[ido]", True),
    ("dm_num", r"[id](?P<s6>[-/.~])i(?!(?P=s6)?[idzy])", False),
    ("md_num", r"i(?P<s7>[-/.])d(?!(?P=s7)?[idzy])", False),
    # longer times
    ("c", r"E?o-?CK?", True),
    ("k", r"E?k", True),
    ("Qy", r"Q[-/,]?O?E?[yq]", True),
    ("fy", r"E?of,?O?E?[yq]", True),
    ("Sy", r"E?S,?O?E?[yq]", True),
    ("yS", r"yS", True),
    # words that need the day the article was published
    ("Lv", r"E?DLv", True),
    ("pm", r"E?pm(?![-,.]*[yqzido])", True),
    ("pw", r"E?pw(?![-,.]*[mdio])", True),
    ("pU", r"E?pU", True),
    ("nUG", r"[idb][DUu]G", True),
    ("v", r"v", True),
    # one part alone
    ("yK", r"[yhidz]K", True),
    ("Ky", r"K[yhidz]", True),
    ("y", r"[yq]", True),
    ("m", r"m", True),
    ("w", r"w", True),
    ("d", r"E?o(?![_DUuCef])", False),
]


def _compile(running: bool) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{form})" for name, form, safe in _FORMS if safe or not running))


_ANSWER = _compile(running=False)
_RUNNING = _compile(running=True)


def _places(pattern: re.Pattern[str], classes: str) -> list[tuple[str, int, int]]:
    # a form's own groups, for separators, close before it does, so the form is the last group
    return [((fit.lastgroup or "").partition("_")[0], fit.start(), fit.end()) for fit in pattern.finditer(classes)]


@lru_cache(maxsize=4096)
def answer_forms(classes: str) -> list[tuple[str, int, int]]:
    """The forms in an answer's classes: parts, first token, token after the last. Answers share few patterns."""
    # Other words and punctuation alone make no date.
    return _places(_ANSWER, classes) if classes.strip("_,.-/E") else []


def running_forms(classes: str) -> list[tuple[str, int, int]]:
    """The forms in the classes of running text, as in `answer_forms`."""
    return _places(_RUNNING, classes)
