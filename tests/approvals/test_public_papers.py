"""A published plan leads to what was issued of its decision, and its marking follows call-in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.publication.public import public_view_of
from approvals.which_version import marking_on
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_decided,
    make_issued,
    make_paper,
    make_published,
    make_put,
)
from tests.approvals.pages import words_of
from tests.makers import make_governed
from web.dates import day_in_words

TODAY = timezone.localdate()


@pytest.fixture
def public(chamber: Chamber) -> Chamber:
    """Endorsed, open to call-in from a notice of four days ago, and published."""
    make_governed(chamber.council)
    make_put(chamber, meets_on=TODAY)
    make_decided(chamber, **callable_facts())
    make_published(chamber)
    return chamber


def page_of(chamber: Chamber) -> str:
    address = reverse("published_plan", args=[chamber.council.slug, chamber.plan.slug])
    return Client().get(address).content.decode()


def addresses(chamber: Chamber, place: int) -> list[str]:
    names = ("published_statement", "published_report")
    return [reverse(one, args=[chamber.council.slug, chamber.plan.slug, place]) for one in names]


def test_it_leads_to_the_record_and_the_report_once_they_are_issued(public):
    assert not any(one in page_of(public) for one in addresses(public, 1))
    make_issued(public)

    page = page_of(public)
    for address in addresses(public, 1):
        assert address in page
        assert Client().get(address).status_code == 200


def test_it_leads_to_no_record_of_what_was_recorded_wrongly(public):
    make_issued(public)
    attempt("correct", public.plan, by=public.clerk, **callable_facts())

    assert not any(one in page_of(public) for one in addresses(public, 1))
    make_issued(public)
    assert all(one in page_of(public) for one in addresses(public, 2))


def test_a_draft_leads_to_no_record(chamber):
    make_put(chamber)
    attempt("publish_early", chamber.plan, by=chamber.clerk)
    assert public_view_of(chamber.council.slug, chamber.plan.slug, on=TODAY).papers == []


def test_call_in_counted_anew_is_on_the_page_and_the_pdf_stays_as_published(public):
    slugs = public.council.slug, public.plan.slug
    first = public_view_of(*slugs, on=TODAY)
    row = first.publication
    assert (first.marking, first.pdf_differs) == (row.marking, False)
    later = TODAY + timedelta(days=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("approvals.decisions.step_papers.london_day", lambda _: later)
        make_paper(public, "decision_notice", published_on=later)

    shown = public_view_of(*slugs, on=TODAY)
    effective = row.decision.__class__.objects.get(pk=row.decision.pk).takes_effect_on
    assert effective > row.unmarked_on
    assert shown.marking == f"Subject to call-in: takes effect on {day_in_words(effective)}"
    assert shown.pdf == row.marked_pdf
    page = words_of(Client().get(reverse("published_plan", args=slugs)))
    assert f"as published: it says “{row.marking}”" in page
    assert shown.marking in page
    # On the day that was counted first it is marked still, and no more once it takes effect.
    assert public_view_of(*slugs, on=row.unmarked_on).marking == shown.marking
    after = public_view_of(*slugs, on=effective)
    assert (after.marking, after.pdf, after.pdf_differs) == ("", row.pdf, False)


def test_without_a_notice_counted_anew_the_stored_marking_is_the_same(public):
    """The control: what is read live is what was printed, until call-in is counted anew."""
    row = public.plan.publications.get()
    for days in range(0, 20, 3):
        on = TODAY + timedelta(days=days)
        shown = public_view_of(public.council.slug, public.plan.slug, on=on)
        assert shown.marking == row.marking_on(on) == marking_on(row.decision, on)


def test_the_issued_record_leads_to_the_newest_of_each_minutes_that_have_an_address(public):
    make_issued(public)
    statement = addresses(public, 1)[0]
    assert "minutes on the council’s website" not in words_of(Client().get(statement))
    for number in (1, 2):
        at = f"https://council.example/minutes/{number}"
        make_paper(public, "draft_minutes", address=at)
    make_paper(public, "signed_minutes", address="https://council.example/signed")
    make_paper(public, "signed_minutes", address="", words="On paper only.")

    page = Client().get(statement).content.decode()
    assert "https://council.example/minutes/2" in page
    assert "https://council.example/minutes/1" not in page
    assert "https://council.example/signed" in page
    assert "The draft minutes on the council’s website" in page
