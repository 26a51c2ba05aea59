"""What the authoring screen shows: the article, the questions or a form, what is wrong, and what is selected."""

from bisect import bisect_right
from collections.abc import Callable

import msgspec
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import OptionList

from quiz.articles.anchor import Lost
from quiz.articles.library import Library
from quiz.attempts.desk import Clock
from quiz.questions.base import Anchor, Sources, place, resolve
from quiz.questions.editing import SetText
from quiz.questions.forms import Typed
from quiz.questions.kinds import Kind
from quiz.questions.problem import Problem
from quiz.questions.version import Version, version_of
from quiz.store.manuscript import Manuscript
from quiz.text.edit import Edit
from quiz.tui.screens.author_words import Part, field_of, in_labels, keys_now, labels_of, list_line
from quiz.tui.screens.sizes import fit
from quiz.tui.screens.telling import Telling
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText, styled
from quiz.tui.widgets.problems import ProblemList
from quiz.tui.widgets.question_form import QuestionForm
from quiz.tui.widgets.saved import Saved
from quiz.tui.widgets.selecting import SelectingPane
from quiz.tui.widgets.status import TopLine


class Draft(msgspec.Struct, frozen=True):
    """An open form: its kind, which question it changes (None: a new one), what it showed at first."""

    kind: str
    at: int | None
    before: Kind | None
    first: dict[str, Typed]


class AuthorPanes(Telling, Screen[None]):
    """Paints a manuscript. What its keys do is the business of the classes that build on this one."""

    CSS_PATH = "author.tcss"
    AUTO_FOCUS = None

    def __init__(
        self, manuscript: Manuscript, library: Library, *, clock: Clock, new_attempt_id: Callable[[], str]
    ) -> None:
        super().__init__()
        self._saved = Saved(
            PlainText(id="saved"), keeps=True, saved="kept"
        )  # the file is saved when its author says so
        self.manuscript = manuscript
        self._library = library
        self._clock = clock
        self._new_attempt_id = new_attempt_id
        self._where = str(manuscript.path)
        self._set_id = manuscript.path.stem
        self._draft: Draft | None = None
        self._read()
        head = self._set.source.head
        self._articles = {one: library.article(one) for one in (head.articles if head else ())}
        self._sources = Sources(self._articles, head.spelling if head else "lenient")

    def _read(self) -> None:
        """Everything that follows from the text as it is now."""
        self._set = SetText(self.manuscript.text, self._where)
        self._version = self._version_of(self.manuscript.text)

    def _version_of(self, text: str) -> Version:
        return version_of(text, self._where, self._set_id, self._library)

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="panes"):
            yield SelectingPane(self._articles, id="article-pane")
            with Vertical(id="work"):
                yield OptionList(id="questions", markup=False)
        yield ProblemList(id="problems")
        with Horizontal(id="bottom"):
            yield PlainText(id="selected")
            yield self._saved.line
        yield KeyLine()

    def on_resize(self, event: Resize) -> None:
        fit(self, event.size)
        self.call_after_refresh(self._paint_lines)

    @property
    def _article(self) -> SelectingPane:
        return self.query_one(SelectingPane)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#questions", OptionList)

    @property
    def _form(self) -> QuestionForm | None:
        return next(iter(self.query(QuestionForm)), None)

    @property
    def _problems(self) -> ProblemList:
        return self.query_one(ProblemList)

    @property
    def _part(self) -> Part:
        in_article = self.has_class("reading") if self.has_class("narrow") else self.focused is self._article
        return "article" if in_article else "form" if self._draft else "list"

    @property
    def _at(self) -> int | None:
        """The question that is highlighted in the list."""
        at = self._list.highlighted
        return at if at is not None and at < len(self._set.items) else None

    def _paint(self) -> None:
        """The list, the problems and the lines."""
        at = self._list.highlighted
        lines = [list_line(n, one, self._version) for n, one in enumerate(self._version.written, 1)]
        self._list.set_options(lines)
        if lines:
            self._list.highlighted = min(at or 0, len(lines) - 1)
        self._paint_problems()
        self._paint_lines()

    def _paint_problems(self) -> None:
        if self._draft is not None:
            return
        at, version = self._at, self._version
        if not version.written:
            self._problems.show(
                (), (), "   No questions yet: select words in the article, and press a or a kind's key."
            )
            return
        one = version.written[at] if at is not None and at < len(version.written) else None
        own = version.problems_of(one) if one else []
        others = [problem for problem in version.problems if problem not in own]
        firsts = [each.first for each in version.written]
        places: dict[Problem, str] = {}

        def told(problem: Problem) -> Problem:
            words, labels = self._place_of(problem, firsts)
            said = in_labels(problem, labels)
            places[said] = words
            return said

        self._problems.show([told(one) for one in own], [told(one) for one in others], place=places.__getitem__)

    def _place_of(self, problem: Problem, firsts: list[int]) -> tuple[str, dict[str, str]]:
        """Where a problem is, by its question's number and the form's label, and the labels of that question's kind.

        firsts: the first line of each question.
        """
        at = bisect_right(firsts, problem.line) - 1
        if at < 0 or problem.line > self._version.written[at].last or at >= len(self._set.items):
            return f"line {problem.line}", {}
        labels = labels_of(self._version.written[at].kind)
        name = field_of(problem, self._set.items[at].value)
        where = labels.get(name, name)
        return f"question {at + 1}, {where}" if where else f"question {at + 1}", labels

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what proves the question that is highlighted."""
        if event.option_list is not self._list or self._draft is not None:
            return
        event.stop()
        self._paint_problems()
        question = self._set.whole(self._at) if self._at is not None else None
        self._show_anchors(question.anchors if question else (), question.article if question else "")

    def _show_anchors(self, anchors: tuple[Anchor, ...], prefer: str = "") -> None:
        found = [spans for one in anchors if not isinstance(spans := resolve(one, self._sources, prefer), Lost)]
        places = [place(span, self._sources) for spans in found for span in spans]
        self._article.highlight([(one, "evidence") for one in places])
        if places:
            shown = self._article.article_id
            self._article.open_at(places[0])
            if shown != places[0].article:
                self._article.begin()

    def _paint_lines(self) -> None:
        """Top line, what is selected, and keys."""
        if not self.is_attached or not self.query(KeyLine):
            return
        count = len(self._version.written)
        unsaved = "not saved" if self.manuscript.unsaved else "saved"
        right = f"{count} question{'' if count == 1 else 's'}   {self.manuscript.path.name}: {unsaved}"
        head = self._set.source.head
        self.query_one(TopLine).show(head.title if head else self._set_id, right)
        self._paint_selected()
        keys = keys_now(
            self._part,
            form=self._draft is not None,
            questions=bool(count),
            articles=len(self._articles),
            undo=self.manuscript.history.can_undo,
            redo=self.manuscript.history.can_redo,
        )
        self.query_one(KeyLine).show(keys)

    def _paint_selected(self) -> None:
        selected = self._article.selected
        words = selected.text if selected else ""
        target = f"enter adds it to: {self._form.place_field}   " if self._form and self._part == "article" else ""
        line = self.query_one("#selected", PlainText)
        line.update(styled((f" {target}", "$text-accent"), ("■ ", "dim"), words), layout=False)

    def on_descendant_focus(self) -> None:
        self._paint_lines()

    def on_descendant_blur(self) -> None:
        self._paint_lines()

    def _do(self, edit: Edit) -> None:
        self.manuscript.do(edit)
        self._after_change()

    def _after_change(self) -> None:
        self._read()
        self._saved.follow(self.manuscript.receipt)
        self._paint()
