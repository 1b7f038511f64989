"""Decisions: recorded from a meeting's minute, or entered from an older record."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.clearance.queries import disowned_of
from approvals.clearance.rules import authorship
from approvals.decisions.actions import (
    check_nothing_waits,
    enter_from_record,
    record_decision,
    why_something_waits,
)
from approvals.decisions.decide_form import DecideForm
from approvals.decisions.declarations import with_withdrawn
from approvals.decisions.interest_fields import MOST_ROWS
from approvals.decisions.interests import kind_in_minute
from approvals.decisions.lodged import standing_amendments
from approvals.decisions.notice_shown import said_when_put
from approvals.decisions.queries import interests_declared_here
from approvals.decisions.record_form import FromRecordForm
from approvals.decisions.recorders import why_may_not_record
from approvals.decisions.steps import open_step, waiting_step
from approvals.models import DecisionStep, MemberStatement
from approvals.reports.document import parse_report
from approvals.reports.prefill import about_prefilled
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, check_page_current
from approvals.workflow.pages import barred, closed_page, transition_page, unavailable_page
from plans.access import RECORD_DECISIONS, PlanRequest, plan_or_404
from plans.assemble import build_document
from plans.compare import Comparison, compare
from plans.document import Document, parse_document
from plans.models import Plan, Version
from web.saved_input import SavedInput, saved_input

RECORDING, ENTERING = "Record the decision", "Enter a decision from the record"


@require_http_methods(["GET", "POST"])
def decision_record(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What did the meeting do with the plan?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "decide", RECORDING):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, RECORDING, why)
    step = waiting_step(found)
    if step is None:
        return nothing_waits(request, found)
    put, working = version_for_decision(step), build_document(found)
    form = decide_form(request, found, step, working)
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **typed: record_decision(found, by=by, **form.taken(seen, typed)),
        template="approvals/decisions/record.html",
        said="The decision is recorded.",
        step=step,
        has_met=step.was_to_meet_by(timezone.localdate()),
        version=put,
        page=lambda: {
            "changed": changes_since_put(put, working),
            "said_when_put": said_when_put(step),
            "disowned": disowned_of(found),
        },
        views=with_withdrawn(
            MemberStatement.objects.filter(step__plan=found).select_related("member")
        ),
    )


@require_http_methods(["GET", "POST"])
def decision_from_record(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What does the record show of a decision made before the plan came here?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    if refusal := unavailable_page(request, found, "from_record", ENTERING):
        return refusal
    if why := why_cannot_record(request, found):
        return barred(request, found, ENTERING, why)
    if why := why_something_waits(found):
        return closed_page(request, found, ENTERING, before_members(found), why=why)
    form = FromRecordForm(
        typed_minute(request),
        council=found.council,
        seen=PageState(found.moves, build_document(found).digest),
        more="more" in request.POST,
    )
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **typed: enter_from_record(found, by=by, **form.taken(seen, typed)),
        said="The decision is entered from the record.",
        title=ENTERING,
        text=(
            "For a plan that was decided before it came here. The words as they stand now are "
            "frozen as the words that were decided. What the record does not show, leave empty: "
            "it is kept as “not known”, and stops nothing."
        ),
    )


def before_members(plan: Plan) -> Callable[[PageState], None]:
    """What refuses a step of the record that is sent while a meeting here has the plan."""

    def refuse(seen: PageState) -> None:
        check_page_current(plan, seen)
        check_nothing_waits(plan)

    return refuse


def typed_minute(request: PlanRequest) -> Any:
    """What was sent; only shown again when it was sent for more rows."""
    if "more" in request.POST:
        return SavedInput(request.POST.urlencode())
    return request.POST or saved_input(request)


def why_cannot_record(request: PlanRequest, plan: Plan) -> str:
    wrote = authorship([plan.pk], [request.user.pk])
    return why_may_not_record(request.access, plan.pk, wrote)


def nothing_waits(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The plan was noted, and no later meeting is to decide on it."""

    def refuse(seen: PageState) -> None:
        check_page_current(plan, seen)
        open_step(plan)

    why = "The meeting’s outcome is recorded, and no later meeting is named."
    return closed_page(request, plan, RECORDING, refuse, why=why)


def decide_form(
    request: PlanRequest, plan: Plan, step: DecisionStep, working: Document
) -> DecideForm:
    declared = interests_declared_here(plan)
    return DecideForm(
        typed_minute(request),
        seen=PageState(plan.moves, version_for_decision(step).digest),
        step=step,
        declared_here=declared,
        lodged=standing_amendments(plan) if step.decides else (),
        initial=offered_to_minute(step, working, declared),
        more="more" in request.POST,
    )


def offered_to_minute(
    step: DecisionStep, working: Document, declared: Sequence[MemberStatement]
) -> dict[str, Any]:
    """What is known before anybody has read the minute; none of it says what the meeting did."""
    # What an older record had decided, and a call-in brought back, has no report here.
    report = parse_report(step.round.report.document) if step.round else None
    limbs = dict(enumerate(report.recommendation if report else (), start=1))
    interests = dict(enumerate(declared, start=1))
    return {
        "working": working.digest,
        "item": step.item,
        "rows": min(MOST_ROWS, max(3, len(limbs) + 1, len(interests))),
        **{f"words_{number}": words for number, words in limbs.items()},
        **{f"about_{number}": about_prefilled(words) for number, words in limbs.items()},
        **{f"member_{number}": str(one.member) for number, one in interests.items()},
        **{f"interest_{number}": one.words for number, one in interests.items()},
        **{f"interest_kind_{number}": kind_in_minute(one) for number, one in interests.items()},
        **{f"dispensed_by_{number}": one.dispensed_by for number, one in interests.items()},
        **{f"dispensed_on_{number}": one.dispensed_on for number, one in interests.items()},
    }


def changes_since_put(put: Version, working: Document) -> Comparison | None:
    """How the working copy differs from the words that were put; None when it does not."""
    if put.digest == working.digest:
        return None
    return compare(parse_document(put.document), working)
