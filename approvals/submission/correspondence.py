"""What the department writes back: a later deadline, and a receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from approvals.models import (
    DeadlineExtension,
    Submission,
    SubmissionDispatch,
    SubmissionReceipt,
)
from approvals.workflow.engine import RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.actions.files import FileData, store_given, with_stored
from plans.models import Plan
from web.dates import london_day
from web.errors import Refused


@dataclass(frozen=True)
class ExtensionData:
    """A later deadline that the department granted: a moment, or an event that it waits for."""

    granted_by: str
    granted_on: date | None
    due: datetime | None = None
    event: str = ""
    evidence: str = ""
    file: FileData | None = None


def record_extension(plan: Plan, *, by: User, granted: ExtensionData) -> DeadlineExtension:
    """Record an extension; the newest one says which deadline applies."""
    with record_fact(
        plan,
        by=by,
        right=Right.PUT_TO_DECISION,
        verb="extension_recorded",
    ) as m:
        check_extension(m, granted)
        told = with_stored(m.plan.council, vars(granted))
        extension = DeadlineExtension(plan=m.plan, recorded_at=m.now, recorded_by=by, **told)
        m.act.add(extension)
        m.act.change(m.plan, extended_due=granted.due, extended_event=granted.event)
    return extension


def check_extension(m: RecordContext, granted: ExtensionData) -> None:
    if granted.due is None and not granted.event.strip():
        raise Refused("Enter the new date, or the event it waits for.", field="due_on")
    if granted.granted_on and granted.granted_on > london_day(m.now):
        raise Refused("It cannot have been granted in the future.", field="granted_on")
    made = granted.granted_on or date.min
    if granted.due and london_day(granted.due) < made:
        raise Refused("The new deadline lies before the day it was granted.", field="due_on")
    newest = m.plan.extensions.first()
    told = ("due", "event", "granted_by", "granted_on")
    if newest and all(getattr(newest, name) == getattr(granted, name) for name in told):
        raise Refused("This extension is recorded already.")


def record_receipt(
    submission: Submission,
    *,
    by: User,
    received_at: datetime,
    words: str = "",
    file: FileData | None = None,
) -> SubmissionReceipt:
    """Record the department's receipt for a submission."""
    with record_fact(
        submission.plan,
        by=by,
        right=Right.SUBMIT,
        verb="receipt_recorded",
        reason=words,
    ) as m:
        check_receipt(m, submission, received_at, words)
        if submission.is_unknown:
            record_arrival(m, submission, received_at)
        receipt = SubmissionReceipt(
            submission=submission,
            received_at=received_at,
            words=words,
            file=store_given(m.plan.council, file),
            recorded_at=m.now,
            recorded_by=by,
        )
        m.act.add(receipt)
    return receipt


def record_arrival(m: RecordContext, submission: Submission, received_at: datetime) -> None:
    """Nobody knew whether it went; the department has it, so it went by then."""
    said = "The department’s receipt says that it came."
    sent = Submission.State.SENT
    m.act.add(SubmissionDispatch(submission=submission, state=sent, said=said, at=received_at))
    m.act.change(m.plan, submitted_at=received_at, submission_recorded_at=m.now)


def check_receipt(
    m: RecordContext, submission: Submission, received_at: datetime, words: str
) -> None:
    left = submission.queued_at if submission.is_unknown else submission.went_at
    if left is None:
        raise Refused("The plan has not gone yet, so there is no receipt for it.")
    # A receipt shows its minute, not its second.
    if not left.replace(second=0, microsecond=0) <= received_at <= m.now:
        raise Refused(
            "The receipt must have come after the plan was sent, and not in the future.",
            field="received_on",
        )
    if submission.acknowledgements.filter(received_at=received_at, words=words).exists():
        raise Refused("This receipt is recorded already.")
