"""The two pages people open first: what waits for them, and how far a plan is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.next_step import home_of, ways_on
from approvals.progress import pages_of, progress_of
from approvals.waiting import heading_of, waiting_for
from councils.access import Request
from councils.roles import Right
from plans.access import plan_or_404
from plans.lists import LISTS
from plans.navigation import trail
from plans.writing import may_write


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person who signed in, in every council they hold a role in."""
    waiting = waiting_for(request.user)
    context = {"waiting": waiting, "heading": heading_of(waiting), "today": timezone.localdate()}
    return render(request, "approvals/home.html", context)


@require_safe
def plan(request: Request, council: str, plan: str) -> HttpResponse:
    """How far is the plan, by when, who has what, and what comes next?"""
    found = plan_or_404(request, council, plan)
    progress = progress_of(found)
    home = home_of(found, progress, request.standing)
    context = {
        "plan": found,
        "progress": progress,
        "home": home,
        "next": home.next,
        "ways": ways_on(home),
        "pages": pages_of(found, progress.last_act) if progress.has_text else 0,
        "lists": [(one, progress.counts[key]) for key, one in LISTS.items()],
        "may_write": may_write(found, request.standing),
        "may_read_record": request.standing.may(Right.READ_RECORD),
        "trail": trail(found)[:1],
    }
    return render(request, "approvals/plan.html", context)
