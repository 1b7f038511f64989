"""The dangerous part of every move, once: permission, lock, stale page, stage, save, act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from approvals.workflow.transitions import BY_NAME, Transition, first_on_page
from councils.access import Access
from councils.models import Appointment, User
from councils.record.changes import changes_to_plan
from councils.record.writer import ActWriter, recording
from councils.refusals import attempting
from councils.roles import Right
from plans.assemble import build_document
from plans.document import Document
from plans.edits import lock_plan
from plans.meanwhile import moves_of
from plans.models import Plan, Stage
from plans.versions import newest_digest
from web.errors import Difference, Refused, StalePage


@dataclass(frozen=True)
class PageState:
    """What the page showed: how often the plan had moved, and the digests of the words on it."""

    moves: int
    plan: str = ""
    report: str = ""


@dataclass
class RecordContext:
    """A locked plan and the act being written; rows are written through `act`."""

    plan: Plan
    act: ActWriter
    access: Access
    now: datetime
    words_checked: bool = field(default=False, init=False)

    def check_words(self, seen: str, stands: str, what: str = "plan") -> None:
        """StalePage unless the words shown are the words that stand."""
        self.words_checked = True
        if seen != stands:
            mine, theirs = (f"reference {one[:8]}" if one else "none" for one in (seen, stands))
            different = Difference(f"The words of the {what}", mine, theirs)
            # Who does not read drafts is told of no change to one.
            reads = self.access.may(Right.READ_DRAFTS)
            changes = changes_to_plan(self.plan.pk) if reads else []
            raise StalePage((different,), changes=changes, code="other_words")

    def words_shown(self, seen: PageState) -> Document:
        """The working copy, which has the words the page showed; StalePage when it has others."""
        document = build_document(self.plan)
        self.check_words(seen.plan, document.digest)
        return document


@dataclass
class TransitionContext(RecordContext):
    """A locked plan on its way by a row of the table; `also` is what else the row changes of it."""

    move: Transition
    also: dict[str, Any] = field(default_factory=dict)

    def become(self, name: str) -> None:
        """Go by another row that begins in the same stage."""
        move = BY_NAME[name]
        if self.plan.stage not in move.sources:
            raise ValueError(f"{name} does not begin in {self.plan.stage}")
        self.move, self.act.verb = move, move.verb


@contextmanager
def transition(
    name: str,
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    reason: str = "",
    now: datetime | None = None,
    once: Appointment | None = None,
) -> Iterator[TransitionContext]:
    """Move a plan by a row of the table: all of it happens, or nothing.

    The words the page showed are those that the block checks, or else the newest frozen ones: no
    move is made on a page of other words.
    """
    move = BY_NAME[name]
    with attempting(plan.council, move.verb, plan.pk), transaction.atomic():
        locked, held, actor = lock_plan(plan, by=by, rights=move.rights, once=once)
        check_page_current(locked, seen)
        check_stage(locked, move)
        with recording(
            locked.council,
            actor=actor,
            verb=move.verb,
            reason=reason,
            subject=locked,
            plan=locked.pk,
        ) as act:
            moving = TransitionContext(locked, act, held, now or timezone.now(), move)
            yield moving
            check_words_shown(moving, seen)
            target = moving.move.target_from(Stage(locked.stage))
            act.change(locked, stage=target, moves=locked.moves + 1, **moving.also)


@contextmanager
def record_fact(
    plan: Plan,
    *,
    by: User,
    right: Right,
    verb: str,
    reason: str = "",
    subject: models.Model | None = None,
    once: Appointment | None = None,
) -> Iterator[RecordContext]:
    """Write down a fact about a plan that moves nothing: an extension, a receipt, an update."""
    with attempting(plan.council, verb, plan.pk), transaction.atomic():
        locked, held, actor = lock_plan(plan, by=by, rights=(right,), once=once)
        with recording(
            locked.council,
            actor=actor,
            verb=verb,
            reason=reason,
            subject=subject or locked,
            plan=locked.pk,
        ) as act:
            yield RecordContext(locked, act, held, timezone.now())


def check_page_current(plan: Plan, seen: PageState) -> None:
    """StalePage when the plan has been moved since the page was shown."""
    if plan.moves != seen.moves:
        raise StalePage(changes=moves_of(plan, seen.moves))


def check_words_shown(moving: TransitionContext, seen: PageState) -> None:
    """StalePage when the move checked no words of its own and others were frozen since."""
    if not moving.words_checked:
        moving.check_words(seen.plan, newest_digest(moving.plan))


def check_stage(plan: Plan, move: Transition) -> None:
    """A move begins in a stage that its row of the table names."""
    if plan.stage not in move.sources:
        raise wrong_stage(plan)


def check_open(page: str, plan: Plan, seen: PageState) -> None:
    """Refused, or a StalePage when the plan has moved on, unless the page's move begins here."""
    check_page_current(plan, seen)
    if first_on_page(page, plan.stage) is None:
        raise wrong_stage(plan)


def wrong_stage(plan: Plan) -> Refused:
    stage = Stage(plan.stage).label
    said = f"This cannot be done now: the plan’s stage is “{stage}”."
    return Refused(said, code="wrong_stage")
