"""Who has what of a plan: the page of all, the page of one, and the button that asks after it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from councils.models import User
from councils.record.changes import changes_in
from councils.record.history import history_of
from plans.access import READ_DRAFTS, WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import assignments as actions
from plans.assignments import (
    MODELS,
    QUESTION,
    Assignment,
    Given,
    part_named,
    plan_day,
    question_assignment,
    taken_back_lately,
    who_has_what,
)
from plans.edits import may_write
from plans.forms.assignments import AssignmentForm, GiveForm
from plans.models import Plan
from plans.views.edit_page import change_page
from plans.views.guests import links_shown
from plans.views.passage_form import people_who_write
from web.errors import Gone, Refused
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def assignments(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who has what, by when, and how far it is; an author gives what nobody has."""
    found = plan_or_404(request, council, plan, WRITE if request.method == "POST" else READ_DRAFTS)
    today = timezone.localdate()
    known = who_has_what(found, today)
    writes = may_write(found, request.access)
    form = GiveForm(
        request.POST or saved_input(request),
        free=known.free,
        writers=partial(people_who_write, found.council.pk, today),
        initial={"what": [value for value, _ in known.free if value == request.GET.get("what")]},
    )

    def give(*, by: Any, **typed: Any) -> None:
        given = actions.give(found, by=by, **typed)
        count = "It is" if len(given) == 1 else f"{len(given)} things are"
        messages.success(request, f"{count} now for {typed['writer'].name} to write.")

    here, links = plan_url("assignments", found), links_shown(found)
    sent_to = {one["link"].person_id for one in links}
    by_link = {one.row for one in known.given if one.row.writer_id in sent_to}
    return change_page(
        request,
        found,
        form,
        give,
        template="plans/assignments.html",
        given=known.given,
        late={one.row for one in known.given if one.is_late(today)},
        free=known.free,
        plan_day=plan_day(found),
        links=links,
        taken_back=taken_back_lately(found),
        to_ask={one.row for one in known.given if may_be_asked(one, request.user)} - by_link,
        may_write=writes,
        back=here,
    )


def may_be_asked(given: Assignment, by: User) -> bool:
    """Whether there is a button that asks after it: not by whoever has it, nor of who left."""
    return not (given.is_ready or given.row.writer_ended or given.row.writer_id == by.pk)


@require_http_methods(["GET", "POST"])
def assignment(request: PlanRequest, council: str, plan: str, given: str, key: str) -> HttpResponse:
    """One thing that somebody has: give it to another, for another day, or take it back."""
    found = plan_or_404(request, council, plan, WRITE)
    row = given_or_gone(request, found, given, key)
    form = AssignmentForm(
        request.POST or saved_input(request),
        row=row,
        writers=partial(people_who_write, found.council.pk, timezone.localdate()),
    )
    home = plan_url("assignments", found)
    return change_page(
        request,
        found,
        form,
        partial(actions.change_assignment, row),
        title="Who is to write it",
        quote=part_named(row, found),
        steps=(("Who has what", home),),
        back=home,
    )


@require_POST
def assignment_nudge(
    request: PlanRequest, council: str, plan: str, given: str, key: str
) -> HttpResponse:
    """Ask whoever has it for it, by e-mail, once a day."""
    found = plan_or_404(request, council, plan, WRITE)
    row = given_or_gone(request, found, given, key)
    try:
        asked = actions.nudge(row, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{asked.name} is asked for it by e-mail.")
    return redirect(plan_url("assignments", found))


def given_or_gone(request: PlanRequest, plan: Plan, given: str, key: str) -> Given:
    """What somebody has; whoever sends a form about what was taken back or removed is told."""
    row = find(plan, given, key)
    if row is not None and row.writer_id:
        row.plan = plan
        return row
    if request.method != "POST" or not (given == QUESTION or is_key(key)):
        raise Http404
    history: Any = history_of(MODELS[given])._default_manager
    named = {"question" if given == QUESTION else "id": key}
    states = history.filter(plan_id=plan.pk, writer__isnull=False, **named)
    last = states.order_by("-history_id").first()
    if last is None:
        raise Http404
    raise Gone("Nobody has this any more.", changes=changes_in(MODELS[given], last.id)[:1])


def find(plan: Plan, given: str, key: str) -> Given | None:
    if given == QUESTION:
        return question_assignment(plan, key)
    rows: Any = MODELS[given]._default_manager.filter(plan=plan).select_related("writer")
    found: Given | None = rows.filter(pk=int(key)).first() if is_key(key) else None
    return found


def is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19
