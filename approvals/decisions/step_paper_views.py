"""The papers of a step: recorded, listed, and read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from approvals.decisions.duty import duty_of
from approvals.decisions.notice_shown import notice_of
from approvals.decisions.queries import COUNTED
from approvals.decisions.step_paper_form import StepPaperForm
from approvals.decisions.step_papers import record_paper
from approvals.decisions.to_do import still_to_do
from approvals.models import DecisionStep, StepPaper
from plans.access import RECORD_DECISIONS, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.files import read_file
from plans.models import Plan
from web.files import download
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def step_papers(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """What is recorded of its papers, and one more."""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    step = step_with_papers(found, place)
    decision = getattr(step, "decision", None)
    here = plan_url("step_papers", found, place)

    def do(typed: dict[str, Any]) -> StepPaper:
        row = record_paper(step, by=request.user, paper=form.paper())
        messages.success(request, f"{row}: it is recorded.")
        return row

    form = StepPaperForm(request.POST or saved_input(request), request.FILES or None)
    return handle_form(
        request,
        form,
        do,
        template="approvals/decisions/step_papers.html",
        context={
            "plan": found,
            "step": step,
            "papers": step.papers.newest_of_each_kind(),
            "notice": notice_of(step),
            "owed": duty_of(decision) if decision else None,
            "trail": breadcrumbs(found),
        },
        done=lambda row: page_after(row, here),
        back=here,
    )


def page_after(row: object, here: str) -> str:
    """Where it is said what a paper does, while anything is still to be done that it may do."""
    if not isinstance(row, StepPaper) or not row.discharges_tasks:
        return here
    plan = row.step.plan
    waits = bool(still_to_do(plan))
    return plan_url("paper_discharges", plan, row.step.place, row.pk) if waits else here


@require_safe
def step_paper_file(
    request: PlanRequest, council: str, plan: str, place: int, paper: int
) -> HttpResponse:
    """A paper as it was handed in, or issued."""
    found = plan_or_404(request, council, plan)
    step = get_object_or_404(found.steps, place=place)
    row = get_object_or_404(step.papers.select_related("file"), pk=paper, file__isnull=False)
    assert row.file is not None
    row.file.council = found.council
    return download(read_file(row.file), row.file.name, row.file.media_type)


def step_with_papers(plan: Plan, place: int) -> DecisionStep:
    known = ("decision__version", f"decision__{COUNTED}", "under__decision__step", "round")
    step = get_object_or_404(plan.steps.select_related(*known), place=place)
    step.plan = plan
    return step
