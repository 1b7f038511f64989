"""What came back of what was sent, and the pack for the file: recorded, kept, and for whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals.models import DeadlineExtension, SubmissionReceipt
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import make_submitted
from tests.approvals.pages import text_of
from tests.sample_files import a_pdf, an_email

LONDON = ZoneInfo("Europe/London")
GRANTED = {
    "granted_by": "The department",
    "granted_on_day": "12",
    "granted_on_month": "July",
    "granted_on_year": "2024",
}


def test_a_receipt_is_attached_with_its_file(decided, sender):
    make_submitted(decided, sent_at=datetime(2024, 7, 17, 14, 30, tzinfo=LONDON))
    typed = {
        "received_on_day": "18",
        "received_on_month": "7",
        "received_on_year": "2024",
        "received_time": "09:05",
        "words": "Thank you for your plan.",
        "file": SimpleUploadedFile("receipt.eml", an_email()),
    }
    answer = sender.post(plan_url("acknowledge", decided.plan, 1), typed)

    receipt = SubmissionReceipt.objects.get()
    file = sender.get(plan_url("receipt_file", decided.plan, 1, receipt.pk))
    assert answer.status_code == 302
    assert file.content == an_email()
    assert file["Content-Disposition"].startswith("attachment")
    assert "Thank you for your plan." in text_of(sender.get(plan_url("sent", decided.plan)))


def test_an_extension_is_recorded_to_the_end_of_its_day(decided, sender):
    day = {"due_on_day": "2", "due_on_month": "8", "due_on_year": "2024"}
    letter = a_pdf()
    upload = SimpleUploadedFile("letter.pdf", letter)
    answer = sender.post(plan_url("extend", decided.plan), {**GRANTED, **day, "file": upload})

    extension = DeadlineExtension.objects.get()
    assert answer.status_code == 302
    assert extension.due == datetime(2024, 8, 2, 23, 59, 59, tzinfo=LONDON)
    kept = sender.get(plan_url("extension_file", decided.plan, extension.pk))
    assert (kept.content, kept["Content-Type"]) == (letter, "application/pdf")


@pytest.mark.parametrize(
    "typed", [{}, {"due_on_day": "31", "due_on_month": "13", "due_on_year": "2024"}]
)
def test_an_extension_to_nothing_is_refused(decided, sender, typed):
    refused = sender.post(plan_url("extend", decided.plan), GRANTED | typed)
    assert refused.status_code == 422
    assert not DeadlineExtension.objects.exists()


def test_the_pack_is_for_those_who_read_the_record(decided, signed_in):
    may = {Role.AUTHOR, Role.MONITORING_OFFICER, Role.SECTION_151, Role.DEMOCRATIC_SERVICES}
    may |= {Role.AUDITOR, Role.HEAD_OF_PAID_SERVICE}
    for role, person in decided.person.items():
        expected = {200} if role in may else {403, 404}
        assert signed_in(person).get(plan_url("pack", decided.plan)).status_code in expected


def test_what_was_not_sent_is_not_found(decided, sender):
    for page in ("sent_email", "sent_pdf", "acknowledge"):
        for number in (1, 10**30):
            assert sender.get(plan_url(page, decided.plan, number)).status_code == 404
    assert sender.get(plan_url("extension_file", decided.plan, 1)).status_code == 404
    assert sender.get(plan_url("receipt_file", decided.plan, 1, 1)).status_code == 404
