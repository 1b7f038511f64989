"""What a meeting resolved: recorded as it was, or refused at the field that is wrong."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from approvals.closing.actions import withdraw_plan
from approvals.decisions.actions import enter_from_record, record_decision
from approvals.decisions.minute import DeclarationData, MinuteData, ResolutionData
from approvals.models import Decision, DecisionStep
from approvals.workflow.engine import PageState
from plans.models import Stage
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_decided,
    make_put,
    make_sent,
    minute_of,
    seen_of,
)
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
    minute = minute_of(**facts)
    plan, by = chamber.plan, chamber.clerk
    return record_decision(plan, by=by, seen=seen, outcome=outcome, minute=minute, **how)


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
        ({"call_in_applies": True}, "effective_from"),
        ({"resolutions": []}, "words_1"),
        ({"amendments": "One word was changed."}, "amendments"),
        ({"resolutions": [ResolutionData("noted", "The plan.")]}, "verb_1"),
        ({"resolutions": [ResolutionData("refused", "The plan.")]}, "verb_1"),
    ],
)
def test_a_minute_that_cannot_be_so_is_refused_at_its_field(chamber, step, facts, field):
    assert refused(chamber, **facts) == field


def test_the_same_minute_without_the_fault_is_recorded(chamber, step):
    """The control of the refusals above."""
    assert make_decided(chamber).outcome == Decision.Outcome.AGREED


@pytest.mark.parametrize("outcome", ["noted", "deferred", "referred", "refused"])
def test_what_was_not_agreed_has_no_resolution_that_endorses(chamber, step, outcome):
    assert refused(chamber, outcome) == "verb_1"


@pytest.mark.parametrize("outcome", ["noted", "deferred", "referred"])
@pytest.mark.parametrize(
    "facts",
    [
        {"call_in_applies": True},
        {"effective_from": TODAY + timedelta(9)},
        {"call_in_exempt_why": "Urgent"},
    ],
)
def test_what_was_not_decided_neither_takes_effect_nor_is_exempt(chamber, step, outcome, facts):
    assert refused(chamber, outcome, resolutions=[], **facts) == next(iter(facts))


def test_a_refusal_may_be_called_in(chamber, step):
    """The control: not to agree a plan is a decision too."""
    facts = {"call_in_applies": True, "effective_from": TODAY + timedelta(9)}
    assert make_decided(chamber, "refused", resolutions=[], **facts).call_in_applies


def test_a_noted_plan_stays_where_it_is_and_is_not_endorsed(chamber, step):
    make_decided(chamber, "noted", resolutions=[ResolutionData("noted", "The plan.")])

    assert chamber.plan.stage == Stage.DECISION
    with pytest.raises(Refused, match="recorded already"):
        decide(chamber, "agreed", shown(chamber, step))


def test_a_noted_plan_may_go_to_a_later_meeting_that_endorses_it(chamber, step):
    later = TODAY + timedelta(7)
    seen = shown(chamber, step)
    decide(chamber, "noted", seen, resolutions=[], next_meets_on=later, body="Council")

    assert [str(one.body) for one in chamber.plan.steps.all()] == ["Cabinet", "Council"]


@pytest.mark.parametrize(("outcome", "body"), [("deferred", ""), ("referred", "Council")])
def test_a_plan_put_off_waits_for_its_next_meeting(chamber, step, outcome, body):
    later = TODAY + timedelta(7)
    decision = decide(
        chamber, outcome, shown(chamber, step), resolutions=[], next_meets_on=later, body=body
    )

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
        decide(chamber, outcome, shown(chamber, step), resolutions=[], **how)

    assert refusal.value.field == field


def test_a_refused_plan_goes_back_to_its_author(chamber, step):
    make_decided(chamber, "refused", resolutions=[])

    assert chamber.plan.stage == Stage.DRAFTING


def test_an_amended_decision_freezes_the_working_copys_words(chamber, step):
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    decision = decide(chamber, "amended", seen_of(chamber.plan), amendments="Add a paragraph.")

    assert decision.version.number == step.round.version.number + 1
    assert "As members amended it." in decision.version.document


def test_an_amended_decision_without_amended_words_is_refused(chamber, step):
    with pytest.raises(Refused, match="Put the amendments into the plan"):
        decide(chamber, "amended", seen_of(chamber.plan), amendments="Add a paragraph.")


def test_a_page_that_shows_other_words_decides_nothing(chamber, step):
    with pytest.raises(StalePage):
        decide(chamber, "agreed", PageState(chamber.plan.moves, "0" * 64))

    assert not Decision.objects.exists()


def test_an_earlier_step_left_open_is_not_decided_again(chamber, step):
    withdraw_plan(chamber.plan, by=chamber.author, seen=shown(chamber, step), reason="A slip")
    chamber.plan.refresh_from_db()
    make_answered(chamber, make_sent(chamber))
    again = chamber.plan.steps.last()
    decide(chamber, "noted", shown(chamber, again), resolutions=[])

    with pytest.raises(Refused, match="recorded already"):
        decide(chamber, "agreed", shown(chamber, again))


def test_a_decision_from_the_record_leaves_what_is_not_known(chamber):
    minute = MinuteData(decided_on=date(2024, 7, 9))
    seen = seen_of(chamber.plan)
    decision = enter_from_record(
        chamber.plan, by=chamber.clerk, seen=seen, body="Cabinet", minute=minute
    )

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.ENDORSED
    assert decision.from_the_record
    assert not decision.nothing_declared


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
