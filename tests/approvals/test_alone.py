"""Whoever decides alone: named, they declare, and their signature is the decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.alone.notice_day import record_notice_day
from approvals.alone.signing import sign_decision
from approvals.decisions.actions import record_decision
from approvals.decisions.minute import DeclarationData
from approvals.decisions.notice import decision_notice
from approvals.decisions.routes import Way
from approvals.decisions.steps import put_to_decision
from approvals.models import Decision, MemberStatement, Signature, StepDecider
from approvals.workflow.engine import PageState
from councils.actions.people import end_appointment
from councils.mail_words import from_template
from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.models import Stage
from tests.approvals.makers import (
    declare,
    make_answered,
    make_put,
    make_sent,
    minute_of,
    put_alone,
    seen_newest,
    sign,
    sign_only,
    signed_data,
)
from tests.makers import administrator_of, make_appointment, make_person
from tests.plan_makers import make_paragraph
from web.errors import Refused, StalePage

TODAY = timezone.localdate()
Outcome = Decision.Outcome


@pytest.fixture
def leader(chamber):
    return make_person(chamber.council, Role.DECISION_MAKER, title="Leader of the Council")


@pytest.fixture
def finance(chamber):
    return make_person(chamber.council, Role.DECISION_MAKER, title="Portfolio Holder for Finance")


def test_a_signature_is_the_decision(chamber, leader):
    step = put_alone(chamber, leader)
    made = sign(chamber, leader)

    assert (step.body, step.route) == ("Leader of the Council", "members")
    assert chamber.plan.stage == Stage.ENDORSED
    assert (made.outcome, made.digest) == (Outcome.AGREED, step.round.version.digest)
    assert (made.recorded_by, made.decided_on) == (leader, TODAY)
    assert made.nothing_declared
    assert Signature.objects.get().digest == made.digest
    assert Act.objects.first().verb == "signed_agreed"


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        ("agreed", Stage.ENDORSED),
        ("noted", Stage.DECISION),
        ("deferred", Stage.DECISION),
        ("refused", Stage.DRAFTING),
    ],
)
def test_what_is_signed_chooses_the_row(chamber, leader, outcome, stage):
    put_alone(chamber, leader)
    made = sign(chamber, leader, outcome)

    assert made.outcome == outcome
    assert chamber.plan.stage == stage
    assert made.resolutions.exists()


def test_what_is_put_off_waits_for_the_same_people(chamber, leader):
    put_alone(chamber, leader)
    sign(chamber, leader, "deferred")
    step = chamber.plan.steps.last()

    assert (step.place, step.route, step.body) == (2, "members", "Leader of the Council")
    assert [one.person for one in step.deciders.all()] == [leader]
    with pytest.raises(Refused, match="interest to declare"):
        sign_only(chamber, leader)


def test_nobody_signs_before_they_have_declared(chamber, leader):
    put_alone(chamber, leader)
    with pytest.raises(Refused, match="interest to declare"):
        sign_only(chamber, leader)
    assert not Decision.objects.exists()


def test_a_barring_interest_stops_the_signature(chamber, leader):
    put_alone(chamber, leader)
    declare(chamber.plan, leader, "pecuniary", "I own the company.")
    with pytest.raises(Refused, match="take no part"):
        sign(chamber, leader)
    assert not Signature.objects.exists()


def test_an_interest_that_does_not_bar_stands_in_the_notice(chamber, leader):
    put_alone(chamber, leader)
    declare(chamber.plan, leader, "other_interest", "My brother works there.")
    made = sign(chamber, leader)

    assert [one.interest for one in made.declarations.all()] == ["My brother works there."]
    assert not made.nothing_declared


def test_two_together_decide_once_both_have_signed(chamber, leader, finance):
    put_alone(chamber, leader, finance)
    first = sign(chamber, leader)
    assert first is None
    assert chamber.plan.stage == Stage.DECISION
    assert not Decision.objects.exists()

    made = sign(chamber, finance, reasons="It saves money.")
    assert made.step.body == "Leader of the Council and Portfolio Holder for Finance"
    assert chamber.plan.stage == Stage.ENDORSED
    assert f"{leader}, Leader of the Council: It answers the request." in made.reasons
    assert "It saves money." in made.reasons
    assert made.options_rejected == "To send none."


def test_two_who_differ_decide_nothing(chamber, leader, finance):
    put_alone(chamber, leader, finance)
    sign(chamber, leader)
    with pytest.raises(Refused, match="sign the same"):
        sign(chamber, finance, "refused")
    assert not Decision.objects.exists()


def test_nobody_signs_twice(chamber, leader, finance):
    put_alone(chamber, leader, finance)
    sign(chamber, leader)
    with pytest.raises(Refused, match="already"):
        sign(chamber, leader)


def test_an_exemption_counts_once_all_rely_on_it(chamber, leader, finance):
    put_alone(chamber, leader, finance)
    sign(chamber, leader, call_in_exempt_why="Urgent")
    made = sign(chamber, finance)

    assert made.call_in_applies
    assert not made.call_in_exempt_why


def test_a_page_of_other_words_signs_nothing(chamber, leader):
    put_alone(chamber, leader)
    declare(chamber.plan, leader)
    seen = PageState(chamber.plan.moves, "0" * 64)
    with pytest.raises(StalePage):
        sign_decision(chamber.plan, by=leader, seen=seen, said=signed_data())


def test_whoever_is_not_named_signs_nothing(chamber, leader, finance):
    put_alone(chamber, leader)
    with pytest.raises(Refused, match="not named"):
        sign_only(chamber, finance)


def test_whose_role_has_ended_signs_nothing(chamber):
    yesterday = TODAY - timedelta(1)
    leader = make_person(chamber.council, Role.DECISION_MAKER, starts_on=yesterday)
    put_alone(chamber, leader)
    declare(chamber.plan, leader)
    held = leader.appointments.get()
    by = administrator_of(chamber.council)
    end_appointment(held, by=by, seen=held.revision, ends_on=yesterday)
    with pytest.raises(PermissionDenied):
        sign_only(chamber, leader)


def test_a_meeting_s_plan_is_signed_by_nobody(chamber, leader):
    make_put(chamber)
    with pytest.raises(Refused, match="A meeting decides"):
        sign_only(chamber, leader)


@pytest.mark.parametrize("missing", ["reasons", "options_rejected"])
def test_reasons_and_alternatives_are_asked_for(chamber, leader, missing):
    put_alone(chamber, leader)
    with pytest.raises(Refused) as refusal:
        sign(chamber, leader, **{missing: " "})
    assert refusal.value.field == missing


# Who may be named.


def test_nobody_decides_alone_on_what_they_cleared(chamber):
    both = chamber.person[Role.SECTION_151]
    make_appointment(chamber.council, both, Role.DECISION_MAKER)
    with pytest.raises(Refused, match="cleared this plan"):
        put_alone(chamber, both)


def test_nobody_decides_alone_on_what_they_wrote(chamber):
    make_appointment(chamber.council, chamber.author, Role.DECISION_MAKER)
    with pytest.raises(Refused, match="wrote this plan"):
        put_alone(chamber, chamber.author)


@pytest.mark.parametrize("route", ["members", "officer", "member_officer"])
def test_a_route_of_people_names_them(chamber, route):
    make_answered(chamber, make_sent(chamber, then_put=False))
    seen, way = seen_newest(chamber.plan), Way(route)
    with pytest.raises(Refused) as refusal:
        put_to_decision(
            chamber.plan, by=chamber.clerk, seen=seen, body="Cabinet", meets_on=TODAY, way=way
        )
    assert refusal.value.field == "deciders"


def test_a_meeting_names_nobody(chamber, leader):
    with pytest.raises(Refused) as refusal:
        put_alone(chamber, leader, route="cabinet")
    assert refusal.value.field == "route"


def test_an_officer_and_a_member_are_two(chamber, leader):
    with pytest.raises(Refused, match="Choose both"):
        put_alone(chamber, leader, route="member_officer")


def test_whoever_lacks_the_role_is_not_named(chamber):
    with pytest.raises(Refused, match="does not hold the role"):
        put_alone(chamber, chamber.member)
    assert not StepDecider.objects.exists()


# On paper.


def on_paper(chamber, **facts):
    step = chamber.plan.steps.last()
    return record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=PageState(chamber.plan.moves, step.round.version.digest),
        minute=minute_of(**facts),
    )


def test_what_was_signed_on_paper_is_recorded_from_it_and_they_are_told(chamber, leader):
    put_alone(chamber, leader)
    chamber.plan.refresh_from_db()
    made = on_paper(chamber, minute="Leader decision 7, in the chief executive's office")

    assert made.recorded_by == chamber.clerk
    told = OutboxMessage.objects.filter(kind="signed_on_paper")
    assert [one.to for one in told] == [leader]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"minute": "", "minute_link": "https://council.example/26"}, "minute"),
        ({"nothing_declared": False, "interests_not_recorded": True}, "interests"),
    ],
)
def test_without_the_paper_or_the_declaration_nothing_is_recorded(chamber, leader, facts, field):
    put_alone(chamber, leader)
    chamber.plan.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        on_paper(chamber, **facts)
    assert refusal.value.field == field


def test_over_a_signature_nothing_is_recorded(chamber, leader, finance):
    put_alone(chamber, leader, finance)
    sign(chamber, leader)
    with pytest.raises(Refused, match="signed here"):
        on_paper(chamber)


def test_over_a_barring_interest_nothing_is_recorded(chamber, leader):
    put_alone(chamber, leader)
    declare(chamber.plan, leader, "pecuniary", "I own the company.")
    chamber.plan.refresh_from_db()
    with pytest.raises(Refused, match="stops them deciding"):
        on_paper(chamber, nothing_declared=False, declarations=[DeclarationData("Leader", "It.")])


# Call-in.


def test_call_in_begins_with_the_notice(chamber, leader):
    put_alone(chamber, leader)
    made = sign(chamber, leader)
    assert made.call_in_applies
    assert made.awaits_its_notice

    record_notice_day(made, by=chamber.clerk, seen=seen_newest(chamber.plan), notice_on=TODAY)
    made = Decision.objects.get()
    assert not made.awaits_its_notice
    assert made.takes_effect_on > TODAY


@pytest.mark.parametrize("days", [-1, 1])
def test_a_notice_has_a_day_that_can_be(chamber, leader, days):
    put_alone(chamber, leader)
    made = sign(chamber, leader)
    with pytest.raises(Refused, match="on or after"):
        record_notice_day(
            made,
            by=chamber.clerk,
            seen=seen_newest(chamber.plan),
            notice_on=TODAY + timedelta(days),
        )


def test_what_the_full_council_decides_is_not_called_in(chamber):
    put_alone(chamber, route="council", body="Council")
    with pytest.raises(Refused, match="cannot be called in"):
        on_paper(chamber, call_in_applies=True, notice_on=TODAY)
    assert not on_paper(chamber).call_in_applies


# What is told of it.


def test_they_are_asked_to_decide_and_nobody_speaks_of_a_meeting(chamber, leader):
    put_alone(chamber, leader)
    asked = OutboxMessage.objects.get(kind="put_to_decider")
    assert asked.to == leader
    assert not OutboxMessage.objects.filter(kind="put_to_members").exists()
    sign(chamber, leader)
    for one in OutboxMessage.objects.filter(kind__in=["notice_needed", "decision_recorded"]):
        said = from_template(one)
        assert "The meeting" not in said.body + said.subject


def test_the_notice_is_that_of_somebody_alone(chamber, leader):
    put_alone(chamber, leader)
    facts = dict(decision_notice(sign(chamber, leader)).sections[0].facts)
    assert facts["Decided by"] == "Leader of the Council"
    assert leader.name in facts["Signed by"]
    assert "Voting" not in facts


def test_it_is_of_the_words_put_whatever_was_typed_since(chamber, leader):
    step = put_alone(chamber, leader)
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="Late")
    made = sign(chamber, leader)
    assert made.version == step.round.version
    assert MemberStatement.objects.count() == 1
