"""The page on which the decision report is written: the first of the two that send a plan."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.models import Implication, Report
from approvals.reports.actions import save_report
from approvals.reports.forms import ReportForm
from approvals.reports.prefill import prefilled_report
from approvals.workflow.engine import PageState
from approvals.workflow.pages import transition_page, unavailable_page
from approvals.workflow.transitions import BY_NAME
from councils.actions.report_template import newest_form
from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.comments import open_on_report
from plans.exports.not_printed import sentences
from plans.models import Evidence, Plan, Stage
from plans.remarks import remarks_on
from web.saved_input import saved_input

TITLE = "Write the report"


@require_http_methods(["GET", "POST"])
def plan_report(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The report as saved, or else what stands elsewhere already; then on to the check."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "send", TITLE):
        return refusal
    report, implications = report_or_prefill(found)
    form = ReportForm(
        request.POST or saved_input(request),
        seen=PageState(found.moves),
        report=report,
        implications=implications,
    )

    def save(by: User, seen: PageState, **_: Any) -> None:
        save_report(
            found,
            by=by,
            report=form.written(),
            implications=form.implications(),
            revision=form.cleaned_data["seen"],
            seen=seen,
            form=form.form_typed(),
        )

    return transition_page(
        request,
        found,
        form,
        save,
        template="approvals/reports/report.html",
        said="The report is saved. Nothing is sent yet.",
        done=plan_url(leads_to(form), found),
        title=TITLE,
        move=BY_NAME["send"].buttons[Stage(found.stage)],
        page=lambda: {
            "remarks": [one.remark for one in remarks_on(found)],
            "open_comments": open_on_report(found),
            "not_printed": sentences(form.texts()),
            "papers": Evidence.objects.filter(plan=found, kind=Evidence.Kind.BACKGROUND),
        },
    )


def leads_to(form: ReportForm) -> str:
    if form.looks:
        return "report_preview"
    return "move_send" if form.only_saves else "send_check"


def report_or_prefill(plan: Plan) -> tuple[Report, list[Implication]]:
    """The report as saved, or else prefilled, in the form that the council has now."""
    saved = Report.objects.select_related("template").filter(plan=plan).first()
    if saved is not None:
        saved.plan = plan
        return saved, list(saved.implications.all())
    begun = prefilled_report(plan, now=timezone.now())
    begun.template = newest_form(plan.council)
    return begun, []
