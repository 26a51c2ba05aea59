"""The article: wrapped once for a width, painted line by line, with places highlighted and picked.

Textual's own text widgets lay a whole text out again for every change; here a row of the screen is made when it is
asked for, so that a 10,000-word article with hundreds of highlights answers a key at once.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from quiz.articles.article import Article
from quiz.questions.response import Place
from quiz.tui.widgets.kept_rows import KeptRows
from quiz.tui.widgets.looks import Look, rank, styles_for
from quiz.tui.widgets.painting import Stretch, painted
from quiz.tui.widgets.rows import ArticleRows

if TYPE_CHECKING:
    from quiz.tui.widgets.picking import Picker, PickUnit

GUTTER = 5


class Reader(KeptRows, ScrollView, can_focus=True):
    """Shows one article, highlights places in it, and lets the learner pick sentences, paragraphs or words."""

    DEFAULT_CSS = """
    Reader { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "line(-1)", "Up", show=False),
        Binding("down,j", "line(1)", "Down", show=False),
        Binding("pageup,b", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "edge(-1)", "Start", show=False),
        Binding("end,G", "edge(1)", "End", show=False),
        Binding("left", "word(-1)", "Back", show=False),
        Binding("right", "word(1)", "On", show=False),
        Binding("space", "pick", "Pick", show=False),
        Binding("enter", "done", "Answer", show=False),
        Binding("v", "stretch", "Begin a phrase", show=False),
    ]

    class Picked(Message):
        """The picked places changed."""

        def __init__(self, places: tuple[Place, ...]) -> None:
            super().__init__()
            self.places = places

    class Done(Message):
        """Enter was pressed while picking: this is the answer."""

        def __init__(self, places: tuple[Place, ...]) -> None:
            super().__init__()
            self.places = places

    class Moved(Message):
        """The learner moved in the text, by key or wheel; before: the offsets that were on the screen until then."""

        def __init__(self, before: tuple[int, int]) -> None:
            super().__init__()
            self.before = before

    class Pointed(Message):
        """The learner clicked into the text, while nothing is picked there."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    sized: var[int] = var(0)
    """Counts the sizes it has had, for who shows something about what is in view."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self._about = ""
        self._rows: ArticleRows | None = None
        self._width = 0
        self._across = 0
        """Columns of what is being painted; to ask Textual for them takes as long as to paint a row."""
        self._looks: dict[str, tuple[Stretch, ...]] = {}
        self._by_row: dict[int, list[Stretch]] | None = None
        """The highlights by the rows they touch; None until a row is painted."""
        self._styles: dict[str, Style] = {}
        self.picker: Picker | None = None
        self._pressed: int | None = None
        self._wanted: Place | None = None
        """A place to bring into view once there is a view: the article of a narrow window may be hidden."""

    # What is shown

    def show(self, article: Article, about: str = "") -> None:
        """Show another text from its top; showing the same one changes nothing."""
        if self.article is article:
            return
        self.article, self._about = article, about
        self._by_row = None
        self._width = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def highlight(self, looks: Iterable[tuple[Place, Look]]) -> None:
        """Replace all highlights; where two overlap, the later kind in at, evidence, right/wrong wins."""
        by_article: dict[str, list[Stretch]] = {}
        for place, look in looks:
            by_article.setdefault(place.article, []).append((place.start, place.end, look))
        self._looks = {
            article: tuple(sorted(found, key=lambda one: rank(one[2]))) for article, found in by_article.items()
        }
        self._by_row = None
        self.refresh()

    def bring_into_view(self, place: Place) -> None:
        """Scroll as little as shows the place with a little of what surrounds it."""
        self._wanted = None if self.size.height else place
        if self._rows is None or place.article != self._rows.article.id:
            return
        first, last = self._rows.row_of(place.start), self._rows.row_of(max(place.start, place.end - 1))
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if first - 1 >= top and last + 1 < top + height:
            return
        room = max(height - (last - first + 1), 0)
        self.scroll_to(y=max(0, first - min(room // 3, 6)), animate=False, force=True)

    @property
    def in_view(self) -> tuple[int, int]:
        """The offsets of the text on the screen, from the first up to behind the last."""
        if self._rows is None or not len(self._rows) or not self.size.height:
            return 0, 0
        top = round(self.scroll_y)
        last = self._rows.rows[min(top + max(self.size.height, 1), len(self._rows)) - 1]
        return self._rows.offset_at_row(top), max(last.end, last.start)

    # Picking

    def start_picking(self, unit: "PickUnit", count: int, places: Sequence[Place] = ()) -> None:
        """Let the learner pick; ``count`` wanted (1: a new pick replaces the old), ``places`` picked already."""
        from quiz.tui.widgets.picking import Picker

        self.picker = Picker(unit, count, places)
        if self.article is not None:
            self.picker.enter(self.article, self._offset_at_row(round(self.scroll_y)))
        self.refresh()

    def stop_picking(self) -> None:
        self.picker = None
        self.refresh()

    @property
    def _picking(self) -> "Picker | None":
        return self.picker if self.article is not None else None

    # Keys

    def _moves(self) -> None:
        self.post_message(self.Moved(self.in_view))

    def action_line(self, by: int) -> None:
        self._moves()
        if (picker := self._picking) and self.article:
            picker.move(self.article, by, lines=self._line_step(by))
            self._follow()
        else:
            self.scroll_to(y=self.scroll_y + by, animate=False)

    def action_word(self, by: int) -> None:
        if (picker := self._picking) and self.article:
            picker.move(self.article, by)
            self._follow()
        else:
            raise SkipAction  # left and right are the screen's while nothing is picked here

    def action_page(self, by: int) -> None:
        self._moves()
        self.scroll_to(y=self.scroll_y + by * max(self.size.height - 2, 1), animate=False)
        if (picker := self._picking) and self.article:
            picker.enter(self.article, self._offset_at_row(round(self.scroll_target_y) + 1))
            self.refresh()

    def action_edge(self, by: int) -> None:
        self._moves()
        self.scroll_to(y=0 if by < 0 else self.virtual_size.height, animate=False)
        if (picker := self._picking) and self.article:
            picker.enter(self.article, 0 if by < 0 else len(self.article.text))
            self.refresh()

    def action_pick(self) -> None:
        if (picker := self._picking) and self.article:
            picker.toggle(self.article)
            self._tell()
        else:
            self.action_page(1)

    def action_stretch(self) -> None:
        if (picker := self._picking) and self.article and picker.unit == "phrase":
            picker.begin_stretch(self.article)
            self.refresh()

    def action_done(self) -> None:
        if (picker := self._picking) and self.article:
            if not picker.places:
                picker.toggle(self.article)
                self._tell()
            self.post_message(self.Done(tuple(picker.places)))
        else:
            raise SkipAction  # Enter is the screen's while nothing is picked here

    def _follow(self) -> None:
        """Keep the cursor on the screen."""
        if self.picker and self.article:
            start, end = self.picker.cursor
            self.bring_into_view(Place(self.article.id, start, end))
        self.refresh()

    def _tell(self) -> None:
        if self.picker:
            self.refresh()
            self.post_message(self.Picked(tuple(self.picker.places)))

    def _line_step(self, by: int) -> int | None:
        """For words: the offset one row further, in the same column."""
        if not self.picker or self.picker.unit != "phrase" or self._rows is None:
            return None
        return self._rows.next_line(self.picker.cursor[0], by)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self._picking and self.article and (offset := self._offset_under(event)) is not None:
            self._pressed = offset

    def on_mouse_up(self, event: events.MouseUp) -> None:
        pressed, self._pressed = self._pressed, None
        offset = self._offset_under(event)
        if offset is not None and not self.picker:
            self.post_message(self.Pointed(offset))
        if pressed is None or offset is None or not self.picker or not self.article:
            return
        self.picker.sweep(self.article, pressed, offset)
        self._tell()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        self._moves()
        self.scroll_to(y=self.scroll_y + by, animate=False)

    # Layout

    def on_resize(self) -> None:
        self._lay_out()
        self.sized += 1
        if self._wanted is not None and self.size.height:
            self.call_after_refresh(self.bring_into_view, self._wanted)

    def lay_out_again(self) -> None:
        """Wrap anew, after the width a text may have has changed."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Wrap for the present width; keeps the first visible words where they are."""
        article = self.article
        width = self.scrollable_content_region.width - GUTTER - 1
        width = min(width, getattr(self.app, "text_width", 0) or width)
        if article is None or width <= 0 or width == self._width:
            return
        top = self._offset_at_row(round(self.scroll_y)) if self._width else None
        self._width = width
        self._rows = ArticleRows(article, self._about, width)
        self._by_row = None
        self.virtual_size = Size(width + GUTTER, len(self._rows))
        if top:
            self.scroll_to(y=self._rows.row_of(top), animate=False)
        self.refresh()

    def _offset_at_row(self, row: int) -> int:
        return self._rows.offset_at_row(row) if self._rows else 0

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset(self)
        return None if at is None else self._offset_at(at.x, at.y)

    def _offset_at(self, x: int, y: int) -> int | None:
        """The offset under a cell of the content; None beside the text."""
        return self._rows.offset_at(y + round(self.scroll_y), x - GUTTER) if self._rows else None

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def _style(self, name: str) -> Style:
        """The look of a role or a highlight in the present theme.

        Worked out from the theme's colours: component classes would each be a style to resolve before the first frame.
        """
        if not self._styles:
            self._styles = styles_for(self.rich_style, self.app.theme_variables)
        return self._styles[name]

    def render_lines(self, crop: Region) -> list[Strip]:
        self._lay_out()  # a frame may be painted before word of the size comes; and it may move what is in view
        self._across = self.size.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + round(self.scroll_y)
        if self._rows is None or row >= len(self._rows):
            return Strip.blank(self._across, self._style("text"))
        strip = painted(self._rows.rows[row], self._rows.article.text, self._looks_on(row), self._style, GUTTER)
        return strip.adjust_cell_length(self._across, self._style("text"))

    def _looks_on(self, row: int) -> list[Stretch]:
        """The stretches with a look that a row may hold a part of, those of picking last."""
        assert self.article is not None  # noqa: S101  rows come from an article
        assert self._rows is not None  # noqa: S101  the row is one of them
        if self._by_row is None:
            self._by_row = self._rows.by_row(self._looks.get(self.article.id, ()))
        looks = list(self._by_row.get(row, ()))
        if self.picker:
            looks += [(one.start, one.end, "picked") for one in self.picker.places if one.article == self.article.id]
            if self.has_focus:
                start, end = self.picker.cursor
                looks.append((start, end, "cursor"))
        return looks

    def watch_has_focus(self, focused: bool) -> None:
        super().watch_has_focus(focused)
        self.refresh()
