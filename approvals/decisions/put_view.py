"""The page that puts a cleared plan to a meeting, or to people who decide alone."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.clearance.meeting_notice import day_hint, takes_key_decisions
from approvals.clearance.queries import OfficeClearance, newest_round, office_clearances
from approvals.clearance.views import round_page_state
from approvals.decisions.put_form import PutToDecisionForm
from approvals.decisions.routes import appointments_to_decide
from approvals.decisions.steps import put_to_decision
from approvals.models import ClearanceRound
from approvals.models.routes import Route, usual_route
from approvals.workflow.pages import transition_page, unavailable_page
from plans.access import PUT_TO_DECISION, PlanRequest, plan_or_404
from plans.document import parse_document
from plans.exports.not_printed import not_printed
from plans.models import Plan
from web.saved_input import saved_input

PUT = "Put to decision"
MEETING = ("body", "meets_on", "item")


@require_http_methods(["GET", "POST"])
def plan_put(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """To which meeting, or whom, once everybody has answered?"""
    found = plan_or_404(request, council, plan, PUT_TO_DECISION)
    if refusal := unavailable_page(request, found, "put", PUT):
        return refusal
    round_ = newest_round(found, to_read=request.method == "GET")
    route, on = route_of(round_, found), round_.meets_on or found.meets_on
    form = PutToDecisionForm(
        request.POST or saved_input(request),
        seen=round_page_state(round_),
        council=found.council,
        people=appointments_to_decide(found),
        # Another day may have been typed, of which only a refusal speaks.
        notice=day_hint(found, on, round_.body, route) if request.method == "GET" else "",
        has_key_decisions=takes_key_decisions(found.council, on),
        initial={"route": route, "body": round_.body, "meets_on": on},
    )
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **typed: put_to_decision(
            found,
            by=by,
            seen=seen,
            way=form.way(),
            notice=form.notice(),
            **{name: typed[name] for name in MEETING},
        ),
        said="The plan is put to decision. Whoever decides can read it now.",
        title=PUT,
        text=f"This puts {round_.version} and its report to whoever decides, with these answers.",
        page=lambda: {
            **answers_so_far(office_clearances(round_)),
            "not_printed": not_printed(parse_document(round_.version.document)),
        },
    )


def route_of(round_: ClearanceRound, plan: Plan) -> str:
    """As it was said when it was sent, or as the settings call this body; "" where neither says."""
    said = round_.route if round_.route != Route.NOT_KNOWN else ""
    return said or usual_route(plan.council, round_.body)


def answers_so_far(clearances: tuple[OfficeClearance, ...]) -> dict[str, Any]:
    """Who said what, and who has yet to say something."""
    waiting = [one.role_name for one in clearances if not one.is_answered]
    return {
        "facts": [{"key": one.role_name, "value": answer_in_words(one)} for one in clearances],
        "stops": f"Still to answer: {', '.join(waiting)}." if waiting else "",
    }


def answer_in_words(one: OfficeClearance) -> str:
    """What a role answered, in a line; an objection with its words."""
    if not one.is_answered:
        return "Not answered yet"
    carried = f", carried from version {one.carried_from}" if one.carried else ""
    by = f"{one.outcome_name}, {one.name}{carried}"
    return f"{by}\n“{one.words}”" if one.is_objection else by
