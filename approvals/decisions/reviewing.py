"""A review of progress: what a body said of a plan that is being carried out.

It decides nothing of the plan: whatever it resolved, the words that count stay, nothing of it is
called in, and no notice of it is owed.
"""

from dataclasses import dataclass

from approvals.decisions.actions import check_minute, create_decision
from approvals.decisions.effects import Effect
from approvals.decisions.minute import MinuteData
from approvals.decisions.queries import newest_decision
from approvals.decisions.recorders import check_may_record
from approvals.decisions.steps import next_place
from approvals.models import Decision, DecisionStep
from approvals.models.routes import Route, usual_route
from approvals.workflow.engine import PageState, transition
from councils.models import User
from plans.models import Plan
from web.dates import day_in_words
from web.errors import Refused

NOTHING_TO_REVIEW = "No decision is recorded whose progress could be reviewed."
REVIEW = DecisionStep.Kind.REVIEW


@dataclass(frozen=True)
class ReviewData:
    """Who looked at the progress, and what the minute shows; what it does not stays empty."""

    body: str
    minute: MinuteData
    route: str = ""


def record_review(plan: Plan, *, by: User, seen: PageState, said: ReviewData) -> Decision:
    """Record that a body reviewed how the plan is carried out, with what it resolved.

    It is of the words that count then.
    """
    with transition("review", plan, by=by, seen=seen) as m:
        check_may_record(m)
        decided = newest_decision(m.plan)
        if decided is None:
            raise Refused(NOTHING_TO_REVIEW)
        check_day(decided, said.minute)
        check_minute(m, said.minute, known=False, kind=REVIEW)
        step = DecisionStep(
            plan=m.plan,
            place=next_place(m.plan.pk),
            kind=REVIEW,
            route=said.route or usual_route(m.plan.council, said.body) or Route.NOT_KNOWN,
            body=said.body,
            meets_on=said.minute.decided_on,
            item=said.minute.item,
            put_at=m.now,
        )
        m.act.add(step)
        return create_decision(m, step, decided.version, Effect.REVIEWED, said.minute)


def check_day(decided: Decision, minute: MinuteData) -> None:
    """It has its day, and comes after the decision whose progress it looks at."""
    if minute.decided_on is None:
        raise Refused("Enter the day.", field="decided_on")
    if decided.decided_on and minute.decided_on < decided.decided_on:
        why = f"The plan was decided after that day, on {day_in_words(decided.decided_on)}."
        raise Refused(why, field="decided_on")
