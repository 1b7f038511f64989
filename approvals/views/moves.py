"""The moves that need a word and no more: put to decision, withdraw, overtaken."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.clearances import Clearance, clearances_of, newest_round
from approvals.forms.moves import OvertakenForm, PutForm, WithdrawForm
from approvals.views.clearance import seen_in
from approvals.views.moving import move_page, not_now, seen_newest
from approvals.workflow import overtaken as overtake_plan
from approvals.workflow import put as put_plan
from approvals.workflow import withdraw as withdraw_plan
from councils.access import Request
from councils.kept import kept_words
from councils.roles import Right
from plans.access import WRITE, plan_or_404
from plans.models import Plan, Stage

PUT = "Put to decision"
WITHDRAW = "Withdraw the plan"
OVERTAKEN = "Overtaken"


@require_http_methods(["GET", "POST"])
def put(request: Request, council: str, plan: str) -> HttpResponse:
    """To which meeting, once everybody has answered?"""
    found = plan_or_404(request, council, plan, (Right.PUT_TO_DECISION,))
    if refusal := not_now(request, found, "put", PUT):
        return refusal
    round_ = newest_round(found)
    form = PutForm(
        request.POST or kept_words(request),
        seen=seen_in(round_),
        initial={"body": round_.body, "meets_on": round_.meets_on or found.meets_on},
    )
    return move_page(
        request,
        found,
        form,
        lambda **typed: put_plan(found, **typed),
        said="The plan is put to decision. Members can read it now.",
        title=PUT,
        text=f"This puts {round_.version} and its report to the meeting, as they were cleared.",
        page=lambda: answered(clearances_of(round_)),
    )


def answered(clearances: tuple[Clearance, ...]) -> dict[str, Any]:
    """Who said what, and who has yet to say something."""
    waiting = [one.role_name for one in clearances if not one.is_answered]
    return {
        "facts": [{"key": one.role_name, "value": said(one)} for one in clearances],
        "stops": f"Still to answer: {', '.join(waiting)}." if waiting else "",
    }


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, council: str, plan: str) -> HttpResponse:
    """Back to its author, from clearance or from decision?"""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := not_now(request, found, "withdraw", WITHDRAW):
        return refusal
    return move_page(
        request,
        found,
        WithdrawForm(request.POST or kept_words(request), seen=seen_newest(found)),
        partial(withdraw_plan, found),
        said="The plan is withdrawn. It is being drafted again.",
        title=WITHDRAW,
        text=what_withdrawing_does(found),
    )


def what_withdrawing_does(plan: Plan) -> str:
    does = (
        f"The plan goes back from {plan.get_stage_display().lower()} to its author. "
        "What was answered stays in the record; the plan is sent for clearance again later. "
        "Those who were asked are told by e-mail."
    )
    if plan.stage == Stage.DECISION and plan.publications.filter(decision=None).exists():
        does += " The draft that is public says from then on that it was withdrawn."
    return does


@require_http_methods(["GET", "POST"])
def overtaken(request: Request, council: str, plan: str) -> HttpResponse:
    """Has something made the plan pointless?"""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := not_now(request, found, "overtaken", OVERTAKEN):
        return refusal
    return move_page(
        request,
        found,
        OvertakenForm(request.POST or kept_words(request), seen=seen_newest(found)),
        lambda **typed: overtake_plan(found, **typed),
        said="The plan is closed as overtaken.",
        title="Close the plan as overtaken",
        warning="This cannot be undone. The plan and its record stay, and nothing more is done.",
    )


def said(one: Clearance) -> str:
    """What a role answered, in a line; an objection with its words."""
    if not one.is_answered:
        return "Not answered yet"
    by = f"{one.outcome_name}, {one.name}"
    return f"{by}\n“{one.words}”" if one.is_objection else by
