"""The keys that scroll: a screen that is read like a page, and what stands beside a question, where letters answer."""

from textual.binding import Binding

OF_A_PAGE = (
    Binding("up,k", "scroll(-1)", show=False),
    Binding("down,j", "scroll(1)", show=False),
    Binding("pageup,b", "scroll(-15)", show=False),
    Binding("pagedown,space", "scroll(15)", show=False),
    Binding("home", "scroll(-99999)", show=False),
    Binding("end", "scroll(99999)", show=False),
)
BESIDE_A_QUESTION = (
    Binding("up", "scroll(-2)", show=False),
    Binding("down", "scroll(2)", show=False),
    Binding("pageup", "scroll(-10)", show=False),
    Binding("pagedown,space", "scroll(10)", show=False),
)
