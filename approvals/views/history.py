"""The history of a plan or of a whole council: every act, and what each changed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from approvals.changes import changes_in
from approvals.forms.history import OF_A_COUNCIL, OF_A_PLAN, HistoryForm, Part
from councils.access import Request, council_or_404, require
from councils.errors import Refused
from councils.models import Act, Council, Identity
from councils.prepared import prepared
from councils.roles import Right
from plans.access import WRITE, plan_or_404
from plans.actions.passages import put_back
from plans.models import Passage
from plans.navigation import at, trail
from plans.writing import may_write

PAGE = 50
READ = (Right.READ_RECORD,)


@require_safe
def history(request: Request, council: str, plan: str) -> HttpResponse:
    """Every act on the plan, newest first: who, in which role, when, what and why."""
    found = plan_or_404(request, council, plan, READ)
    acts = Act.objects.filter(plan=found.pk)
    context = {"plan": found, "trail": trail(found), "newest": at("history", found)}
    return page_of(request, found.council, acts, OF_A_PLAN, context)


@require_safe
def council_history(request: Request, council: str) -> HttpResponse:
    """Every act in the council: plans, people, settings, commissions."""
    standing = council_or_404(request, council)
    require(standing, *READ)
    acts = Act.objects.filter(council=standing.council)
    newest = reverse("council_history", args=[council])
    return page_of(request, standing.council, acts, OF_A_COUNCIL, {"newest": newest})


@require_safe
def act(request: Request, council: str, plan: str, sequence: int) -> HttpResponse:
    """What one act on the plan changed."""
    found = plan_or_404(request, council, plan, READ)
    row = get_object_or_404(whole(Act.objects.filter(plan=found.pk)), sequence=sequence)
    context = {
        "plan": found,
        "may_write": may_write(found, request.standing),
        "trail": trail(found, ("History", at("history", found))),
    }
    return render(
        request, "approvals/act.html", {**context, "act": row, "changes": changes_in(row)}
    )


@require_safe
def council_act(request: Request, council: str, sequence: int) -> HttpResponse:
    """What one act in the council changed."""
    standing = council_or_404(request, council)
    require(standing, *READ)
    acts = whole(Act.objects.filter(council=standing.council))
    row = get_object_or_404(acts, sequence=sequence)
    back = [("History of the council", reverse("council_history", args=[council]))]
    context = {"act": row, "changes": changes_in(row), "trail": back}
    return render(request, "approvals/act.html", context)


@require_POST
def passage_put_back(request: Request, council: str, plan: str, passage: int) -> HttpResponse:
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
    part = at("theme", found, back.theme_id) if back.theme_id else at("introduction", found)
    return redirect(part)


def page_of(
    request: Request,
    council: Council,
    acts: QuerySet[Act],
    parts: dict[str, Part],
    context: dict[str, Any],
) -> HttpResponse:
    """One page of these acts, newest first, narrowed as asked; the next begins after a sequence."""
    identities = people_in(council.pk)
    form = HistoryForm(request.GET or None, identities=identities, parts=parts)
    acts = acts.only("sequence", "at", "actor", "verb", "details", "subject", "reason").order_by(
        "-sequence"
    )
    if form.is_bound:
        acts = form.narrowed(acts) if form.is_valid() else acts.none()
    rows = list(acts[: PAGE + 1])
    known = {identity.pk: identity for identity in identities}
    for row in rows:
        row.actor = known[row.actor_id]
    older = form.older(rows[PAGE - 1]) if len(rows) > PAGE else None
    context |= {
        "form": form,
        "acts": rows[:PAGE],
        "older": f"?{urlencode(older)}" if older else "",
        "newest": context["newest"] if form.is_bound else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "approvals/history.html", context, status=status)


@prepared
def people_in(council: int) -> QuerySet[Identity]:
    """Everybody who ever acted in a council, as they stood then."""
    return Identity.objects.filter(council=council).order_by("name")


def whole(acts: QuerySet[Act]) -> QuerySet[Act]:
    """With who did each."""
    return acts.select_related("actor")
