"""The pages on which a plan is withdrawn, or closed as overtaken."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.closing.actions import close_as_overtaken, withdraw_plan
from approvals.closing.forms import OvertakenForm, WithdrawForm
from approvals.workflow.pages import newest_page_state, transition_page, unavailable_page
from plans.access import WRITE, PlanRequest, plan_or_404
from plans.models import Plan, Stage
from web.saved_input import saved_input

WITHDRAW = "Withdraw the plan"
OVERTAKEN = "Overtaken"


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
        warning="This cannot be undone. The plan and its record stay, and nothing more is done.",
    )
