"""Give paragraphs, themes and questions to somebody, take them back, and ask after them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from councils.access import access_of
from councils.models import MailChoice, User
from councils.record.changes import changes_in, changes_of
from councils.record.history import history_of
from councils.record.models import Act
from councils.roles import Right
from plans.assignments import (
    NUDGED,
    PASSAGE,
    QUESTION,
    Given,
    answers_in,
    is_ready,
    question_assignment,
)
from plans.edits import EditContext, editing
from plans.guests import links_held
from plans.models import Passage, Plan, QuestionAssignment, Theme
from plans.notifications import NUDGE, tell_given, tell_nudged, tell_taken_back
from web.dates import day_in_words, london_day
from web.diffs import differences_of
from web.errors import MovedOn, Refused, StalePage

OF_AN_ASSIGNMENT = ("writer_id", "wanted_on", "asked_for")


def give(
    plan: Plan,
    *,
    by: User,
    what: Sequence[tuple[str, str]],
    writer: User,
    wanted_on: date | None = None,
    asked_for: str = "",
) -> list[Given]:
    """Give somebody what nobody has yet, each as (kind, key); one e-mail tells of all of it.

    MovedOn where one of them was removed, or given to somebody, meanwhile.
    """
    terms = {"writer_id": writer.pk, "wanted_on": wanted_on, "asked_for": asked_for}
    with editing(plan, by=by, verb="assigned", subject=plan) as w:
        check_may_write_here(w, writer)
        check_to_come(wanted_on)
        rows = [row_to_give(w, kind, key) for kind, key in dict.fromkeys(what)]
        for row in rows:
            if row.pk is None:
                for name, value in terms.items():
                    setattr(row, name, value)
                w.act.add(row)
            else:
                w.act.change(row, **terms)
        if len(rows) == 1:
            w.act.verb = "part_assigned"
            w.act.subject = rows[0]
        tell_given(w.plan, writer, rows, by=by)
    return rows


def row_to_give(w: EditContext, kind: str, key: str) -> Given:
    """The row under the lock; a question that nobody ever had gets a new one."""
    plan = w.plan
    if kind == QUESTION:
        row: Given | None = question_assignment(plan, key)
        if row is None and key in plan.asked.question_keys:
            return QuestionAssignment(plan=plan, question=key)
    else:
        model: type[Passage | Theme] = Passage if kind == PASSAGE else Theme
        row = model._default_manager.filter(plan=plan, pk=int(key)).first()
        if row is None:
            changes = changes_in(model, int(key), plan_id=plan.pk)[:1]
            raise MovedOn("Something you chose was removed meanwhile.", changes=changes)
    if row is None:
        raise MovedOn(f"The commission no longer asks question {key}.")
    if isinstance(row, Passage) and row.is_heading:
        raise Refused("A heading is given to nobody.", field="what")
    if row.writer_id:
        raise MovedOn(
            f"Somebody was given {row} while you had the page open.", changes=changes_of(row)[:1]
        )
    return row


def change_assignment(
    row: Given,
    *,
    by: User,
    seen: int,
    writer: User | None,
    wanted_on: date | None = None,
    asked_for: str = "",
) -> bool:
    """Give it to somebody else, for another day, with other words; False when nothing differs.

    Nobody as writer takes it back. What was written since the page was opened is in nobody's way;
    another assignment is: StalePage.
    """
    if writer is None:
        return take_back(row, by=by, seen=seen)
    terms = {"writer_id": writer.pk, "wanted_on": wanted_on, "asked_for": asked_for}
    with editing(row.plan, by=by, verb="assignment_changed", subject=row) as w:
        now = as_shown(w, row, seen=seen, **terms)
        if now.writer_id != writer.pk:
            check_may_write_here(w, writer)
        if now.wanted_on != wanted_on:
            check_to_come(wanted_on)
        is_new, had = now.writer_id != writer.pk, now.writer
        changed = w.act.change(now, **terms)
        if changed:
            now.plan = w.plan
            tell_given(w.plan, writer, [now], by=by, changed=not is_new)
            if is_new:
                tell_taken_back(w.plan, had, now, by=by, given_on=True)
    return changed


def take_back(row: Given, *, by: User, seen: int) -> bool:
    """Nobody has it any more; what was written stays."""
    nobody = {"writer_id": None, "wanted_on": None, "asked_for": ""}
    with editing(row.plan, by=by, verb="assignment_taken_back", subject=row) as w:
        now = as_shown(w, row, seen=seen, **nobody)
        now.plan = w.plan
        w.act.details = {"person": now.writer_id}
        tell_taken_back(w.plan, now.writer, now, by=by)
        if isinstance(now, QuestionAssignment):
            w.act.subject_name, w.act.subject = str(now), None
            w.act.remove(now)
            return True
        return w.act.change(now, **nobody)


def as_shown(w: EditContext, row: Given, *, seen: int, **terms: Any) -> Any:
    """The row under the lock; StalePage where it was given in another way than a page showed."""
    now = w.fresh(row)
    if now.revision != seen:
        model = type(row)
        rows = history_of(model)._default_manager.filter(id=row.pk, revision=seen)
        shown = rows.order_by("history_id").first()
        if shown is None or any(
            getattr(shown, name) != getattr(now, name) for name in OF_AN_ASSIGNMENT
        ):
            changes = changes_of(row, revision__gt=seen)
            raise StalePage(differences_of(now, named(terms)), now=now.revision, changes=changes)
    return now


def named(terms: dict[str, Any]) -> dict[str, Any]:
    """As a page compares them: the person by name."""
    writer = User.objects.filter(pk=terms["writer_id"]).first()
    return {"writer": writer, **{name: terms[name] for name in ("wanted_on", "asked_for")}}


def nudge(row: Given, *, by: User) -> User:
    """Ask whoever has it for it by e-mail, once a day; who was asked."""
    with editing(row.plan, by=by, verb="writer_nudged", subject=row) as w:
        now = w.fresh(row)
        writer = now.writer
        if writer is None:
            raise MovedOn("Nobody has this any more.", changes=changes_of(row)[:1])
        check_may_be_nudged(w, now, writer, by=by)
        w.act.note(now)
        w.act.details = {"person": writer.pk}
        now.plan = w.plan
        tell_nudged(w.plan, writer, now, by=by)
    return writer


def check_may_be_nudged(w: EditContext, now: Given, writer: User, *, by: User) -> None:
    if writer == by:
        raise Refused("This is yours to write.")
    if not writes_here(writer, w.plan) and links_held(writer.pk, w.plan.pk):
        raise Refused(f"{writer.name} has no account. Send the link again instead.")
    if not writes_here(writer, w.plan):
        raise Refused(f"{writer.name} writes here no more. Give it to somebody else.")
    if is_ready(now, answers_in(w.plan)):
        raise Refused(f"{writer.name} has said that this is ready.")
    if MailChoice.objects.is_declined(NUDGE, by=writer.pk):
        raise Refused(f"{writer.name} has turned these e-mails off. Speak to them.")
    before = nudged_today(now, writer, w.act.at)
    if before is not None:
        clock = timezone.localtime(before.at).strftime("%H:%M")
        raise Refused(
            f"{writer.name} was sent an e-mail about this today at {clock}, by "
            f"{before.actor.name or 'somebody'}. You can send another from tomorrow."
        )


def nudged_today(row: Given, writer: User, now: Any) -> Act | None:
    """The act by which somebody was asked after it on the same day in London, if any."""
    acts = Act.objects.filter(plan=row.plan_id, verb=NUDGED, subject_kind=row.record_kind)
    mine = acts.filter(subject_id=row.pk, details__person=writer.pk).select_related("actor")
    last = mine.order_by("-sequence").first()
    return last if last and london_day(last.at) == london_day(now) else None


def writes_here(person: User, plan: Plan) -> bool:
    return person.is_active and access_of(person, plan.council).may(
        Right.WRITE_ASSIGNED, Right.WRITE_PLANS
    )


def check_may_write_here(w: EditContext, writer: User) -> None:
    if not writes_here(writer, w.plan):
        raise Refused("They have no role here in which they write.", field="writer")


def check_to_come(wanted_on: date | None, *, field: str = "wanted_on") -> None:
    if wanted_on is not None and wanted_on < timezone.localdate():
        raise Refused(
            f"{day_in_words(wanted_on)} has passed. Give a day to come"
            f"{', or none' if field == 'wanted_on' else ''}.",
            field=field,
        )
