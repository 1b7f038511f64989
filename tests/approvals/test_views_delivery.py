"""The pages of delivery: who opens them, what they show, what they refuse."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals import workflow
from approvals.facts.delivery import facts_of
from approvals.models import Ending, Update
from councils.roles import Role
from plans.actions import items
from plans.models import Commitment, Stage
from plans.navigation import at
from tests.approvals.makers import (
    Chamber,
    make_monitored,
    make_recorded,
    make_submitted,
    seen_newest,
)
from tests.makers import make_council, make_person
from tests.plan_makers import make_commitment, make_metric, make_plan

pytestmark = pytest.mark.usefixtures("plain_paper")
PAGES = ("progress", "progress_pdf", "progress_report", "move_start_monitoring", "move_close")


@pytest.fixture
def chamber(db: None) -> Chamber:
    """A monitored plan with two commitments, and a metric on its way."""
    chamber = Chamber()
    make_commitment(chamber.plan, chamber.author, "C1", theme=chamber.plan.themes.first())
    make_commitment(chamber.plan, chamber.author, "C2", due=date(2025, 1, 31))
    metric = make_metric(
        chamber.plan,
        chamber.author,
        direction="lower is better",
        baseline=Decimal(12),
        target=Decimal(8),
        target_on=date(2027, 3, 31),
    )
    make_monitored(chamber)
    items.record_result(
        metric,
        by=chamber.author,
        period="2024/25",
        ends_on=date(2025, 3, 31),
        value=Decimal(10),
        provisional=True,
    )
    return chamber


@pytest.fixture
def browser(chamber: Chamber) -> Client:
    return signed_in(chamber.author)


def shown(chamber: Chamber) -> dict[str, Any]:
    """What the forms of these moves carry: how often the plan moved, and its newest words."""
    seen = seen_newest(chamber.plan)
    return {"moves": seen.moves, "plan": seen.plan}


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def commitment(chamber: Chamber, reference: str = "C1") -> Commitment:
    return chamber.plan.commitments.get(reference=reference)


def day_fields(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def update_of(day: date | None = None, **said: object) -> dict[str, object]:
    """What the form of one update sends."""
    typed = {"status": "at_risk", "narrative": "A supplier failed.", "next_step": "Buy again."}
    return typed | said | day_fields("as_at", day or timezone.localdate())


def words_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_progress_shows_pictures_with_their_tables_and_who_is_late(chamber, browser):
    page = words_of(browser.get(at("progress", chamber.plan)))

    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert "How many commitments of each theme" in page
    assert "Was due 31 January 2025" in page
    assert "50% of the way from 12 to 8; newest 10, 31 March 2025, provisional" in page
    assert "On the way" in page


def test_progress_at_a_date_leaves_out_what_came_later(chamber, browser):
    workflow.update(
        commitment(chamber),
        by=chamber.author,
        as_at=date(2026, 1, 31),
        status="off_track",
        narrative="Nobody could be found.",
    )
    address = at("progress", chamber.plan)

    before = words_of(browser.get(address, day_fields("on", date(2026, 1, 30))))
    after = words_of(browser.get(address, day_fields("on", date(2026, 1, 31))))

    assert "Nobody could be found." not in before
    assert "Nobody could be found." in after


@pytest.mark.parametrize("page", ["progress", "progress_pdf"])
def test_a_date_that_is_none_is_refused_in_words(chamber, browser, page):
    response = browser.get(
        at(page, chamber.plan), {"on_day": "31", "on_month": "2", "on_year": "x"}
    )

    assert response.status_code == 422
    assert "four numbers" in words_of(response)


def test_the_pdf_is_named_after_its_day(chamber, browser):
    response = browser.get(at("progress_pdf", chamber.plan), day_fields("on", date(2026, 3, 31)))

    assert response["Content-Type"] == "application/pdf"
    assert "our-plan-progress-2026-03-31.pdf" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF")


def test_progress_takes_as_many_statements_for_many_commitments(chamber, browser):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(at("progress", chamber.plan)).status_code == 200
        return len(asked)

    statements()  # the first page of a session notes that the person was here
    few = statements()
    for number in range(4):
        one = make_commitment(chamber.plan, chamber.author, f"M{number}", reason="Members asked")
        told = {"as_at": date(2026, 1, 31), "status": "done", "narrative": "Done."}
        workflow.update(one, by=chamber.author, **told)

    assert statements() == few


def test_an_update_is_recorded_and_the_earlier_ones_stay_below(chamber, browser):
    address = at("updates", chamber.plan, commitment(chamber).pk)

    first = browser.post(address, update_of(date(2026, 1, 31), narrative="The first words."))
    browser.post(address, update_of())
    page = words_of(browser.get(address))

    assert first.status_code == 302
    assert page.index("A supplier failed.") < page.index("The first words.")


def test_a_replayed_update_is_refused_with_its_words_kept(chamber, browser):
    address = at("updates", chamber.plan, commitment(chamber).pk)
    browser.post(address, update_of())

    again = browser.post(address, update_of())

    assert again.status_code == 422
    assert "This is recorded already for C1." in words_of(again)
    assert "A supplier failed.</textarea>" in words_of(again)
    assert Update.objects.count() == 1


def test_an_update_of_tomorrow_is_refused_at_its_date(chamber, browser):
    tomorrow = timezone.localdate() + timedelta(1)

    response = browser.post(
        at("updates", chamber.plan, commitment(chamber).pk), update_of(tomorrow)
    )

    assert response.status_code == 422
    assert 'href="#id_as_at_day"' in response.content.decode()


def test_only_the_filled_rows_of_the_quarters_report_are_saved(chamber, browser):
    one, other = commitment(chamber), commitment(chamber, "C2")
    typed = {
        f"status-{one.pk}": "on_track",
        f"narrative-{one.pk}": "Going well.",
        f"status-{other.pk}": "",
    } | day_fields("as_at", date(2026, 3, 31))

    response = browser.post(at("progress_report", chamber.plan), typed)

    assert response.status_code == 302
    [row] = Update.objects.all()
    assert (row.commitment, row.status, row.as_at) == (one, "on_track", date(2026, 3, 31))


def test_a_row_half_filled_is_refused_at_its_place(chamber, browser):
    one, other = commitment(chamber), commitment(chamber, "C2")
    typed = {
        f"status-{one.pk}": "on_track",
        f"narrative-{other.pk}": "Going well.",
    } | day_fields("as_at", date(2026, 3, 31))

    response = browser.post(at("progress_report", chamber.plan), typed)

    page = words_of(response)
    assert response.status_code == 422
    assert "Say what has happened with C1" in page
    assert "Choose how C2 stands" in page
    assert not Update.objects.exists()


def test_a_report_with_no_row_filled_is_refused(chamber, browser):
    response = browser.post(
        at("progress_report", chamber.plan), day_fields("as_at", date(2026, 3, 31))
    )

    assert response.status_code == 422
    assert "Choose how at least one commitment stands." in words_of(response)


def test_one_commitment_ends_while_the_others_go_on(chamber, browser):
    one = commitment(chamber)
    address = at("commitment_end", chamber.plan, one.pk)

    refused = browser.post(address, {"outcome": "stopped", "words": ""})
    ended = browser.post(address, {"outcome": "stopped", "words": "The grant was withdrawn."})
    page = words_of(browser.get(at("updates", chamber.plan, one.pk)))

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

    response = browser.post(at("move_close", chamber.plan), typed)

    chamber.plan.refresh_from_db()
    assert response.status_code == 302
    assert chamber.plan.stage == Stage.CLOSED
    assert Ending.objects.count() == 2


def test_a_commitment_without_an_outcome_keeps_the_plan_open(chamber, browser):
    one = commitment(chamber)
    typed = {**shown(chamber), f"outcome-{one.pk}": "stopped"}

    response = browser.post(at("move_close", chamber.plan), typed)

    page = words_of(response)
    assert response.status_code == 422
    assert "Say where C1 went, or why it stopped" in page
    assert "Say what became of C2" in page
    assert not Ending.objects.exists()


def test_a_commitment_last_told_to_be_done_is_preset_as_done(chamber, browser):
    one = commitment(chamber)
    workflow.update(
        one, by=chamber.author, as_at=date(2026, 1, 1), status="done", narrative="It is built."
    )

    form = browser.get(at("move_close", chamber.plan)).context["form"]

    assert form[f"outcome-{one.pk}"].initial == "done"
    assert form[f"outcome-{commitment(chamber, 'C2').pk}"].initial is None


@pytest.mark.parametrize("older", [{"moves": 0}, {"plan": "0" * 64}, {"plan": ""}])
def test_a_stale_page_closes_nothing(chamber, browser, older):
    typed = {**shown(chamber), "commission_ended": "on", "reason": "It ended.", **older}

    response = browser.post(at("move_close", chamber.plan), typed)

    chamber.plan.refresh_from_db()
    assert response.status_code == 409
    assert chamber.plan.stage == Stage.MONITORING


def test_a_replayed_closing_is_told_that_the_plan_is_closed(chamber, browser):
    typed = {**shown(chamber), "commission_ended": "on", "reason": "It ended."}

    first = browser.post(at("move_close", chamber.plan), typed)
    again = browser.post(at("move_close", chamber.plan), typed)

    assert first.status_code == 302
    assert again.status_code in (409, 422)


def test_monitoring_starts_from_its_page(db):
    chamber = Chamber()
    make_recorded(chamber, timezone.localdate())
    make_submitted(chamber)
    browser = signed_in(chamber.author)
    address = at("move_start_monitoring", chamber.plan)

    assert browser.get(address).status_code == 200
    assert facts_of(chamber.plan) is None
    response = browser.post(address, shown(chamber))

    chamber.plan.refresh_from_db()
    assert response.status_code == 302
    assert chamber.plan.stage == Stage.MONITORING
    assert facts_of(chamber.plan).in_words.startswith("At ")


@pytest.mark.parametrize("page", PAGES)
def test_strangers_find_none_of_these_pages(chamber, page):
    stranger = signed_in(make_person(make_council(), Role.AUTHOR))

    assert stranger.get(at(page, chamber.plan)).status_code == 404
    assert stranger.post(at(page, chamber.plan)).status_code in (404, 405)


def test_every_reader_reads_progress_and_only_the_author_reports(chamber):
    one = commitment(chamber)
    reads = set(Role) - {Role.ADMINISTRATOR, Role.CONTRIBUTOR, Role.AUTHOR}
    for role in reads:
        browser = signed_in(chamber.person[role])
        assert browser.get(at("progress", chamber.plan)).status_code == 200
        assert browser.get(at("updates", chamber.plan, one.pk)).status_code == 200
        assert browser.post(at("updates", chamber.plan, one.pk), update_of()).status_code == 403
        for page in ("progress_report", "move_close", "move_start_monitoring"):
            assert browser.get(at(page, chamber.plan)).status_code == 403
        assert browser.get(at("commitment_end", chamber.plan, one.pk)).status_code == 403

    assert not Update.objects.exists()


@pytest.mark.parametrize("page", ["updates", "commitment_end"])
def test_a_commitment_of_another_plan_is_not_found_under_this_one(chamber, browser, page):
    other = make_plan(chamber.council, chamber.author, "Another plan")
    theirs = make_commitment(other, chamber.author, "X1")

    assert browser.get(at(page, chamber.plan, theirs.pk)).status_code == 404
    assert browser.post(at(page, chamber.plan, theirs.pk), update_of()).status_code == 404
    assert browser.get(at(page, chamber.plan, 10**9)).status_code == 404


@pytest.mark.parametrize("page", ["progress", "progress_pdf"])
def test_progress_is_only_read(chamber, browser, page):
    assert browser.post(at(page, chamber.plan)).status_code == 405
