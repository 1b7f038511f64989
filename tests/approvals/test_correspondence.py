"""What the department writes back: a later deadline, and receipts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from approvals.models import DeadlineExtension, SubmissionReceipt
from approvals.submission.correspondence import ExtensionData, record_extension, record_receipt
from tests.approvals.makers import Chamber, make_submitted
from web.errors import Refused, StalePage

LONDON = ZoneInfo("Europe/London")
TODAY = timezone.localdate()
DUE = datetime(2024, 7, 19, 23, 59, 59, tzinfo=LONDON)
SECOND = timedelta(seconds=1)


def refused(chamber: Chamber, do=make_submitted, **facts: object) -> str | None:
    """The field something is refused at; nothing of it is kept."""
    moves = chamber.plan.moves
    with pytest.raises(Refused) as refusal:
        do(chamber, **facts)
    assert not isinstance(refusal.value, StalePage)
    chamber.plan.refresh_from_db()
    assert chamber.plan.moves == moves
    return refusal.value.field


def extend(chamber: Chamber, **facts: object) -> DeadlineExtension:
    told = {"granted_by": "The department", "granted_on": date(2024, 7, 12)} | facts
    return record_extension(chamber.plan, by=chamber.author, granted=ExtensionData(**told))


def test_an_extension_moves_the_deadline_that_applies(decided):
    extend(decided, due=DUE + timedelta(days=7))
    decided.plan.refresh_from_db()

    submission = make_submitted(decided, sent_at=DUE + timedelta(days=7), reason="")

    assert decided.plan.due_at == DUE + timedelta(days=7)
    assert submission.due == DUE + timedelta(days=7)
    assert not submission.is_late


def test_an_extension_to_an_event_has_no_moment_so_nothing_is_late(decided):
    extend(decided, event="after the July meeting of Cabinet")
    decided.plan.refresh_from_db()

    submission = make_submitted(decided, reason="")

    assert decided.plan.due_at is None
    assert not submission.is_late


def test_an_extension_that_cannot_be_is_refused(decided):
    tomorrow = TODAY + timedelta(days=1)
    assert refused(decided, extend) == "due_on"
    assert refused(decided, extend, due=DUE, granted_on=tomorrow) == "granted_on"
    assert refused(decided, extend, due=DUE, granted_on=date(2024, 7, 20)) == "due_on"
    assert not DeadlineExtension.objects.exists()


def test_the_same_letter_is_recorded_once(decided):
    extend(decided, due=DUE + timedelta(days=7))
    submission = make_submitted(decided)
    at = timezone.now()
    told = {"by": decided.author, "received_at": at, "words": "Thank you."}
    record_receipt(submission, **told)

    assert refused(decided, extend, due=DUE + timedelta(days=7)) is None
    with pytest.raises(Refused):
        record_receipt(submission, **told)
    assert DeadlineExtension.objects.count() == SubmissionReceipt.objects.count() == 1


def test_a_receipt_does_not_come_before_what_it_is_for(decided):
    submission = make_submitted(decided)
    for moment in (
        submission.went_at - timedelta(minutes=1),
        timezone.now() + timedelta(minutes=5),
    ):
        with pytest.raises(Refused) as refusal:
            record_receipt(submission, by=decided.author, received_at=moment)
        assert refusal.value.field == "received_on"
    assert not SubmissionReceipt.objects.exists()


def test_a_receipt_may_come_in_the_minute_of_the_sending(decided):
    submission = make_submitted(decided)
    minute = submission.went_at.replace(second=0, microsecond=0)
    record_receipt(submission, by=decided.author, received_at=minute)
    assert SubmissionReceipt.objects.get().received_at == minute
