"""What a council's rules count on one way to a decision."""

from collections.abc import Container
from datetime import date

from approvals.models.routes import NOT_EXECUTIVE, Route
from approvals.papers.notices import asked_before
from councils.calendar.backwards import Rules
from councils.deciding import rules_of
from councils.models import Council, Governance


def rules_for(
    council: Council,
    governance: Governance.Form | None,
    route: Route,
    days_off: Container[date],
) -> Rules:
    """What is asked before is decided in `approvals.papers.notices`; the rest are settings."""
    asked = asked_before(governance, route)
    executive = route not in NOT_EXECUTIVE
    return rules_of(council, days_off, executive=executive, agenda=asked.agenda, key=asked.key)


def usual_way(governance: Governance.Form | None) -> Route:
    """How a plan is decided where nobody has said: by a committee where there is no executive."""
    return Route.COMMITTEE if governance == Governance.Form.COMMITTEES else Route.CABINET
