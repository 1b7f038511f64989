"""What a council's rules count on one way to a decision."""

from collections.abc import Container
from datetime import date

from approvals.models.routes import NOT_EXECUTIVE, Route
from approvals.papers.notices import asked_before
from councils.calendar.backwards import CallInRules, Rules
from councils.call_in import basis_of
from councils.models import Council, Governance


def rules_for(
    council: Council,
    governance: Governance.Form | None,
    route: Route,
    days_off: Container[date],
) -> Rules:
    """What is asked before is decided in `approvals.papers.notices`; the rest are settings."""
    asked = asked_before(governance, route)
    return Rules(
        days_off=days_off,
        call_in=call_in_rules(council, route),
        agenda=asked.agenda,
        key=basis_of(council.key_notice_days) if asked.key else None,
        notice_after=council.decision_notice_days,
        despatch=council.despatch_days,
        clearing=council.clearing_days,
    )


def call_in_rules(council: Council, route: Route) -> CallInRules | None:
    """None where nothing can be called in: the council has no call-in, or no executive decides."""
    if not (council.call_in_applies and council.call_in_length) or route in NOT_EXECUTIVE:
        return None
    return CallInRules(
        length=council.call_in_length,
        basis=basis_of(council.call_in_days),
        from_decision=council.call_in_start == Council.CallInStart.DECISION,
        effect=basis_of(council.call_in_effect),
    )


def usual_way(governance: Governance.Form | None) -> Route:
    """How a plan is decided where nobody has said: by a committee where there is no executive."""
    return Route.COMMITTEE if governance == Governance.Form.COMMITTEES else Route.CABINET
