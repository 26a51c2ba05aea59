"""Grading a sitting once more: by a mended set, by what was decided about claims, without questions taken out.

Nothing is taken back. The set as it was mended, and decisions, are kept beside the sitting, and everything that is
marked from then on is marked by them. In attempts that are finished the new verdicts are events behind the others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from quiz.attempts.attempt import advance
from quiz.attempts.events import Answered, Body, Event, Finished, decode_body
from quiz.attempts.events import Regraded as Regrading
from quiz.attempts.modes import earn
from quiz.attempts.regrading import Change, ToldAttempt, regrade, tell
from quiz.classroom.by_folder import reordered
from quiz.classroom.mending import Claim, Claims, Regrade, Regraded, Rule
from quiz.classroom.server.assessing import append
from quiz.classroom.server.exam import Exam, Pinned, unpin
from quiz.classroom.server.marking import marked
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.teaching import note, sitting_named
from quiz.classroom.server.watching import WatchAsked
from quiz.errors import InputError, NotAllowed
from quiz.questions.accepted import answer_key
from quiz.questions.line import spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import is_empty
from quiz.store.classes import attempts, events, mending, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.mending import Ruling

CODE = 8
"""Hex digits of an answer's hash that name it in a list."""


class _Group(msgspec.Struct):
    """All who gave one answer to one question. key: the answer's. spellings: how it was typed."""

    question: str
    key: str
    outcome: str
    decision: str
    spellings: Counter[str]
    claimed: int = 0

    @property
    def gave(self) -> int:
        return self.spellings.total()

    @property
    def answer(self) -> str:
        """As most have typed it."""
        return min(self.spellings, key=lambda one: (-self.spellings[one], one))


def grade_again(service: Service, db: Db, asked: Regrade, now: int) -> Regraded:
    """What a mended set changes, kept where ``apply``. Raises Refusal for one that asks something else."""
    sat = sitting_named(service, db, asked.sitting)
    if not asked.pinned:
        return _mend(service, db, sat, sat.exam, now, apply=asked.apply)
    mended = _mended(sat, asked.pinned)
    first = unpin(msgspec.json.decode(sittings.pinned(db, service.class_id, sat.row.id), type=Pinned))
    exam = Exam(sat.plan, mended, first=first, rulings=mending.rulings(db, service.class_id, sat.row.id))
    if asked.apply:
        mending.add_edition(db, service.class_id, sat.row.id, sat.row.edition + 1, asked.pinned, now)
    return _mend(service, db, sat, exam, now, apply=asked.apply)


def rule(service: Service, db: Db, asked: Rule, now: int) -> Regraded:
    """Keep a decision, and what it changes. Raises Refusal for an answer or question that is not there."""
    sat = sitting_named(service, db, asked.sitting)
    if asked.decision in ("out", "in"):
        if asked.question not in sat.exam.asked.by_id:
            raise Refusal("not-there", f"the set has no question {asked.question[:40]!r}")
        ruling = Ruling(asked.question, "", asked.decision)
    else:
        group = _group(_groups(service, db, sat, now), asked.answer)
        ruling = Ruling(group.question, group.key, asked.decision)
    mending.rule(db, service.class_id, sat.row.id, ruling, now)
    changed = msgspec.structs.replace(sat.row, edition=sat.row.edition + 1)
    exam = service.read_exam(db, changed)
    return _mend(service, db, sat, exam, now, apply=True, what=_NOTED[asked.decision], question=ruling.question)


_NOTED = {"accepted": "accept-claim", "refused": "refuse-claim", "out": "void", "in": "void-back"}


def _mended(sat: Sat, pinned: str) -> QuestionSet:
    """The mended set. Raises Refusal where learners would see another question, since they did not answer that one."""
    try:
        mended = unpin(msgspec.json.decode(pinned, type=Pinned))
    except (msgspec.MsgspecError, InputError) as error:
        raise Refusal("malformed", str(error)) from error
    was = sat.exam.asked
    if [one.id for one in mended.questions] != [one.id for one in was.questions]:
        raise Refusal("not-allowed", "the mended set has other questions; only keys, reasons and rubrics may change")
    for article, before in was.sources.articles.items():
        now = mended.sources.articles.get(article)
        if now is None or now.text != before.text:
            raise Refusal("not-allowed", f"the article {article} is another one now; answers point into the old one")
    for one in mended.questions:
        if _seen(mended, one.id) != _seen(was, one.id):
            raise Refusal(
                "not-allowed",
                f"question {one.id!r} asks something else now; only its key, reasons and rubric may change",
            )
    return mended


def _seen(asked: QuestionSet, question: str) -> object:
    view = asked.by_id[question].view(asked.sources, Random(0))
    return reordered(view, lambda texts: tuple(sorted(texts)))


def _mend(
    service: Service, db: Db, sat: Sat, exam: Exam, now: int, *, apply: bool, what: str = "regrade", question: str = ""
) -> Regraded:
    names = {one.id: one.name for one in roster.members(db, service.class_id)}
    found: list[ToldAttempt] = []
    busy = 0
    for row in attempts.of_sitting(db, service.class_id, sat.row.id):
        if sat.hours.finished(row, now) is None:
            busy += 1
            continue
        history, drafts = _history(service, db, sat, row)
        changes = regrade(history, msgspec.structs.replace(exam.in_order(row.order), id=sat.row.id))
        if not changes:
            continue
        found.append(tell(names.get(row.learner, "?"), changes, dict(zip(_numbers(row), row.order, strict=True))))
        if apply:
            _keep(service, db, sat, row, changes, drafts, now)
    if apply:
        mending.set_edition(db, service.class_id, sat.row.id, sat.row.edition + 1)
        changed = sum(len(one.changes) for one in found)
        note(service, db, now, what, sitting=sat.row.id, question=question, changed=changed)
    found.sort(key=lambda one: one.learner.casefold())
    return Regraded(exam.asked.id, tuple(found), busy, apply)


def _numbers(row: AttemptRow) -> list[str]:
    return [f"q{number}" for number in range(1, len(row.order) + 1)]


def _history(service: Service, db: Db, sat: Sat, row: AttemptRow) -> tuple[list[Event], dict[str, Answered]]:
    """An attempt's events as if each answer had been graded, by what holds now, when it came.

    Also the drafts that count as answers, as they would be put down.
    """
    attempt = service.begin(row, sat)
    found = [Event(row.id, row.id, 0, row.began, 0, attempt.started)]
    own = dict(zip(_numbers(row), row.order, strict=True))

    def add(body: Body, received: int, elapsed: int) -> None:
        nonlocal attempt
        event = Event(row.id, row.id, attempt.seq + 1, received, elapsed, body)
        try:
            attempt = advance(attempt, event)
        except NotAllowed:
            return  # passed over, as ``service.passed`` does
        found.append(event)

    for _, received, elapsed, text in events.bodies_after(db, service.class_id, row.id, 0):
        body = decode_body(text)
        if isinstance(body, Answered) and body.verdict is None:
            body = _graded(sat.exam, own, body)
        if not isinstance(body, Finished):
            add(body, received, elapsed)
    drafts = {}
    for item in attempt.items.values():
        if item.draft is not None and not is_empty(item.draft) and not (sat.plan.mode == "practice" and item.answered):
            # Nobody said how sure a draft was: a guess, where that counts.
            draft = Answered(item.id, item.draft, item.points, 0.0, None, False, 1)
            drafts[item.id] = draft
            add(_graded(sat.exam, own, draft), attempt.at, attempt.elapsed)
    for item in attempt.items.values():
        if sat.exam.asked.by_id[own[item.id]].void and not item.void:  # taken out before this attempt was finished
            out = Regrading(item.id, item.response, item.points, item.points, item.verdict, item.answers, item.spent,
                            item.hints, item.closed, void=True)  # fmt: skip
            add(out, attempt.at, attempt.elapsed)
    return found, drafts


def _graded(exam: Exam, own: Mapping[str, str], body: Answered) -> Answered:
    question = exam.asked.by_id[own[body.question]]
    verdict = exam.grade(question.id, body.response)
    sure = body.certainty if exam.asked.certainty(question) == "scored" else 0
    return msgspec.structs.replace(body, verdict=verdict, earned=earn(body.points, verdict.credit, sure=sure))


def _keep(
    service: Service,
    db: Db,
    sat: Sat,
    row: AttemptRow,
    changes: Sequence[Change],
    drafts: Mapping[str, Answered],
    now: int,
) -> None:
    row = attempts.read(db, service.class_id, row.id) or row  # to be changed
    attempt = service.fold(db, row, sat)
    for change in changes:
        if (draft := drafts.get(change.item.id)) is not None:
            row, attempt = append(service, db, row, attempt, draft, now)
        row, attempt = append(service, db, row, attempt, change.body, now)
    attempts.write(db, service.class_id, row)
    service.remember(row, attempt)


# Claims


def claims(service: Service, db: Db, asked: WatchAsked, now: int) -> Claims:
    """Every answer that was claimed to be right or has been decided about, by question. Raises Refusal."""
    sat = sitting_named(service, db, asked.sitting)
    groups = [one for one in _groups(service, db, sat, now) if one.claimed or one.decision]
    waiting: Counter[str] = Counter()
    for one in groups:
        waiting[one.question] += 0 if one.decision else one.claimed
    groups.sort(
        key=lambda one: (-waiting[one.question], one.question, bool(one.decision), -one.claimed, -one.gave, one.answer)
    )
    return Claims(tuple(_told(one, sat.exam.asked) for one in groups))


def _told(group: _Group, asked: QuestionSet) -> Claim:
    question = asked.by_id[group.question]
    return Claim(
        code=group.key[:CODE],
        question=question.id,
        prompt=question.prompt,
        key=question.key(asked.sources),
        answer=group.answer,
        outcome=group.outcome,
        gave=group.gave,
        claimed=group.claimed,
        decision=group.decision,
    )


def _groups(service: Service, db: Db, sat: Sat, now: int) -> list[_Group]:
    """The answers of finished attempts, those that are the same together. Open ones are a person's to judge anyway."""
    decided = {(one.question, one.answer): one.decision for one in mending.rulings(db, service.class_id, sat.row.id)}
    found: dict[tuple[str, str], _Group] = {}
    for row in attempts.of_sitting(db, service.class_id, sat.row.id):
        if sat.hours.finished(row, now) is None:
            continue
        whole = marked(service.fold(db, row, sat), row.order, sat.exam)
        for item, question in zip(whole.items.values(), row.order, strict=True):
            if item.response is None or item.verdict is None or item.verdict.outcome in ("open", "not-answered"):
                continue
            key = answer_key(item.response)
            group = found.get((question, key))
            if group is None:
                decision = decided.get((question, key), "")
                group = found[question, key] = _Group(question, key, item.verdict.outcome, decision, Counter())
            group.spellings[spoken(item.response)] += 1
            group.claimed += item.claimed
    return list(found.values())


def _group(groups: Sequence[_Group], code: str) -> _Group:
    """The answer that a code names. Raises Refusal."""
    named = [one for one in groups if len(code) >= 4 and one.key.startswith(code.lower())]
    if len(named) != 1:
        why = "more than one answer begins with" if named else "no answer has"
        raise Refusal("not-there", f"{why} the code {code[:20]!r}; 'quiz class claims' lists them")
    return named[0]
