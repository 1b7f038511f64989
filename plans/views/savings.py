"""The pages on which savings are confirmed, and on which it is said who confirms them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.access import council_or_404
from councils.duties import ended_on
from councils.record.changes import changes_of
from councils.roles import Right, Role
from plans.access import READ_DRAFTS, PlanRequest, plan_or_404, plan_url
from plans.actions import savings as actions
from plans.forms.savings import ConfirmSavingsForm, EndConfirmerForm, NameConfirmerForm
from plans.models import SavingsConfirmer
from plans.savings import (
    confirmers_of,
    may_confirm,
    standings_of,
    summary_of,
    why_may_not_confirm,
    writers_of,
)
from plans.views.edit_page import change_page
from web.errors import Gone
from web.responses import handle_form
from web.saved_input import saved_input

OFFICER = (Right.CONFIRM_SAVINGS,)
READ_CONFIRMERS = (Right.CONFIRM_SAVINGS, Right.READ_RECORD)


@require_http_methods(["GET", "POST"])
def savings_confirm(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is confirmed of a plan's savings; who may, confirms the others here."""
    found = plan_or_404(request, council, plan, READ_DRAFTS)
    if not found.records_savings:
        raise Http404
    standings = standings_of(found)
    writers = writers_of(one.saving for one in standings)
    mine = [
        one
        for one in standings
        if not why_may_not_confirm(request.user, writers.get(one.saving.pk, ()))
    ]
    to_confirm = [one for one in mine if not one.stands]
    may = may_confirm(request.access)
    if request.method == "POST" and not may:
        request.access.require(*OFFICER)
    return change_page(
        request,
        found,
        # What was confirmed meanwhile is in nobody's way when it is sent again.
        ConfirmSavingsForm(
            request.POST or saved_input(request),
            standings=mine if request.method == "POST" else to_confirm,
        ),
        lambda by, amounts: actions.confirm_savings(found, by=by, amounts=amounts),
        template="plans/savings_confirm.html",
        standings=standings,
        summary=summary_of(standings) if standings else "",
        may_confirm=may and bool(to_confirm),
        may_see_whom=request.access.may(*READ_CONFIRMERS),
        wrote_some=may and len(mine) < len(standings),
        back=plan_url("savings_confirm", found),
    )


@require_http_methods(["GET", "POST"])
def savings_confirmers(request: HttpRequest, council: str) -> HttpResponse:
    """Whom the Section 151 officer named, and one more."""
    access = council_or_404(request, council)
    access.require(*(OFFICER if request.method == "POST" else READ_CONFIRMERS))

    def name(typed: dict[str, Any]) -> None:
        actions.name_confirmer(access.council, by=access.person, **typed)
        messages.success(request, f"{typed['person'].name} may confirm savings.")

    here = reverse("savings_confirmers", args=[council])
    ended = ended_on("person", "council", Role, timezone.localdate())
    named = confirmers_of(access.council.pk).annotate(ended=ended)
    return handle_form(
        request,
        NameConfirmerForm(
            request.POST or saved_input(request), council=access.council, on=timezone.localdate()
        ),
        name,
        template="plans/savings_confirmers.html",
        context={
            "named": named.select_related("person", "named_by"),
            "may_name": access.may(*OFFICER),
        },
        done=here,
        back=here,
    )


@require_http_methods(["GET", "POST"])
def savings_confirmer_end(request: HttpRequest, council: str, named: int) -> HttpResponse:
    """May somebody no longer confirm savings? The page is the confirmation."""
    access = council_or_404(request, council)
    access.require(*OFFICER)
    rows = SavingsConfirmer.objects.filter(council=access.council)
    found = get_object_or_404(rows.select_related("person", "council"), pk=named)
    if found.ended_at:
        raise Gone("This was ended while you had the page open.", changes=changes_of(found)[:1])
    back = reverse("savings_confirmers", args=[council])
    return handle_form(
        request,
        EndConfirmerForm(
            request.POST or saved_input(request), initial={"seen": found.revision}, cancel=back
        ),
        lambda typed: actions.end_confirmer(found, by=access.person, **typed),
        template="components/confirm.html",
        context={
            "title": f"End that {found.person.name} confirms savings",
            "text": "What they confirmed stays confirmed, as theirs.",
        },
        done=back,
        back=back,
    )
