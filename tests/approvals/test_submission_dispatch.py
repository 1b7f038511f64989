"""Sent from here: queued, then taken by the mail server or not, and told as it is."""

from datetime import date, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from approvals.models import Submission, SubmissionDispatch
from approvals.submission import actions as submission_actions
from approvals.submission import dispatch
from approvals.submission.actions import send_submission_again, stop_submission
from approvals.submission.correspondence import ExtensionData, record_extension, record_receipt
from councils import outbox
from councils.models import OutboxMessage
from councils.outbox import send_waiting
from councils.smtp import AnswerLost
from delivery.actions import start_monitoring
from plans.access import plan_url
from plans.actions.files import read_file
from tests.approvals.makers import (
    Chamber,
    make_submitted,
    seen_newest,
)
from tests.approvals.pages import text_of
from web.errors import Refused, StalePage

State = Submission.State
NOT_KNOWN = SMTPDataError(550, b"5.1.1 No such mailbox here")


@pytest.fixture(autouse=True)
def nothing_else(decided: Chamber) -> None:
    """No message waits but what a test queues: the invitations are taken away."""
    OutboxMessage.objects.all().delete()


@pytest.fixture
def queued(decided: Chamber) -> Submission:
    """The plan submitted from here, before its e-mail left."""
    return make_submitted(decided, sent_at=None)


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the mail server was handed at each try."""
    contents: list[bytes] = []
    send = EmailBackend.send_messages

    def keep(backend, messages):
        contents.extend(one.message().as_bytes(linesep="\r\n") for one in messages)
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", keep)
    return contents


def refusing(monkeypatch: pytest.MonkeyPatch, error: Exception = NOT_KNOWN) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def now_of(submission: Submission) -> Submission:
    submission.plan.refresh_from_db()
    return Submission.objects.with_dispatches().get(pk=submission.pk)


def failed(submission: Submission, monkeypatch: pytest.MonkeyPatch) -> Submission:
    with monkeypatch.context() as for_now:
        refusing(for_now)
        send_waiting()
    return now_of(submission)


def test_what_is_queued_is_not_sent_yet(decided, queued):
    assert (queued.state, queued.went_at, mail.outbox) == (State.QUEUED, None, [])
    assert decided.plan.submitted_at is None
    with pytest.raises(Refused, match="not gone yet"):
        start_monitoring(decided.plan, by=decided.author, seen=seen_newest(decided.plan))
    with pytest.raises(Refused, match="not gone yet"):
        record_receipt(queued, by=decided.author, received_at=timezone.now())


def test_it_is_sent_once_the_mail_server_took_it(decided, queued, handed):
    send_waiting()

    submission = now_of(queued)
    [row] = submission.dispatches.all()
    assert (submission.state, submission.went_at) == (State.SENT, row.at)
    assert submission.plan.submitted_at == row.at
    assert handed == [read_file(submission.email)]
    act = decided.council.acts.first()
    assert (act.verb, act.actor.name) == ("submission_sent", decided.author.name)
    assert record_receipt(submission, by=decided.author, received_at=timezone.now())


def test_it_goes_from_the_council_and_is_answered_to_its_author(decided, settings, handed):
    settings.DEFAULT_FROM_EMAIL = "Clearday <plans@council.example>"
    submission = make_submitted(decided, sent_at=None)
    send_waiting()

    parsed = message_from_bytes(handed[0], policy=policy.default)
    assert parsed["From"] == "Clearday <plans@council.example>"
    assert parsed["To"] == "plans@department.example"
    assert parsed["Reply-To"] == decided.author.email
    assert parsed["Message-ID"] == f"<{submission.key}@council.example>"
    assert parsed["X-Unsent"] is None
    [attached] = parsed.iter_attachments()
    assert attached.get_content() == read_file(submission.pdf)


def test_a_submission_that_is_refused_queues_no_email(decided):
    make_submitted(decided)
    with pytest.raises(Refused, match="submitted already"):
        make_submitted(decided, sent_at=None)
    assert not OutboxMessage.objects.filter(kind=dispatch.KIND).exists()


def test_what_the_mail_server_refuses_has_failed_and_says_why(decided, queued, monkeypatch):
    submission = failed(queued, monkeypatch)

    assert submission.state == State.FAILED
    assert submission.dispatch.said == "550 5.1.1 No such mailbox here"
    assert submission.plan.submitted_at is None
    assert decided.council.acts.first().verb == "submission_failed"


def test_a_mail_server_that_is_away_leaves_it_waiting(decided, queued, monkeypatch, sender):
    refusing(monkeypatch, SMTPServerDisconnected("no answer"))
    send_waiting()

    assert now_of(queued).state == State.QUEUED
    page = text_of(sender.get(plan_url("sent", decided.plan)))
    assert "Waiting to be sent" in page
    assert "no answer" in page
    assert "tried by" in page


def test_sent_again_it_is_the_same_email(decided, queued, monkeypatch, handed):
    submission = failed(queued, monkeypatch)

    send_submission_again(submission, by=decided.author)
    assert now_of(queued).state == State.QUEUED
    send_waiting()

    assert now_of(queued).state == State.SENT
    assert handed == [read_file(queued.email)]
    told = [one.state for one in now_of(queued).dispatches.all()]
    assert told == [State.SENT, State.QUEUED, State.FAILED]


def test_only_what_failed_last_is_sent_again(decided, queued):
    with pytest.raises(Refused, match="nothing to send again"):
        send_submission_again(queued, by=decided.author)
    send_waiting()
    with pytest.raises(Refused, match="nothing to send again"):
        send_submission_again(now_of(queued), by=decided.author)


def test_a_sender_that_dies_before_its_commit_repeats_one_message_id(queued, monkeypatch, handed):
    with monkeypatch.context() as for_now:
        died = OperationalError("the connection was lost")
        for_now.setitem(outbox.settlers, dispatch.KIND, raising(died))
        with pytest.raises(OperationalError):
            send_waiting()
    assert now_of(queued).state == State.QUEUED

    OutboxMessage.objects.update(due_at=timezone.now())  # its claim runs out
    send_waiting()

    assert handed == [read_file(queued.email)] * 2
    assert [one.state for one in now_of(queued).dispatches.all()] == [State.SENT]


def raising(error: Exception):
    def raise_it(*_: object) -> None:
        raise error

    return raise_it


def test_the_database_keeps_one_sending_of_a_submission(queued):
    """The control: past the outbox, a second moment of sending is refused."""
    send_waiting()
    sent = SubmissionDispatch.objects.get()
    sent.pk = None
    with pytest.raises(IntegrityError, match="sent_once"), transaction.atomic():
        sent.save(force_insert=True)


def test_an_author_who_left_meanwhile_is_still_who_submitted(decided, queued):
    decided.author.appointments.update(ends_on=timezone.localdate() - timedelta(days=1))
    send_waiting()

    assert now_of(queued).state == State.SENT
    assert decided.council.acts.first().actor.name == decided.author.name


def due_in_an_hour(chamber: Chamber) -> None:
    due = timezone.now() + timedelta(hours=1)
    granted = ExtensionData("The department", date(2024, 7, 12), due=due)
    record_extension(chamber.plan, by=chamber.author, granted=granted)
    chamber.plan.refresh_from_db()


def test_what_left_after_the_deadline_is_late_and_says_that_it_was_queued_before(
    decided, monkeypatch, sender
):
    due_in_an_hour(decided)
    submission = make_submitted(decided, sent_at=None, reason="")
    later = timezone.now() + timedelta(hours=2)
    with monkeypatch.context() as for_now:
        for_now.setattr(timezone, "now", lambda: later)
        send_waiting()

    assert now_of(submission).is_late
    page = text_of(sender.get(plan_url("sent", decided.plan)))
    assert "Late" in page
    assert "before the deadline" in page
    assert "Late" in text_of(sender.get(decided.plan.get_absolute_url()))


def test_what_left_in_time_is_not_late(decided):
    """The control."""
    due_in_an_hour(decided)
    submission = make_submitted(decided, sent_at=None, reason="")
    send_waiting()

    assert not now_of(submission).is_late


def test_nothing_goes_while_an_earlier_e_mail_waits(decided, queued, off):
    with pytest.raises(Refused, match="still waits"):
        make_submitted(decided)
    off(submission_actions, "check_replaces")
    assert make_submitted(decided)  # the control


def test_stopped_its_author_sends_it_themselves(decided, queued):
    stop_submission(queued, by=decided.author)
    send_waiting()
    assert (now_of(queued).state, mail.outbox) == (State.FAILED, [])

    by_hand = make_submitted(decided)

    assert (by_hand.number, by_hand.state) == (2, State.SENT)
    assert decided.plan.submitted_at == by_hand.sent_at
    with pytest.raises(Refused):
        send_submission_again(now_of(queued), by=decided.author)


def stopped(submission: Submission, chamber: Chamber) -> Submission:
    stop_submission(submission, by=chamber.author)
    return now_of(submission)


def lose_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server has the whole e-mail and is not heard of again."""
    with monkeypatch.context() as for_now:
        refusing(for_now, AnswerLost("timed out"))
        send_waiting()


def test_stopped_after_a_try_without_an_answer_nobody_says_that_it_did_not_go(
    decided, queued, monkeypatch, sender
):
    lose_the_answer(monkeypatch)
    submission = stopped(queued, decided)

    assert (submission.state, submission.went_at) == (State.UNKNOWN, None)
    assert submission.plan.submitted_at is None
    page = " ".join(text_of(sender.get(plan_url("sent", decided.plan))).split())
    assert "Not known whether it was sent" in page
    assert "the department may have it" in page
    assert "Send it again" in page
    assert "may have gone" in text_of(sender.get(plan_url("move_submit", decided.plan)))


def test_stopped_before_any_try_it_was_not_sent(decided, queued, monkeypatch):
    """The control: no try, and a try that was refused for now, had no e-mail."""
    refusing(monkeypatch, SMTPServerDisconnected("no answer"))
    send_waiting()
    assert stopped(queued, decided).state == State.FAILED


def test_given_up_after_a_try_without_an_answer_it_is_not_known_either(
    decided, queued, monkeypatch
):
    lose_the_answer(monkeypatch)
    OutboxMessage.objects.update(due_at=timezone.now())
    submission = failed(queued, monkeypatch)

    assert submission.state == State.UNKNOWN
    assert decided.council.acts.first().verb == "submission_unanswered"


def test_the_departments_receipt_says_that_it_went(decided, queued, monkeypatch):
    lose_the_answer(monkeypatch)
    submission, received_at = stopped(queued, decided), timezone.now()
    assert record_receipt(submission, by=decided.author, received_at=received_at)

    submission = now_of(queued)
    assert (submission.state, submission.went_at) == (State.SENT, received_at)
    assert submission.plan.submitted_at == received_at
    with pytest.raises(Refused, match="nothing to send again"):
        send_submission_again(submission, by=decided.author)


def test_a_receipt_of_what_was_not_sent_is_refused(decided, queued):
    submission = stopped(queued, decided)
    with pytest.raises(Refused, match="not gone yet"):
        record_receipt(submission, by=decided.author, received_at=timezone.now())


def test_a_receipt_from_before_it_was_queued_is_refused(decided, queued, monkeypatch):
    lose_the_answer(monkeypatch)
    submission = stopped(queued, decided)
    before = queued.recorded_at - timedelta(minutes=2)
    with pytest.raises(Refused, match="after the plan was sent"):
        record_receipt(submission, by=decided.author, received_at=before)


def test_what_would_be_late_by_now_needs_its_reason(decided, monkeypatch, off):
    due_in_an_hour(decided)
    submission = stopped(make_submitted(decided, sent_at=None, reason=""), decided)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    with pytest.raises(Refused, match="would be late"):
        send_submission_again(submission, by=decided.author)
    # The control: sent again after the deadline, nobody says that it was queued in time.
    off(submission_actions, "why_not_sent_again")
    send_submission_again(submission, by=decided.author)
    send_waiting()
    assert now_of(submission).is_late
    assert not now_of(submission).was_queued_in_time


def test_a_page_that_shows_another_address_than_the_commissions_is_stale(decided, off):
    with pytest.raises(StalePage):
        make_submitted(decided, shown_address="old@department.example")
    off(submission_actions, "check_address")
    assert make_submitted(decided, shown_address="old@department.example")  # the control


def test_what_was_sent_is_not_stopped(decided, queued):
    send_waiting()
    with pytest.raises(Refused, match="no longer waiting"):
        stop_submission(queued, by=decided.author)
    assert now_of(queued).state == State.SENT


# Its pages


def test_while_it_waits_no_page_says_that_it_was_sent(decided, queued, sender):
    page = text_of(sender.get(plan_url("sent", decided.plan)))
    assert "Waiting to be sent" in page
    assert "tried by" in page
    assert "Record a receipt" not in page
    home = text_of(sender.get(decided.plan.get_absolute_url()))
    assert "Waiting to be sent" in home
    assert "Submitted" not in home
    assert "still waits to be sent" in text_of(sender.get(plan_url("move_submit", decided.plan)))


def test_a_refused_e_mail_is_shown_and_sent_again_from_its_page(
    decided, queued, sender, monkeypatch
):
    failed(queued, monkeypatch)

    page = text_of(sender.get(plan_url("sent", decided.plan)))
    assert "No such mailbox here" in page
    assert "Send it again" in " ".join(page.split())
    assert "No such mailbox here" in text_of(sender.get(plan_url("move_submit", decided.plan)))

    assert sender.get(plan_url("send_again", decided.plan, 1)).status_code == 200
    assert sender.post(plan_url("send_again", decided.plan, 1), {}).status_code == 302
    send_waiting()
    assert now_of(queued).state == State.SENT
    assert sender.post(plan_url("send_again", decided.plan, 1), {}).status_code == 422


def test_it_is_stopped_from_its_page(decided, queued, sender):
    assert sender.get(plan_url("stop_sending", decided.plan, 1)).status_code == 200
    assert sender.post(plan_url("stop_sending", decided.plan, 1), {}).status_code == 302
    assert now_of(queued).state == State.FAILED


@pytest.mark.parametrize("page", ["send_again", "stop_sending"])
def test_only_who_submits_does_either(decided, queued, signed_in, page):
    assert signed_in(decided.clerk).get(plan_url(page, decided.plan, 1)).status_code == 403
    assert signed_in(decided.clerk).post(plan_url(page, decided.plan, 1), {}).status_code == 403
    assert signed_in(Chamber().author).post(plan_url(page, decided.plan, 1), {}).status_code == 404
    assert signed_in(decided.author).get(plan_url(page, decided.plan, 9)).status_code == 404
