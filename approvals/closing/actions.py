"""Take a plan back to its author, close one that events have overtaken, or undo its start."""

from approvals.clearance.notifications import notify_of_overtaking, notify_of_withdrawal
from approvals.decisions.call_ins import unheard_call_in
from approvals.decisions.notifications import notify_no_longer_put
from approvals.workflow.engine import PageState, transition
from councils.models import User
from plans.models import Plan
from web.errors import Refused


def withdraw_plan(plan: Plan, *, by: User, seen: PageState, reason: str) -> None:
    """Take a plan back to its author, from clearance or from decision, for a reason.

    Those who were asked to clear it are told that nothing is asked of them any more.
    """
    if not reason.strip():
        raise Refused("Say why it is withdrawn.", field="reason")
    with transition("withdraw", plan, by=by, seen=seen, reason=reason) as m:
        if unheard_call_in(m.plan):
            raise Refused("The decision was called in: what came of that is recorded first.")
        notify_of_withdrawal(m)
        notify_no_longer_put(m)


def close_as_overtaken(plan: Plan, *, by: User, seen: PageState, reason: str) -> None:
    """Close a plan that events have overtaken, such as a commission withdrawn.

    Those who were asked to clear it are told, and those to whom it was put.
    """
    if not reason.strip():
        raise Refused("Say what overtook it.", field="reason")
    with transition("overtaken", plan, by=by, seen=seen, reason=reason) as m:
        notify_of_overtaking(m)
        notify_no_longer_put(m)


def take_back_plan(plan: Plan, *, by: User, seen: PageState, reason: str) -> None:
    """Take back a plan that was started by mistake, while it has gone nowhere.

    It leaves every list, and its commission may be started anew; its words, files and record stay.
    """
    if not reason.strip():
        raise Refused("Say what the mistake was.", field="reason")
    with transition("take_back", plan, by=by, seen=seen, reason=reason) as m:
        if refusal := why_not_taken_back(m.plan):
            raise Refused(refusal, code="has_gone_somewhere")
        m.also = {"taken_back_at": m.now}


def why_not_taken_back(plan: Plan) -> str:
    """Each sending, decision and publication is a move: what never moved has gone nowhere."""
    if not plan.moves:
        return ""
    return (
        "This plan was sent or decided before, so its start is no mistake any more. If events "
        "have overtaken it, close it as overtaken."
    )
