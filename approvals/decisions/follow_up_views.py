"""The pages of what a decision leaves to be done: written down, done by a paper, taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from approvals.decisions.follow_up_form import (
    ByWhenForm,
    DischargeForm,
    FollowUpForm,
    MistakeForm,
)
from approvals.decisions.follow_ups import (
    NOT_WAITING,
    discharge,
    record_follow_ups,
    say_by_when,
    take_back_discharge,
    withdraw_follow_up,
)
from approvals.decisions.to_do import still_to_do, tasks_after, tasks_of, was_there, with_overdue
from approvals.models import Decision, FollowUp, FollowUpDischarge, StepPaper
from plans.access import RECORD_DECISIONS, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.models import Plan
from web.errors import Gone, Way
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def follow_ups(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """What does this decision leave to be done, and what more?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    decision = get_object_or_404(
        Decision.objects.select_related("step"), step__plan=found, step__place=place
    )
    decision.step.plan = found
    here = plan_url("follow_ups", found, place)

    def do(typed: dict[str, Any]) -> None:
        record_follow_ups(decision, by=request.user, said=form.said(typed))
        messages.success(request, "What is to be done is recorded.")

    form = FollowUpForm(request.POST or saved_input(request))
    return handle_form(
        request,
        form,
        do,
        template="approvals/decisions/follow_ups.html",
        context={
            "plan": found,
            "decision": decision,
            "tasks": with_overdue(tasks_after(decision)),
            "trail": breadcrumbs(found),
        },
        done=here,
        back=here,
    )


@require_http_methods(["GET", "POST"])
def follow_up_day(
    request: PlanRequest, council: str, plan: str, place: int, task: str
) -> HttpResponse:
    """By when is this to be done?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    every = (one for one in tasks_of(found) if one.decision.step.place == place)
    chosen = next((one for one in every if one.key == task), None)
    back = plan_url("follow_ups", found, place)
    if chosen is None:
        if not was_there(found, task):
            raise Http404
        raise Gone(NOT_WAITING, ways=[Way("What is to be done", back)])
    chosen.decision.step.plan = found

    def do(typed: dict[str, Any]) -> None:
        say_by_when(chosen, by=request.user, **typed)
        messages.success(request, "It is recorded by when this is to be done.")

    return handle_form(
        request,
        ByWhenForm(request.POST or saved_input(request), task=chosen),
        do,
        template="approvals/decisions/follow_up_day.html",
        context={"plan": found, "task": chosen, "trail": breadcrumbs(found)},
        done=back,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def follow_up_withdraw(
    request: PlanRequest, council: str, plan: str, place: int, task: int
) -> HttpResponse:
    """Was it recorded by mistake that something is to be done?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    rows = FollowUp.objects.select_related("decision__step", "withdrawal")
    row = get_object_or_404(rows, pk=task, decision__step__plan=found, decision__step__place=place)
    row.decision.step.plan = found
    return mistake_page(
        request,
        found,
        lambda why: withdraw_follow_up(row, by=request.user, why=why),
        title="Take back something to do",
        text=f"{row.get_kind_display()}: {row.words}",
        over=hasattr(row, "withdrawal"),
        back=plan_url("follow_ups", found, place),
    )


@require_http_methods(["GET", "POST"])
def paper_discharges(
    request: PlanRequest, council: str, plan: str, place: int, paper: int
) -> HttpResponse:
    """Which of the things that are still to be done does this paper do?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    papers = StepPaper.objects.filter(step__plan=found, step__place=place)
    row = get_object_or_404(papers.select_related("step"), pk=paper)
    if row.kind not in StepPaper.DISCHARGES:
        raise Http404
    row.step.plan, here = found, plan_url("paper_discharges", found, place, paper)
    waiting = still_to_do(found)

    def do(typed: dict[str, Any]) -> None:
        discharge(row, by=request.user, keys=typed["tasks"])
        messages.success(request, "It is recorded what this paper does.")

    form = DischargeForm(request.POST or saved_input(request), waiting=waiting)
    return handle_form(
        request,
        form,
        do,
        template="approvals/decisions/paper_discharges.html",
        context={
            "plan": found,
            "paper": row,
            "shown": [row],
            "waiting": waiting,
            "done": row.discharges.filter(withdrawal=None).select_related(*OF_A_DISCHARGE),
            "papers": plan_url("step_papers", found, place),
            "trail": breadcrumbs(found),
        },
        done=here,
        back=here,
    )


OF_A_DISCHARGE = ("follow_up", "delegation", "paper")


@require_http_methods(["GET", "POST"])
def discharge_take_back(
    request: PlanRequest, council: str, plan: str, place: int, paper: int, discharge: int
) -> HttpResponse:
    """Was it recorded by mistake that the paper does this?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    rows = FollowUpDischarge.objects.select_related(*OF_A_DISCHARGE, "paper__step", "withdrawal")
    here = rows.filter(paper__step__plan=found, paper__step__place=place, paper=paper)
    row = get_object_or_404(here, pk=discharge)
    row.paper.step.plan = found
    return mistake_page(
        request,
        found,
        lambda why: take_back_discharge(row, by=request.user, why=why),
        title="Take back that this was done",
        text=f"{row.words} Done by: {row.paper}.",
        over=hasattr(row, "withdrawal"),
        back=plan_url("paper_discharges", found, place, paper),
    )


def mistake_page(
    request: PlanRequest,
    plan: Plan,
    do: Callable[[str], Any],
    *,
    title: str,
    text: str,
    over: bool,
    back: str,
) -> HttpResponse:
    """Asks why something was recorded by mistake; what was taken back already asks nothing."""

    def act(typed: dict[str, Any]) -> None:
        do(typed["why"])
        messages.success(request, "It is taken back. What was recorded stays in the history.")

    return handle_form(
        request,
        MistakeForm(request.POST or saved_input(request)),
        act,
        template="approvals/decisions/mistake.html",
        context={"plan": plan, "title": title, "text": text, "over": over},
        done=back,
        back=back,
    )
