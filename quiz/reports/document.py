"""The shell of a page that needs nothing else: no network, no scripts; light or dark on a screen, and prints on A4."""

from collections.abc import Container, Sequence

from quiz.reports.svg import text_of

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #595959; --rule: #d0d0d0; --bar: #2a5d8f;
  --track: #e9eef3; --d1: #d5e3f0; --d2: #9dbfdd; --d3: #5d91bf; --d4: #2a5d8f;
  --on3: #1b1b1b; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; --soft: #a8a8a8;
  --rule: #3c4046; --bar: #7fb2e0; --track: #262b31; --d1: #24405a; --d2: #2f5f8a; --d3: #5590c4; --d4: #9cc6ec;
  --on3: #16181b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 720px; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0 0 2px; } h2 { font-size: 17px; margin: 26px 0 6px; }
h3 { font-size: 15px; margin: 14px 0 2px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
section { break-inside: avoid; } section.long { break-inside: auto; } tr, li { break-inside: avoid; }
h2, h3, thead { break-after: avoid; }
svg { display: block; overflow: visible; max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
@media screen and (max-width: 640px) { svg { font-size: 14px; } }
svg .full { font-size: 10px; }
svg text { fill: var(--ink); } .bar { fill: var(--bar); } .track { fill: var(--track); } .dot { fill: var(--bar); }
.line { fill: none; stroke: var(--bar); stroke-width: 2; } .grid { stroke: var(--rule); stroke-width: 1; }
.day0 { fill: none; stroke: var(--rule); } .day1 { fill: var(--d1); } .day2 { fill: var(--d2); }
.day3 { fill: var(--d3); }
.day4 { fill: var(--d4); } svg .in3 { fill: var(--on3); } svg .in4 { fill: var(--paper); }
table { border-collapse: collapse; margin: 4px 0; }
th, td { text-align: right; white-space: nowrap; padding: 2px 16px 2px 0; font-weight: normal; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.words { text-align: left; white-space: normal; }
thead th { color: var(--soft); border-bottom: 1px solid var(--rule); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(125px, 1fr)); gap: 8px 12px; margin: 12px 0; }
dl div { display: grid; align-content: space-between; }
dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; font-size: 20px; }
@page { size: A4; margin: 15mm; }
@media print { body { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def document(title: str, subtitle: str, body: str, style: str = "") -> str:
    """The whole page. title and subtitle are anybody's text, body is HTML already escaped, style adds to STYLE."""
    named = text_of(title)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{named}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n"
        f'<h1>{named}</h1>\n<p class="soft">{text_of(subtitle)}</p>\n{body}\n</body>\n</html>\n'
    )


def section(title: str, body: str, words: str = "", *, long: bool = False) -> str:
    """A part of the page under its heading; words, if any, below what is shown. long: it may go over several pages."""
    told = f"<p>{words}</p>" if words else ""
    return f"<section{' class=long' if long else ''}><h2>{text_of(title)}</h2>{body}{told}</section>"


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Figures side by side, each with its name above it."""
    return (
        "<dl>"
        + "".join(f"<div><dt>{text_of(name)}</dt><dd>{text_of(value)}</dd></div>" for name, value in pairs)
        + "</dl>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: Container[int] = (0,)) -> str:
    """A table of anybody's texts. left: the columns of words, which begin flush and may be wrapped."""
    kinds = [" class=words" if at in left else "" for at in range(len(head))]
    top = "".join(f"<th{kind}>{text_of(cell)}</th>" for cell, kind in zip(head, kinds, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{kind}>{text_of(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
