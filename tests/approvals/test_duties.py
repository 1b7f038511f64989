"""Which record a decision owes, and who makes it: each row of the table, and what no row knows."""

from datetime import date

import pytest
from django.utils import timezone

from approvals.decisions.duty import duty_of
from approvals.decisions.notice import decision_notice
from approvals.decisions.report_paper import issued_report
from approvals.models import Decision, DecisionStep
from approvals.papers import duties
from approvals.papers.duties import DUTIES, Duty, Part, duty_for
from councils.models import Governance
from plans.access import plan_url
from tests.approvals.attempts import attempt
from tests.approvals.makers import Chamber, make_decided, make_put, resolved
from tests.approvals.pages import words_of
from tests.makers import make_governed

Form, Route, Kind = Governance.Form, DecisionStep.Route, DecisionStep.Kind
LEADER, MAYOR, COMMITTEES = Form.LEADER, Form.MAYOR, Form.COMMITTEES
FIVE = list(Part)

# Governance, route, who gave the power, and the record that is owed.
OWED = [
    (LEADER, Route.CABINET, None, duties.MEETING),
    (MAYOR, Route.CABINET, None, duties.MEETING),
    (LEADER, Route.MEMBERS, None, duties.MEMBER),
    (MAYOR, Route.MEMBERS, Route.CABINET, duties.MEMBER),
    (LEADER, Route.OFFICER, Route.CABINET, duties.OFFICER),
    (LEADER, Route.OFFICER, None, duties.OFFICER),
    (LEADER, Route.OFFICER, Route.COUNCIL, duties.OFFICER_2014),
    (MAYOR, Route.OFFICER, Route.COMMITTEE, duties.OFFICER_2014),
    (LEADER, Route.MEMBER_WITH_OFFICER, Route.CABINET, duties.TOGETHER),
    (LEADER, Route.MEMBER_WITH_OFFICER, Route.COUNCIL, duties.OFFICER_2014),
    (COMMITTEES, Route.OFFICER, Route.COMMITTEE, duties.OFFICER_2014),
    (COMMITTEES, Route.OFFICER, None, duties.OFFICER_2014),
    (COMMITTEES, Route.MEMBER_WITH_OFFICER, None, duties.OFFICER_2014),
    (None, Route.OFFICER, Route.COUNCIL, duties.OFFICER_2014),
    (LEADER, Route.COUNCIL, None, duties.MINUTES),
    (COMMITTEES, Route.COMMITTEE, None, duties.MINUTES),
    (COMMITTEES, Route.COUNCIL, None, duties.MINUTES),
    (None, Route.COMMITTEE, None, duties.MINUTES),
]


@pytest.mark.parametrize(("governance", "route", "gave", "owed"), OWED)
def test_each_route_owes_the_record_of_its_regulation(governance, route, gave, owed):
    found = duty_for(governance, route, gave=gave)

    assert found == owed
    assert found.is_owed
    assert found.is_known
    assert found.law
    assert found.made_by


@pytest.mark.parametrize("governance", [None, *Form])
@pytest.mark.parametrize("route", Route)
def test_scrutiny_and_what_decides_nothing_owe_none(governance, route):
    none = [
        duty_for(governance, route, Kind.SCRUTINY),
        duty_for(governance, route, Kind.ADVISORY),
        duty_for(governance, route, Kind.REVIEW),
        duty_for(governance, route, decides=False),
    ]

    assert [one.code for one in none] == ["advice", "advice", "reviewed", "undecided"]
    assert not any(one.is_owed or one.name or one.parts for one in none)


@pytest.mark.parametrize(
    ("governance", "route", "code"),
    [
        (LEADER, Route.NOT_KNOWN, "no_route"),
        (None, Route.NOT_KNOWN, "no_route"),
        (None, Route.CABINET, "no_governance"),
        (None, Route.OFFICER, "no_governance"),
        (COMMITTEES, Route.CABINET, "no_executive"),
        (COMMITTEES, Route.MEMBERS, "no_executive"),
    ],
)
def test_what_is_not_known_is_asked_and_no_law_is_named(governance, route, code):
    found = duty_for(governance, route)

    assert (found.code, found.law, found.made_by) == (code, "", "")
    assert found.asks
    assert [part for part, _ in found.parts] == FIVE


def test_every_situation_has_a_row_and_every_row_a_situation():
    used = {
        next(row for row in DUTIES if row.holds(governance, route, kind, gave, decides)).duty.code
        for governance in (None, *Form)
        for route in Route
        for kind in Kind
        for gave in (None, *Route)
        for decides in (True, False)
    }
    assert used == {row.duty.code for row in DUTIES}


def parts_of(duty: Duty) -> list[Part]:
    return [part for part, _ in duty.parts]


def test_the_parts_are_those_of_the_regulation():
    assert parts_of(duties.MEETING) == parts_of(duties.MEMBER) == parts_of(duties.OFFICER) == FIVE
    assert parts_of(duties.OFFICER_2014) == FIVE[:4]
    assert parts_of(duties.MINUTES) == [Part.DECISION, Part.REASONS, Part.INTERESTS]


# What is read of a decision


@pytest.fixture
def governed(chamber: Chamber) -> Chamber:
    make_governed(chamber.plan.council)
    make_put(chamber)
    return chamber


def fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def test_a_meeting_of_the_cabinet_owes_a_statement(governed):
    decision = make_decided(governed)

    assert duty_of(decision) == duties.MEETING
    paper = decision_notice(fresh(decision))
    assert paper.kind == "Decision statement"
    assert "3. Options considered and rejected at the meeting" in [
        one.title for one in paper.sections
    ]


def test_of_a_council_of_which_nobody_has_said_no_regulation_is_assumed(chamber):
    make_put(chamber)
    paper = decision_notice(make_decided(chamber))

    assert paper.kind == "Decision notice"
    assert "3. Options considered and rejected" in [one.title for one in paper.sections]


def test_how_it_was_governed_on_the_day_counts(chamber):
    make_governed(chamber.plan.council, LEADER, date(2019, 5, 20))
    make_governed(chamber.plan.council, COMMITTEES, timezone.localdate())
    make_put(chamber)

    assert duty_of(make_decided(chamber)) == duties.NO_EXECUTIVE


@pytest.mark.parametrize("outcome", ["noted", "deferred", "referred"])
def test_a_step_that_decided_nothing_has_no_notice(governed, signed_in, outcome):
    decision = attempt(outcome, governed.plan, by=governed.clerk)
    browser = signed_in(governed.clerk)
    page = words_of(browser.get(plan_url("decision", governed.plan, decision.step.place)))

    assert "Nothing was decided. No notice of it is issued." in page
    assert "Download as PDF" not in page
    assert "Dispensations" not in page
    pdf = browser.get(plan_url("notice_pdf", governed.plan, decision.step.place))
    assert pdf.status_code == 404


def test_its_submission_approved_is_a_decision_and_has_a_statement(governed):
    sent = resolved("approved", "That it be sent.", about="submission")
    decision = make_decided(governed, "noted", resolutions=[resolved("noted"), sent])

    assert duty_of(decision) == duties.MEETING


def test_the_report_is_named_after_whom_it_went_to(chamber):
    make_put(chamber)
    make_decided(chamber, "delegated")
    left = chamber.plan.steps.last()

    assert left.body == "Chief Executive"
    assert issued_report(left).kind.startswith("Report to Cabinet, ")


def test_a_delegate_whose_route_nobody_said_is_asked_for_it(governed):
    make_decided(governed, "delegated")
    decision = make_decided(governed)

    assert duty_of(decision).code == "no_route"
    assert duty_of(decision, route=Route.OFFICER) == duties.OFFICER
