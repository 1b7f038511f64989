"""What goes to the department from here: queued, then taken by the mail server or not."""

from django.core.mail import EmailMessage

from approvals.models import Submission, SubmissionDispatch
from councils import outbox
from councils.models import OutboxMessage
from councils.outbox import queue_message
from councils.record.writer import recording
from plans.actions.files import read_file
from plans.edits import locked_plan

KIND = "submission"
State = Submission.State
# How the record keeps what became of a submission.


def queue_submission(submission: Submission) -> None:
    """Have it sent once the caller's transaction is committed."""
    queue_message(
        KIND,
        council=submission.plan.council,
        address=submission.address,
        key=submission.key,
    )


@outbox.composes(KIND)
def as_kept(message: OutboxMessage) -> EmailMessage:
    """The bytes kept with the submission; every try hands the mail server the same."""
    submission = Submission.objects.select_related("email__council").get(key=message.key)
    return outbox.Frozen(read_file(submission.email), to=submission.address)


@outbox.settles(KIND)
def record_what_became_of(message: OutboxMessage) -> None:
    """Write down that the mail server took it, or did not, as an act of who submitted it."""
    assert message.settled_at is not None
    whole = Submission.objects.select_related("recorded_as__person", "recorded_as__council")
    submission = whole.get(key=message.key)
    state = State.SENT if message.state == OutboxMessage.State.SENT else State.FAILED
    [plan] = locked_plan(submission.plan_id)
    with recording(
        submission.recorded_as.council,
        actor=submission.recorded_as,
        verb="submission_sent" if state == State.SENT else "submission_failed",
        reason=message.said or f"The mail server took it for {submission.address}",
        subject=plan,
        plan=plan.pk,
    ) as act:
        said, at = message.said, message.settled_at
        act.add(SubmissionDispatch(submission=submission, state=state, said=said, at=at))
        if state == State.SENT:
            act.change(plan, submitted_at=at)
