"""What a meeting resolved: recorded as it was, or refused at the field that is wrong."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from approvals.closing.actions import withdraw_plan
from approvals.decisions.actions import enter_from_record, record_decision
from approvals.decisions.interests import DeclarationData
from approvals.decisions.minute import MinuteData
from approvals.models import Decision, DecisionStep
from approvals.workflow.engine import PageState
from councils.call_in import call_in_of
from plans.models import Stage
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_decided,
    make_put,
    make_sent,
    minute_of,
    moved,
    resolved,
    seen_of,
)
from tests.makers import make_council
from tests.plan_makers import make_paragraph, make_theme
from web.errors import Refused, StalePage

TODAY = timezone.localdate()


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


def refused(chamber: Chamber, outcome: str = "agreed", **facts: object) -> str | None:
    """The field a decision is refused at; nothing of it is kept."""
    with pytest.raises(Refused) as refusal:
        make_decided(chamber, outcome, **facts)
    assert not Decision.objects.exists()
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION
    return refusal.value.field


def decide(chamber: Chamber, outcome: str, seen: PageState, **facts: object) -> Decision:
    how = {name: facts.pop(name) for name in ("body", "next_meets_on") if name in facts}
    if outcome == "referred":
        how["next_kind"] = "decider"
    minute = minute_of(outcome, **facts)
    plan, by = chamber.plan, chamber.clerk
    return record_decision(plan, by=by, seen=seen, minute=minute, **how)


def shown(chamber: Chamber, step: DecisionStep) -> PageState:
    chamber.plan.refresh_from_db()
    return PageState(chamber.plan.moves, step.round.version.digest)


def test_a_plan_agreed_as_drafted_is_endorsed_in_the_words_put(chamber, step):
    decision = make_decided(chamber, call_in_applies=True, effective_from=TODAY + timedelta(9))

    assert chamber.plan.stage == Stage.ENDORSED
    assert decision.digest == step.round.version.digest
    assert [limb.number for limb in decision.resolutions.all()] == [1]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"minute": ""}, "minute"),
        ({"decided_on": TODAY + timedelta(1)}, "decided_on"),
        ({"decided_on": TODAY - timedelta(1)}, "decided_on"),
        ({"nothing_declared": False}, "interests"),
        ({"declarations": [DeclarationData("A member", "A lease")]}, "interests"),
        ({"interests_not_recorded": True}, "interests"),
        ({"effective_from": TODAY - timedelta(1)}, "effective_from"),
        ({"call_in_applies": True}, "notice_on"),
        ({"call_in_applies": True, "notice_on": TODAY - timedelta(1)}, "notice_on"),
        ({"call_in_applies": True, "notice_on": TODAY + timedelta(1)}, "notice_on"),
        ({"call_in_applies": True, "effective_from": TODAY, "effective_why": " "}, "effective_why"),
        ({"resolutions": []}, "verb_1"),
        ({"resolutions": [resolved("agreed", about="approach")]}, "verb_1"),
        ({"resolutions": [resolved("approved", about="submission")]}, "verb_1"),
        ({"resolutions": [resolved("agreed"), resolved("refused")]}, "about_2"),
        ({"resolutions": [resolved("deferred"), resolved("approved")]}, "about_2"),
        (
            {"resolutions": [resolved("noted")], "amendments": [moved("A word.")]},
            "amendment_words_1",
        ),
    ],
)
def test_a_minute_that_cannot_be_so_is_refused_at_its_field(chamber, step, facts, field):
    assert refused(chamber, **facts) == field


def test_the_same_minute_without_the_fault_is_recorded(chamber, step):
    """The control of the refusals above."""
    assert make_decided(chamber).outcome == Decision.Outcome.AGREED


@pytest.mark.parametrize(
    ("limbs", "outcome"),
    [
        ([resolved("noted"), resolved("agreed", about="submission")], "noted"),
        ([resolved("noted", about="requirement"), resolved("approved")], "agreed"),
        ([resolved("adopted"), resolved("agreed", about="publication")], "agreed"),
        ([resolved("refused"), resolved("noted", about="requirement")], "refused"),
    ],
)
def test_what_became_of_the_plan_is_read_from_what_was_resolved_about_it(
    chamber, step, limbs, outcome
):
    assert make_decided(chamber, resolutions=limbs).outcome == outcome


@pytest.mark.parametrize("outcome", ["noted", "deferred", "referred"])
@pytest.mark.parametrize(
    "facts",
    [
        {"call_in_applies": True},
        {"notice_on": TODAY},
        {"effective_from": TODAY + timedelta(9)},
        {"call_in_exempt_why": "Urgent"},
    ],
)
def test_what_was_not_decided_neither_takes_effect_nor_is_exempt(chamber, step, outcome, facts):
    assert refused(chamber, outcome, **facts) == next(iter(facts))


def test_when_a_decision_takes_effect_is_counted_from_its_notice(chamber, step):
    decision = make_decided(chamber, call_in_applies=True, notice_on=TODAY)

    counted = call_in_of(chamber.council, decided_on=TODAY, notice_on=TODAY)
    assert decision.effective_from is None
    assert decision.period.ends_at == counted.ends_at
    assert decision.takes_effect_on == counted.effective_from > TODAY
    assert decision.waits_until(TODAY) == counted.effective_from


def test_where_call_in_is_counted_from_the_decision_no_notice_is_asked_for(db):
    chamber = Chamber(make_council(call_in_start="decision"))
    make_put(chamber)
    decision = make_decided(chamber, call_in_applies=True)

    assert decision.period.notice_on is None
    assert decision.takes_effect_on > TODAY


def test_what_is_exempt_from_call_in_takes_effect_on_no_later_day(chamber, step):
    exempt = {"call_in_applies": True, "call_in_exempt_why": "Urgent"}
    assert refused(chamber, effective_from=TODAY + timedelta(3), **exempt) == "effective_from"


def test_a_reason_for_another_day_without_the_day_is_not_lost(chamber, step):
    assert refused(chamber, effective_why="The budget is set that day.") == "effective_from"


def test_another_day_than_is_counted_says_why(chamber, step):
    later, why = TODAY + timedelta(30), "The budget is set that day."
    facts = {"call_in_applies": True, "notice_on": TODAY}
    decision = make_decided(chamber, effective_from=later, effective_why=why, **facts)

    assert (decision.takes_effect_on, decision.period.why) == (later, why)
    assert decision.period.ends_at


def test_a_refusal_may_be_called_in(chamber, step):
    """The control: not to agree a plan is a decision too."""
    facts = {"call_in_applies": True, "effective_from": TODAY + timedelta(9)}
    assert make_decided(chamber, "refused", **facts).call_in_applies


def test_a_noted_plan_stays_where_it_is_and_is_not_endorsed(chamber, step):
    make_decided(chamber, "noted")

    assert chamber.plan.stage == Stage.DECISION
    with pytest.raises(Refused, match="recorded already"):
        decide(chamber, "agreed", shown(chamber, step))


def test_a_noted_plan_may_go_to_a_later_meeting_that_endorses_it(chamber, step):
    later = TODAY + timedelta(7)
    seen = shown(chamber, step)
    decide(chamber, "noted", seen, next_meets_on=later, body="Council")

    assert [str(one.body) for one in chamber.plan.steps.all()] == ["Cabinet", "Council"]


@pytest.mark.parametrize(
    ("outcome", "body"),
    [("deferred", ""), ("referred", "Council"), ("delegated", "Chief Executive")],
)
def test_a_plan_put_off_waits_for_its_next_meeting(chamber, step, outcome, body):
    later = TODAY + timedelta(7)
    decision = decide(chamber, outcome, shown(chamber, step), next_meets_on=later, body=body)

    waiting = chamber.plan.steps.get(place=2)
    assert (waiting.meets_on, waiting.body) == (later, body or "Cabinet")
    assert decision.next_meets_on == later
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION


@pytest.mark.parametrize(
    ("outcome", "how", "field"),
    [
        ("deferred", {}, "next_meets_on"),
        ("deferred", {"next_meets_on": TODAY}, "next_meets_on"),
        ("referred", {"next_meets_on": TODAY + timedelta(7)}, "body"),
        ("refused", {"next_meets_on": TODAY + timedelta(7)}, "next_meets_on"),
        ("refused", {"body": "Scrutiny"}, "body"),
        ("noted", {"body": "Scrutiny"}, "next_meets_on"),
    ],
)
def test_a_next_date_belongs_to_a_plan_that_was_put_off(chamber, step, outcome, how, field):
    with pytest.raises(Refused) as refusal:
        decide(chamber, outcome, shown(chamber, step), **how)

    assert refusal.value.field == field


def test_whom_the_plan_was_left_to_decides_under_the_resolution_that_left_it(chamber, step):
    seen, later = shown(chamber, step), TODAY + timedelta(7)
    decision = decide(chamber, "delegated", seen, next_meets_on=later, body="Chief Executive")

    waiting = chamber.plan.steps.get(place=2)
    assert (waiting.kind, waiting.under) == ("delegate", decision.resolutions.get())


def test_a_refused_plan_goes_back_to_its_author(chamber, step):
    make_decided(chamber, "refused")

    assert chamber.plan.stage == Stage.DRAFTING


def test_an_amended_decision_freezes_the_working_copys_words(chamber, step):
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    decision = decide(chamber, "amended", seen_of(chamber.plan))

    assert decision.version.number == step.round.version.number + 1
    assert "As members amended it." in decision.version.document


def test_an_amended_decision_without_amended_words_is_refused(chamber, step):
    with pytest.raises(Refused, match="Put the amendments into the plan"):
        decide(chamber, "amended", seen_of(chamber.plan))


def test_a_page_that_shows_other_words_decides_nothing(chamber, step):
    with pytest.raises(StalePage):
        decide(chamber, "agreed", PageState(chamber.plan.moves, "0" * 64))

    assert not Decision.objects.exists()


def test_an_earlier_step_left_open_is_not_decided_again(chamber, step):
    withdraw_plan(chamber.plan, by=chamber.author, seen=shown(chamber, step), reason="A slip")
    chamber.plan.refresh_from_db()
    make_answered(chamber, make_sent(chamber))
    again = chamber.plan.steps.last()
    decide(chamber, "noted", shown(chamber, again))

    with pytest.raises(Refused, match="recorded already"):
        decide(chamber, "agreed", shown(chamber, again))


def test_a_decision_from_the_record_leaves_what_is_not_known(chamber):
    minute = MinuteData(decided_on=date(2024, 7, 9), resolutions=[resolved("approved")])
    seen = seen_of(chamber.plan)
    decision = enter_from_record(
        chamber.plan, by=chamber.clerk, seen=seen, body="Cabinet", minute=minute
    )

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.ENDORSED
    assert decision.from_the_record
    assert not decision.nothing_declared


@pytest.mark.parametrize("limbs", [[], [resolved("noted")], [resolved("recommended")]])
def test_a_record_that_does_not_agree_the_plan_leaves_it_undecided(chamber, limbs):
    minute = MinuteData(decided_on=date(2024, 6, 25), resolutions=limbs)
    seen = seen_of(chamber.plan)
    enter_from_record(chamber.plan, by=chamber.clerk, seen=seen, body="Cabinet", minute=minute)

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION


def test_the_record_of_a_plan_without_text_is_refused(chamber):
    make_theme(chamber.plan, chamber.author, "An empty theme")
    with pytest.raises(Refused, match="An empty theme"):
        enter_from_record(
            chamber.plan,
            by=chamber.clerk,
            seen=seen_of(chamber.plan),
            body="Cabinet",
            minute=MinuteData(decided_on=date(2024, 7, 9)),
        )
