"""Delivery: start monitoring, report on commitments, end them, close the plan."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from approvals.models import Decision, EarlierSubmission, Submission
from approvals.workflow.engine import (
    PageState,
    RecordContext,
    TransitionContext,
    record_fact,
    transition,
)
from councils.models import User
from councils.roles import Right
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.meanwhile import moves_of
from plans.models import Commitment, Plan, Stage
from web.dates import london_day
from web.errors import MovedOn, Refused


@dataclass(frozen=True)
class ProgressData:
    """What an author says of one commitment."""

    commitment: Commitment
    status: str
    narrative: str
    next_step: str = ""


@dataclass(frozen=True)
class OutcomeData:
    """What became of one commitment."""

    commitment: Commitment
    outcome: str
    words: str = ""


def start_monitoring(plan: Plan, *, by: User, seen: PageState) -> None:
    """Begin to report on delivery; the plan has been submitted."""
    with transition("start_monitoring", plan, by=by, seen=seen) as m:
        submitted = m.plan.submissions.sent().first() or m.plan.earlier_submissions.first()
        if submitted is None:
            waits = m.plan.submissions.not_over().exists()
            why = "The e-mail to the department has not gone yet." if waits else ""
            raise Refused(why or "Submit the plan first.")
        if m.plan.stage == Stage.DECISION and not only_noted(m.plan, submitted):
            raise Refused("The plan still waits for its decision.")


def only_noted(plan: Plan, submitted: Submission | EarlierSubmission) -> bool:
    """Whether it was submitted as noted, and no later meeting has still to decide on it."""
    decided = plan.steps.exclude(decision__outcome__in=Decision.ADVICE)
    decision = Decision.objects.filter(step=decided.last()).first()
    noted = decision is not None and decision.outcome == Decision.Outcome.NOTED
    return noted and submitted.basis == Submission.Basis.NOTED


def update_commitment(
    commitment: Commitment,
    *,
    by: User,
    as_at: date,
    status: str,
    narrative: str,
    next_step: str = "",
) -> ProgressUpdate:
    """Say how a commitment stands at a date; earlier updates stay as they are."""
    with noting_on(commitment, by, verb="progress_reported", reason=narrative) as m:
        check_may_report(m, commitment, as_at)
        row = ProgressUpdate(
            commitment=commitment,
            as_at=as_at,
            status=status,
            narrative=narrative,
            next_step=next_step,
            recorded_at=m.now,
            recorded_by=by,
        )
        check_is_new(row)
        m.act.add(row)
    return row


def report_progress(
    plan: Plan, *, by: User, as_at: date, rows: Sequence[ProgressData]
) -> list[ProgressUpdate]:
    """Update several commitments at a date: all of them, or none."""
    if not rows:
        raise Refused("Choose how at least one commitment stands.")
    with transaction.atomic():
        return [
            update_commitment(
                row.commitment,
                by=by,
                as_at=as_at,
                status=row.status,
                narrative=row.narrative,
                next_step=row.next_step,
            )
            for row in rows
        ]


def noting_on(
    commitment: Commitment, by: User, *, verb: str, reason: str
) -> AbstractContextManager[RecordContext]:
    """Write down something that its author says of a commitment."""
    plan, right = commitment.plan, Right.WRITE_PLANS
    return record_fact(plan, by=by, right=right, verb=verb, reason=reason, subject=commitment)


def check_may_report(m: RecordContext, commitment: Commitment, as_at: date) -> None:
    """The plan is being monitored, the day has come, and the commitment goes on."""
    if m.plan.stage != Stage.MONITORING:
        raise not_monitored(m.plan, "Progress is reported once the plan is being monitored.")
    if as_at > london_day(m.now):
        raise Refused("That day has not come yet.", field="as_at")
    if CommitmentOutcome.objects.filter(commitment=commitment).exists():
        raise Refused(f"What became of {commitment.reference} is recorded already.")


def not_monitored(plan: Plan, why: str) -> Refused:
    """Not yet, or no more: the second is somebody's page that the plan's end overtook."""
    if plan.stage != Stage.CLOSED:
        return Refused(why)
    return MovedOn(f"{why} It is closed.", changes=moves_of(plan, plan.moves - 1))


def check_is_new(row: ProgressUpdate) -> None:
    """A form that is sent twice is recorded once."""
    newest = row.commitment.updates.order_by("-recorded_at", "-pk").first()
    told = ("as_at", "status", "narrative", "next_step")
    if newest and all(getattr(newest, name) == getattr(row, name) for name in told):
        raise Refused(f"This is recorded already for {row.commitment.reference}.")


def end_commitment(
    commitment: Commitment, *, by: User, outcome: str, words: str = ""
) -> CommitmentOutcome:
    """Say what became of a commitment in the end."""
    with noting_on(commitment, by, verb="commitment_ended", reason=words) as m:
        if m.plan.stage != Stage.MONITORING:
            raise not_monitored(m.plan, "A commitment ends once the plan is being monitored.")
        return write_outcome(m, OutcomeData(commitment, outcome, words))


def write_outcome(m: RecordContext, ended: OutcomeData) -> CommitmentOutcome:
    """Keep what became of a commitment of the locked plan, once."""
    if ended.commitment.plan_id != m.plan.pk:
        raise Refused("That belongs to another plan.")
    if CommitmentOutcome.objects.filter(commitment=ended.commitment).exists():
        raise Refused(f"What became of {ended.commitment.reference} is recorded already.")
    if ended.outcome != CommitmentOutcome.Outcome.DONE and not ended.words.strip():
        raise Refused("Say where it went, or why it stopped.", field="words")
    ending = CommitmentOutcome(
        commitment=ended.commitment,
        outcome=ended.outcome,
        words=ended.words,
        recorded_at=m.now,
        recorded_by=m.act.by,
    )
    m.act.add(ending)
    return ending


def close_plan(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    reason: str = "",
    endings: Sequence[OutcomeData] = (),
    commission_ended: bool = False,
) -> None:
    """Close a plan whose every commitment has its outcome, with the last ones said here.

    When the commission itself has ended, a reason stands for the outcomes that nobody can give.
    """
    with transition("close", plan, by=by, seen=seen, reason=reason) as m:
        for ended in endings:
            write_outcome(m, ended)
        if commission_ended:
            if not reason.strip():
                raise Refused("Say how the request ended.", field="reason")
        else:
            check_all_ended(m)


def check_all_ended(m: TransitionContext) -> None:
    open_ = m.plan.commitments.filter(ending=None)
    if open_.exists():
        names = ", ".join(open_.values_list("reference", flat=True))
        raise Refused(f"Say first what became of: {names}.")
