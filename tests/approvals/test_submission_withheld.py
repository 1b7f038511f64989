"""An e-mail leaves, and is sent again, only while its words may go as what they were queued as."""

import pytest
from django.core import mail

from approvals.closing.actions import withdraw_plan
from approvals.models import Submission
from approvals.submission import actions as submission_actions
from approvals.submission import dispatch
from approvals.submission.actions import send_submission_again, stop_submission
from councils.models import OutboxMessage
from councils.outbox import send_waiting
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_decided, make_put, make_submitted, seen_newest
from tests.approvals.pages import browser_of, text_of
from web.errors import Refused

State = Submission.State


def now_of(submission: Submission) -> Submission:
    return Submission.objects.with_dispatches().get(pk=submission.pk)


def stopped(submission: Submission, chamber: Chamber) -> Submission:
    stop_submission(submission, by=chamber.author)
    return now_of(submission)


def sent_page(chamber: Chamber) -> str:
    page = browser_of(chamber.author).get(plan_url("sent", chamber.plan))
    return " ".join(text_of(page).split())


@pytest.fixture
def early(chamber: Chamber) -> Submission:
    """Queued subject to approval, before the meeting."""
    make_put(chamber)
    OutboxMessage.objects.all().delete()
    chamber.plan.refresh_from_db()
    return make_submitted(chamber, sent_at=None, basis="subject")


def withdrawn(chamber: Chamber) -> None:
    withdraw_plan(
        chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan), reason="A figure is wrong"
    )


def test_what_was_withdrawn_while_it_waited_does_not_leave(chamber, early):
    withdrawn(chamber)
    send_waiting()

    assert early.address not in [one.to[0] for one in mail.outbox]
    submission = now_of(early)
    assert (submission.state, submission.dispatch.said) == (
        State.FAILED,
        "The plan has moved on since it was queued.",
    )


def test_the_control_of_a_withdrawn_e_mail_that_nobody_looks_after_leaves(chamber, early, off):
    off(dispatch, "why_not_sent_any_more")
    withdrawn(chamber)
    send_waiting()
    assert now_of(early).state == State.SENT


def test_what_was_withdrawn_is_not_sent_again(chamber, early, off):
    submission = stopped(early, chamber)
    withdrawn(chamber)

    with pytest.raises(Refused, match="moved on"):
        send_submission_again(submission, by=chamber.author)
    page = sent_page(chamber)
    assert "It cannot be sent again as it is" in page
    assert "Send it again" not in page
    assert "Send it another way" not in page
    off(submission_actions, "why_not_sent_again")
    assert send_submission_again(submission, by=chamber.author)  # the control


def test_what_was_decided_meanwhile_goes_as_decided(chamber, early):
    submission = stopped(early, chamber)
    make_decided(chamber)

    with pytest.raises(Refused, match="another way"):
        send_submission_again(submission, by=chamber.author)
    assert "Send it another way" in sent_page(chamber)
    assert make_submitted(chamber)
