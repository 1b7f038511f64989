"""Was all of it lawful? One page for the Monitoring Officer and the auditor, and as PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.papers.pdf import render_paper
from dashboard.compliance.paper import FIRST, REST, compliance_paper
from dashboard.compliance.report import compliance_of
from plans.access import READ_RECORD, PlanRequest, breadcrumbs, plan_or_404
from web.files import download


@require_safe
def compliance(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Each thing the commission and the rules ask, how it stands, and the record that proves it."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    now = timezone.now()
    told = compliance_of(found, now=now)
    context = {
        "plan": found,
        "told": told,
        "now": now,
        "first": told.of(*FIRST),
        "rest": [
            (group.title, [line for line in group.lines if line.standing in REST])
            for group in told.groups
        ],
        "trail": breadcrumbs(found),
    }
    return render(request, "dashboard/compliance.html", context)


@require_safe
def compliance_pdf(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    found = plan_or_404(request, council, plan, READ_RECORD)
    now = timezone.now()
    paper = compliance_paper(compliance_of(found, now=now), now)
    return download(render_paper(paper), f"{found.slug}-compliance.pdf", "application/pdf")
