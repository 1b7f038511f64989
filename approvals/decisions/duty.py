"""Which record a decision owes: what the table of duties is asked about it."""

from approvals.decisions.effects import APPROVING
from approvals.models import Decision, DecisionStep
from approvals.papers.duties import Duty, duty_for
from councils.governed import governed_as
from councils.models import Council, Governance


def duty_of(
    decision: Decision, *, route: DecisionStep.Route = DecisionStep.Route.NOT_KNOWN
) -> Duty:
    """The record owed of a decision; `route` is what somebody says of a step that shows none."""
    step, council = decision.step, decision.step.plan.council
    said = route_of(step, council)
    return duty_for(
        governance_at(council, decision),
        route if said == DecisionStep.Route.NOT_KNOWN else said,
        DecisionStep.Kind(step.kind),
        decides=decides_something(decision),
        gave=route_of(step.under.decision.step, council) if step.under else None,
    )


def route_of(step: DecisionStep, council: Council) -> DecisionStep.Route:
    """Its route; of a body that is called what the council calls its Cabinet, that."""
    route = DecisionStep.Route(step.route)
    is_cabinet = step.body.strip().casefold() == council.cabinet_word.strip().casefold()
    return (
        DecisionStep.Route.CABINET
        if route == DecisionStep.Route.NOT_KNOWN and is_cabinet
        else route
    )


def governance_at(council: Council, decision: Decision) -> Governance.Form | None:
    """How the council was governed on the day of the decision; None where nobody has said."""
    if decision.decided_on is None:
        return None
    return governed_as(council, decision.decided_on)


def decides_something(decision: Decision) -> bool:
    """Whether the plan was decided on, or something beside it, such as its submission."""
    if decision.outcome not in Decision.UNDECIDED:
        return True
    return decision.resolutions.filter(verb__in=APPROVING).exists()
