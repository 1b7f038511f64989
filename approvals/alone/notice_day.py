"""The day on which the notice of a decision taken alone was published, with which call-in begins.

A meeting's minute names its notice. A signature is the decision, and its notice comes after it.
"""

from datetime import date

from approvals.models import CallInPeriod, Decision
from approvals.workflow.engine import PageState, check_page_current, record_fact
from councils.call_in import call_in_of
from councils.models import User
from councils.roles import Right
from web.dates import london_day
from web.errors import Refused

NOT_AWAITED = "The day of its notice is recorded, or nothing is counted from it."


def record_notice_day(
    decision: Decision, *, by: User, seen: PageState, notice_on: date
) -> CallInPeriod:
    """Write down the day of the notice, and what the council's settings count from it."""
    plan = decision.step.plan
    with record_fact(
        plan, by=by, right=Right.RECORD_DECISIONS, verb="notice_day_recorded", subject=decision
    ) as m:
        check_page_current(m.plan, seen)
        made = Decision.objects.select_related("step", "period").get(pk=decision.pk)
        if not made.awaits_its_notice or made.decided_on is None:
            raise Refused(NOT_AWAITED)
        if not made.decided_on <= notice_on <= london_day(m.now):
            raise Refused(
                "The notice was published on or after the day of the decision, and not in the "
                "future.",
                field="notice_on",
            )
        found = call_in_of(m.plan.council, decided_on=made.decided_on, notice_on=notice_on)
        period = CallInPeriod(
            decision=made,
            notice_on=notice_on,
            ends_at=found.ends_at if found else None,
            effective_from=found.effective_from if found else notice_on,
        )
        m.act.add(period)
    return period
