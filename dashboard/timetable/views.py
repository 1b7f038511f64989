"""By when must what be done? One page, which prints."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.plan_overview import overview_of
from dashboard.timetable.forms import WhatIfForm
from dashboard.timetable.line import line_of
from dashboard.timetable.page import timetable_of
from dashboard.timetable.schedule import schedule_of
from plans.access import PlanRequest, breadcrumbs, plan_or_404


@require_safe
def timetable(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every last day from the deadline backwards, as it stands or as somebody asks what if."""
    found = plan_or_404(request, council, plan)
    now, today = timezone.now(), timezone.localdate()
    overview = overview_of(found, request.access, today)
    schedule = schedule_of(overview, now)
    form = WhatIfForm(request.GET or None, council=found.council, planned=schedule.meets_on)
    context = {
        "plan": found,
        "schedule": schedule,
        "timetable": timetable_of(schedule, form, today),
        "line": line_of(overview, schedule),
        "form": form,
        "trail": breadcrumbs(found),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "dashboard/timetable.html", context, status=status)
