"""The history of a plan or of a whole council: every act, and what each changed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from councils.access import Request, council_or_404
from councils.models import Council
from councils.record.models import Act, Identity
from councils.record.naming import with_names
from councils.roles import Right
from dashboard.history.changes import changes_in
from dashboard.history.forms import OF_A_COUNCIL, OF_A_PLAN, HistoryFilter, HistoryForm
from plans.access import READ_RECORD, WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.passages import put_back
from plans.edits import may_write
from plans.models import Passage
from web.errors import Refused

PAGE = 50
# What a line of the history needs of its act.
SHOWN = (
    *("sequence", "at", "actor", "verb", "details", "reason", "touched"),
    *("plan", "subject", "subject_kind", "subject_id"),
)


@require_safe
def history(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every act on the plan, newest first: who, in which role, when, what and why."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    acts = Act.objects.filter(plan=found.pk)
    context = {"plan": found, "trail": breadcrumbs(found), "newest": plan_url("history", found)}
    return history_page(request, found.council, acts, OF_A_PLAN, context)


@require_safe
def council_history(request: Request, council: str) -> HttpResponse:
    """Every act in the council: plans, people, settings, commissions."""
    access = council_or_404(request, council)
    access.require(*READ_RECORD)
    acts = Act.objects.filter(council=access.council)
    newest = reverse("council_history", args=[council])
    refused = reverse("refusals", args=[council]) if access.may(Right.READ_REFUSALS) else ""
    context = {"newest": newest, "refused": refused}
    return history_page(request, access.council, acts, OF_A_COUNCIL, context)


@require_safe
def act(request: PlanRequest, council: str, plan: str, sequence: int) -> HttpResponse:
    """What one act on the plan changed."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    row = get_object_or_404(with_actor(Act.objects.filter(plan=found.pk)), sequence=sequence)
    with_names([row])
    context = {
        "plan": found,
        "may_write": may_write(found, request.access),
        "trail": breadcrumbs(found, ("History", plan_url("history", found))),
    }
    return render(
        request, "dashboard/act.html", {**context, "act": row, "changes": changes_in(row)}
    )


@require_safe
def council_act(request: Request, council: str, sequence: int) -> HttpResponse:
    """What one act in the council changed."""
    access = council_or_404(request, council)
    access.require(*READ_RECORD)
    acts = with_actor(Act.objects.filter(council=access.council))
    row = get_object_or_404(acts, sequence=sequence)
    with_names([row])
    back = [("History of the council", reverse("council_history", args=[council]))]
    context = {"act": row, "changes": changes_in(row), "trail": back}
    return render(request, "dashboard/act.html", context)


@require_POST
def passage_put_back(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Bring a removed paragraph or heading back."""
    found = plan_or_404(request, council, plan, WRITE)
    if not Passage.history.filter(plan_id=found.pk, id=passage).exists():
        raise Http404
    try:
        back = put_back(found, by=request.user, removed=passage)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    messages.success(request, "It is back, at the end of the part where it stood.")
    part = (
        plan_url("theme", found, back.theme_id)
        if back.theme_id
        else plan_url("introduction", found)
    )
    return redirect(part)


def history_page(
    request: Request,
    council: Council,
    acts: QuerySet[Act],
    parts: dict[str, HistoryFilter],
    context: dict[str, Any],
) -> HttpResponse:
    """One page of these acts, newest first, narrowed as asked; the next begins after a sequence."""
    identities = people_in(council.pk)
    form = HistoryForm(request.GET or None, identities=identities, parts=parts)
    acts = acts.only(*SHOWN).order_by("-sequence")
    if form.is_bound:
        acts = form.narrowed(acts) if form.is_valid() else acts.none()
    rows = list(acts[: PAGE + 1])
    known = {identity.pk: identity for identity in identities}
    for row in rows:
        row.actor = known[row.actor_id]
    older = form.older(rows[PAGE - 1]) if len(rows) > PAGE else None
    context |= {
        "form": form,
        "acts": with_names(rows[:PAGE]),
        "older": f"?{urlencode(older)}" if older else "",
        "newest": f"{context['newest']}?{urlencode(form.newest())}" if form.is_further_back else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "dashboard/history.html", context, status=status)


def people_in(council: int) -> list[Identity]:
    """Everybody who ever acted in a council, as they stood then."""
    return list(Identity.objects.filter(council=council).order_by("name"))


def with_actor(acts: QuerySet[Act]) -> QuerySet[Act]:
    """With who did each."""
    return acts.select_related("actor")
