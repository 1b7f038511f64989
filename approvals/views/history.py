"""The history of a plan, for the Monitoring Officer: every act, and what each changed."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from approvals.changes import changes_in
from approvals.forms import HistoryForm
from councils.access import Request
from councils.errors import Refused
from councils.models import Act, Identity
from councils.roles import Right
from plans.access import WRITE, plan_or_404
from plans.actions.passages import put_back
from plans.navigation import at, trail

PAGE = 50
READ = (Right.READ_RECORD,)


@require_safe
def history(request: Request, council: str, plan: str) -> HttpResponse:
    """Every act on the plan, newest first: who, in which role, when, what and why."""
    found = plan_or_404(request, council, plan, READ)
    identities = list(Identity.objects.filter(council=found.council).order_by("name"))
    form = HistoryForm(request.GET or None, identities=identities)
    acts = Act.objects.filter(plan=found.pk).select_related("actor").order_by("-sequence")
    if form.is_bound:
        acts = form.narrowed(acts) if form.is_valid() else acts.none()
    rows = list(acts[: PAGE + 1])
    older = form.older(rows[PAGE - 1]) if len(rows) > PAGE else None
    context = {
        "plan": found,
        "form": form,
        "acts": rows[:PAGE],
        "older": f"?{urlencode(older)}" if older else "",
        "newest": at("history", found) if form.is_bound else "",
        "trail": trail(found),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "approvals/history.html", context, status=status)


@require_safe
def act(request: Request, council: str, plan: str, sequence: int) -> HttpResponse:
    """What one act changed."""
    found = plan_or_404(request, council, plan, READ)
    acts = Act.objects.filter(plan=found.pk).select_related("actor")
    row = get_object_or_404(acts, sequence=sequence)
    context = {
        "plan": found,
        "act": row,
        "changes": changes_in(row),
        "may_write": request.standing.may(Right.WRITE_PLANS),
        "trail": trail(found, ("History", at("history", found))),
    }
    return render(request, "approvals/act.html", context)


@require_POST
def passage_put_back(request: Request, council: str, plan: str, passage: int) -> HttpResponse:
    """Bring a removed paragraph or heading back."""
    found = plan_or_404(request, council, plan, WRITE)
    try:
        back = put_back(found, by=request.user, removed=passage)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    messages.success(request, "It is back, at the end of the part where it stood.")
    part = at("theme", found, back.theme_id) if back.theme_id else at("introduction", found)
    return redirect(part)
