"""The papers of a decision: its notice, and the report as it was issued; as page and as PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from approvals.models import Decision, Step
from approvals.papers import Paper, draw, issued_report, notice
from councils.access import Request
from plans.access import plan_or_404
from plans.models import Plan
from plans.navigation import at, trail
from plans.views.files import download


@require_safe
def decision(request: Request, council: str, plan: str, place: int) -> HttpResponse:
    """The decision notice as a page."""
    found, made = decision_or_404(request, council, plan, place)
    return paper_page(request, found, notice(made), at("notice_pdf", found, place))


@require_safe
def notice_pdf(request: Request, council: str, plan: str, place: int) -> HttpResponse:
    found, made = decision_or_404(request, council, plan, place)
    name = f"{found.slug}-decision-{place}.pdf"
    return download(draw(notice(made)), name, "application/pdf")


@require_safe
def report_issued(request: Request, council: str, plan: str, place: int) -> HttpResponse:
    """The report as it went to the meeting, with what the officers said of it."""
    found, step = step_or_404(request, council, plan, place)
    return paper_page(request, found, issued_report(step), at("report_issued_pdf", found, place))


@require_safe
def report_issued_pdf(request: Request, council: str, plan: str, place: int) -> HttpResponse:
    found, step = step_or_404(request, council, plan, place)
    name = f"{found.slug}-report-{place}.pdf"
    return download(draw(issued_report(step)), name, "application/pdf")


def paper_page(request: Request, plan: Plan, paper: Paper, pdf: str) -> HttpResponse:
    context = {"plan": plan, "paper": paper, "pdf": pdf, "trail": trail(plan)}
    return render(request, "approvals/paper.html", context)


def decision_or_404(request: Request, council: str, plan: str, place: int) -> tuple[Plan, Decision]:
    found = plan_or_404(request, council, plan)
    decisions = Decision.objects.select_related("step", "version").filter(step__plan=found)
    made = get_object_or_404(decisions, step__place=place)
    made.step.plan = found
    return found, made


def step_or_404(request: Request, council: str, plan: str, place: int) -> tuple[Plan, Step]:
    """A step whose plan was cleared here; one entered from the record has no report."""
    found = plan_or_404(request, council, plan)
    steps = found.steps.select_related("round__version", "round__report")
    step = get_object_or_404(steps, place=place)
    if step.round is None:
        raise Http404
    step.plan = found
    return found, step
