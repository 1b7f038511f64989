"""The pages people open first: what waits for them, a council's plans, and how far a plan is.

A visitor who has not signed in is led from the first two to what is published.
"""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.publication.public import public_views
from councils.access import check_second_factor
from councils.actions.account import invitations_of
from dashboard.drafting_progress import progress_of
from dashboard.home import home_heading, work_of
from dashboard.page_count import pages_of
from dashboard.plan_overview import overview_of
from dashboard.timetable.line import line_of, schedule_of_open
from plans.access import READ_DRAFTS, READ_RECORD, PlanRequest, breadcrumbs, plan_or_404
from plans.actions.stashes import has_unsaved
from plans.edits import may_write
from plans.exports import pdf
from plans.item_types import ITEM_TYPES
from plans.views.plans import plan_list


@login_not_required
@require_safe
def home_page(request: PlanRequest) -> HttpResponse:
    """What waits for the person who signed in, in every council they hold a role in."""
    if not request.user.is_authenticated:
        return redirect("published_councils")
    today = timezone.localdate()
    work = work_of(request.user, today=today)
    invited = invitations_of(request.user)
    for one in work:
        check_second_factor(one.access)
    context = {"work": work, "heading": home_heading(work), "today": today, "invited": invited}
    return render(request, "dashboard/home.html", context)


@login_not_required
@require_safe
def council_page(request: PlanRequest, council: str) -> HttpResponse:
    """The council's plans for whoever signed in, and for others those it has published.

    Where none are, strangers are asked to sign in, as they are where there is no such council.
    """
    if request.user.is_authenticated:
        return plan_list(request, council)
    if public_views(council, on=timezone.localdate()):
        return redirect("published", council=council)
    return redirect_to_login(request.get_full_path())


@require_safe
def plan_page(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """How far is the plan, by when, who has what, and what comes next?"""
    found = plan_or_404(request, council, plan)
    progress = progress_of(found)
    overview = overview_of(found, request.access, timezone.localdate())
    schedule = schedule_of_open(overview, timezone.now())
    context = {
        "plan": found,
        "progress": progress,
        "overview": overview,
        "meeting": overview.meeting_of(
            schedule.whose if schedule else "",
            is_cancelled=bool(schedule and schedule.cancelled),
        ),
        "schedule": schedule,
        "line": line_of(overview, schedule) if schedule else (),
        "state": overview.state,
        "next": overview.next,
        "ways": overview.ways,
        "pages": pages_of(found, progress.last_act) if progress.has_text else pdf.PageCount(),
        "lists": [(one, progress.counts[key]) for key, one in ITEM_TYPES.items()],
        "may_write": may_write(found, request.access),
        "unsaved": has_unsaved(request.user, found),
        "may_read_drafts": request.access.may(*READ_DRAFTS),
        "may_read_record": request.access.may(*READ_RECORD),
        "trail": breadcrumbs(found)[:1],
    }
    return render(request, "dashboard/plan.html", context)
