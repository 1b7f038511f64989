"""Every plan of a council on one page: what of each is not met, and what was excepted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils.models import Council
from councils.roles import Role
from dashboard.compliance.lines import Standing
from dashboard.compliance.report import compliance_of, compliance_of_all
from dashboard.compliance.views import PAGE
from plans.access import plan_url
from plans.models import Plan
from tests.approvals.attempts import BEFORE_MEMBERS, ENDORSED, SENT_OUT, bring
from tests.approvals.makers import Chamber, make_called_in, make_follow_up, make_recorded
from tests.approvals.pages import browser_of
from tests.makers import make_council, make_person
from tests.plan_makers import make_plan


def page_of(council: Council) -> str:
    return reverse("council_compliance", args=[council.slug])


@pytest.fixture
def chambers(db) -> list[Chamber]:
    """Plans of one council that came to different places."""
    first = Chamber()
    bring(first, *SENT_OUT, "start_monitoring")
    others = [Chamber(council=first.council) for _ in range(4)]
    bring(others[0], *BEFORE_MEMBERS, "submit")
    bring(others[1], *ENDORSED)
    make_follow_up(others[1])
    make_called_in(others[2])
    make_recorded(others[3], timezone.localdate())
    return [first, *others]


def test_each_plan_is_told_as_on_its_own_page(chambers):
    now = timezone.now()
    rows = Plan.objects.whole().select_related("council")
    plans = list(rows.filter(council=chambers[0].council).order_by("-pk"))
    assert len(plans) == len(chambers)
    assert compliance_of_all(plans, now=now) == [
        compliance_of(rows.get(pk=plan.pk), now=now) for plan in plans
    ]


def test_what_is_not_met_or_excepted_of_any_plan_stands_on_the_page(chambers):
    auditor = browser_of(chambers[0].person[Role.AUDITOR])
    answer = auditor.get(page_of(chambers[0].council))
    page = answer.content.decode()
    told = {one.plan.pk: first for one, first in answer.context["plans"]}
    assert set(told) == {one.plan.pk for one in chambers}
    sent_before = [line.standing for _, line in told[chambers[1].plan.pk]]
    assert Standing.EXCEPTED in sent_before
    for chamber in chambers:
        assert f'href="{plan_url("compliance", chamber.plan)}"' in page
    standings = {line.standing for lines in told.values() for _, line in lines}
    assert standings <= {Standing.NOT_MET, Standing.EXCEPTED}


def test_a_council_without_a_plan_says_so(db):
    council = make_council()
    page = browser_of(make_person(council, Role.AUDITOR)).get(page_of(council))
    assert "The council has no plan yet." in page.content.decode()


def test_plans_beyond_a_page_are_on_the_next(db):
    chamber = Chamber()
    auditor = browser_of(chamber.person[Role.AUDITOR])
    made = [make_plan(chamber.council, chamber.author, slug=f"plan-{n}") for n in range(PAGE)]
    first = auditor.get(page_of(chamber.council))
    assert [one.plan for one, _ in first.context["plans"]] == made[::-1]
    last = auditor.get(page_of(chamber.council) + first.context["older"])
    assert [one.plan for one, _ in last.context["plans"]] == [chamber.plan]
    assert last.context["newest"] == page_of(chamber.council)


def test_more_plans_that_are_drafted_take_no_more_statements(db):
    chamber = Chamber()
    auditor = browser_of(chamber.person[Role.AUDITOR])
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as asked:
            auditor.get(page_of(chamber.council))
        counts.append(len(asked))
        make_plan(chamber.council, chamber.author, slug=f"plan-{number}")
    assert counts[1] == counts[2]
