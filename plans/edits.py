"""The one doorway to a plan's rows: permission, the lock on the plan, the act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction

from councils.access import Access, access_of
from councils.models import Appointment, User
from councils.record.changes import changes_of
from councils.record.models import Act
from councils.record.writer import ActWriter, look_up_identity, recording
from councils.roles import Right
from plans.guests import access_by_link
from plans.limits import COUNTED_KINDS, size_of
from plans.meanwhile import moves_of
from plans.models import Plan, Stage
from web.compiled_queries import prepared
from web.diffs import differences_of
from web.errors import Gone, MovedOn, Refused, StalePage

Row = TypeVar("Row", bound=models.Model)


@dataclass
class EditContext:
    """A locked plan and the act being written; rows are changed through `act`."""

    plan: Plan
    act: ActWriter
    access: Access

    def fresh(self, row: Row, *, seen: int | None = None, **typed: Any) -> Row:
        """The row as it is now, under the lock; StalePage when it is not the revision `seen`.

        A row removed meanwhile is Gone. `typed` is what the person wanted to save: it comes back
        beside what stands there now, and where that has these words already there is no conflict.
        """
        now: Any = next(iter(current_row(row.pk, kind=type(row))), None)
        if now is None:
            changes = changes_of(row)[:1]
            raise Gone("This was removed while you had the page open.", changes=changes)
        if seen is not None and now.revision != seen:
            differences = differences_of(now, typed)
            if differences or not typed:
                changes = changes_of(now, revision__gt=seen)
                raise StalePage(differences, now=now.revision, changes=changes)
        return now


def may_write(plan: Plan, held: Access) -> bool:
    """Whether a page offers this person to write in the plan: not once it is closed."""
    return plan.stage != Stage.CLOSED and held.may(Right.WRITE_PLANS)


def may_comment(plan: Plan, held: Access) -> bool:
    """Whether a page offers this person to comment on what they may read of the plan."""
    return plan.stage != Stage.CLOSED and held.may(Right.COMMENT)


def lock_plan(
    plan: Plan, *, by: User, rights: tuple[Right, ...], once: Appointment | None = None
) -> tuple[Plan, Access, Appointment]:
    """The plan under its lock, what the person holds, and what of it gives one of `rights`.

    Permission comes first: who may not write waits for nobody, and keeps nobody waiting. `once` is
    what they held, for the one thing that somebody may still say when their role has ended. Whoever
    holds no role here may hold a link (see `plans.guests`).
    """
    held = access_of(by, plan.council)
    if not held.appointments and once is None:
        held = access_by_link(by, plan)
    actor = once if once and not held.may(*rights) else held.require(*rights)
    look_up_identity(plan.council, actor)
    [locked] = locked_plan(plan.pk)
    locked.council = plan.council
    if locked.commission_id == plan.commission_id and Plan.commission.is_cached(plan):
        # Each version of a commission stays as it was made.
        locked.commission = plan.commission
    return locked, held, actor


@prepared
def locked_plan(plan: int) -> models.QuerySet[Plan]:
    return Plan.objects.locked().filter(pk=plan)[:1]


@prepared
def current_row(key: int, *, kind: type[Row]) -> models.QuerySet[Row]:
    return kind._default_manager.filter(pk=key).order_by()[:1]


@contextmanager
def editing(
    plan: Plan,
    *,
    by: User,
    verb: str,
    reason: str = "",
    given: str | None = None,
    rights: tuple[Right, ...] = (Right.WRITE_PLANS,),
    subject: models.Model | None = None,
) -> Iterator[EditContext]:
    """Lock the plan and its tree, and record what the block does; nothing done leaves nothing.

    A closed plan is refused. `reason` is what the person gave, if anything. Acts that change the
    document pass it as `given`: once the plan asks why, that may not be blank.
    """
    with transaction.atomic():
        locked, held, actor = lock_plan(plan, by=by, rights=rights)
        check_not_closed(locked)
        check_explained(locked, given)
        with recording(
            locked.council,
            actor=actor,
            verb=verb,
            reason=given or reason,
            subject=subject,
            plan=locked.pk,
        ) as act:
            yield EditContext(locked, act, held)
            check_not_too_long(locked, act)


def note_put_back(w: EditContext, act: Act | None) -> None:
    """Have the act being written say that it puts back what stood after another, if it does."""
    if act is not None:
        w.act.verb = "text_put_back"
        w.act.details = {"act": act.sequence, "as_of": act.at.isoformat()}


def check_not_closed(plan: Plan) -> None:
    if plan.stage == Stage.CLOSED:
        changes = moves_of(plan, plan.moves - 1)
        raise MovedOn("The plan is closed. Nothing more is written in it.", changes=changes)


def check_not_too_long(plan: Plan, act: ActWriter) -> None:
    """Under the lock, once all is written: whoever only shortens a plan is never refused."""
    if act.growth > 0 and any(kind in COUNTED_KINDS for kind, _, _ in act.rows):
        size_of(plan).check()


def check_explained(plan: Plan, given: str | None) -> None:
    """Refused without a reason once others have the plan's words; looked at under its lock."""
    if given is not None and not given.strip() and plan.asks_why:
        raise Refused(
            "Say why: this plan was sent to others, so a change needs its reason.", field="reason"
        )
