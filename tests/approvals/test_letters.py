"""What the department writes back: a later deadline, and receipts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from approvals import workflow
from approvals.models import Acknowledgement, Extension
from approvals.workflow import Granted
from councils.errors import Refused, StalePage
from tests.approvals.makers import Chamber, make_submitted

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


def extend(chamber: Chamber, **facts: object) -> Extension:
    told = {"granted_by": "The department", "granted_on": date(2024, 7, 12)} | facts
    return workflow.extend(chamber.plan, by=chamber.author, granted=Granted(**told))


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
    assert not Extension.objects.exists()


def test_the_same_letter_is_recorded_once(decided):
    extend(decided, due=DUE + timedelta(days=7))
    submission = make_submitted(decided)
    at = timezone.now()
    told = {"by": decided.author, "received_at": at, "words": "Thank you."}
    workflow.acknowledge(submission, **told)

    assert refused(decided, extend, due=DUE + timedelta(days=7)) is None
    with pytest.raises(Refused):
        workflow.acknowledge(submission, **told)
    assert Extension.objects.count() == Acknowledgement.objects.count() == 1


def test_a_receipt_does_not_come_before_what_it_is_for(decided):
    submission = make_submitted(decided)
    for moment in (
        submission.went_at - timedelta(minutes=1),
        timezone.now() + timedelta(minutes=5),
    ):
        with pytest.raises(Refused) as refusal:
            workflow.acknowledge(submission, by=decided.author, received_at=moment)
        assert refusal.value.field == "received_on"
    assert not Acknowledgement.objects.exists()


def test_a_receipt_may_come_in_the_minute_of_the_sending(decided):
    submission = make_submitted(decided)
    minute = submission.went_at.replace(second=0, microsecond=0)
    workflow.acknowledge(submission, by=decided.author, received_at=minute)
    assert Acknowledgement.objects.get().received_at == minute
