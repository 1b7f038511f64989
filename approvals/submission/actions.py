"""What an author does about a submission that the mail server has not taken."""

from approvals.models import Submission, SubmissionDispatch
from approvals.workflow.moving import noting
from councils import outbox
from councils.errors import Refused
from councils.models import User
from councils.roles import Right

State = Submission.State


def send_again(submission: Submission, *, by: User) -> SubmissionDispatch:
    """Queue anew what the mail server did not take: the same e-mail under its one Message-ID."""
    verb, why = "submission_queued_again", f"For {submission.address}"
    with noting(submission.plan, by=by, right=Right.SUBMIT, verb=verb, reason=why) as m:
        newest = m.plan.submissions.with_dispatches().first()
        if newest != submission or not newest.has_failed:
            raise Refused("There is nothing to send again: this is not what failed last.")
        row = SubmissionDispatch(submission=newest, state=State.QUEUED, at=m.now)
        m.act.add(row)
        outbox.requeue(newest.key)
    return row


def stop(submission: Submission, *, by: User) -> SubmissionDispatch:
    """Take a submission that waits out of the outbox, so that its author can send it themselves."""
    verb, why = "submission_stopped", f"It was to go to {submission.address}"
    with noting(submission.plan, by=by, right=Right.SUBMIT, verb=verb, reason=why) as m:
        said = f"Stopped by {by.name}."
        if not outbox.stop(submission.key, said=said):
            raise Refused("It is no longer waiting: it was sent, has failed, or is being sent now.")
        row = SubmissionDispatch(submission=submission, state=State.FAILED, said=said, at=m.now)
        m.act.add(row)
    return row
