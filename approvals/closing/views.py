"""The pages on which a plan is withdrawn, or closed as overtaken."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals.closing.actions import (
    close_as_overtaken,
    take_back_plan,
    why_not_taken_back,
    withdraw_plan,
)
from approvals.closing.forms import OvertakenForm, TakeBackForm, WithdrawForm
from approvals.workflow.pages import newest_page_state, transition_page, unavailable_page
from plans.access import WRITE, PlanRequest, plan_or_404
from plans.models import Plan, Stage
from web.saved_input import saved_input

WITHDRAW = "Withdraw the plan"
OVERTAKEN = "Overtaken"
TAKE_BACK = "Take back the plan"
TAKING_BACK_DOES = (
    "This is for a plan that was started by mistake, of which nothing was sent, decided or "
    "published. It is closed and leaves the lists of plans, and its commission may be started "
    "anew. Its words, its evidence and files, and its history are kept."
)


@require_http_methods(["GET", "POST"])
def plan_withdraw(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Back to its author, from clearance or from decision?"""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "withdraw", WITHDRAW):
        return refusal
    return transition_page(
        request,
        found,
        WithdrawForm(request.POST or saved_input(request), seen=newest_page_state(found)),
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
def plan_overtaken(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Has something made the plan pointless?"""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "overtaken", OVERTAKEN):
        return refusal
    return transition_page(
        request,
        found,
        OvertakenForm(request.POST or saved_input(request), seen=newest_page_state(found)),
        lambda **typed: close_as_overtaken(found, **typed),
        said="The plan is closed as overtaken.",
        title="Close the plan as overtaken",
        text=what_overtaking_does(found),
        warning="This cannot be undone.",
    )


def what_overtaking_does(plan: Plan) -> str:
    does = (
        "The plan is closed. Nobody writes, clears, decides, publishes or submits it any more. It "
        "stays in the list of plans, with its words and its whole history. "
    )
    if plan.publications.exists():
        does += "What was published stays public. "
    return f"{does}The commission may be answered by a new plan."


@require_http_methods(["GET", "POST"])
def plan_take_back(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Was it started by mistake?"""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "take_back", TAKE_BACK):
        return refusal
    return transition_page(
        request,
        found,
        TakeBackForm(request.POST or saved_input(request), seen=newest_page_state(found)),
        partial(take_back_plan, found),
        said="The plan is taken back. You can start another for its commission.",
        title=TAKE_BACK,
        text=TAKING_BACK_DOES,
        warning="This cannot be undone. Its words can still be read, at the plan’s address.",
        stops=why_not_taken_back(found),
        done=reverse("plans", args=[council]),
    )
