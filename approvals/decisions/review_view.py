"""The page on which a review of progress is recorded."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.decisions.queries import newest_decision
from approvals.decisions.review_form import ReviewForm
from approvals.decisions.reviewing import NOTHING_TO_REVIEW, record_review
from approvals.decisions.views import typed_minute, why_cannot_record
from approvals.workflow.pages import (
    barred,
    newest_page_state,
    not_open,
    transition_page,
    unavailable_page,
)
from plans.access import RECORD_DECISIONS, PlanRequest, plan_or_404

REVIEWING = "Record a review of progress"


@require_http_methods(["GET", "POST"])
def progress_review(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who looked at how the plan is carried out, and what did they resolve?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "review", REVIEWING):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, REVIEWING, why)
    if newest_decision(found) is None:
        return not_open(request, found, REVIEWING, NOTHING_TO_REVIEW)
    form = ReviewForm(
        typed_minute(request),
        council=found.council,
        seen=newest_page_state(found),
        more="more" in request.POST,
    )
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **typed: record_review(found, by=by, seen=seen, said=form.said(typed)),
        said="The review is recorded.",
        title=REVIEWING,
        text=(
            "For a report on progress that went to Cabinet, scrutiny or another body. It decides "
            "nothing of the plan: the words that were endorsed stay as they are."
        ),
    )
