"""Savings by year and results by period as spreadsheets, judged by the forms they stand for."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.items import correct_result, record_result
from plans.actions.savings import confirm_savings
from plans.actions.sheets import bring_in_sheet, sheets_of, take_sheet_back
from plans.models import Plan, Result, Saving
from plans.savings import standing_of
from plans.sheets.columns import year_called
from plans.sheets.comparing import compare
from plans.sheets.kinds import SHEETS
from plans.sheets.reading import read_cells, read_sheet
from plans.sheets.writing import list_csv, list_xlsx
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import give_saving, make_commitment, make_metric, make_moved_on
from tests.wire import statements
from web.errors import MovedOn, Refused, StalePage

WRITTEN = re.compile(r"\s*(?:to|/|-|–)\s*", re.IGNORECASE)
SAVINGS, RESULTS = SHEETS["savings"], SHEETS["results"]
WHOLE = (
    ("Commitment,Financial year,“Planned, in pounds”,Does it release cash?,Does it recur?\n")
    .replace("“", '"')
    .replace("”", '"')
)


@pytest.fixture
def kept(plan, author):
    """A plan that keeps savings, with two years of them and two results of a metric."""
    Plan.objects.filter(pk=plan.pk).update(records_savings=True)
    plan.refresh_from_db()
    first = make_commitment(plan, author, "C1")
    make_commitment(plan, author, "C2")
    for year, planned in ((2026, "1250000"), (2027, "99.50")):
        give_saving(first, by=author, year=year, planned=Decimal(planned), forecast=None)
    metric = make_metric(plan, author, "Days lost", unit="days")
    make_metric(plan, author, "Calls answered", unit="%")
    for ends_on, value in ((date(2026, 6, 30), "9.5"), (date(2026, 9, 30), "8")):
        facts = {"period": f"To {ends_on:%B %Y}", "ends_on": ends_on, "value": Decimal(value)}
        record_result(metric, by=author, note="=as reported", **facts)
    return plan


@pytest.fixture
def officer(kept):
    return make_person(kept.council, Role.SECTION_151)


def comparing(plan, kind, text):
    return compare(Plan.objects.get(pk=plan.pk), kind, read_cells(text))


def bring(plan, author, kind, text, **more):
    found = comparing(plan, kind, text)
    assert found.problems == []
    facts = {"file": "ours.csv", "kind": kind.key}
    return bring_in_sheet(plan, by=author, changes=found.changes, **facts | more)


@pytest.mark.parametrize("write", [list_csv, list_xlsx])
@pytest.mark.parametrize("kind", [SAVINGS, RESULTS], ids=lambda kind: kind.key)
def test_what_is_taken_away_and_brought_in_again_changes_nothing(kept, kind, write):
    found = compare(kept, kind, read_sheet(write(kept, kind)))
    assert (found.problems, found.shown, found.same) == ([], [], 2)
    assert found.not_read == found.absent == ()


def test_a_sheet_of_savings_adds_and_changes_years_as_one_act(kept, author):
    text = WHOLE + (
        'c1,2026 to 2027,"£1,300,000",Yes,No\n'
        "C2,2026/27,500,No,Yes: it recurs each year\n"
        "C2,2027-28,600,no,no\n"
        "C2,2028,0,yes,yes\n"
    )
    acts = Act.objects.count()

    assert bring(kept, author, SAVINGS, text) == 4

    told = Saving.objects.values_list(
        "commitment__reference", "year", "planned", "cash_releasing", "recurring"
    )
    assert list(told.order_by("commitment__reference", "year")) == [
        ("C1", 2026, 1300000, True, False),
        ("C1", 2027, Decimal("99.50"), True, True),
        ("C2", 2026, 500, False, True),
        ("C2", 2027, 600, False, False),
        ("C2", 2028, 0, True, True),
    ]
    assert Act.objects.count() == acts + 1


def test_a_sheet_of_results_adds_and_corrects_them_as_one_act_for_a_reason(kept, author):
    text = (
        "Metric,Period,Last day of the period,Value,Provisional\n"
        "days LOST,To June 2026,30/6/2026,9 days,yes\n"
        "Calls answered,To June 2026,30 June 2026,95%,No\n"
    )
    with pytest.raises(Refused, match="why results are corrected"):
        bring(kept, author, RESULTS, text)
    acts = Act.objects.count()

    assert bring(kept, author, RESULTS, text, reason="The final accounts are out") == 2

    assert Act.objects.count() == acts + 1
    told = Result.objects.order_by("metric__name", "ends_on")
    assert list(told.values_list("metric__name", "value", "provisional", "note")) == [
        ("Calls answered", 95, False, ""),
        ("Days lost", 9, True, "=as reported"),
        ("Days lost", 8, False, "=as reported"),
    ]
    corrected = Result.history.filter(history_type="~").get()
    assert corrected.history_change_reason == "The final accounts are out"


def test_results_that_nobody_recorded_before_need_no_reason(kept, author):
    text = "Metric,Period,ends on,Value\nCalls answered,To June 2026,2026-06-30,95\n"
    assert bring(kept, author, RESULTS, text) == 1


YEAR, DAY = "Financial year", "Last day of the period"
MONEY = "Planned, in pounds"
# The sheet, one row of it beneath its headings, and what is said of which heading.
WRONG = [
    (SAVINGS, "C9,2026,5", "Commitment", "no commitment “C9”"),
    (SAVINGS, ",2026,5", "Commitment", "names no entry"),
    (SAVINGS, "C1,,5", YEAR, ""),
    (SAVINGS, "C1,20245,5", YEAR, "“20245” is no financial year"),
    (SAVINGS, "C1,2026 to 2029,5", YEAR, "Write it as 2026 to 2027"),
    (SAVINGS, "C1,3026,5", YEAR, "Give a year from 20"),
    (SAVINGS, "C1,²026,5", YEAR, "no financial year"),
    (SAVINGS, 'C1,2026,"1.250,00"', MONEY, ""),
    (SAVINGS, "C1,2026,-5", MONEY, ""),
    (SAVINGS, "C1,2026,1e400", MONEY, ""),
    (SAVINGS, "C1,2026,5.001", MONEY, ""),
    (SAVINGS, "C1,2026,", MONEY, ""),
    (SAVINGS, "C2,2026,5", "Does it release cash?", ""),
    (RESULTS, "None such,2026-06-30,5", "Metric", "no metric “None such”"),
    (RESULTS, ",2026-06-30,5", "Metric", "names no entry"),
    (RESULTS, "Days lost,,5", DAY, ""),
    (RESULTS, "Days lost,31 June 2026,5", DAY, ""),
    (RESULTS, "Days lost,30/6/20245,5", DAY, ""),
    (RESULTS, "Days lost,2026-06-30,1e400", "Value", ""),
    (RESULTS, 'Days lost,2026-06-30,"1.250,00"', "Value", ""),
    (RESULTS, "Days lost,2026-06-30,=1+1", "Value", "a formula"),
    (RESULTS, "Days lost,2026-12-31,5", "Period", ""),
    (RESULTS, "Days lost,2026-06-30,5,perhaps", "Provisional", "yes or no"),
]


@pytest.mark.parametrize(("kind", "row", "heading", "why"), WRONG, ids=lambda each: str(each)[:30])
def test_what_is_wrong_is_said_at_its_row_in_the_headings_words(kept, kind, row, heading, why):
    head = {
        "savings": "Commitment,Financial year,planned",
        "results": f"Metric,{DAY},Value,Provisional",
    }
    found = comparing(kept, kind, f"{head[kind.key]}\n{row}\n").problems
    said = [one for one in found if (one.row, one.heading) == (2, heading)]
    assert said, found
    assert said[0].why
    assert why in said[0].why


@given(st.text() | st.from_regex(r"[0-9]{4}( to |/|-|–)[0-9]{2,4}", fullmatch=True))
def test_a_year_is_read_in_full_or_not_at_all(words):
    year = year_called(words)
    if year is not None:
        assert words.split()[0][:4] == f"{year:04}"
        assert all(part in (str(year + 1), str(year + 1)[-2:]) for part in WRITTEN.split(words)[1:])


def test_two_rows_of_one_year_or_period_are_refused_however_they_are_written(kept):
    twice = [
        (SAVINGS, "Commitment,Year,planned\nC1,2026/27,1\nc1,2026 to 2027,2\n", YEAR),
        (RESULTS, "Metric,ends on,Value\nDays lost,30/6/2026,1\nDays lost,2026-06-30,2\n", DAY),
    ]
    for kind, text, heading in twice:
        [one] = comparing(kept, kind, text).problems
        assert (one.row, one.heading) == (3, heading)
        assert "Row 2 has the same" in one.why


def test_a_metric_that_two_have_the_name_of_is_not_guessed(kept, author):
    make_metric(kept, author, "Days Lost")
    [one] = comparing(kept, RESULTS, "Metric,ends on,Value\nDays lost,2026-06-30,1\n").problems
    assert "more than one metric" in one.why


def test_a_sheet_that_lacks_the_year_says_by_what_savings_are_recognised(kept):
    [one] = comparing(kept, SAVINGS, "Commitment,planned\nC1,1\n").problems
    assert (one.row, one.heading) == (1, YEAR)


def test_no_sheet_confirms_savings_and_another_amount_undoes_what_was_confirmed(
    kept, author, officer
):
    one = Saving.objects.get(year=2026)
    confirm_savings(kept, by=officer, amounts={one.pk: one.revision})
    assert standing_of(Saving.objects.get(pk=one.pk)).stands
    found = comparing(kept, SAVINGS, "Commitment,Year,Confirmed\nC1,2027,Yes\n")
    assert (found.not_read, found.shown) == (("Confirmed",), [])

    bring(kept, author, SAVINGS, "Commitment,Year,forecast\nC1,2026,1\n")
    assert standing_of(Saving.objects.get(pk=one.pk)).stands
    bring(kept, author, SAVINGS, "Commitment,Year,planned\nC1,2026,1\n")
    assert not standing_of(Saving.objects.get(pk=one.pk)).stands


def test_a_forecast_needs_no_reason_where_a_planned_amount_does(kept, author):
    make_moved_on(kept, author)
    bring(kept, author, SAVINGS, "Commitment,Year,forecast\nC1,2026,1\n")
    with pytest.raises(Refused):
        bring(kept, author, SAVINGS, "Commitment,Year,planned\nC1,2026,1\n")


def test_what_a_sheet_of_savings_brought_is_taken_back_but_what_was_confirmed_since(
    kept, author, officer
):
    bring(kept, author, SAVINGS, WHOLE + "C1,2026,7,yes,yes\nC2,2026,5,yes,no\nC2,2027,6,no,no\n")
    [act] = sheets_of(kept, "savings")
    new = Saving.objects.get(commitment__reference="C2", year=2027)
    confirm_savings(kept, by=officer, amounts={new.pk: new.revision})

    back = take_sheet_back(kept, act, by=author)

    assert (back.done, back.left) == (2, ("C2, 2027 to 2028",))
    assert Saving.objects.get(commitment__reference="C1", year=2026).planned == 1250000
    assert not Saving.objects.filter(commitment__reference="C2", year=2026).exists()


def test_what_a_sheet_of_results_brought_is_taken_back_for_a_reason(kept, author, colleague):
    text = (
        "Metric,Period,ends on,Value\n"
        "Days lost,To June 2026,2026-06-30,1\nDays lost,To September 2026,2026-09-30,2\n"
        "Calls answered,To June 2026,2026-06-30,3\n"
    )
    bring(kept, author, RESULTS, text, reason="The final accounts are out")
    [act] = sheets_of(kept, "results")
    theirs = Result.objects.get(value=2)
    correct_result(theirs, by=colleague, seen=theirs.revision, reason="Theirs", value=Decimal(4))
    with pytest.raises(Refused, match="why results are corrected"):
        take_sheet_back(kept, act, by=author)

    back = take_sheet_back(kept, act, by=author, reason="It was last year’s file")

    assert (back.done, len(back.left)) == (2, 1)
    assert set(Result.objects.values_list("value", flat=True)) == {Decimal("9.5"), Decimal(4)}
    with pytest.raises(MovedOn):
        take_sheet_back(kept, act, by=author, reason="Once more")


def test_what_somebody_gave_meanwhile_is_not_doubled(kept, author, colleague):
    year = comparing(kept, SAVINGS, WHOLE + "C2,2026,5,yes,no\n")
    day = comparing(kept, RESULTS, "Metric,Period,ends on,Value\nCalls answered,P,2026-06-30,3\n")
    second = kept.commitments.get(reference="C2")
    give_saving(second, by=colleague, year=2026, planned=Decimal(9))
    facts = {"period": "P", "ends_on": date(2026, 6, 30), "value": Decimal(9)}
    record_result(kept.metrics.get(name="Calls answered"), by=colleague, **facts)

    for found, kind in ((year, SAVINGS), (day, RESULTS)):
        with pytest.raises((StalePage, Refused)):
            bring_in_sheet(kept, by=author, changes=found.changes, file="f", kind=kind.key)
    assert second.savings.get().planned == 9


def test_many_rows_ask_the_database_no_more_than_few(kept, author):
    def asked(kind) -> int:
        text = list_csv(kept, kind).decode("utf-8-sig")
        found = Plan.objects.get(pk=kept.pk)
        with statements() as sent:
            compare(found, kind, read_cells(text))
            list_csv(found, kind)
        return len(sent)

    few = [asked(kind) for kind in (SAVINGS, RESULTS)]
    for year in range(2028, 2034):
        give_saving(kept.commitments.last(), by=author, year=year, planned=Decimal(9))
        facts = {"period": "P", "ends_on": date(year, 6, 30), "value": Decimal(9)}
        record_result(kept.metrics.last(), by=author, **facts)
    assert [asked(kind) for kind in (SAVINGS, RESULTS)] == few


def test_a_plan_that_keeps_no_savings_has_no_sheet_of_them(plan, browser):
    for name in ("sheet", "list_csv", "list_xlsx"):
        assert browser.get(plan_url(name, plan, SAVINGS)).status_code == 404
        assert browser.get(plan_url(name, plan, RESULTS)).status_code == 200


def test_the_page_asks_why_results_are_corrected_and_keeps_the_sheet_without_it(kept, browser):
    page = plan_url("sheet", kept, RESULTS)
    cells = "Metric\tPeriod\tends on\tValue\nDays lost\tTo June 2026\t2026-06-30\t7\n"
    first = browser.post(page, fields_of(browser.get(page)) | {"cells": cells})
    assert "Why are results corrected?" in first.content.decode()

    refused = browser.post(page, fields_of(first))
    assert refused.status_code == 422
    done = browser.post(page, fields_of(refused) | {"reason": "Late returns"}, follow=True)

    assert "The spreadsheet is brought in: 1 changed." in done.content.decode()
    assert Result.objects.get(ends_on=date(2026, 6, 30)).value == 7


def test_only_who_may_edit_them_brings_in_a_sheet_and_only_officers_take_away_forecasts(
    kept, client
):
    for role, of_savings in ((Role.SECTION_151, 200), (Role.CABINET_MEMBER, 403)):
        client.force_login(make_person(kept.council, role))
        Plan.objects.filter(pk=kept.pk).update(stage="monitoring")
        taken = [client.get(plan_url("list_csv", kept, kind)) for kind in (SAVINGS, RESULTS)]
        assert [answer.status_code for answer in taken] == [of_savings, 200]
        for kind in (SAVINGS, RESULTS):
            assert client.get(plan_url("sheet", kept, kind)).status_code == 403
            assert client.post(plan_url("sheet", kept, kind)).status_code == 403
