"""What somebody began to write where no paragraph is yet: kept while they type, and offered."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.access import WRITE, WRITERS, PlanRequest, plan_or_404, plan_url
from plans.actions.beginnings import (
    Beginning,
    beginning_at,
    drop_beginning,
    keep_beginning,
    where_of,
)
from plans.assignments import given_to
from plans.forms.beginnings import BeginningForm, PlaceForm
from plans.models import NewStash, Plan
from web.saved_input import put_into_session


@require_POST
def beginning_keep(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Keep what is being typed for a new paragraph (204), of whoever may add one there."""
    found = plan_or_404(request, council, plan, WRITERS)
    place, form = PlaceForm(request.GET), BeginningForm(request.POST)
    if not (place.is_valid() and form.is_valid()):
        return HttpResponse(status=422)
    where = Beginning(**place.cleaned_data)
    check_may_add(request, found, where)
    body = form.cleaned_data["body"]
    keep_beginning(found, where, by=request.user, body=body, now=timezone.now())
    return HttpResponse(status=204)


def check_may_add(request: PlanRequest, plan: Plan, where: Beginning) -> None:
    """An author anywhere; others where they were given a theme, or a question of it."""
    if request.access.may(*WRITE):
        return
    theme = plan.themes.filter(pk=where.theme).first() if where.theme else None
    if given_to(request.user, plan, theme=theme, question=where.question) is None:
        request.access.require(*WRITE)


@require_POST
def beginning_settle(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Take one's own words back into the form of the new paragraph, or throw them away."""
    found = plan_or_404(request, council, plan, WRITERS)
    place = PlaceForm(request.GET)
    where = Beginning(**place.cleaned_data) if place.is_valid() else Beginning(None, None)
    kept, page = beginning_at(found, where, request.user), address_of(found, where)
    if kept is None:
        messages.info(request, "There is nothing here that you had not saved.")
    elif request.POST.get("do") == "take" and page:
        put_into_session(request, page.partition("?")[0], [("body", kept.body)], overtaken=True)
        return redirect(page)
    elif request.POST.get("do") == "throw":
        drop_beginning(found, where, by=request.user)
        messages.success(request, "The words you had not saved are thrown away.")
    return redirect(plan_url("unsaved", found))


def in_address(name: str, plan: Plan, where: Beginning) -> str:
    """The address of one of these two for a place."""
    named = {key: value for key, value in vars(where).items() if value not in (None, "")}
    return f"{plan_url(name, plan)}?{urlencode(named)}"


def address_of(plan: Plan, where: Beginning) -> str:
    """The page on which a paragraph is added there; "" where its theme has gone."""
    if where.question:
        known = where.question in plan.asked.question_keys
        return plan_url("question_write", plan, where.question) if known else ""
    after = "" if where.after is None else f"?after={where.after}"
    if where.theme is None:
        return f"{plan_url('introduction_add', plan, 'paragraph')}{after}"
    if not plan.themes.filter(pk=where.theme).exists():
        return ""
    return f"{plan_url('passage_add', plan, where.theme, 'paragraph')}{after}"


def offer_at(request: PlanRequest, plan: Plan, where: Beginning) -> dict[str, Any] | None:
    """What the person began there and did not save, for its page to offer."""
    found = beginning_at(plan, where, request.user)
    return offer_of_new(plan, found) if found else None


def offer_of_new(plan: Plan, stash: NewStash) -> dict[str, Any]:
    """It stands beside nothing: `takes` says whether its place is there still."""
    where = where_of(stash)
    stands = bool(address_of(plan, where))
    settle = in_address("beginning_settle", plan, where)
    return {"stash": stash, "is_new": True, "stands": stands, "settle": settle}
