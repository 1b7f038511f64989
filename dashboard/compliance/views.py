"""Was all of it lawful? One page for the Monitoring Officer and the auditor, and as PDF.

Of one plan, and of all of a council's, where what is not met and the exceptions stand.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.papers.pdf import render_paper
from councils.access import council_or_404
from dashboard.compliance.paper import FIRST, REST, compliance_paper
from dashboard.compliance.report import compliance_of, compliance_of_all
from dashboard.further_back import FurtherBackForm
from plans.access import READ_RECORD, PlanRequest, breadcrumbs, plan_or_404
from plans.models import Plan
from plans.models.plan import readable_by
from web.files import download

# Each plan is asked for what it has, step by step: so many take less than a second.
PAGE = 10


@require_safe
def council_compliance(request: PlanRequest, council: str) -> HttpResponse:
    """The council's plans, newest first: which has something that is not met, or is excepted?"""
    access = council_or_404(request, council)
    access.require(*READ_RECORD)
    here = readable_by(access.council.pk, access.person.pk, access.rights)
    plans = Plan.objects.filter(here).whole().select_related("council").order_by("-pk")
    form = FurtherBackForm(request.GET)
    before = form.cleaned_data["before"] if form.is_valid() else None
    rows = list((plans.filter(pk__lte=before) if before else plans)[: PAGE + 1])
    now = timezone.now()
    told = compliance_of_all(rows[:PAGE], now=now)
    context = {
        "plans": [(one, one.of(*FIRST)) for one in told],
        "now": now,
        "newest": reverse("council_compliance", args=[council]) if before else "",
        "older": f"?before={rows[PAGE].pk}" if len(rows) > PAGE else "",
        "trail": [("Plans", reverse("plans", args=[council]))],
    }
    return render(
        request, "dashboard/council_compliance.html", context, status=422 if form.errors else 200
    )


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
