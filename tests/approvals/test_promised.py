"""What members read of a plan's promises and savings: counted from its lists, and no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from approvals.members.promised import promised
from plans.document import Saving
from tests.plans.documents import example, plan

WORDS = example()


def test_a_plan_whose_lists_are_empty_promises_nothing_that_is_counted():
    assert promised(plan()) == ()


def test_commitments_are_counted_with_their_last_day_and_those_without_one():
    first = replace(WORDS.commitments[0], due=date(2026, 3, 31), savings=())
    other = replace(first, id=first.id + 1, due=None)
    [both] = promised(replace(plan(), commitments=(first, other)))
    [none] = promised(replace(plan(), commitments=(other,)))

    assert both == "2 commitments, the last of them due by 31 March 2026; 1 without a day."
    assert none == "1 commitment."


def test_metrics_are_counted_with_those_that_have_a_target():
    metric = replace(WORDS.metrics[0], target=None)
    aimed = replace(metric, id=metric.id + 1, target=Decimal(5))
    assert promised(replace(plan(), metrics=(metric, aimed))) == ("2 metrics, 1 with a target.",)
    assert promised(replace(plan(), metrics=(metric,))) == ("1 metric, without a target.",)
    assert promised(replace(plan(), metrics=(aimed,))) == ("1 metric, with a target.",)
    both = replace(plan(), metrics=(aimed, replace(aimed, id=aimed.id + 1)))
    assert promised(both) == ("2 metrics, all with a target.",)


def test_savings_stand_by_financial_year_and_are_not_added_up_over_years():
    def saving(year: int, pounds: int) -> Saving:
        return Saving(year, Decimal(pounds), cash_releasing=True, recurring=True)

    first = replace(WORDS.commitments[0], due=None, savings=(saving(2025, 200), saving(2024, 100)))
    other = replace(first, id=first.id + 1, savings=(saving(2024, 50),))
    *_, said = promised(replace(plan(), commitments=(first, other)))

    assert said == "Planned savings: £150 in 2024/25, £200 in 2025/26."
