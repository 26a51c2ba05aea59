"""Slips with names and PINs, to be printed and cut: as text and as a page. PINs are never shown again."""

from collections.abc import Sequence

import msgspec

from quiz.reports.document import document
from quiz.reports.svg import text_of
from quiz.text.sanitise import one_line

_STYLE = """
.slips { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 0; }
.slip { border: 1px dashed var(--rule); padding: 14px 16px; break-inside: avoid; }
.slip b { display: block; font-size: 17px; overflow-wrap: anywhere; }
.slip .pin { font: 22px ui-monospace, monospace; letter-spacing: 2px; }
"""


class Slip(msgspec.Struct, frozen=True):
    """What one learner is told; pin is empty for one known by the account."""

    name: str
    pin: str


def as_text(title: str, slips: Sequence[Slip]) -> str:
    """One slip after the other, with a line to cut along."""
    cut = "- " * 20
    parts = [f"{one_line(title)}\n  name  {one_line(slip.name)}\n  PIN   {_pin(slip)}\n" for slip in slips]
    return f"{cut}\n".join(parts)


def as_html(title: str, slips: Sequence[Slip]) -> str:
    """A page of slips that needs nothing else."""
    head = f'<div class="slip"><p class="soft">{text_of(title)}</p>'
    body = "".join(
        f"{head}<b>{text_of(slip.name)}</b><span{' class=pin' if slip.pin else ''}>{_pin(slip)}</span></div>"
        for slip in slips
    )
    return document(title, "names and PINs, to be cut apart", f'<div class="slips">{body}</div>', _STYLE)


def _pin(slip: Slip) -> str:
    return f"{slip.pin[:3]} {slip.pin[3:]}" if slip.pin else "none: log in to your account"
