"""The pages of progress: what they show, how it is reported on, what they refuse."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delivery.actions import update_commitment
from delivery.models import ProgressUpdate
from plans.access import plan_url
from tests.approvals.makers import Chamber
from tests.approvals.pages import browser_of, three, words_of
from tests.approvals.promises import commitment, make_under_way, update_of
from tests.plan_makers import make_commitment

pytestmark = pytest.mark.usefixtures("plain_paper")


@pytest.fixture
def chamber(db: None) -> Chamber:
    return make_under_way()


@pytest.fixture
def browser(chamber: Chamber) -> Client:
    return browser_of(chamber.author)


def test_progress_shows_pictures_with_their_tables_and_who_is_late(chamber, browser):
    page = words_of(browser.get(plan_url("progress", chamber.plan)))

    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert "How many commitments of each theme" in page
    assert "Was due 31 January 2025" in page
    assert "50% of the way from 12 to 8; newest 10, 31 March 2025, provisional" in page
    assert "On the way" in page
    assert "Record results of the metrics" in page


def test_progress_at_a_date_leaves_out_what_came_later(chamber, browser):
    update_commitment(
        commitment(chamber),
        by=chamber.author,
        as_at=date(2026, 1, 31),
        status="off_track",
        narrative="Nobody could be found.",
    )
    address = plan_url("progress", chamber.plan)

    before = words_of(browser.get(address, three("on", date(2026, 1, 30))))
    after = words_of(browser.get(address, three("on", date(2026, 1, 31))))

    assert "Nobody could be found." not in before
    assert "Nobody could be found." in after


@pytest.mark.parametrize("page", ["progress", "progress_pdf"])
def test_a_date_that_is_none_is_refused_in_words(chamber, browser, page):
    response = browser.get(
        plan_url(page, chamber.plan), {"on_day": "31", "on_month": "2", "on_year": "x"}
    )

    assert response.status_code == 422
    assert "four numbers" in words_of(response)


def test_the_pdf_is_named_after_its_day(chamber, browser):
    response = browser.get(plan_url("progress_pdf", chamber.plan), three("on", date(2026, 3, 31)))

    assert response["Content-Type"] == "application/pdf"
    assert "our-plan-progress-2026-03-31.pdf" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF")


def test_progress_takes_as_many_statements_for_many_commitments(chamber, browser):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(plan_url("progress", chamber.plan)).status_code == 200
        return len(asked)

    statements()  # the first page of a session notes that the person was here
    few = statements()
    for number in range(4):
        one = make_commitment(chamber.plan, chamber.author, f"M{number}", reason="Members asked")
        told = {"as_at": date(2026, 1, 31), "status": "done", "narrative": "Done."}
        update_commitment(one, by=chamber.author, **told)

    assert statements() == few


def test_an_update_is_recorded_and_the_earlier_ones_stay_below(chamber, browser):
    address = plan_url("updates", chamber.plan, commitment(chamber).pk)

    first = browser.post(address, update_of(date(2026, 1, 31), narrative="The first words."))
    browser.post(address, update_of())
    page = words_of(browser.get(address))

    assert first.status_code == 302
    assert page.index("A supplier failed.") < page.index("The first words.")


def test_a_replayed_update_is_refused_with_its_words_kept(chamber, browser):
    address = plan_url("updates", chamber.plan, commitment(chamber).pk)
    browser.post(address, update_of())

    again = browser.post(address, update_of())

    assert again.status_code == 422
    assert "This is recorded already for C1." in words_of(again)
    assert "A supplier failed.</textarea>" in words_of(again)
    assert ProgressUpdate.objects.count() == 1


def test_an_update_of_tomorrow_is_refused_at_its_date(chamber, browser):
    tomorrow = timezone.localdate() + timedelta(1)

    response = browser.post(
        plan_url("updates", chamber.plan, commitment(chamber).pk), update_of(tomorrow)
    )

    assert response.status_code == 422
    assert 'href="#id_as_at_day"' in response.content.decode()


def test_only_the_filled_rows_of_the_quarters_report_are_saved(chamber, browser):
    one, other = commitment(chamber), commitment(chamber, "C2")
    typed = {
        f"status-{one.pk}": "on_track",
        f"narrative-{one.pk}": "Going well.",
        f"status-{other.pk}": "",
    } | three("as_at", date(2026, 3, 31))

    response = browser.post(plan_url("progress_report", chamber.plan), typed)

    assert response.status_code == 302
    [row] = ProgressUpdate.objects.all()
    assert (row.commitment, row.status, row.as_at) == (one, "on_track", date(2026, 3, 31))


def test_a_row_half_filled_is_refused_at_its_place(chamber, browser):
    one, other = commitment(chamber), commitment(chamber, "C2")
    typed = {
        f"status-{one.pk}": "on_track",
        f"narrative-{other.pk}": "Going well.",
    } | three("as_at", date(2026, 3, 31))

    response = browser.post(plan_url("progress_report", chamber.plan), typed)

    page = words_of(response)
    assert response.status_code == 422
    assert "Say what has happened with C1" in page
    assert "Choose how C2 stands" in page
    assert not ProgressUpdate.objects.exists()


def test_a_report_with_no_row_filled_is_refused(chamber, browser):
    response = browser.post(
        plan_url("progress_report", chamber.plan), three("as_at", date(2026, 3, 31))
    )

    assert response.status_code == 422
    assert "Choose how at least one commitment stands." in words_of(response)


@pytest.mark.parametrize("page", ["progress", "progress_pdf"])
def test_progress_is_only_read(chamber, browser, page):
    assert browser.post(plan_url(page, chamber.plan)).status_code == 405
