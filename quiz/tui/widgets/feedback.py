"""What a learner is told after an answer."""

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Feedback
from quiz.questions.scoring import number
from quiz.questions.verdict import Verdict
from quiz.tui.widgets.hanging import HangingText

_HEADS = {
    "right": ("● Right", "bold $text-success"),
    "near": ("◐ Nearly", "bold $text-warning"),
    "wrong": ("✗ Wrong", "bold $text-error"),
    "not-answered": ("· Not answered", "bold"),
    "open": ("○ Yours to judge", "bold $text-accent"),
}


def under(key: str) -> str:
    """A key after its label: beside it, or below it where it has several lines."""
    lines = key.split("\n")
    return f" {key}" if len(lines) == 1 else "".join(f"\n  {line}" for line in lines)


class FeedbackPane(HangingText):
    """Verdict, what is missing, key, reasons and explanation; empty until there is something to say."""

    DEFAULT_CSS = """
    FeedbackPane { height: auto; margin-top: 1; display: none; }
    FeedbackPane.shown { display: block; }
    """

    def clear(self) -> None:
        self.remove_class("shown")

    def show_near(self, verdict: Verdict, way_on: str) -> None:
        """A nearly right, or wrong but not last, answer: what is missing, what may be done, and nothing of the key."""
        head, style = _HEADS[verdict.outcome]
        note = verdict.note or ("Something is missing." if verdict.outcome == "near" else "")
        self._fill([(head, style), f"  {note}\n" if note else "\n", (f"{way_on} Ctrl+n goes on.", "dim")])

    def show_doubt(self, said: str, key: str) -> None:
        """An answer that is not given yet, because it may not be meant as it stands."""
        self._fill([("? Not given yet", "bold $text-warning"), f"  {said}\n",
                    (f"{key[:1].upper()}{key[1:]} once more gives it as it is.", "dim")])  # fmt: skip

    def show_saved(self, text: str) -> None:
        """An answer that was taken without a verdict."""
        self._fill([("■ Answered", "bold $text-accent"), f"  {text}"])

    def ask_for_proof(self, verdict: Verdict | None) -> None:
        """The answer is in; now its proof."""
        head = [(*_HEADS[verdict.outcome],)] if verdict else [("■ Answered", "bold $text-accent")]
        self._fill([*head, "  Now point at the sentence that proves it.\n",
                    ("In the article: ↑ ↓, space picks, enter gives it; s skips it.", "dim")])  # fmt: skip

    def show_feedback(self, feedback: Feedback, *, arithmetic: bool, item: Item, where: str, quote: bool) -> None:
        """Everything there is to learn from an answer.

        where names the paragraphs of the evidence; quote shows its words here as well.
        """
        verdict = feedback.verdict
        head, style = _HEADS[verdict.outcome]
        if verdict.outcome == "near" and verdict.reason == "partly":
            head = "◐ Partly right"
        if feedback.assessed:
            head = "○ Judged"
        elif item.waits:
            head = "■ Not judged yet"
        pieces: list[str | tuple[str, str]] = [f"{feedback.later}\n"] if feedback.later else []
        pieces.append((head, style))
        pieces.append(f"   {number(feedback.earned)} of {number(feedback.points)}\n")
        if verdict.note:
            pieces.append(f"{verdict.note}\n")
        if feedback.comment:
            pieces += [("Comment: ", "bold"), f"{feedback.comment}\n"]
        if arithmetic:
            pieces.append((f"= {verdict.arithmetic}\n", "$text-accent"))
        if not verdict.right and feedback.key:
            label = "What earns points:" if feedback.rubric else "Answer:"
            pieces += [(label, "bold"), under(feedback.key), "\n"]
        pieces += [f"✗ {why}\n" for why in feedback.why]
        if feedback.proof:
            pieces.append((f"Proof: {feedback.proof}\n", "italic"))
        if feedback.explain:
            pieces.append(f"\n{feedback.explain}\n")
        if quote:
            pieces += [(f'▌ "{place.text}"\n', "$text-accent") for place in feedback.places]
        if where:
            pieces.append((f"See {where}.", "dim"))
        if item.claimed:
            pieces.append(("\nYou said you were right; your author will see it.", "dim"))
        self._fill(pieces)

    def _fill(self, pieces: list[str | tuple[str, str]]) -> None:
        self.say(*pieces)
        self.add_class("shown")
