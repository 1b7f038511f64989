"""What goes to the department from here: queued, then taken by the mail server or not."""

from django.core.mail import EmailMessage

from approvals.models import Submission, SubmissionDispatch
from approvals.which_version import why_not_sent_any_more
from councils import outbox
from councils.kept import tell_of
from councils.mail_words import Frozen, Withheld
from councils.models import OutboxMessage
from councils.outbox import queue_message
from councils.record.writer import recording
from plans.access import plan_url
from plans.actions.files import read_file
from plans.edits import locked_plan
from web.frozen import NotAsKept

KIND = "submission"
State = Submission.State


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
    """The bytes kept with the submission; every try hands the mail server the same.

    A plan that was withdrawn, or decided otherwise, while its e-mail waited does not leave.
    """
    whole = Submission.objects.select_related("email__council", "plan")
    submission = whole.get(key=message.key)
    if why := why_not_sent_any_more(submission):
        raise Withheld(why)
    try:
        content = read_file(submission.email)
    except NotAsKept as broken:
        tell_of(broken, submission.plan.council, plan_url("sent", submission.plan))
        raise Withheld("What was to be sent is no longer what was kept.") from broken
    return Frozen(content, to=submission.address)


@outbox.settles(KIND)
def record_what_became_of(message: OutboxMessage) -> None:
    """Write down that the mail server took it, or did not, as an act of who submitted it."""
    assert message.settled_at is not None
    whole = Submission.objects.select_related("recorded_as__person", "recorded_as__council")
    submission = whole.get(key=message.key)
    state = outcome_of(message)
    verb = "submission_sent" if state == State.SENT else "submission_failed"
    if state == State.UNKNOWN:
        verb = "submission_unanswered"
    [plan] = locked_plan(submission.plan_id)
    with recording(
        submission.recorded_as.council,
        actor=submission.recorded_as,
        verb=verb,
        subject=plan,
        plan=plan.pk,
    ) as act:
        said, at = message.said, message.settled_at
        act.add(SubmissionDispatch(submission=submission, state=state, said=said, at=at))
        if state == State.SENT:
            act.change(plan, submitted_at=at, submission_recorded_at=at)


def outcome_of(message: OutboxMessage) -> Submission.State:
    """What became of an e-mail that nobody tries to send any more."""
    if message.state == OutboxMessage.State.SENT:
        return State.SENT
    return State.UNKNOWN if message.may_have_gone else State.FAILED
