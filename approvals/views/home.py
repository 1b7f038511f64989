"""The two pages people open first: what waits for them, and how far a plan is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.deadline import deadline_of
from approvals.progress import pages_of, progress_of
from approvals.waiting import waiting_for
from councils.access import Request
from councils.roles import Right
from plans.access import plan_or_404
from plans.lists import LISTS


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person who signed in, in every council they hold a role in."""
    return render(request, "approvals/home.html", {"waiting": waiting_for(request.user)})


@require_safe
def plan(request: Request, council: str, plan: str) -> HttpResponse:
    """How far is the plan, by when, who has what, and what comes next?"""
    found = plan_or_404(request, council, plan)
    progress = progress_of(found)
    may_write = request.standing.may(Right.WRITE_PLANS)
    context = {
        "plan": found,
        "progress": progress,
        "next": progress.next_action() if may_write else progress.reading(),
        "deadline": deadline_of(found, now=timezone.now()),
        "pages": pages_of(found, progress.last_act) if progress.has_text else 0,
        "lists": [(one, progress.counts[key]) for key, one in LISTS.items()],
        "may_write": may_write,
        "may_read_record": request.standing.may(Right.READ_RECORD),
    }
    return render(request, "approvals/plan.html", context)
