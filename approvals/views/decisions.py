"""Decisions: recorded from a meeting's minute, or entered from an older record."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals import report, workflow
from approvals.decisions.queries import open_step, waiting_step
from approvals.forms.decisions import DecideForm, FromRecordForm
from approvals.models import MemberView, Step
from approvals.moves import MOVES
from approvals.versions import version_for_decision
from approvals.views.moving import move_page, not_now, shut
from approvals.workflow import Seen
from approvals.workflow.moving import check_still_there
from councils.access import Request
from councils.kept import KeptWords, kept_words
from councils.roles import Right
from plans import document
from plans.access import plan_or_404
from plans.compare import Comparison, compare
from plans.document import Document
from plans.models import Plan, Stage, Version
from plans.working_copy import document_of

RECORDING, ENTERING = "Record the decision", "Enter a decision from the record"
RECORD = (Right.RECORD_DECISIONS,)
OUTCOMES = [(row.name, row.buttons[Stage.DECISION]) for row in MOVES if row.page == "decide"]


@require_http_methods(["GET", "POST"])
def decide(request: Request, council: str, plan: str) -> HttpResponse:
    """What did the meeting do with the plan?"""
    found = plan_or_404(request, council, plan, RECORD)
    if refusal := not_now(request, found, "decide", RECORDING):
        return refusal
    step = waiting_step(found)
    if step is None:
        return nothing_waits(request, found)
    put, working = version_for_decision(step), document_of(found)
    form = decide_form(request, found, step, working)
    return move_page(
        request,
        found,
        form,
        lambda by, seen, **typed: workflow.decide(found, by=by, **form.taken(seen, typed)),
        template="approvals/decide.html",
        said="The decision is recorded.",
        step=step,
        version=put,
        page=lambda: {"changed": changed_since(put, working)},
        views=MemberView.objects.filter(step__plan=found).select_related("member"),
    )


@require_http_methods(["GET", "POST"])
def from_record(request: Request, council: str, plan: str) -> HttpResponse:
    """What does the record show of a decision made before the plan came here?"""
    found = plan_or_404(request, council, plan, RECORD)
    if refusal := not_now(request, found, "from_record", ENTERING):
        return refusal
    form = FromRecordForm(
        typed_in(request),
        seen=Seen(found.moves, document_of(found).digest),
        initial={"body": found.council.cabinet_word, "decided_on": found.meets_on},
        more="more" in request.POST,
    )
    return move_page(
        request,
        found,
        form,
        lambda by, seen, **typed: workflow.from_record(found, by=by, **form.taken(seen, typed)),
        said="The decision is entered from the record.",
        title=ENTERING,
        text=(
            "For a plan that was decided before it came here. The words as they stand now are "
            "frozen as the words that were decided. What the record does not show, leave empty: "
            "it is kept as “not known”, and stops nothing."
        ),
    )


def typed_in(request: Request) -> Any:
    """What was sent; only shown again when it was sent for more rows."""
    if "more" in request.POST:
        return KeptWords(request.POST.urlencode())
    return request.POST or kept_words(request)


def nothing_waits(request: Request, plan: Plan) -> HttpResponse:
    """The plan was noted, and no later meeting is to decide on it."""

    def refuse(seen: Seen) -> None:
        check_still_there(plan, seen)
        open_step(plan)

    why = "The meeting’s outcome is recorded, and no later meeting is named."
    return shut(request, plan, RECORDING, refuse, why=why)


def decide_form(request: Request, plan: Plan, step: Step, working: Document) -> DecideForm:
    return DecideForm(
        typed_in(request),
        seen=Seen(plan.moves, version_for_decision(step).digest),
        outcomes=OUTCOMES,
        initial=prefilled(step, working),
        more="more" in request.POST,
    )


def prefilled(step: Step, working: Document) -> dict[str, Any]:
    """Agreed as the report recommends, at the meeting it was put to, with nothing typed."""
    asked = report.read(step.round.report.document)  # type: ignore[union-attr]
    limbs = dict(enumerate(asked.recommendation, start=1))
    verbs = {f"verb_{number}": "agreed" if number > 1 else "endorsed" for number in limbs}
    return {
        "outcome": "agreed",
        "working": working.digest,
        "decided_on": step.meets_on,
        "item": step.item,
        "rows": max(3, len(limbs) + 1),
        **verbs,
        **{f"words_{number}": words for number, words in limbs.items()},
        "reasons": asked.reasons,
        "options_rejected": asked.options,
        "call_in_applies": step.plan.council.call_in_applies,
    }


def changed_since(put: Version, working: Document) -> Comparison | None:
    """How the working copy differs from the words that were put; None when it does not."""
    if put.digest == working.digest:
        return None
    return compare(document.read(put.document), working)
