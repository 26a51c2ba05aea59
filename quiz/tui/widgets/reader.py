"""The article, read and picked in: its keys, its mouse, and what it tells of both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView

from quiz.questions.response import Place
from quiz.tui.widgets.laid_out import LaidOut
from quiz.tui.widgets.painting import Stretch

if TYPE_CHECKING:
    from quiz.tui.widgets.picking import Picker, PickUnit


class Reader(LaidOut, ScrollView, can_focus=True):
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
        self.picker: Picker | None = None
        self._pressed: int | None = None

    def on_resize(self) -> None:
        self._lay_out()
        self.sized += 1
        if self._wanted is not None and self.size.height:
            self.call_after_refresh(self.bring_into_view, self._wanted)

    # Picking

    def start_picking(self, unit: "PickUnit", count: int, places: Sequence[Place] = ()) -> None:
        """Let the learner pick; ``count`` wanted (1: a new pick replaces the old), ``places`` picked already."""
        from quiz.tui.widgets.picking import Picker

        self.picker = Picker(unit, count, places)
        if self.article is not None:
            self.picker.enter(self.article, self._offset_at_row(round(self.scroll_y)))
        self._follow()  # it may come into sight at a place that was wanted before

    def stop_picking(self) -> None:
        self.picker = None
        self.refresh()

    @property
    def _picking(self) -> "Picker | None":
        return self.picker if self.article is not None else None

    def _looks_on(self, row: int) -> list[Stretch]:
        looks = super()._looks_on(row)
        if self.picker and self.article:
            looks += [(one.start, one.end, "picked") for one in self.picker.places if one.article == self.article.id]
            if self.has_focus:
                start, end = self.picker.cursor
                looks.append((start, end, "cursor"))
        return looks

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
            picker.moved = True
            self.refresh()

    def action_edge(self, by: int) -> None:
        self._moves()
        self.scroll_to(y=0 if by < 0 else self.virtual_size.height, animate=False)
        if (picker := self._picking) and self.article:
            picker.enter(self.article, 0 if by < 0 else len(self.article.text))
            picker.moved = True
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
            if not picker.places and picker.moved:
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

    def watch_has_focus(self, focused: bool) -> None:
        super().watch_has_focus(focused)
        self.refresh()
