"""Public pages: what was published, the same for everybody, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from approvals import which_version
from approvals.which_version import endorsed_in_words
from plans.actions.plans import edit_plan
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_drafted,
    make_published,
    make_recorded,
    to_draft,
    with_power,
)
from web.caching import PublicPagesMiddleware
from web.dates import day_in_words

DOWNLOADS = {
    "published_pdf": "application/pdf",
    "published_html": "text/html",
    "published_json": "application/json",
    "published_commitments": "text/csv; charset=utf-8",
    "published_metrics": "text/csv; charset=utf-8",
}
EVERY_PAGE = ("published", "published_plan", *DOWNLOADS)
ANYBODY = Client()


@pytest.fixture
def published(chamber: Chamber, plain_paper: None) -> Chamber:
    make_recorded(chamber, date(2024, 7, 9))
    make_published(chamber)
    return chamber


def at(chamber: Chamber, name: str = "published_plan") -> str:
    council = chamber.council.slug
    return reverse(name, args=[council] if name == "published" else [council, chamber.plan.slug])


def test_anybody_reads_what_is_published_and_caches_may_keep_it(published):
    for name in EVERY_PAGE:
        with CaptureQueriesContext(connection) as queries:
            page = ANYBODY.get(at(published, name))

        assert page.status_code == 200
        # What was done last in the council; then the page, and how its delivery stands.
        assert 2 <= len(queries) <= 3
        assert page["Cache-Control"] == "public, max-age=300"
        assert "Vary" not in page
        assert not page.cookies
        assert page["Content-Security-Policy"]


def test_a_plan_without_commitments_or_metrics_offers_no_empty_sheet(published):
    page = ANYBODY.get(at(published)).content.decode()

    assert "The plan as PDF" in page
    assert "(CSV)" not in page


def test_what_is_still_to_be_drafted_is_said_until_it_is(chamber, plain_paper):
    make_decided(chamber, **with_power(), amendments=[to_draft()])
    make_published(chamber)
    said = (
        "An amendment is still to be drafted by Chief Executive: theme 1: Say what the saving pays"
    )
    first = ANYBODY.get(at(chamber))
    assert said in first.content.decode()

    make_drafted(chamber)

    known = {"if-modified-since": first["Last-Modified"], "if-none-match": first["ETag"]}
    again = ANYBODY.get(at(chamber), headers=known)
    assert again.status_code == 200
    assert "still to be drafted" not in again.content.decode()


def test_without_amendments_nothing_is_said_to_be_drafted(published):
    assert "to be drafted" not in ANYBODY.get(at(published)).content.decode()


def test_who_asks_makes_no_difference(published, signed_in):
    author = signed_in(published.author)
    for name in EVERY_PAGE:
        with CaptureQueriesContext(connection) as queries:
            page = author.get(at(published, name))

        assert page.content == ANYBODY.get(at(published, name)).content
        assert len(queries) <= 2
        assert not page.cookies


def test_without_the_guard_a_session_would_be_loaded(published, signed_in, monkeypatch):
    monkeypatch.setattr(
        PublicPagesMiddleware, "__call__", lambda self, request: self.get_response(request)
    )
    with CaptureQueriesContext(connection) as queries:
        signed_in(published.author).get(at(published))
    assert len(queries) > 2


def test_whoever_has_it_already_is_told_so(published):
    for page in [at(published, name) for name in EVERY_PAGE]:
        first = ANYBODY.get(page)
        by_tag = ANYBODY.get(page, headers={"if-none-match": first["ETag"]})
        by_date = ANYBODY.get(page, headers={"if-modified-since": first["Last-Modified"]})
        other = ANYBODY.get(page, headers={"if-none-match": '"other"'})

        assert (by_tag.status_code, by_tag.content) == (304, b"")
        assert (by_date.status_code, other.status_code) == (304, 200)


def test_a_new_publication_is_not_unchanged(published):
    first = ANYBODY.get(at(published))
    make_published(published, address="https://council.example/plan")

    again = ANYBODY.get(at(published), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert "https://council.example/plan" in again.content.decode()


def test_downloads_are_attachments_of_their_kind(published):
    for name, media_type in DOWNLOADS.items():
        page = ANYBODY.get(at(published, name))
        assert page["Content-Type"] == media_type
        assert page["Content-Disposition"].startswith("attachment")
    # Byte for byte what the reference is made of.
    data = ANYBODY.get(at(published, "published_json"))
    assert data.content.decode() == published.plan.versions.get().document


def test_what_is_not_published_is_as_if_it_were_not_there(chamber, signed_in):
    nowhere = ANYBODY.get("/nowhere/published/our-plan/").content
    for browser in (ANYBODY, signed_in(chamber.author)):
        for name in ("published", "published_plan", *DOWNLOADS):
            page = browser.get(at(chamber, name))
            assert page.status_code == 404
            assert page.content == nowhere


def test_a_draft_of_a_published_plan_stays_private(published):
    plan = published.plan
    edit_plan(
        plan,
        by=published.author,
        seen=plan.revision,
        title="A title nobody has agreed",
        numbering=plan.numbering,
        meets_on=None,
        records_savings=False,
        reason="For the next one",
    )
    for name in ("published", "published_plan"):
        words = ANYBODY.get(at(published, name)).content.decode()
        assert "Our plan" in words
        assert "nobody has agreed" not in words


def test_the_page_is_marked_until_the_decision_takes_effect(chamber, monkeypatch):
    takes_effect = timezone.localdate() + timedelta(days=7)
    make_decided(chamber, call_in_applies=True, effective_from=takes_effect)
    make_published(chamber)
    marked, paper = ANYBODY.get(at(chamber)), ANYBODY.get(at(chamber, "published_pdf"))

    monkeypatch.setattr("public.drawn_once.today_in_london", lambda: takes_effect)
    has_it = {"if-none-match": marked["ETag"], "if-modified-since": marked["Last-Modified"]}
    later = ANYBODY.get(at(chamber), headers=has_it)
    pdf_later = ANYBODY.get(at(chamber, "published_pdf"), headers={"if-none-match": paper["ETag"]})

    assert "Subject to call-in" in marked.content.decode()
    assert later.status_code == pdf_later.status_code == 200
    assert "Subject to call-in" not in later.content.decode()
    assert which_version.marking_on(chamber.plan.publications.get().decision, takes_effect) == ""


def test_a_public_page_is_only_read(published):
    for name in EVERY_PAGE:
        assert ANYBODY.post(at(published, name)).status_code == 405


def test_an_address_that_is_none_is_not_found(published):
    for path in ("our-plan%00/", "our%20plan/", "..%2f/", "our-plan/plan.docx"):
        page = ANYBODY.get(f"/{published.council.slug}/published/{path}")
        assert page.status_code == 404


def test_the_first_line_says_who_endorsed_it_when_and_in_which_minute(chamber, plain_paper):
    """Page, list and download; noted words and a draft say what they are instead."""
    make_decided(chamber, minute="26", minute_link="https://council.example/minutes")
    make_published(chamber)
    on = day_in_words(timezone.localdate())
    first = f"Endorsed by Cabinet on {on}, minute 26."

    for name in ("published", "published_plan", "published_html"):
        assert first in ANYBODY.get(at(chamber, name)).content.decode()
    page = ANYBODY.get(at(chamber)).content.decode()
    assert page.index(first) < page.index("Contents") < page.index("What we do about")
    assert page.index("The plan as PDF") < page.index("What we do about")
    assert 'href="https://council.example/minutes"' in page


def test_words_that_were_only_noted_are_endorsed_by_nobody(chamber, plain_paper):
    make_decided(chamber, "noted")
    make_published(chamber)

    for name in ("published", "published_plan", "published_html"):
        said = ANYBODY.get(at(chamber, name)).content.decode()
        assert "Endorsed by" not in said
        assert "Noted, not endorsed, by Cabinet on " in said


def test_a_minute_that_is_not_recorded_is_not_told(chamber, plain_paper):
    decision = make_recorded(chamber, date(2024, 7, 9), minute="")

    assert endorsed_in_words(decision) == "Endorsed by Cabinet on 9 July 2024."
    decision.outcome = "amended"
    assert endorsed_in_words(decision) == "Endorsed with amendments by Cabinet on 9 July 2024."
    decision.outcome = "refused"
    assert endorsed_in_words(decision) == endorsed_in_words(None) == ""


def test_a_visitor_is_led_to_what_is_published(published):
    council = f"/{published.council.slug}/"

    front = ANYBODY.get("/", follow=True)
    assert front.redirect_chain[-1][0] == "/published/"
    assert f'href="{council}published/"' in front.content.decode()
    assert "1 plan<" in front.content.decode()
    assert ANYBODY.get(council)["Location"] == f"{council}published/"
    assert f"next={council}" in ANYBODY.get(f"{council}published/").content.decode()


def test_where_nothing_is_published_it_is_said_and_no_council_is_given_away(chamber):
    front = ANYBODY.get("/", follow=True).content.decode()

    assert "No council has published a plan here yet." in front
    assert "Sign in" in front
    assert chamber.council.name not in front
    known, unknown = (ANYBODY.get(f"/{one}/") for one in (chamber.council.slug, "nowhere"))
    assert known["Location"] == f"/account/login/?next=/{chamber.council.slug}/"
    assert unknown["Location"] == "/account/login/?next=/nowhere/"


def test_people_who_signed_in_get_to_their_work(published, signed_in):
    author = signed_in(published.author)

    assert author.get("/").context["work"]
    assert author.get(f"/{published.council.slug}/").context["plans"]
