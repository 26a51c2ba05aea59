"""The form of the authoring screen: a new question out of what is selected, or an old one to be changed."""

import asyncio
from typing import Any

import msgspec
from textual.timer import Timer
from textual.widgets import OptionList

from quiz.errors import InputError
from quiz.questions.base import Anchor
from quiz.questions.editing import SetText
from quiz.questions.forms import Typed, form_fields, question_of, tree_of, typed_of
from quiz.questions.kinds import Kind
from quiz.questions.prefill import anchor_for, guess_kind, new_id, prefill
from quiz.questions.problem import Problem
from quiz.text.edit import Edit
from quiz.tui.drafts import Soon
from quiz.tui.screens.author_panes import AuthorPanes, Draft
from quiz.tui.screens.author_words import KIND_KEYS, field_of, in_labels, key_of, kind_lines, labels_of
from quiz.tui.widgets.form_fields import PlacesField
from quiz.tui.widgets.question_form import QuestionForm
from quiz.tui.widgets.saved import Saved

PAUSE = 0.3
"""Seconds without a key until what stands in a form is checked."""


class AuthorForm(AuthorPanes):
    """Opens forms, keeps and checks what is typed into them, and puts it into the set."""

    _timer: Timer | None = None
    _keeping: Soon | None = None

    def action_menu(self) -> None:
        selected = self._article.selected
        if self._draft is not None or selected is None:
            return

        from quiz.tui.screens.choose import Choose

        async def chosen(key: str | None) -> None:
            if key is not None:
                await self.action_new(KIND_KEYS[key])

        first = key_of(guess_kind(selected.text, self._articles[selected.article]))
        words = selected.text if len(selected.text) < 60 else f"{selected.text[:57]}..."
        self.app.push_screen(Choose(f'Ask about "{words}" as:', kind_lines(), first), chosen)

    async def action_new(self, kind: str) -> None:
        selected = self._article.selected
        if self._draft is not None or selected is None:
            return
        self._article.hold()
        article = self._articles[selected.article]
        typed = prefill(kind, article, selected.start, selected.end, self._sources)
        typed["id"] = new_id(selected.text, {one.id for one in self._version.written})
        first: dict[str, Typed] = {}
        for field in form_fields(kind, tuple(self._articles)):
            empty: Typed = () if field.shape in ("places", "place") else field.choices[0] if field.choices else ""
            first[field.name] = typed.get(field.name, "1" if field.name == "points" else empty)
        await self._open(Draft(kind, None, None, first), first, guessed=True)

    async def action_edit(self) -> None:
        if self._draft is not None or self._at is None:
            return
        question = self._set.whole(self._at)
        if question is None:
            self.notify("This question cannot be read; mend it in an editor, or remove it.", markup=False)
            return
        first = typed_of(question, form_fields(question.kind, tuple(self._articles)))
        await self._open(Draft(question.kind, self._at, question, first), first)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_edit()

    async def _open(self, draft: Draft, typed: dict[str, Typed], *, guessed: bool = False) -> None:
        """Show a form. guessed: what stands in it is a guess, to be typed over as easily as kept."""
        self._draft = draft
        number = len(self._set.items) + 1 if draft.at is None else draft.at + 1
        form = QuestionForm(
            f"{number} · {draft.kind}", form_fields(draft.kind, tuple(self._articles)), typed, guessed=guessed
        )
        self._list.display = False
        await self.query_one("#work").mount(form)
        self.remove_class("reading")
        form.take_focus()
        self._problems.show((), ())
        self.keep()
        self._check_soon()
        self._paint_lines()

    async def _reopen(self, kept: dict[str, Any]) -> None:
        """The form that was open when a run before this one ended."""
        typed = {name: one if isinstance(one, str) else _anchors(one) for name, one in kept["typed"].items()}
        at = kept["at"]
        before = self._set.whole(at) if at is not None and at < len(self._set.items) else None
        if at is not None and (before is None or before.kind != kept["kind"]):
            at = None  # the question has gone, or is another one now
        first = typed_of(before, form_fields(kept["kind"], tuple(self._articles))) if before and at is not None else {}
        await self._open(Draft(kept["kind"], at, before if at is not None else None, first), typed)

    def _question(self) -> Kind | list[str]:
        """What the form says, or why it is no question yet."""
        draft, form = self._draft, self._form
        if draft is None or form is None:
            return ["no form is open"]
        fields = form_fields(draft.kind, tuple(self._articles))
        return question_of(tree_of(draft.kind, fields, form.typed, draft.before))

    def _edit(self, question: Kind) -> Edit:
        """What puts the form's question into the text. Raises CannotEdit."""
        at = self._draft.at if self._draft else None
        return self._set.insert(len(self._set.items), question) if at is None else self._set.replace(at, question)

    async def _close(self) -> None:
        """The form goes."""
        if self._timer is not None:
            self._timer.stop()
        if self._keeping is not None:
            self._keeping.stop()
        self._draft = None
        self.workers.cancel_group(self, "check")
        self.manuscript.keep_form(None)
        await self.query(QuestionForm).remove()
        self._list.display = True
        self._list.focus()
        self._paint()

    def action_add(self) -> None:
        form, selected = self._form, self._article.selected
        if form is None or selected is None:
            return
        self._article.hold()
        article = self._articles[selected.article]
        form.add_place(anchor_for(article, selected.start, selected.end, self._sources))
        self._paint_lines()

    def on_places_field_add(self, event: PlacesField.Add) -> None:
        event.stop()
        self.action_add()

    def on_places_field_show(self, event: PlacesField.Show) -> None:
        """Show a quote in the article; it may go then."""
        event.stop()
        field, at = event.field, event.at
        one = field.typed[at]
        anchor = Anchor(quote=one) if isinstance(one, str) else one
        self._show_anchors((anchor,))

        from quiz.tui.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                field.take_out(at)

        self.app.push_screen(Confirm(f'"{anchor.quote[:80]}"', "Remove it", "Leave it"), answered)

    def on_question_form_edited(self, event: QuestionForm.Edited) -> None:
        event.stop()
        if self._keeping is None:
            self._keeping = Soon(asyncio.get_running_loop(), self.keep)
        self._keeping.touch()
        self._check_soon()

    def _check_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._check)

    def _check(self) -> None:
        self.run_worker(self._check_form(), group="check", exclusive=True)

    def keep(self) -> None:
        """Write down what stands in the form; to be called before anything that could lose it."""
        draft, form = self._draft, self._form
        if draft is not None and form is not None and form.is_attached:
            typed = msgspec.to_builtins(form.typed)
            self.manuscript.keep_form({"kind": draft.kind, "at": draft.at, "typed": typed})
            self._saved.follow(self.manuscript.receipt)

    async def _check_form(self) -> None:
        """What ``quiz check`` would say of the question, were it kept now."""
        draft, form = self._draft, self._form
        question = self._question()
        if draft is None or form is None:
            return
        if isinstance(question, list):
            faults = [Problem(self._where, 1, 1, "field", fault) for fault in question]
            self._problems.show(faults, (), place=lambda _: "")
            return
        try:
            text = self._edit(question).apply(self.manuscript.text)
        except InputError as error:
            self._problems.show([Problem(self._where, 1, 1, "layout", str(error))], (), place=lambda _: "")
            return
        version = await asyncio.to_thread(self._version_of, text)
        at = len(self._set.items) if draft.at is None else draft.at
        if self._draft is not draft or at >= len(version.written):
            return
        value, labels = SetText(text).items[at].value, labels_of(draft.kind)

        def place(problem: Problem) -> str:
            return form.label_of(field_of(problem, value))

        found = version.problems_of(version.written[at])
        self._problems.show([in_labels(one, labels) for one in found], (), place=place)

    async def action_more(self) -> None:
        if (form := self._form) is not None:
            await form.show_more()

    async def _drop(self) -> None:
        draft, form = self._draft, self._form
        if draft is None or form is None:
            return
        if form.typed == draft.first:
            await self._close()
            return

        from quiz.tui.screens.confirm import Confirm

        async def dropped(yes: bool | None) -> None:
            if yes:
                await self._close()

        self.app.push_screen(Confirm("Drop what you changed in this form?", "Drop it", "Go on"), dropped)

    def on_saved_failed(self, event: Saved.Failed) -> None:
        event.stop()
        self.notify(f"Not kept aside: {event.why}", severity="error", timeout=10, markup=False)


def _anchors(written: list[Any]) -> tuple[str | Anchor, ...]:
    return tuple(one if isinstance(one, str) else msgspec.convert(one, Anchor) for one in written)
