"""Results of a metric: recorded once for a period, corrected for a reason, nothing lost."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from plans.access import plan_url
from plans.actions import items
from plans.models import Metric, Result
from plans.views.results import results_of
from tests.plan_makers import make_metric
from web.errors import Refused, StalePage

YEAR = {"period": "2024/25", "ends_on": date(2025, 3, 31)}


@pytest.fixture
def metric(plan, author) -> Metric:
    return make_metric(plan, author, baseline=Decimal(4), target=Decimal(12))


@pytest.fixture
def result(metric, author) -> Result:
    return items.record_result(metric, by=author, value=Decimal(9), provisional=True, **YEAR)


def corrected(result: Result, by, *, seen: int = 1, **how) -> bool:
    told = {"reason": "The final accounts are out.", "value": Decimal(10), "provisional": False}
    return items.correct_result(result, by=by, seen=seen, **told | how)


def form_of(**typed: object) -> dict[str, object]:
    sent = {"period": "2024/25", "value": "10", "reason": "Final accounts.", "seen": 1}
    return sent | {"ends_on_day": 31, "ends_on_month": 3, "ends_on_year": 2025} | typed


def test_a_correction_keeps_what_the_result_was_and_why_it_changed(result, author):
    corrected(result, author)

    [shown] = results_of(result.metric)
    [(before, after)] = shown.corrected
    assert (shown.now.value, shown.now.provisional) == (10, False)
    assert (before.value, before.provisional) == (9, True)
    assert after.history_change_reason == "The final accounts are out."
    assert Act.objects.latest("sequence").verb == "result_corrected"


def test_a_correction_without_a_reason_is_refused(result, author):
    with pytest.raises(Refused, match="why it is corrected"):
        corrected(result, author, reason=" ")

    result.refresh_from_db()
    assert result.value == 9


def test_a_stale_page_corrects_nothing(result, author):
    corrected(result, author)

    with pytest.raises(StalePage):
        corrected(result, author, value=Decimal(11))

    result.refresh_from_db()
    assert result.value == 10


def test_a_correction_that_changes_nothing_leaves_no_act(result, author):
    before = Act.objects.count()

    assert not corrected(result, author, value=Decimal(9), provisional=True)
    assert Act.objects.count() == before


def test_a_result_does_not_move_to_a_period_that_has_one(metric, result, author):
    items.record_result(
        metric, by=author, period="2023/24", ends_on=date(2024, 3, 31), value=Decimal(8)
    )

    with pytest.raises(Refused, match="already"):
        corrected(result, author, ends_on=date(2024, 3, 31))


def test_only_a_writer_corrects(result, auditor):
    with pytest.raises(PermissionDenied):
        corrected(result, auditor)


def test_the_page_shows_what_stands_and_what_was(result, author, browser):
    plan = result.metric.plan
    response = browser.post(plan_url("result", plan, result.metric_id, result.pk), form_of())
    page = unescape(browser.get(plan_url("results", plan, result.metric_id)).content.decode())

    assert response.status_code == 302
    assert "Was 9, provisional." in page
    assert "Final accounts." in page
    assert "On the way" in page


@pytest.mark.parametrize(
    ("direction", "told"), [("lower is better", "Lower is better, days"), ("neither", "days")]
)
def test_a_metric_with_no_better_way_names_its_unit_alone(plan, author, browser, direction, told):
    metric = make_metric(plan, author, direction=direction, unit="days")

    for address in (plan_url("items", plan, "metrics"), plan_url("results", plan, metric.pk)):
        page = " ".join(browser.get(address).content.decode().split())
        assert re.search(rf"> ?{told} ?</span>", page)
        assert "Neither" not in page


def test_a_stale_form_answers_with_both_texts(result, author, browser):
    corrected(result, author)

    response = browser.post(
        plan_url("result", result.metric.plan, result.metric_id, result.pk), form_of(value="11")
    )

    assert response.status_code == 409


def test_a_result_is_found_only_under_its_own_metric_and_plan(
    plan, metric, result, author, browser
):
    other = make_metric(plan, author, "Another")

    assert browser.get(plan_url("result", plan, other.pk, result.pk)).status_code == 404
    assert browser.get(plan_url("result", plan, metric.pk, 10**9)).status_code == 404


def test_a_plan_of_another_council_keeps_its_results_to_itself(other_plan, result, browser):
    address = plan_url("result", other_plan, result.metric_id, result.pk)

    assert browser.get(address).status_code == 404
