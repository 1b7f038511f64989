"""The page on which a decision that was recorded wrongly is corrected."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.decisions.correct_form import CorrectForm
from approvals.decisions.correcting import (
    NOTHING_TO_CORRECT,
    correct_decision,
    decision_to_correct,
    what_is_out,
    why_not_corrected,
)
from approvals.decisions.notice import decision_notice
from approvals.decisions.queries import interests_declared_here
from approvals.decisions.views import (
    changes_since_put,
    offered_to_minute,
    typed_minute,
    why_cannot_record,
)
from approvals.workflow.engine import PageState
from approvals.workflow.pages import barred, not_open, transition_page, unavailable_page
from plans.access import RECORD_DECISIONS, PlanRequest, plan_or_404
from plans.assemble import build_document

CORRECTING = "Correct what was recorded"


@require_http_methods(["GET", "POST"])
def decision_correct(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What did they decide in truth, and what was recorded wrongly?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "correct", CORRECTING):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, CORRECTING, why)
    first = decision_to_correct(found)
    if why := why_not_corrected(first) if first else NOTHING_TO_CORRECT:
        return not_open(request, found, CORRECTING, why)
    assert first is not None
    first.step.plan, working = found, build_document(found)
    form = CorrectForm(
        typed_minute(request),
        seen=PageState(found.moves, first.digest),
        step=first.step,
        declared_here=interests_declared_here(found),
        initial=offered_to_minute(first.step, working, ()),
        more="more" in request.POST,
        out=what_is_out(found, first) if first.endorses else "",
    )
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **typed: correct_decision(found, by=by, **form.taken(seen, typed)),
        template="approvals/decisions/correct.html",
        said="The correction is recorded. What was recorded first stays to be read.",
        first=first,
        page=lambda: {
            "recorded": decision_notice(first),
            "changed": changes_since_put(first.version, working) if first.version else None,
        },
    )
