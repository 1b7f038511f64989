"""What somebody typed and did not save: kept while they type, offered when they come back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from councils.record.changes import removal_of
from plans.access import (
    WRITE,
    WRITERS,
    PlanRequest,
    passage_or_404,
    plan_or_404,
    plan_url,
)
from plans.actions.beginnings import beginnings_of
from plans.actions.stashes import keep_stash, stash_in, stashes_of, throw_away
from plans.forms.stashes import StashForm
from plans.models import Passage, Plan, Stash
from plans.views.beginnings import offer_of_new
from plans.views.comments import trail_for
from web.errors import Gone
from web.redline import Comparer
from web.saved_input import put_into_session


@require_POST
def passage_stash(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Keep what is being typed in a passage (204), also in one that was just removed."""
    where = plan_to_write(request, council, plan, passage)
    form = StashForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    typed = form.cleaned_data
    keep_stash(where, passage=passage, by=request.user, now=timezone.now(), **typed)
    return HttpResponse(status=204)


def plan_to_write(request: PlanRequest, council: str, plan: str, passage: int) -> Plan:
    """The plan of a passage, for who may write there, or could until it was removed."""
    try:
        return passage_or_404(request, council, plan, passage, WRITE, to_write=True).plan
    except Gone:
        found = plan_or_404(request, council, plan, WRITERS)
        removed = removal_of(Passage, passage, plan_id=found.pk)
        if request.access.may(*WRITE) or removed.writer_id == request.user.pk:
            return found
        raise


@require_safe
def unsaved(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every place of the plan where the person typed something that they did not save."""
    found = plan_or_404(request, council, plan, WRITERS)
    stashes = stashes_of(request.user, found)
    passages = Passage.objects.filter(plan=found).in_bulk([one.passage for one in stashes])
    comparer = Comparer()
    offers = [offer_of(one, passages.get(one.passage), comparer) for one in stashes]
    offers += [offer_of_new(found, one) for one in beginnings_of(request.user, found)]
    context = {"plan": found, "offers": offers, "trail": trail_for(request, found)}
    return render(request, "plans/unsaved.html", context)


@require_POST
def stash_settle(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Take one's own words back into the passage's form, or throw them away."""
    found = plan_to_write(request, council, plan, passage)
    unsaved_here = (one for one in stashes_of(request.user, found) if one.passage == passage)
    kept = next(unsaved_here, None)
    page = plan_url("passage", found, passage)
    settle_stash(request, kept, page)
    is_there = Passage.objects.filter(pk=passage, plan=found).exists()
    return redirect(page if is_there else plan_url("unsaved", found))


def settle_stash(request: HttpRequest, kept: Stash | None, page: str) -> None:
    """Put what somebody had not saved into the form of its page, or throw it away, as they ask."""
    if kept is None:
        messages.info(request, "There is nothing here that you had not saved.")
    elif request.POST.get("do") == "take":
        typed = [("body", kept.body), ("seen", str(kept.seen))]
        put_into_session(request, page, typed, overtaken=True)
    else:
        throw_away(kept)
        messages.success(request, "The words you had not saved are thrown away.")


def offer_in(request: HttpRequest, passage: Passage) -> dict[str, Any] | None:
    """What the person did not save in a passage, for its page to offer."""
    found = stash_in(request.user, passage)  # type: ignore[arg-type]
    return offer_of(found, passage, Comparer()) if found else None


def offer_of(stash: Stash, passage: Passage | None, comparer: Comparer) -> dict[str, Any]:
    """A stash beside what stands there now; alone where the passage was removed."""
    parts = comparer.redline(passage.body, stash.body).parts if passage else ()
    return {"stash": stash, "passage": passage, "parts": parts}
