"""What the department writes back: a later deadline, and a receipt."""

from datetime import date, datetime

from approvals.models import Acknowledgement, Extension, Submission
from approvals.workflow.moving import Noting, london, noting
from councils.errors import Refused
from councils.models import User
from councils.roles import Right
from plans.models import Plan, StoredFile


def extend(
    plan: Plan,
    *,
    by: User,
    granted_by: str,
    granted_on: date,
    due: datetime | None = None,
    event: str = "",
    evidence: str = "",
    file: StoredFile | None = None,
) -> Extension:
    """Record a later deadline that the department granted: a moment, or an event."""
    with noting(
        plan,
        by=by,
        right=Right.PUT_TO_DECISION,
        what="recorded an extension for",
        reason=f"Granted by {granted_by}",
    ) as m:
        check_extension(m, due, event, granted_by, granted_on)
        extension = Extension(
            plan=m.plan,
            due=due,
            event=event,
            granted_by=granted_by,
            granted_on=granted_on,
            evidence=evidence,
            file=file,
            recorded_at=m.now,
            recorded_by=by,
        )
        m.act.add(extension)
        m.act.change(m.plan, extended_due=due, extended_event=event)
    return extension


def check_extension(
    m: Noting, due: datetime | None, event: str, granted_by: str, granted_on: date
) -> None:
    if due is None and not event.strip():
        raise Refused("Enter the new date, or the event it waits for.", field="due_on")
    if granted_on > london(m.now):
        raise Refused("It cannot have been granted in the future.", field="granted_on")
    if due and london(due) < granted_on:
        raise Refused("The new deadline lies before the day it was granted.", field="due_on")
    newest = m.plan.extensions.first()
    told = (due, event, granted_by, granted_on)
    if newest and told == (newest.due, newest.event, newest.granted_by, newest.granted_on):
        raise Refused("This extension is recorded already.")


def acknowledge(
    submission: Submission,
    *,
    by: User,
    received_at: datetime,
    words: str = "",
    file: StoredFile | None = None,
) -> Acknowledgement:
    """Record the department's receipt for a submission."""
    with noting(
        submission.plan,
        by=by,
        right=Right.SUBMIT,
        what="recorded the receipt for",
        reason=words or "The department acknowledged it",
    ) as m:
        # A receipt shows its minute, not its second.
        sent_at = submission.sent_at.replace(second=0, microsecond=0)
        if not sent_at <= received_at <= m.now:
            raise Refused(
                "The receipt must have come after the plan was sent, and not in the future.",
                field="received_on",
            )
        if submission.acknowledgements.filter(received_at=received_at, words=words).exists():
            raise Refused("This receipt is recorded already.")
        receipt = Acknowledgement(
            submission=submission,
            received_at=received_at,
            words=words,
            file=file,
            recorded_at=m.now,
            recorded_by=by,
        )
        m.act.add(receipt)
    return receipt
