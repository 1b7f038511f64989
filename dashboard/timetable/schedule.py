"""What a plan's dates are counted from: who decides, by which rules, until when, and what happened.

Read from the overview that the plan's home has anyway; one query more for how the council is
governed, and one for the papers of its meeting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import QuerySet

from approvals.meetings.queries import TO_DO
from approvals.models import Decision, DecisionStep, StepPaper
from approvals.models.routes import Route
from approvals.timetable.rows import Code, Way
from approvals.timetable.rules import rules_for, usual_way
from councils.calendar import DaysOff
from councils.calendar.backwards import Rules
from councils.governed import governed_as
from councils.meetings import Cancelled, cancelled_in, deciding_in, governed_with_meetings
from dashboard.plan_overview import PlanOverview
from dashboard.plan_state import DECIDED, PlanState
from plans.models import Plan, Stage
from web.compiled_queries import prepared
from web.dates import is_late, london_day


@dataclass(frozen=True)
class Schedule:
    """`due` is None where no day is set; `meets_on` the day planned or, once decided, that day.

    `done` has the day on which each thing happened, as far as somebody recorded it; `behind` what
    the plan has passed with or without such a day. `stands` is when what was decided takes effect.
    """

    way: Way
    rules: Rules
    due: date | None
    is_extended: bool
    meets_on: date | None
    decision: Decision | None
    done: Mapping[Code, date]
    behind: frozenset[Code]
    stands: date | None
    stage: Stage
    is_closed: bool
    waits_to_be_sent: bool
    # Whether it was cleared here, and has passed that.
    was_cleared: bool
    # Who is to decide: as somebody said, or whose meeting is kept on the day; "" where neither.
    whose: str
    # The meeting it was to go to, where that does not take place.
    cancelled: Cancelled | None

    @property
    def after_cancelling(self) -> str:
        """What its people do now that the meeting is cancelled."""
        return TO_DO.get(self.stage, "")

    def leaves_out(self, code: Code) -> bool:
        """Whether it does not come of what was decided: what was only noted takes no effect."""
        noted = self.decision is not None and not self.decision.endorses
        return noted and code in (Code.CALL_IN, Code.EFFECT)


BEFORE_A_MEETING = frozenset({Code.DRAFT, Code.CLEAR, Code.DESPATCH, Code.KEY, Code.AGENDA})
PAST_CLEARANCE = frozenset({Stage.DECISION, *DECIDED, Stage.CLOSED})
PAPERS = {StepPaper.Kind.AGENDA: Code.AGENDA, StepPaper.Kind.KEY_NOTICE: Code.KEY}


def schedule_of(overview: PlanOverview, now: datetime) -> Schedule:
    state = overview.state
    plan = state.plan
    step, made = counted_step(overview), decision_of(overview)
    # What a body only referred is decided on another day, which nobody has said yet.
    left_open = step is not None and made is None and hasattr(step, "decision")
    day = None if left_open else meeting_day(plan, state, step)
    if day and made is None and day >= overview.today:
        governance, meetings = governed_with_meetings(plan.council, overview.today, day)
        cancelled = cancelled_in(meetings, day, body_of(state, step), governance)
        # A draft names a day alone: where one meeting decides on it, that is whose it is.
        kept = None if step or state.clearing else deciding_in(meetings, governance)
    else:
        governance, cancelled, kept = governed_as(plan.council, overview.today), None, None
    usual = Route(kept.kind) if kept else usual_way(governance)
    route = route_of(state, step) or usual
    body = step.body if step else kept.body if kept else ""
    rules = rules_for(plan.council, governance, route, DaysOff(plan.listed_days_off))
    if made and (made.call_in_exempt_why.strip() or not made.call_in_applies):
        rules = replace(rules, call_in=None)
    stands = stands_on(made, rules)
    return Schedule(
        way=Way(plan.council, governance, route, body),
        rules=rules,
        due=london_day(plan.due_at) if plan.due_at else None,
        is_extended=plan.extended_due is not None,
        meets_on=day,
        decision=made,
        done=MappingProxyType(done_of(overview, None if left_open else step, made, stands, now)),
        behind=behind(state, made),
        stands=stands,
        stage=Stage(state.stage),
        is_closed=state.stage == Stage.CLOSED,
        waits_to_be_sent=state.submission is not None and not state.submission.went,
        was_cleared=was_cleared(overview),
        whose=body_of(state, step) or body,
        cancelled=cancelled,
    )


def was_cleared(overview: PlanOverview) -> bool:
    """Whether everybody answered, as who puts a plan to a meeting has seen to."""
    state = overview.state
    if state.clearing is None or state.stage not in PAST_CLEARANCE:
        return False
    put = any(one.step.round_id == state.clearing.round.pk for one in overview.decision.steps)
    return put or state.is_answered


def body_of(state: PlanState, step: DecisionStep | None) -> str:
    """Who is to decide, as somebody said; "" while nobody has."""
    if step is not None:
        return step.body
    return state.clearing.round.body if state.clearing and state.stage == Stage.CLEARANCE else ""


def stands_on(made: Decision | None, rules: Rules) -> date | None:
    """When a decision takes effect: as recorded or, where nothing is waited for, at once."""
    if made is None or not made.endorses:
        return None
    at_once = rules.call_in is None and not call_in_is_unknown(made)
    return made.takes_effect_on or (made.decided_on if at_once else None)


def call_in_is_unknown(made: Decision) -> bool:
    """Whether an older record shows neither that it could be called in nor that it could not."""
    said = made.call_in or made.call_in_applies or made.call_in_exempt_why.strip()
    return made.from_the_record and made.step.may_be_called_in and not said


def behind(state: PlanState, made: Decision | None) -> frozenset[Code]:
    """What no day gone by makes late any more: it may have been done, and its day not recorded."""
    if state.stage == Stage.CLOSED:
        return frozenset(Code)
    found = BEFORE_A_MEETING if state.stage in (Stage.DECISION, *DECIDED) else frozenset()
    if made is not None:
        found |= {Code.DECISION}
    if state.plan.earlier_in_words:
        found |= {Code.SUBMIT}
    return found


def counted_step(overview: PlanOverview) -> DecisionStep | None:
    """The step that decides or decided it; none while it is drafted or cleared, whatever was."""
    if overview.state.stage not in (Stage.DECISION, *DECIDED, Stage.CLOSED):
        return None
    return next((one.step for one in overview.decision.steps if one.step.decides), None)


def route_of(state: PlanState, step: DecisionStep | None) -> Route | None:
    """As somebody said when the plan was put, or sent for clearance."""
    said = step.route if step else state.clearing.round.route if state.clearing else ""
    return Route(said) if said and said != Route.NOT_KNOWN else None


def decision_of(overview: PlanOverview) -> Decision | None:
    """What was decided on the plan, while that stands; that a body noted it counts here too.

    As the overview has it, with its whole call-in: of that the rules of what comes next see less.
    """
    state = overview.state
    if state.stage == Stage.CLOSED:
        return last_decision_of(overview)
    made = state.decision
    if made is None or not (state.is_noted or (state.stage in DECIDED and made.endorses)):
        return None
    return next((one.decision for one in overview.decision.steps if one.decision == made), made)


def last_decision_of(overview: PlanOverview) -> Decision | None:
    """Of a closed plan, of which nothing waits any more: what stood last, if that endorsed it."""
    made = [one.decision for one in overview.decision.steps if one.decision is not None]
    stood = next((one for one in made if not one.is_corrected), None)
    return stood if stood and stood.endorses else None


def meeting_day(plan: Plan, state: PlanState, step: DecisionStep | None) -> date | None:
    if step is not None:
        return step.decides_on
    sent = state.clearing.round.meets_on if state.clearing else None
    return plan.meets_on or (sent if state.stage == Stage.CLEARANCE else None)


def done_of(
    overview: PlanOverview,
    step: DecisionStep | None,
    made: Decision | None,
    stands: date | None,
    now: datetime,
) -> dict[Code, date]:
    known = {**words_done(overview.state), **decision_done(overview, made, stands, now)}
    if step is not None:
        out = {PAPERS[StepPaper.Kind(kind)]: on for kind, on in papers_before(step.pk)}
        known |= {code: on for code, on in out.items() if on is not None}
    plan = overview.state.plan
    sent = london_day(plan.submitted_at) if plan.submitted_at else plan.submitted_earlier_on
    if sent:
        known[Code.SUBMIT] = sent
    return known


def words_done(state: PlanState) -> dict[Code, date]:
    """When the words were sent for clearance, and when the last officer answered."""
    if state.clearing is None or state.stage == Stage.DRAFTING:
        return {}
    sent = state.clearing.round.sent_at
    known = {Code.DRAFT: london_day(sent)}
    answered = [one.answered_at for one in state.clearing.clearances if one.answered_at]
    if state.is_answered and answered:
        # What was carried stands for these words since they were sent.
        known[Code.CLEAR] = max(known[Code.DRAFT], london_day(max(answered)))
    return known


def decision_done(
    overview: PlanOverview, made: Decision | None, stands: date | None, now: datetime
) -> dict[Code, date]:
    if made is None:
        return {}
    period, held = made.period, overview.state.held
    known = {
        Code.DECISION: made.decided_on,
        Code.NOTICE: period.notice_on if period else None,
        Code.EFFECT: stands if stands and stands <= overview.today and not held else None,
    }
    if period and period.ends_at and is_late(now, period.ends_at) and not held:
        known[Code.CALL_IN] = london_day(period.ends_at)
    return {code: on for code, on in known.items() if on is not None}


@prepared
def papers_before(step: int) -> QuerySet[StepPaper, tuple[str, date | None]]:
    """Agenda and key decision notice of a step, each with its day; the newest of a kind last."""
    found = StepPaper.objects.filter(step=step, kind__in=[*PAPERS]).order_by("pk")
    return found.values_list("kind", "published_on")
