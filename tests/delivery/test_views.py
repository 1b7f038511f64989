"""The pages on which monitoring starts and ends, and who opens those of delivery."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from councils.roles import Role
from dashboard.plan_overview import delivery_facts
from delivery.actions import update_commitment
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import Chamber, make_recorded, make_submitted, seen_newest
from tests.approvals.pages import browser_of, words_of
from tests.approvals.promises import commitment, make_under_way, update_of
from tests.makers import make_council, make_person
from tests.plan_makers import make_commitment, make_plan

pytestmark = pytest.mark.usefixtures("plain_paper")
PAGES = ("progress", "progress_pdf", "progress_report", "move_start_monitoring", "move_close")


@pytest.fixture
def chamber(db: None) -> Chamber:
    return make_under_way()


@pytest.fixture
def browser(chamber: Chamber) -> Client:
    return browser_of(chamber.author)


def shown(chamber: Chamber) -> dict[str, Any]:
    """What the forms of these moves carry: how often the plan moved, and its newest words."""
    seen = seen_newest(chamber.plan)
    return {"moves": seen.moves, "plan": seen.plan}


def test_one_commitment_ends_while_the_others_go_on(chamber, browser):
    one = commitment(chamber)
    address = plan_url("commitment_end", chamber.plan, one.pk)

    refused = browser.post(address, {"outcome": "stopped", "words": ""})
    ended = browser.post(address, {"outcome": "stopped", "words": "The grant was withdrawn."})
    page = words_of(browser.get(plan_url("updates", chamber.plan, one.pk)))

    assert (refused.status_code, ended.status_code) == (422, 302)
    assert "The grant was withdrawn." in page
    assert "Record an update" not in page


def test_the_plan_closes_with_what_became_of_each_commitment(chamber, browser):
    one, other = commitment(chamber), commitment(chamber, "C2")
    typed = {
        **shown(chamber),
        f"outcome-{one.pk}": "done",
        f"outcome-{other.pk}": "carried",
        f"words-{other.pk}": "Into the plan for 2027.",
    }

    response = browser.post(plan_url("move_close", chamber.plan), typed)

    chamber.plan.refresh_from_db()
    assert response.status_code == 302
    assert chamber.plan.stage == Stage.CLOSED
    assert CommitmentOutcome.objects.count() == 2


def test_a_commitment_without_an_outcome_keeps_the_plan_open(chamber, browser):
    one = commitment(chamber)
    typed = {**shown(chamber), f"outcome-{one.pk}": "stopped"}

    response = browser.post(plan_url("move_close", chamber.plan), typed)

    page = words_of(response)
    assert response.status_code == 422
    assert "Say where C1 went, or why it stopped" in page
    assert "Say what became of C2" in page
    assert not CommitmentOutcome.objects.exists()


def test_a_commitment_last_told_to_be_done_is_preset_as_done(chamber, browser):
    one = commitment(chamber)
    update_commitment(
        one, by=chamber.author, as_at=date(2026, 1, 1), status="done", narrative="It is built."
    )

    form = browser.get(plan_url("move_close", chamber.plan)).context["form"]

    assert form[f"outcome-{one.pk}"].initial == "done"
    assert form[f"outcome-{commitment(chamber, 'C2').pk}"].initial is None


@pytest.mark.parametrize("older", [{"moves": 0}, {"plan": "0" * 64}, {"plan": ""}])
def test_a_stale_page_closes_nothing(chamber, browser, older):
    typed = {**shown(chamber), "commission_ended": "on", "reason": "It ended.", **older}

    response = browser.post(plan_url("move_close", chamber.plan), typed)

    chamber.plan.refresh_from_db()
    assert response.status_code == 409
    assert chamber.plan.stage == Stage.MONITORING


def test_a_replayed_closing_is_told_that_the_plan_is_closed(chamber, browser):
    typed = {**shown(chamber), "commission_ended": "on", "reason": "It ended."}

    first = browser.post(plan_url("move_close", chamber.plan), typed)
    again = browser.post(plan_url("move_close", chamber.plan), typed)

    assert first.status_code == 302
    assert again.status_code in (409, 422)


def test_monitoring_starts_from_its_page(db):
    chamber = Chamber()
    make_recorded(chamber, timezone.localdate())
    make_submitted(chamber)
    browser = browser_of(chamber.author)
    address = plan_url("move_start_monitoring", chamber.plan)

    assert browser.get(address).status_code == 200
    assert delivery_facts(chamber.plan, timezone.localdate()) is None
    response = browser.post(address, shown(chamber))

    chamber.plan.refresh_from_db()
    assert response.status_code == 302
    assert chamber.plan.stage == Stage.MONITORING
    assert delivery_facts(chamber.plan, timezone.localdate()).in_words.startswith("At ")


@pytest.mark.parametrize("page", PAGES)
def test_strangers_find_none_of_these_pages(chamber, page):
    stranger = browser_of(make_person(make_council(), Role.AUTHOR))

    assert stranger.get(plan_url(page, chamber.plan)).status_code == 404
    assert stranger.post(plan_url(page, chamber.plan)).status_code in (404, 405)


def test_every_reader_reads_progress_and_only_the_author_reports(chamber):
    one = commitment(chamber)
    reads = set(Role) - {Role.ADMINISTRATOR, Role.CONTRIBUTOR, Role.AUTHOR}
    for role in reads:
        browser = browser_of(chamber.person[role])
        progress = browser.get(plan_url("progress", chamber.plan))
        assert progress.status_code == 200
        assert b"Record results" not in progress.content
        assert browser.get(plan_url("updates", chamber.plan, one.pk)).status_code == 200
        assert (
            browser.post(plan_url("updates", chamber.plan, one.pk), update_of()).status_code == 403
        )
        for page in ("progress_report", "move_close", "move_start_monitoring"):
            assert browser.get(plan_url(page, chamber.plan)).status_code == 403
        assert browser.get(plan_url("commitment_end", chamber.plan, one.pk)).status_code == 403

    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("page", ["updates", "commitment_end"])
def test_a_commitment_of_another_plan_is_not_found_under_this_one(chamber, browser, page):
    other = make_plan(chamber.council, chamber.author, "Another plan")
    theirs = make_commitment(other, chamber.author, "X1")

    assert browser.get(plan_url(page, chamber.plan, theirs.pk)).status_code == 404
    assert browser.post(plan_url(page, chamber.plan, theirs.pk), update_of()).status_code == 404
    assert browser.get(plan_url(page, chamber.plan, 10**9)).status_code == 404
