"""The pages of a plan's amendments: all of them, and what is done with each before its meeting."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.amendments import actions
from approvals.amendments.forms import LodgeForm, OrderForm, SayForm, WithdrawForm
from approvals.amendments.rules import (
    LODGE,
    NO_MEETING,
    last_day,
    meeting_before,
    why_not_lodge,
    why_not_withdraw,
)
from approvals.amendments.shown import ShownAmendment, agreed_in, paragraphs_of, shown_amendments
from approvals.amendments.words import paragraph_in
from approvals.decisions.lodged import standing_amendments, why_settled
from approvals.models import DecisionStep, LodgedAmendment
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState
from approvals.workflow.forms import TransitionForm
from approvals.workflow.pages import not_open, transition_page
from councils.roles import Right
from plans.access import CLEAR, RECORD_DECISIONS, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.models import Plan
from web.errors import Refused
from web.saved_input import saved_input

TITLE = "Amendments"
LODGING, WITHDRAWING = "Lodge an amendment", "Withdraw this amendment?"
ADVISING, ORDERING = "Say something of this amendment", "The order of voting"
CHANGE, LODGE_PAGE = (f"approvals/amendments/{name}.html" for name in ("change", "lodge"))
LODGED = "The amendment is lodged. Everybody who reads the plan finds it here."


@require_safe
def amendments(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What was lodged, and what became of it; and from which paragraph one begins."""
    found = plan_or_404(request, council, plan)
    step, today = meeting_before(found), timezone.localdate()
    why = why_not_lodge(step, request.access, today)
    may_lodge = request.access.may(*LODGE) and not why
    shown = shown_amendments(found, request.access)
    version = version_for_decision(step) if step else None
    context = {
        "plan": found,
        "trail": breadcrumbs(found),
        "step": step,
        "version": version,
        "last": last_day(found.council, step) if step else None,
        "shown": shown,
        "agreed": agreed_in(found),
        "may_order": request.access.may(Right.RECORD_DECISIONS)
        and step is not None
        and sum(one.stands for one in shown) > 1,
        "why": why if request.access.may(*LODGE) else "",
        "paragraphs": paragraphs_of(version) if may_lodge and version else [],
    }
    return render(request, "approvals/amendments/amendments.html", context)


@require_http_methods(["GET", "POST"])
def amendment_lodge(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """How would this paragraph read?"""
    found = plan_or_404(request, council, plan, LODGE)
    step = meeting_before(found)
    why = why_not_lodge(step, request.access, timezone.localdate())
    if step is None or why:
        return not_open(request, found, LODGING, why)
    try:
        amended = paragraph_in(version_for_decision(step), passage)
    except Refused as refusal:
        return not_open(request, found, LODGING, str(refusal))
    form = LodgeForm(
        request.POST or saved_input(request),
        seen=page_state(found, step),
        words=amended.words,
        for_another=request.access.may(Right.RECORD_DECISIONS),
    )
    lodge = partial(actions.lodge_amendment, step, passage=passage)
    shown = {"title": LODGING, "amended": amended, "step": step}
    return changed(request, found, form, lodge, template=LODGE_PAGE, said=LODGED, **shown)


@require_http_methods(["GET", "POST"])
def amendment_withdraw(
    request: PlanRequest, council: str, plan: str, amendment: int
) -> HttpResponse:
    """Is it moved no longer?"""
    found = plan_or_404(request, council, plan, LODGE)
    row = amendment_or_404(found, amendment)
    step, why = meeting_before(found), why_not_withdraw(row, request.access)
    if step is None or why:
        return not_open(request, found, WITHDRAWING, why or NO_MEETING)
    form = WithdrawForm(request.POST or saved_input(request), seen=page_state(found, step))
    withdraw = partial(actions.withdraw_amendment, row)
    said = "The amendment is withdrawn. It stays on the record."
    about = about_one(request, row)
    return changed(request, found, form, withdraw, title=WITHDRAWING, said=said, one_shown=about)


@require_http_methods(["GET", "POST"])
def amendment_advise(request: PlanRequest, council: str, plan: str, amendment: int) -> HttpResponse:
    """What does an officer advise of it, or the lead member answer?"""
    found = plan_or_404(request, council, plan, CLEAR)
    row = amendment_or_404(found, amendment)
    step, why = meeting_before(found), why_settled(row)
    if step is None or why:
        return not_open(request, found, ADVISING, why or NO_MEETING)
    form = SayForm(request.POST or saved_input(request), seen=page_state(found, step))
    advise, about = partial(actions.say_of_amendment, row), about_one(request, row)
    said = "It stands beside the amendment."
    return changed(request, found, form, advise, title=ADVISING, said=said, one_shown=about)


@require_http_methods(["GET", "POST"])
def amendments_order(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """In which order does the meeting vote on them?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    step, standing = meeting_before(found), standing_amendments(found)
    if step is None or not standing:
        why = NO_MEETING if step is None else "No amendment stands that a meeting could vote on."
        return not_open(request, found, ORDERING, why)
    form = OrderForm(
        request.POST or saved_input(request), seen=page_state(found, step), standing=standing
    )
    order, said = partial(actions.order_amendments, found), "The order of voting is recorded."
    return changed(request, found, form, order, title=ORDERING, said=said)


def about_one(request: PlanRequest, row: LodgedAmendment) -> ShownAmendment:
    """The amendment that a form is about, which stands above it."""
    shown = shown_amendments(row.step.plan, request.access)
    return next(one for one in shown if one.row.pk == row.pk)


def changed(
    request: PlanRequest,
    plan: Plan,
    form: TransitionForm,
    do: Callable[..., Any],
    *,
    said: str,
    template: str = CHANGE,
    **context: Any,
) -> HttpResponse:
    """Do it, say so, and go back to the plan's amendments."""
    here = plan_url("amendments", plan)
    context["trail"] = breadcrumbs(plan, (TITLE, here))
    return transition_page(
        request, plan, form, do, template=template, said=said, done=here, back=here, **context
    )


def page_state(plan: Plan, step: DecisionStep) -> PageState:
    return PageState(plan.moves, version_for_decision(step).digest)


def amendment_or_404(plan: Plan, key: int) -> LodgedAmendment:
    """One of the plan's own, by its key."""
    rows = LodgedAmendment.objects.filter(step__plan=plan).whole()
    found = get_object_or_404(rows, pk=key)
    found.step.plan = plan
    return found
