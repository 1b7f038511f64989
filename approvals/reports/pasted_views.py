"""The page on which a report written elsewhere fills the form of ours; nothing is saved here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from approvals.reports.forms import ReportForm
from approvals.reports.pasted import PastedReport, take_apart
from approvals.reports.pasted_form import PastedReportForm
from approvals.reports.views import report_or_prefill
from approvals.workflow.engine import PageState
from approvals.workflow.pages import unavailable_page
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.models import Plan
from web.responses import handle_form
from web.saved_input import put_into_session, saved_input

TITLE = "Fill the report from one written elsewhere"


@require_http_methods(["GET", "POST"])
def report_pasted(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What goes into which part, what is left; then into the form, for its author to save."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "send", TITLE):
        return refusal
    form = PastedReportForm(request.POST or saved_input(request), seen=PageState(found.moves))
    report = plan_url("move_send", found)
    template = "approvals/reports/pasted.html"
    context: dict[str, Any] = {
        "plan": found,
        "title": TITLE,
        "trail": breadcrumbs(found, ("The report", report)),
    }
    if request.method == "POST" and form.is_valid() and not form.fills:
        pasted, standing = apart(found, form.cleaned_data["text"])
        shown = {"form": form, "pasted": pasted, "replaced": replaced(pasted, standing)}
        return render(request, template, {**context, **shown})

    def fill(typed: dict[str, Any]) -> None:
        pasted, _ = apart(found, typed["text"])
        words = list(pasted.fields.items())
        put_into_session(request, report, words, overtaken=True, told=False)
        messages.info(request, "The report is filled in below. Look it through and save it.")

    return handle_form(
        request, form, fill, template=template, context=context, done=report, back=report
    )


def apart(plan: Plan, text: str) -> tuple[PastedReport, ReportForm]:
    """The text by the parts of the report's own form, and that form as it stands."""
    report, implications = report_or_prefill(plan)
    layout = report.template.layout if report.template else None
    standing = ReportForm(
        None, seen=PageState(plan.moves), report=report, implications=implications
    )
    return take_apart(text, layout), standing


def replaced(pasted: PastedReport, standing: ReportForm) -> list[str]:
    """The labels of boxes in which other words stand now."""
    held = standing.initial
    return [
        str(standing.fields[name].label)
        for name, words in pasted.fields.items()
        if held.get(name) and held[name] != words
    ]
