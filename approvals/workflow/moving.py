"""The dangerous part of every move, once: permission, lock, stale page, stage, save, act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils import timezone

from approvals.moves import BY_NAME, Move, on_page
from councils.errors import Difference, Refused, StalePage
from councils.models import User
from councils.record import Recording, recording
from councils.roles import Right, Standing
from plans.document import Document
from plans.models import Plan, Stage
from plans.versions import newest_digest
from plans.working_copy import document_of
from plans.writing import lock

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Seen:
    """What the page showed: how often the plan had moved, and the digests of the words on it."""

    moves: int
    plan: str = ""
    report: str = ""


@dataclass
class Noting:
    """A locked plan and the act being written; rows are written through `act`."""

    plan: Plan
    act: Recording
    standing: Standing
    now: datetime
    words_checked: bool = field(default=False, init=False)

    def check_words(self, seen: str, stands: str, what: str = "plan") -> None:
        """StalePage unless the words shown are the words that stand."""
        self.words_checked = True
        if seen != stands:
            mine, theirs = (f"reference {one[:8]}" if one else "none" for one in (seen, stands))
            raise StalePage((Difference(f"The words of the {what}", mine, theirs),))

    def words_shown(self, seen: Seen) -> Document:
        """The working copy, which has the words the page showed; StalePage when it has others."""
        document = document_of(self.plan)
        self.check_words(seen.plan, document.digest)
        return document


@dataclass
class Moving(Noting):
    """A locked plan on its way by a row of the table; `also` is what else the row changes of it."""

    move: Move
    also: dict[str, Any] = field(default_factory=dict)

    def become(self, name: str) -> None:
        """Go by another row that begins in the same stage."""
        move = BY_NAME[name]
        if self.plan.stage not in move.sources:
            raise ValueError(f"{name} does not begin in {self.plan.stage}")
        self.move, self.act.verb = move, move.verb


@contextmanager
def moving(
    name: str, plan: Plan, *, by: User, seen: Seen, reason: str, now: datetime | None = None
) -> Iterator[Moving]:
    """Move a plan by a row of the table: all of it happens, or nothing.

    The words the page showed are those that the block checks, or else the newest frozen ones: no
    move is made on a page of other words.
    """
    move = BY_NAME[name]
    with transaction.atomic():
        locked, held, actor = lock(plan, by=by, rights=move.rights)
        check_still_there(locked, seen)
        check_stage(locked, move)
        with recording(
            locked.council,
            actor=actor,
            verb=move.verb,
            reason=reason,
            subject=locked,
            plan=locked.pk,
        ) as act:
            moving = Moving(locked, act, held, now or timezone.now(), move)
            yield moving
            check_words_shown(moving, seen)
            target = moving.move.target_from(Stage(locked.stage))
            act.change(locked, stage=target, moves=locked.moves + 1, **moving.also)


@contextmanager
def noting(
    plan: Plan,
    *,
    by: User,
    right: Right,
    verb: str,
    reason: str,
    subject: models.Model | None = None,
) -> Iterator[Noting]:
    """Write down a fact about a plan that moves nothing: an extension, a receipt, an update."""
    with transaction.atomic():
        locked, held, actor = lock(plan, by=by, rights=(right,))
        with recording(
            locked.council,
            actor=actor,
            verb=verb,
            reason=reason,
            subject=subject or locked,
            plan=locked.pk,
        ) as act:
            yield Noting(locked, act, held, timezone.now())


def check_still_there(plan: Plan, seen: Seen) -> None:
    """StalePage when the plan has been moved since the page was shown."""
    if plan.moves != seen.moves:
        stage = Stage(plan.stage).label
        raise StalePage((Difference("The plan’s stage", "as your page showed it", stage),))


def check_words_shown(moving: Moving, seen: Seen) -> None:
    """StalePage when the move checked no words of its own and others were frozen since."""
    if not moving.words_checked:
        moving.check_words(seen.plan, newest_digest(moving.plan))


def check_stage(plan: Plan, move: Move) -> None:
    """A move begins in a stage that its row of the table names."""
    if plan.stage not in move.sources:
        raise not_open(plan)


def check_open(page: str, plan: Plan, seen: Seen) -> None:
    """Refused, or a StalePage when the plan has moved on, unless the page's move begins here."""
    check_still_there(plan, seen)
    if on_page(page, plan.stage) is None:
        raise not_open(plan)


def not_open(plan: Plan) -> Refused:
    stage = Stage(plan.stage).label
    return Refused(f"This cannot be done now: the plan’s stage is “{stage}”.")


def london(moment: datetime) -> date:
    """The day it is in London at a moment."""
    return moment.astimezone(LONDON).date()
