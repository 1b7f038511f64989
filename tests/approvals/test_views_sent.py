"""What came back of what was sent, and the pack for the file: recorded, kept, and for whom."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.models import Acknowledgement, Extension
from councils.models import User
from councils.roles import Role
from plans.navigation import at
from tests.approvals.makers import Chamber, make_recorded, make_submitted

SignedIn = Callable[[User], Client]
LONDON = ZoneInfo("Europe/London")
GRANTED = {
    "granted_by": "The department",
    "granted_on_day": "12",
    "granted_on_month": "July",
    "granted_on_year": "2024",
}


@pytest.fixture
def chamber(db: None, plain_paper: None) -> Chamber:
    """A plan decided on 9 July 2024, entered from the record."""
    chamber = Chamber()
    make_recorded(chamber, date(2024, 7, 9))
    return chamber


@pytest.fixture
def author(chamber: Chamber, signed_in: SignedIn) -> Client:
    return signed_in(chamber.author)


def words(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_receipt_is_attached_with_its_file(chamber, author):
    make_submitted(chamber, sent_at=datetime(2024, 7, 17, 14, 30, tzinfo=LONDON))
    typed = {
        "received_on_day": "18",
        "received_on_month": "7",
        "received_on_year": "2024",
        "received_time": "09:05",
        "words": "Thank you for your plan.",
        "upload": SimpleUploadedFile("receipt.eml", b"From: the department"),
    }
    answer = author.post(at("acknowledge", chamber.plan, 1), typed)

    receipt = Acknowledgement.objects.get()
    file = author.get(at("receipt_file", chamber.plan, 1, receipt.pk))
    assert answer.status_code == 302
    assert file.content == b"From: the department"
    assert file["Content-Disposition"].startswith("attachment")
    assert "Thank you for your plan." in words(author.get(at("sent", chamber.plan)))


def test_an_extension_is_recorded_to_the_end_of_its_day(chamber, author):
    day = {"due_on_day": "2", "due_on_month": "8", "due_on_year": "2024"}
    upload = SimpleUploadedFile("letter.pdf", b"%PDF-")
    answer = author.post(at("extend", chamber.plan), {**GRANTED, **day, "upload": upload})

    extension = Extension.objects.get()
    assert answer.status_code == 302
    assert extension.due == datetime(2024, 8, 2, 23, 59, 59, tzinfo=LONDON)
    assert author.get(at("extension_file", chamber.plan, extension.pk)).content == b"%PDF-"


@pytest.mark.parametrize(
    "typed", [{}, {"due_on_day": "31", "due_on_month": "13", "due_on_year": "2024"}]
)
def test_an_extension_to_nothing_is_refused(chamber, author, typed):
    refused = author.post(at("extend", chamber.plan), GRANTED | typed)
    assert refused.status_code == 422
    assert not Extension.objects.exists()


def test_the_pack_is_for_those_who_read_the_record(chamber, signed_in):
    may = {Role.AUTHOR, Role.MONITORING_OFFICER, Role.SECTION_151, Role.DEMOCRATIC_SERVICES}
    may |= {Role.AUDITOR, Role.HEAD_OF_PAID_SERVICE}
    for role, person in chamber.person.items():
        expected = {200} if role in may else {403, 404}
        assert signed_in(person).get(at("pack", chamber.plan)).status_code in expected


def test_what_was_not_sent_is_not_found(chamber, author):
    for page in ("sent_email", "sent_pdf", "acknowledge"):
        for number in (1, 10**30):
            assert author.get(at(page, chamber.plan, number)).status_code == 404
    assert author.get(at("extension_file", chamber.plan, 1)).status_code == 404
    assert author.get(at("receipt_file", chamber.plan, 1, 1)).status_code == 404
