"""What an older record shows of a decision is entered step by step, as silent as the record is."""

from datetime import date, datetime, time

import pytest

from approvals.decisions.actions import enter_from_record
from approvals.decisions.minute import MinuteData
from approvals.models import Decision, DecisionStep
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import Chamber, make_put, resolved, seen_of
from tests.approvals.pages import words_of
from web.dates import LONDON
from web.errors import Refused

JUNE, JULY = date(2024, 6, 25), date(2024, 7, 3)


def enter(chamber: Chamber, body: str = "Cabinet", **facts: object) -> Decision:
    step = {
        name: facts.pop(name)
        for name in ("kind", "route", "title", "without_text")
        if name in facts
    }
    minute = MinuteData(**{"decided_on": None, **facts})  # type: ignore[arg-type]
    decision = enter_from_record(
        chamber.plan, by=chamber.clerk, seen=seen_of(chamber.plan), body=body, minute=minute, **step
    )
    chamber.plan.refresh_from_db()
    return Decision.objects.get(pk=decision.pk)


def test_a_record_may_show_nothing_but_who_agreed(chamber):
    decision = enter(chamber, resolutions=[resolved("approved")])

    assert (decision.decided_on, decision.step.meets_on) == (None, None)
    assert (decision.key_decision, decision.urgent, decision.exempt_information) == (None,) * 3
    assert decision.call_in == ""
    assert chamber.plan.stage == Stage.ENDORSED


@pytest.mark.parametrize("kind", ["scrutiny", "advisory"])
def test_scrutiny_and_advice_endorse_nothing_and_the_decision_may_follow(chamber, kind):
    said = enter(chamber, "Scrutiny", kind=kind, resolutions=[resolved("endorsed")])
    assert (said.outcome, chamber.plan.stage) == ("advised", Stage.DRAFTING)

    decided = enter(chamber, resolutions=[resolved("approved")])
    assert decided.step.place == 2
    assert chamber.plan.stage == Stage.ENDORSED


def test_a_step_that_did_not_agree_the_plan_may_be_followed_by_another(chamber):
    enter(chamber, resolutions=[resolved("referred")], decided_on=JUNE)
    assert chamber.plan.stage == Stage.DECISION

    enter(chamber, "Council", resolutions=[resolved("adopted")], decided_on=JULY)
    assert chamber.plan.stage == Stage.ENDORSED


def test_while_a_meeting_here_has_it_no_step_is_entered(chamber):
    make_put(chamber)
    with pytest.raises(Refused, match="record what was decided there"):
        enter(chamber, resolutions=[resolved("approved")])


def test_a_committee_may_have_decided_before_there_was_a_text(chamber):
    facts = {"resolutions": [resolved("delegated")], "without_text": True}
    decision = enter(chamber, "Policy and Finance Committee", **facts)

    assert (decision.version, decision.digest) == (None, "")
    assert decision.outcome == "delegated"


@pytest.mark.parametrize("verb", ["approved", "noted"])
def test_what_was_agreed_or_noted_had_a_text(chamber, verb):
    with pytest.raises(Refused) as refusal:
        enter(chamber, resolutions=[resolved(verb)], without_text=True)
    assert refusal.value.field == "without_text"


def test_the_last_moment_of_call_in_is_the_one_that_the_record_states(chamber, signed_in):
    browser, address = signed_in(chamber.clerk), plan_url("move_from_record", chamber.plan)
    sent = {
        "moves": chamber.plan.moves,
        "plan": seen_of(chamber.plan).plan,
        "rows": "3",
        "body": "Leader and Portfolio Holder for Finance",
        "kind": DecisionStep.Kind.DECIDER,
        "route": DecisionStep.Route.MEMBERS,
        **{f"decided_on_{part}": getattr(JULY, part) for part in ("day", "month", "year")},
        **{f"notice_on_{part}": getattr(JULY, part) for part in ("day", "month", "year")},
        **{f"ends_on_{part}": value for part, value in zip(PARTS, (10, 7, 2024), strict=True)},
        **{f"effective_from_{part}": v for part, v in zip(PARTS, (11, 7, 2024), strict=True)},
        "ends_at_time": "5.15pm",
        "call_in": "applies",
        "call_in_by": "Any member who is no portfolio holder, to the Monitoring Officer",
        "key_decision": "no",
        "verb_1": "noted",
        "about_1": "plan",
        "verb_2": "approved",
        "about_2": "submission",
    }
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors

    decision = Decision.objects.get()
    assert (decision.outcome, decision.key_decision, decision.urgent) == ("noted", False, None)
    assert decision.step.route == DecisionStep.Route.MEMBERS
    assert decision.period.ends_at == datetime.combine(date(2024, 7, 10), time(17, 15), LONDON)
    assert decision.takes_effect_on == date(2024, 7, 11)
    notice = words_of(browser.get(plan_url("decision", chamber.plan, 1)))
    assert "It could be called in until 10 July 2024, 5:15pm." in notice


PARTS = ("day", "month", "year")
