"""The page on which the use of a delegated power is recorded, with what it changes."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.decisions.amendments import amendments_to_draft
from approvals.decisions.delegations import powers_to_change
from approvals.decisions.finalise_form import FinaliseForm
from approvals.decisions.finalising import change_under_power
from approvals.decisions.queries import newest_decision
from approvals.decisions.views import typed_minute, why_cannot_record
from approvals.workflow.engine import PageState
from approvals.workflow.pages import barred, not_open, transition_page, unavailable_page
from plans.access import RECORD_DECISIONS, PlanRequest, plan_or_404
from plans.assemble import build_document
from plans.compare import compare
from plans.document import parse_document

FINALISING = "Record a change under a delegated power"
NO_POWER = (
    "No power to change the words that were endorsed is recorded, or it has ended. Other words "
    "need a new decision."
)
NO_CHANGE = (
    "The words of the plan are still those that were endorsed. Change the plan first: what is "
    "recorded here is that somebody decided on the change."
)


@require_http_methods(["GET", "POST"])
def plan_finalise(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who changed the endorsed words, under which power?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "finalise", FINALISING):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, FINALISING, why)
    powers, endorsed = powers_to_change(found, timezone.localdate()), newest_decision(found)
    working = build_document(found)
    if not powers or endorsed is None:
        return not_open(request, found, FINALISING, NO_POWER)
    if endorsed.digest == working.digest:
        return not_open(request, found, FINALISING, NO_CHANGE)
    to_draft = amendments_to_draft(found)
    form = FinaliseForm(
        typed_minute(request),
        seen=PageState(found.moves, working.digest),
        powers=powers,
        to_draft=to_draft,
        more="more" in request.POST,
    )

    def record(by, seen, **typed):
        power, use = form.use()
        return change_under_power(found, by=by, seen=seen, power=power, use=use)

    return transition_page(
        request,
        found,
        form,
        record,
        template="approvals/decisions/finalise.html",
        said="The change is recorded. These are the endorsed words from now on.",
        endorsed=endorsed,
        powers=powers,
        to_draft=to_draft,
        page=lambda: {"changed": compare(parse_document(endorsed.words.document), working)},
    )
