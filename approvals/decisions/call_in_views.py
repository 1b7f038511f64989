"""The pages of a call-in: it is received, said to be valid or not, and looked at."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.decisions.call_in_form import HeardForm, ReceiveCallInForm, RuleForm
from approvals.decisions.call_ins import (
    decision_to_call_in,
    hear_call_in,
    receive_call_in,
    rule_on_call_in,
    undecided_call_in,
    unheard_call_in,
)
from approvals.decisions.views import why_cannot_record
from approvals.models import CallIn, Decision
from approvals.workflow.pages import (
    barred,
    newest_page_state,
    not_open,
    transition_page,
    unavailable_page,
)
from plans.access import RECORD_DECISIONS, PlanRequest, plan_or_404
from web.dates import day_in_words, moment_in_words
from web.saved_input import saved_input

RECEIVE, RULE = "Record a call-in", "Say whether a call-in is valid"
HEAR = "Record what came of the call-in"
NOTHING_TO_CALL_IN = "No decision is recorded that could be called in."
NONE_WAITS = "No call-in waits for somebody to say whether it is valid."
NONE_OPEN = "No valid call-in waits to be looked at."


@require_http_methods(["GET", "POST"])
def call_in_receive(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who called the decision in, when, on what grounds?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "receive_call_in", RECEIVE):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, RECEIVE, why)
    decision = decision_to_call_in(found)
    if decision is None:
        return not_open(request, found, RECEIVE, NOTHING_TO_CALL_IN)
    form = ReceiveCallInForm(request.POST or saved_input(request), seen=newest_page_state(found))
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: receive_call_in(found, by=by, seen=seen, said=form.said()),
        said="The call-in is recorded. Submission waits until it is said whether it is valid.",
        title=RECEIVE,
        facts=about_decision(decision),
    )


@require_http_methods(["GET", "POST"])
def call_in_rule(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Is it valid, and who says so?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "call_in", RULE):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, RULE, why)
    asked = undecided_call_in(found)
    if asked is None:
        return not_open(request, found, RULE, NONE_WAITS)
    form = RuleForm(request.POST or saved_input(request), seen=newest_page_state(found))
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: rule_on_call_in(found, by=by, seen=seen, **form.said()),
        said="It is recorded whether the call-in is valid.",
        title=RULE,
        text="A valid call-in brings the plan back to decision until it is settled.",
        facts=about_call_in(asked),
    )


@require_http_methods(["GET", "POST"])
def call_in_hear(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Does the decision stand, or who decides again?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "call_in_heard", HEAR):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, HEAR, why)
    asked = unheard_call_in(found)
    if asked is None:
        return not_open(request, found, HEAR, NONE_OPEN)
    form = HeardForm(request.POST or saved_input(request), seen=newest_page_state(found))
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: hear_call_in(found, by=by, seen=seen, heard=form.said()),
        said="What came of the call-in is recorded.",
        title=HEAR,
        facts=about_call_in(asked),
    )


def about_decision(decision: Decision) -> list[dict[str, Any]]:
    """What was decided, and until when it can be called in, as far as that is recorded."""
    period = decision.period
    ends_at, takes = period.ends_at if period else None, decision.takes_effect_on
    return [
        {"key": "The decision", "value": f"{decision}{decision.on_its_day}"},
        {"key": "Call-in ends", "value": moment_in_words(ends_at) if ends_at else "Not recorded"},
        {"key": "Takes effect", "value": day_in_words(takes) if takes else "Not recorded"},
    ]


def about_call_in(asked: CallIn) -> list[dict[str, Any]]:
    received = moment_in_words(asked.received_at) if asked.received_at else "Not recorded"
    return [
        {"key": "The decision", "value": f"{asked.decision}{asked.decision.on_its_day}"},
        {"key": "Received", "value": received},
        {"key": "Called in by", "value": "\n".join(asked.names)},
        {"key": "Grounds", "value": asked.grounds or "Not recorded"},
        {"key": "Goes to", "value": asked.body or "Not recorded"},
    ]
