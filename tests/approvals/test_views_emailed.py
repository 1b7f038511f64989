"""Answers that came by e-mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_sent
from tests.approvals.pages import browser_of, make_answered_by, shown, three
from tests.makers import make_council, make_person
from tests.plan_makers import an_email

TODAY = timezone.localdate()


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


def emailed(chamber: Chamber, asked: ClearanceRequest, **typed: Any) -> dict[str, Any]:
    browser, page = browser_of(chamber.author), plan_url("move_answer_by_email", chamber.plan)
    now = timezone.localtime()
    return {
        **shown(browser, page),
        "asked": asked.pk,
        "outcome": "content",
        "email": SimpleUploadedFile("answer.eml", an_email().content),
        "clock": f"{now:%H:%M}",
        **three("stated_at", now.date()),
        **typed,
    }


def test_an_emailed_answer_is_recorded_with_its_email(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_answer_by_email", chamber.plan)
    asked = sent.asked.get(role=Role.SECTION_151)
    answer = browser.post(page, emailed(chamber, asked))

    assert answer.status_code == 302, answer.context["form"].errors
    given = ClearanceResponse.objects.get()
    assert given.answered_by.capacity == "Section 151 officer"
    assert given.recorded_by == chamber.author
    kept = browser.get(plan_url("clearance_email", chamber.plan, given.pk))
    assert kept.content == an_email().content
    assert "attachment" in kept["Content-Disposition"]


def test_an_emailed_answer_without_its_email_is_refused(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_answer_by_email", chamber.plan)
    typed = emailed(chamber, sent.asked.first())
    del typed["email"]

    assert browser.post(page, typed).status_code == 422
    assert not ClearanceResponse.objects.exists()


def test_an_email_from_before_the_plan_was_sent_is_refused(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_answer_by_email", chamber.plan)
    typed = emailed(chamber, sent.asked.first(), **three("stated_at", TODAY - timedelta(days=2)))
    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "stated_at" in answer.context["form"].errors


def test_members_do_not_open_the_emails(chamber):
    round_ = make_sent(chamber)
    browser, page = browser_of(chamber.author), plan_url("move_answer_by_email", chamber.plan)
    browser.post(page, emailed(chamber, round_.asked.first()))
    given = ClearanceResponse.objects.get()
    for role in chamber.council.clearing_roles[1:]:
        make_answered_by(chamber, round_, Role(role))
    address = plan_url("clearance_email", chamber.plan, given.pk)

    assert browser_of(chamber.member).get(address).status_code == 403
    assert browser_of(make_person(make_council(), Role.AUTHOR)).get(address).status_code == 404
