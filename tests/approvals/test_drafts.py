"""A draft that is public with the agenda: marked as one, and never said to be more than it is."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from approvals.models import Publication
from approvals.publication import public as publication_public
from approvals.submission.archive import archive_of
from delivery.queries import progress_public
from plans.actions import items
from plans.actions.files import read_file
from plans.models import Stage
from tests import verapdf
from tests.approvals.attempts import AGENDA, attempt
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_decided,
    make_published,
    make_put,
    make_sent,
)
from tests.plan_makers import make_metric, make_paragraph
from web.dates import day_in_words

TODAY = timezone.localdate()
MEETING = TODAY + timedelta(days=7)
MARKING = f"Draft for decision by Cabinet on {day_in_words(MEETING)}"
WAITS = "What was decided is not published yet."
ANYBODY = Client()


@pytest.fixture
def chamber(chamber: Chamber) -> Chamber:
    """A plan put to a meeting in a week."""
    make_put(chamber, meets_on=MEETING)
    return chamber


@pytest.fixture
def draft(chamber: Chamber, plain_paper: None) -> Publication:
    return make_draft(chamber)


def make_draft(chamber: Chamber) -> Publication:
    made = attempt("publish_early", chamber.plan, by=chamber.clerk)
    chamber.plan.refresh_from_db()
    return made


def address(chamber: Chamber, name: str = "published_plan") -> str:
    return reverse(name, args=[chamber.council.slug, chamber.plan.slug])


def said(chamber: Chamber) -> str:
    """What residents read on the plan's page; the list says no less."""
    page = ANYBODY.get(address(chamber)).content.decode()
    listed = ANYBODY.get(reverse("published", args=[chamber.council.slug])).content.decode()
    for sentence in (MARKING, WAITS, "withdrawn before"):
        assert (sentence in page) == (sentence in listed)
    return page


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):
    """Let residents come on another day."""
    return lambda day: monkeypatch.setattr("public.drawn_once.today_in_london", lambda: day)


def test_a_draft_is_of_the_words_put_and_the_plan_stays_where_it_is(chamber, draft):
    step = chamber.plan.steps.get()

    assert (draft.step, draft.decision, draft.address) == (step, None, AGENDA)
    assert draft.version == step.round.version
    assert draft.is_draft
    assert chamber.plan.stage == Stage.DECISION
    act = chamber.council.acts.first()
    assert (act.verb, act.reason) == ("draft_published", "")


def test_every_page_of_the_draft_and_of_its_pdf_is_marked_whatever_the_day(chamber, on):
    for n in range(60):
        make_paragraph(chamber.plan, chamber.author, f"{n}. " + "More words. " * 40, reason="More")
    attempt("withdraw", chamber.plan, by=chamber.author)
    chamber.plan.refresh_from_db()
    make_answered(chamber, make_sent(chamber, meets_on=MEETING))
    draft = make_draft(chamber)

    pages = PdfReader(BytesIO(read_file(draft.pdf))).pages
    assert len(pages) > 2
    assert all(MARKING in page.extract_text().replace("\n", " ") for page in pages)
    for moment in (TODAY, MEETING + timedelta(days=400)):
        on(moment)
        assert draft.pdf_on(moment) == draft.pdf
        assert MARKING in said(chamber)
        assert MARKING in ANYBODY.get(address(chamber, "published_html")).content.decode()


@pytest.mark.verapdf
@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_the_marked_pdf_of_a_draft_is_pdf_ua(chamber, tmp_path: Path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(read_file(make_draft(chamber).pdf))

    assert verapdf.broken_rules(path) == [set()]


def test_downloads_are_named_as_a_draft(chamber, draft):
    for name in ("published_pdf", "published_html", "published_json", "published_metrics"):
        page = ANYBODY.get(address(chamber, name))
        assert "our-plan-draft" in page["Content-Disposition"], name


def test_until_its_day_a_draft_is_for_a_decision_and_afterwards_it_was_put(chamber, draft, on):
    on(MEETING)
    assert WAITS not in said(chamber)

    on(MEETING + timedelta(days=1))
    assert f"This draft was put to Cabinet on {day_in_words(MEETING)}. {WAITS}" in said(chamber)


def test_whoever_has_the_page_is_told_of_the_day_gone_by(chamber, draft, on):
    on(MEETING)
    first = ANYBODY.get(address(chamber))
    has_it = {"if-modified-since": first["Last-Modified"]}
    assert ANYBODY.get(address(chamber), headers=has_it).status_code == 304

    on(MEETING + timedelta(days=1))
    assert ANYBODY.get(address(chamber), headers=has_it).status_code == 200


@pytest.mark.parametrize("outcome", ["deferred", "referred", "refused", "noted"])
def test_whatever_the_meeting_did_the_draft_waits_no_longer(chamber, draft, outcome):
    attempt(outcome, chamber.plan, by=chamber.clerk)

    page = said(chamber)
    assert f"This draft was put to Cabinet on {day_in_words(TODAY)}. {WAITS}" in page
    assert MARKING in page


@pytest.mark.parametrize("way", ["withdraw", "overtaken"])
def test_a_draft_that_never_came_before_its_meeting_says_so(chamber, draft, on, way):
    before = ANYBODY.get(address(chamber))
    attempt(way, chamber.plan, by=chamber.author)

    for moment in (TODAY, MEETING + timedelta(days=1)):
        on(moment)
        page = said(chamber)
        assert "This draft was withdrawn before Cabinet decided on it." in page
        assert WAITS not in page
    has_it = {"if-none-match": before["ETag"], "if-modified-since": before["Last-Modified"]}
    assert ANYBODY.get(address(chamber), headers=has_it).status_code == 200


def test_an_earlier_draft_stays_withdrawn_when_the_plan_is_put_again(chamber, draft):
    attempt("withdraw", chamber.plan, by=chamber.author)
    chamber.plan.refresh_from_db()
    make_answered(chamber, make_sent(chamber, meets_on=MEETING + timedelta(days=7)))
    assert "withdrawn before" in said(chamber)

    make_draft(chamber)
    assert f"by Cabinet on {day_in_words(MEETING + timedelta(days=7))}" in said(chamber)
    assert "withdrawn before" not in said(chamber)


def test_the_decided_words_take_the_place_of_the_draft_which_stays_on_record(chamber, draft):
    make_decided(chamber)
    make_published(chamber)

    page = said(chamber)
    assert MARKING not in page
    assert WAITS not in page
    assert [one.is_draft for one in chamber.plan.publications.all()] == [False, True]
    names = ZipFile(BytesIO(archive_of(chamber.plan))).namelist()
    assert {"published/1/draft.pdf", "published/2/plan.pdf"} <= set(names)


def test_residents_see_no_results_beside_a_draft(chamber, plain_paper):
    """What was measured meanwhile is public once the words that it is measured against are."""
    attempt("withdraw", chamber.plan, by=chamber.author)
    chamber.plan.refresh_from_db()
    metric = make_metric(chamber.plan, chamber.author, reason="Asked for")
    items.record_result(
        metric, by=chamber.author, period="2024/25", ends_on=date(2025, 3, 31), value=Decimal(4)
    )
    make_answered(chamber, make_sent(chamber, meets_on=MEETING))
    make_draft(chamber)
    assert progress_public(chamber.plan) is None
    assert "Is it being delivered?" not in said(chamber)

    make_decided(chamber)
    make_published(chamber)
    assert "Is it being delivered?" in said(chamber)


def test_a_draft_is_offered_where_a_meeting_waits_and_asks_for_the_agenda(
    chamber, plain_paper, signed_in
):
    clerk, where = signed_in(chamber.clerk), reverse("move_publish", args=at_of(chamber))
    assert "Publish the draft with the agenda" in text(clerk, chamber.plan.get_absolute_url())
    assert "Publish the draft with the agenda" in text(clerk, where)
    page = clerk.get(where)
    typed = {one.html_name: one.value() for one in page.context["form"].hidden_fields()}
    assert MARKING in page.content.decode()

    assert clerk.post(where, typed).status_code == 422
    assert clerk.post(where, typed | {"address": "agenda"}).status_code == 422
    assert clerk.post(where, typed | {"address": AGENDA}).status_code == 302
    assert clerk.post(where, typed | {"address": AGENDA}).status_code == 409
    assert Publication.objects.get().address == AGENDA
    assert MARKING in text(clerk, reverse("sent", args=at_of(chamber)))
    assert MARKING in text(clerk, chamber.plan.get_absolute_url())


def test_the_address_of_an_agenda_is_not_offered_as_that_of_the_plan(chamber, draft, signed_in):
    clerk, where = signed_in(chamber.clerk), reverse("move_publish", args=at_of(chamber))
    assert clerk.get(where).context["form"]["address"].value() == AGENDA

    make_decided(chamber)
    assert clerk.get(where).context["form"]["address"].value() == ""


def test_the_withdrawal_page_says_what_becomes_of_a_public_draft(chamber, draft, signed_in):
    where = reverse("move_withdraw", args=at_of(chamber))
    assert "The draft that is public says" in text(signed_in(chamber.author), where)


def test_without_the_look_at_the_meeting_a_draft_would_promise_a_past_day(
    chamber, draft, on, monkeypatch
):
    """The control of what is said of a draft: it comes from one place."""
    monkeypatch.setattr(publication_public, "what_became_of_draft", lambda *_: "")
    on(MEETING + timedelta(days=1))
    assert WAITS not in said(chamber)


def at_of(chamber: Chamber) -> list[str]:
    return [chamber.council.slug, chamber.plan.slug]


def text(browser: Client, where: str) -> str:
    page = browser.get(where)
    assert page.status_code == 200
    return page.content.decode()
