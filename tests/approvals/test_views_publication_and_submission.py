"""The pages on which a plan is published and submitted."""

import uuid
from datetime import date, datetime
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from approvals.models import Publication, Submission
from approvals.submission import email
from approvals.submission.forms import SubmitForm
from approvals.workflow.engine import PageState
from councils.outbox import send_waiting
from councils.roles import Role
from dashboard.history.entries import publication_entry
from plans.access import plan_url
from plans.actions.files import read_file
from plans.exports import pdf
from plans.models import Stage
from tests.approvals.makers import Chamber, make_published, make_put, make_recorded, make_submitted
from tests.approvals.pages import text_of, three
from web.dates import day_in_words, moment_in_words

Basis = Submission.Basis
PAGES = ("move_publish", "move_submit", "extend")
LONDON = ZoneInfo("Europe/London")
SENT = {"sent_on_day": "17", "sent_on_month": "7", "sent_on_year": "2024", "sent_time": "2.30pm"}


def shown(browser: Client, page: str, **typed: str) -> dict[str, str]:
    """What the page's form sends when nothing but `typed` is filled in."""
    form = browser.get(page).context["form"]
    return {field.html_name: str(field.value()) for field in form.hidden_fields()} | typed


def post(browser: Client, chamber: Chamber, page: str, **typed: str):
    where = plan_url(page, chamber.plan)
    return browser.post(where, shown(browser, where) | typed)


def test_publishing_takes_one_press(decided, sender):
    page = sender.get(plan_url("move_publish", decided.plan))
    assert "becomes public" in text_of(page)

    answer = post(sender, decided, "move_publish", address="https://council.example/plan")

    assert answer.status_code == 302
    published = Publication.objects.get()
    assert published.address == "https://council.example/plan"
    public = Client().get(plan_url("published_plan", decided.plan))
    assert public.status_code == 200


def test_a_publication_of_an_earlier_day_keeps_that_day(decided, sender):
    day = {"published_on_day": "11", "published_on_month": "7", "published_on_year": "2024"}
    post(sender, decided, "move_publish", **day)
    assert Publication.objects.get().stated_at.astimezone(LONDON).date() == date(2024, 7, 11)


EARLIER = three("published_on", date(2024, 7, 11))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (EARLIER | {"clock": "09:14"}, "11 July 2024, 9:14am"),
        (EARLIER | {"clock": "12:00"}, "11 July 2024, 12:00pm"),
        (EARLIER, "11 July 2024"),
        (three("published_on", timezone.localdate()), day_in_words(timezone.localdate())),
    ],
    ids=["its time", "its time is noon", "its day", "some time today"],
)
def test_no_time_is_told_of_a_publication_but_what_somebody_stated(decided, sender, typed, told):
    post(sender, decided, "move_publish", **typed)

    row = Publication.objects.get()
    assert row.stated_when == told
    lines = {label: words for label, words, _ in publication_entry(row)}
    assert lines["Published"] == told


def test_published_now_is_published_at_this_moment(decided, sender):
    post(sender, decided, "move_publish")

    row = Publication.objects.get()
    assert row.stated_when == moment_in_words(row.recorded_at)


def test_a_time_without_its_day_is_asked_for_the_day(decided, sender):
    page = post(sender, decided, "move_publish", clock="09:14")

    assert page.status_code == 422
    assert "Enter the day of that time." in text_of(page)
    assert 'value="09:14"' in page.content.decode()
    assert not Publication.objects.exists()


def test_the_email_is_shown_as_it_goes_and_downloaded_ready_to_send(decided, sender):
    page = text_of(sender.get(plan_url("move_submit", decided.plan)))
    file = sender.get(plan_url("submit_email", decided.plan))
    message = message_from_bytes(file.content, policy=policy.default)

    assert message["X-Unsent"] == "1"
    assert message["To"] == decided.plan.asked.address
    assert message["To"] in page
    assert message["Subject"] in page
    assert file["Content-Type"] == "message/rfc822"
    assert not Submission.objects.exists()


def test_i_sent_it_records_the_moment_and_what_the_download_held(decided, sender):
    file = sender.get(plan_url("submit_email", decided.plan)).content
    answer = post(sender, decided, "move_submit", **SENT)

    submission = Submission.objects.get()
    assert answer.status_code == 302
    assert submission.sent_at == datetime(2024, 7, 17, 14, 30, tzinfo=LONDON)
    assert not submission.is_late
    assert read_file(submission.email) == file
    assert sender.get(plan_url("sent_email", decided.plan, 1)).content == file


def test_a_late_submission_says_why_and_keeps_its_words_when_refused(decided, sender):
    refused = post(sender, decided, "move_submit", reason="")
    assert refused.status_code == 422
    assert not Submission.objects.exists()

    post(sender, decided, "move_submit", reason="The meeting was put off.")
    assert Submission.objects.get().is_late
    page = text_of(sender.get(plan_url("sent", decided.plan)))
    assert "Late" in page
    assert "The meeting was put off." in page


def test_half_a_moment_is_refused_at_the_missing_half(decided, sender):
    refused = post(sender, decided, "move_submit", **SENT | {"sent_time": ""})
    assert refused.status_code == 422
    assert "sent_time" in refused.context["form"].errors


@pytest.mark.parametrize("typed", ["25:00", "half two", "\x00", "=1", "9" * 5000])
def test_a_time_that_is_none_is_refused(decided, sender, typed):
    refused = post(sender, decided, "move_submit", **SENT | {"sent_time": typed})
    assert refused.status_code == 422
    assert not Submission.objects.exists()


def test_where_a_mail_server_is_set_the_product_sends_it(decided, sender, settings):
    settings.SENDS_MAIL = True
    post(sender, decided, "move_submit", here="1", reason="Late.")

    submission = Submission.objects.get()
    assert submission.sent_here
    assert mail.outbox == []
    send_waiting()
    assert [decided.plan.asked.address] in [message.to for message in mail.outbox]


def test_without_a_mail_server_nobody_can_ask_for_it(decided, sender):
    post(sender, decided, "move_submit", here="1", reason="Late.")
    assert not Submission.objects.get().sent_here
    assert mail.outbox == []


def test_before_approval_it_is_sent_with_its_reason(chamber, plain_paper, signed_in):
    make_put(chamber)
    author = signed_in(chamber.author)
    assert post(author, chamber, "move_submit").status_code == 422

    post(author, chamber, "move_submit", reason="Cabinet meets after the deadline.")

    assert Submission.objects.get().basis == "subject"
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION


def test_words_that_were_sent_are_not_offered_again(decided, sender):
    make_submitted(decided)
    assert "nothing to send" in text_of(sender.get(plan_url("move_submit", decided.plan)))


def test_a_stale_page_publishes_and_submits_nothing(decided, sender):
    stale = {page: shown(sender, plan_url(page, decided.plan)) for page in ("move_publish",)}
    stale["move_submit"] = shown(sender, plan_url("move_submit", decided.plan), reason="Late.")
    make_published(decided)

    for page, typed in stale.items():
        assert sender.post(plan_url(page, decided.plan), typed).status_code == 409
    assert Publication.objects.count() == 1
    assert not Submission.objects.exists()


def test_a_replayed_post_acts_once(decided, sender):
    address = plan_url("move_submit", decided.plan)
    typed = shown(sender, address, reason="Late.")
    answers = [sender.post(address, typed).status_code for _ in range(3)]
    assert answers == [302, 409, 409]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"plan": "0" * 64},
        {"plan": ""},
        {"moves": "99"},
        {"moves": "x"},
        {"key": "x"},
        {"moves": ""},
    ],
)
def test_a_forged_page_submits_nothing(decided, sender, forged):
    answer = post(sender, decided, "move_submit", reason="Late.", **forged)
    assert answer.status_code in (409, 422)
    assert not Submission.objects.exists()


def test_the_key_of_another_plan_is_refused(decided, sender):
    other = Chamber()
    make_recorded(other, date(2024, 7, 9), minute="31")
    key = make_submitted(other, key=uuid.uuid4()).key

    assert post(sender, decided, "move_submit", reason="Late.", key=str(key)).status_code == 422


def test_others_in_the_council_are_refused(decided, signed_in):
    make_submitted(decided)
    allowed = {
        "move_publish": {Role.AUTHOR, Role.DEMOCRATIC_SERVICES},
        "move_submit": {Role.AUTHOR},
        "submit_email": {Role.AUTHOR},
        "extend": {Role.AUTHOR, Role.DEMOCRATIC_SERVICES},
    }
    for role, person in decided.person.items():
        browser = signed_in(person)
        for page, roles in allowed.items():
            expected = {200} if role in roles else {403, 404}
            assert browser.get(plan_url(page, decided.plan)).status_code in expected
            if page != "submit_email" and role not in roles:
                assert browser.post(plan_url(page, decided.plan), {}).status_code in {403, 404}


def test_another_council_and_strangers_find_nothing(decided, signed_in):
    make_submitted(decided)
    other = signed_in(Chamber().author)
    pages = [plan_url(page, decided.plan) for page in (*PAGES, "submit_email", "sent", "pack")]
    pages += [plan_url(page, decided.plan, 1) for page in ("sent_email", "sent_pdf", "acknowledge")]
    for page in pages:
        assert other.get(page).status_code == 404
        assert Client().get(page).status_code == 302
        assert other.post(page, {}).status_code in (404, 405)


def test_what_is_only_read_takes_no_post(decided, sender):
    make_submitted(decided)
    for page in ("submit_email", "sent", "pack"):
        assert sender.post(plan_url(page, decided.plan), {}).status_code == 405


@pytest.mark.parametrize(
    ("basis", "is_late", "asked"),
    [
        (Basis.DECIDED, True, "Why is it late?"),
        (Basis.SUBJECT, False, "Why is it sent before it is endorsed?"),
        (Basis.SUBJECT, True, "Why is it late, or sent before it is endorsed?"),
    ],
)
def test_the_reason_asked_for_is_the_one_that_is_needed(basis, is_late, asked):
    form = SubmitForm(
        seen=PageState(0, ""), bases=(basis,), address="", is_late=is_late, sends=False
    )

    assert form.fields["reason"].label == asked


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The marking of each PDF that is drawn."""
    markings: list[str] = []

    def counted(frozen: Any, *, imprint: Any) -> bytes:
        markings.append(imprint.marking)
        return b"%PDF- " + imprint.marking.encode()

    monkeypatch.setattr(pdf, "render_plan", counted)
    return markings


def test_the_pages_that_publish_and_submit_draw_no_pdf(decided, sender, drawn):
    for page in ("move_publish", "move_submit"):
        assert sender.get(plan_url(page, decided.plan)).status_code == 200
    assert drawn == []


def test_one_pdf_is_drawn_for_the_download_the_publication_and_the_submission(
    decided, sender, drawn
):
    """The control: what is drawn is counted."""
    sender.get(plan_url("submit_email", decided.plan))
    post(sender, decided, "move_publish")
    post(sender, decided, "move_submit", **SENT)
    sender.get(plan_url("version_pdf", decided.plan, 1))

    assert drawn == [""]
    assert Publication.objects.get().pdf == Submission.objects.get().pdf


def test_what_was_downloaded_is_what_is_recorded_whatever_would_be_made_by_now(
    decided, sender, monkeypatch
):
    file = sender.get(plan_url("submit_email", decided.plan)).content
    monkeypatch.setattr(email, "letter_text", lambda *_: b"As a later release words it.")
    post(sender, decided, "move_submit", **SENT)

    assert sender.get(plan_url("sent_email", decided.plan, 1)).content == file


def test_an_e_mail_that_nobody_downloaded_is_made_then(decided, sender, monkeypatch):
    """The control: the words of a later release would be seen."""
    monkeypatch.setattr(email, "letter_text", lambda *_: b"As a later release words it.")
    post(sender, decided, "move_submit", **SENT)

    assert (
        sender.get(plan_url("sent_email", decided.plan, 1)).content
        == b"As a later release words it."
    )
