"""The steps on the way to a decision: open one, and find the one that waits."""

from datetime import date

from django.db.models import QuerySet

from approvals.clearance.meeting_notice import check_notice, has_late_item, record_notice
from approvals.clearance.queries import newest_round, still_to_answer
from approvals.decisions.notifications import notify_of_step
from approvals.decisions.routes import (
    Way,
    check_way,
    deciders_of,
    name_deciders,
    named_together,
)
from approvals.models import CallIn, ClearanceRound, Decision, DecisionStep, Resolution
from approvals.models.call_in import AGAIN
from approvals.models.routes import usual_route
from approvals.papers.notices import NOTHING_SAID, NoticeData
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.models import Plan
from web.compiled_queries import prepared
from web.dates import london_day
from web.errors import Refused

# Which way it is decided, where nobody said.
NOT_SAID = Way()


def put_to_decision(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    body: str,
    meets_on: date,
    item: str = "",
    way: Way = NOT_SAID,
    notice: NoticeData = NOTHING_SAID,
) -> DecisionStep:
    """Put the cleared words to a meeting, or to people; every required role has answered.

    An objection does not stop it: it goes to members in its public words. Too little notice does,
    unless `notice` has what the law asks for where there is less.
    """
    with transition("put", plan, by=by, seen=seen) as m:
        round_ = newest_round(m.plan)
        m.check_words(seen.plan, round_.version.digest)
        check_everybody_answered(round_)
        key = notice.key_decision
        step = open_next_step(m, body, meets_on, round_, item=item, way=way, key_decision=key)
        check_notice(
            *(m.plan.council, meets_on, step.body, step.route, notice),
            today=london_day(m.now),
            late_item=has_late_item(m.plan, meets_on, step.body),
        )
        record_notice(m, step, notice)
        return step


def check_everybody_answered(round_: ClearanceRound) -> None:
    if waiting := still_to_answer(round_.pk):
        raise Refused(f"Still to answer: {', '.join(asked.office.name for asked in waiting)}.")


def open_next_step(
    m: TransitionContext,
    body: str,
    meets_on: date | None,
    round_: ClearanceRound | None,
    *,
    item: str = "",
    under: Resolution | None = None,
    way: Way = NOT_SAID,
    kind: str = "",
    day_may_be_open: bool = False,
    key_decision: bool | None = None,
) -> DecisionStep:
    """A step that waits for its decision: a body's, or that of whom it gave its power `under`.

    People who decide it alone are called by their titles, whatever `body` says. A body of another
    `kind` than one that decides gives its advice.
    """
    if meets_on is None and under is None and not day_may_be_open:
        raise Refused("Enter the day it is to be decided on.", field="meets_on")
    if meets_on and round_ and meets_on < london_day(round_.sent_at):
        raise Refused("That day is before the plan was sent for clearance.", field="meets_on")
    before = next(iter(last_step_of(m.plan.pk)), None)
    step = add_next_step(
        *(m, body, meets_on, round_),
        place=place_after(before),
        item=item,
        under=under,
        reconsiders=waits_to_be_reconsidered(before) if before else None,
        way=way,
        kind=kind,
        key_decision=key_decision,
    )
    notify_of_step(m, step)
    return step


def add_next_step(
    m: TransitionContext,
    body: str,
    meets_on: date | None,
    round_: ClearanceRound | None,
    *,
    place: int,
    item: str = "",
    under: Resolution | None = None,
    reconsiders: CallIn | None = None,
    way: Way = NOT_SAID,
    kind: str = "",
    key_decision: bool | None = None,
) -> DecisionStep:
    """The step, with whoever is named to decide it alone."""
    held = check_way(m, way)
    step = DecisionStep(
        plan=m.plan,
        route=way.route,
        place=place,
        kind=kind or (DecisionStep.Kind.DELEGATE if under else DecisionStep.Kind.DECIDER),
        under=under,
        body=named_together(held) or body,
        meets_on=meets_on,
        item=item,
        key_decision=key_decision,
        round=round_,
        reconsiders=reconsiders,
        put_at=m.now,
    )
    m.act.add(step)
    name_deciders(m, step, held)
    return step


def way_of_next(step: DecisionStep, body: str, route: str = "") -> Way:
    """As before where the same decide again; of another body as is said, or as the settings say."""
    if body.strip() in ("", step.body):
        return Way(step.route, [one.person for one in deciders_of(step)])
    known = usual_route(step.plan.council, body)
    return Way(route or known or DecisionStep.Route.NOT_KNOWN)


def deciding_step(step: DecisionStep) -> DecisionStep:
    """The step itself, or before whom the plan is again once this body has advised."""
    if step.decides:
        return step
    before = step.plan.steps.filter(kind__in=DecisionStep.DECIDES, place__lt=step.place)
    return before.select_related("under").order_by("-place").first() or step


def key_of_next(step: DecisionStep, body: str) -> bool | None:
    """Whether it is a key decision: as before where the same decide again, else not known."""
    return step.key_decision if body.strip() in ("", step.body) else None


def waits_to_be_reconsidered(last: DecisionStep) -> CallIn | None:
    """The call-in after which a plan is to be decided again, while it has not been."""
    decision: Decision | None = getattr(last, "decision", None)
    over = decision is not None and decision.outcome in AGAIN
    return None if over else last.reconsiders


def next_place(plan: int) -> int:
    """Where the next step of a plan's decision stands, from 1."""
    return place_after(next(iter(last_step_of(plan)), None))


def place_after(last: DecisionStep | None) -> int:
    return last.place + 1 if last else 1


@prepared
def last_step_of(plan: int) -> QuerySet[DecisionStep]:
    steps = DecisionStep.objects.filter(plan=plan).select_related("decision", "reconsiders")
    return steps.order_by("-place")[:1]


def waiting_step(plan: Plan) -> DecisionStep | None:
    """The newest step, while it waits for its decision; a withdrawn plan leaves its own open."""
    for step in last_step_with_words(plan.pk):
        if not hasattr(step, "decision"):
            step.plan = plan
            return step
    return None


@prepared
def last_step_with_words(plan: int) -> QuerySet[DecisionStep]:
    steps = DecisionStep.objects.filter(plan=plan)
    words = steps.select_related("round__version", "round__report", "decision")
    return words.order_by("-place")[:1]


def open_step(plan: Plan) -> DecisionStep:
    step = waiting_step(plan)
    if step is None:
        raise Refused("The meeting’s outcome is recorded already.")
    return step
