"""Until when an amendment is lodged, before which meeting, and on which words."""

from datetime import date

from approvals.decisions.declarations import is_barred
from approvals.decisions.lodged import why_settled
from approvals.decisions.steps import waiting_step
from approvals.models import DecisionStep, LodgedAmendment
from councils.access import Access
from councils.calendar.days import counted_before
from councils.call_in import days_off_of
from councils.models import Council
from councils.roles import Right
from plans.models import Plan, Stage
from web.dates import day_in_words

# Who lodges one: a member for themselves, democratic services for a member whom they name.
LODGE = (Right.RECORD_DECISIONS, Right.SIGN_OFF)
NO_MEETING = (
    "The plan is not before a meeting now. Amendments are lodged from when it is put to one until "
    "that has decided."
)
OF_PEOPLE = (
    "People decide on this plan alone, without a meeting, so nobody moves an amendment. Ask them a "
    "question instead, or write to the report author."
)
FOR_ADVICE = (
    "{} was asked for its advice. Amendments are lodged once the plan is before whoever decides."
)
BARRED = (
    "You declared an interest that stops you, so you move no amendment to this plan. If what you "
    "declared was wrong, correct it on your own page."
)
NOT_THE_MOVER = "Only its mover withdraws an amendment, or democratic services for them."


def meeting_before(plan: Plan) -> DecisionStep | None:
    """The meeting that has the plan before it and has not decided; None where none has."""
    return waiting_step(plan) if plan.stage == Stage.DECISION else None


def last_day(council: Council, step: DecisionStep) -> date | None:
    """The last day on which an amendment is lodged for a meeting; None while that has no day.

    The council's own rule, in its working days; without one, the day of the meeting. One query
    for the council's days off, where there is a rule.
    """
    number = council.amendment_days
    if step.meets_on is None or not number:
        return step.meets_on
    return counted_before(step.meets_on, number, "working", days_off_of(council))[0]


def why_not_lodge(step: DecisionStep | None, access: Access, today: date) -> str:
    """Why somebody lodges no amendment today; "" when they may."""
    if step is None:
        return NO_MEETING
    if step.is_of_people:
        return OF_PEOPLE
    if not step.decides:
        return FOR_ADVICE.format(step.body)
    if not access.may(Right.RECORD_DECISIONS) and is_barred(step.plan, access.person):
        return BARRED
    last = last_day(access.council, step)
    return too_late(last) if last and today > last else ""


def too_late(last: date) -> str:
    return (
        f"Amendments were to be lodged by {day_in_words(last)}. Tell democratic services: whether "
        "the meeting takes one that comes later, its chair decides, and what is moved there is "
        "recorded with the decision."
    )


def why_not_withdraw(one: LodgedAmendment, access: Access) -> str:
    """Why somebody does not withdraw this one; "" when they may."""
    if one.mover_id != access.person.pk and not access.may(Right.RECORD_DECISIONS):
        return NOT_THE_MOVER
    return why_settled(one)
