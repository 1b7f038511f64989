"""A plan as its home tells it to one person: where it stands, what comes next, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from approvals.clearance.queries import OfficeClearance, disowned_of
from approvals.decisions.declarations import with_withdrawn
from approvals.decisions.delegations import powers_to_change
from approvals.decisions.queries import COUNTED, newest_decision
from approvals.decisions.recorders import recorded_by_authors
from approvals.decisions.to_do import Task
from approvals.models import (
    Amendment,
    CallIn,
    DeadlineExtension,
    Decision,
    DecisionStep,
    Delegation,
    MemberStatement,
    Publication,
    Submission,
)
from approvals.submission.queries import newest_submission
from approvals.which_version import version_for_members
from councils.access import Access
from councils.roles import Right
from dashboard.next_actions import Action, next_action
from dashboard.other_actions import endings, other_actions
from dashboard.plan_state import PlanState
from dashboard.queries import state_of
from delivery.queries import delivery_of
from delivery.status import Delivery
from plans.access import READ_DRAFTS
from plans.models import Plan, Stage, Version
from plans.models.plan import BEFORE_A_DECISION
from web.compiled_queries import prepared


@dataclass(frozen=True)
class StepFacts:
    """A step on the way to a decision, and what it decided, if it has.

    One that neither decided nor `waits` was withdrawn, or overtaken, before its meeting.
    """

    step: DecisionStep
    decision: Decision | None
    has_report: bool
    waits: bool
    by_its_author: bool
    call_ins: tuple[CallIn, ...]


@dataclass(frozen=True)
class DecisionFacts:
    """`digest` is that of the words before members now, "" before any were.

    `questions` and `interests` are members' own; `content` are the sign-offs of single members.
    """

    steps: tuple[StepFacts, ...]
    digest: str
    questions: tuple[MemberStatement, ...]
    interests: tuple[MemberStatement, ...]
    content: tuple[MemberStatement, ...]

    @property
    def takes_answers(self) -> bool:
        """Whether a meeting has the plan before it, until which its questions are answered."""
        return any(one.waits for one in self.steps)


NOT_PUT = DecisionFacts(steps=(), digest="", questions=(), interests=(), content=())


@dataclass(frozen=True)
class LeavingFacts:
    """The newest of each; `has_receipt` is about the newest submission."""

    publication: Publication | None
    submission: Submission | None
    has_receipt: bool
    extension: DeadlineExtension | None


@dataclass(frozen=True)
class Differs:
    """That the working copy has other words than a version that a body endorsed.

    `powers` are those under which somebody may endorse the new words without that body.
    """

    version: Version
    body: str
    powers: list[Delegation]


@dataclass(frozen=True)
class PlanOverview:
    """`delivery` is how it stands on the day `today`; None before the plan is monitored."""

    state: PlanState
    access: Access
    decision: DecisionFacts
    disowned: tuple[OfficeClearance, ...]
    leaving: LeavingFacts
    delivery: Delivery | None
    today: date
    differs: Differs | None

    @property
    def next(self) -> Action:
        return next_action(self.state, self.access, self.today)

    @property
    def to_draft(self) -> tuple[Amendment, ...]:
        """The amendments still to be drafted; none where what comes next tells of the only one."""
        told = self.state.to_draft
        said = len(told) == 1 and self.next.code in ("drafted", "await_draft")
        return () if said else told

    @property
    def ways(self) -> list[tuple[str, str]]:
        """What else this person may do with the plan now, as (label, address)."""
        return other_actions(self.state, self.access, self.today)

    @property
    def endings(self) -> list[tuple[str, str]]:
        return endings(self.state, self.access, self.today)

    @property
    def may_answer(self) -> bool:
        """Whether this person may answer what members asked, now."""
        return self.decision.takes_answers and self.access.may(Right.ANSWER_MEMBERS)

    @property
    def to_do(self) -> list[tuple[Task, bool]]:
        """What its decisions left and nobody has done yet, each with whether it is overdue."""
        return [(one, one.is_overdue(self.today)) for one in self.state.to_do]

    @property
    def may_record(self) -> bool:
        """Whether this person may record decisions, and so their papers."""
        return self.access.may(Right.RECORD_DECISIONS)

    def meeting_of(self, body: str, *, is_cancelled: bool = False) -> tuple[str, date] | None:
        """ "Cabinet decides", or by a day gone by "Cabinet was to decide"; nothing once it did.

        `body` is who is to decide before it is put to anybody; "" where it is the usual one. A
        meeting that is cancelled was to decide, whatever its day.
        """
        plan, step = self.state.plan, self.state.open_step
        on = step.meets_on if step else plan.meets_on
        if on is None or not (step or plan.stage in BEFORE_A_DECISION):
            return None
        body = step.body if step else body or plan.council.cabinet_word
        is_past = is_cancelled or on < self.today
        does = "decide" if step is None or step.decides else "advise"
        return f"{body} {f'was to {does}' if is_past else f'{does}s'}", on


def overview_of(plan: Plan, access: Access, today: date) -> PlanOverview:
    state = state_of(plan)
    return PlanOverview(
        state=state,
        access=access,
        decision=decision_facts(plan),
        disowned=disowned_of(plan),
        leaving=leaving_facts(plan),
        delivery=delivery_facts(plan, today),
        today=today,
        differs=differs_in(state, today) if access.may(*READ_DRAFTS) else None,
    )


def differs_in(state: PlanState, today: date) -> Differs | None:
    """Two queries, and none while the words are those endorsed."""
    decision = newest_decision(state.plan) if state.differs_from_endorsed else None
    if decision is None:
        return None
    decision.words.plan = state.plan
    return Differs(decision.words, decision.step.body, powers_to_change(state.plan, today))


def decision_facts(plan: Plan) -> DecisionFacts:
    """Five queries at most, however many steps and questions; six of what was called in."""
    if not plan.moves:
        # A plan that was never moved on was never put to a meeting.
        return NOT_PUT
    known = plan.steps.select_related("decision__version", f"decision__{COUNTED}", "round__version")
    known = known.select_related("decision__corrected_by")
    called_in = Exists(CallIn.objects.filter(decision=OuterRef("decision")))
    known = known.annotate(was_called_in=called_in)
    steps = list(known.order_by("-place"))
    said = MemberStatement.objects.filter(step__plan=plan).select_related("member")
    said = said.prefetch_related("answers__by")
    views = with_withdrawn(said) if steps else []

    made = [decision for step in steps if (decision := getattr(step, "decision", None))]
    alone = recorded_by_authors(made)
    asked = call_ins_of(plan) if any(step.was_called_in for step in steps) else []

    def of(*kinds: str) -> tuple[MemberStatement, ...]:
        return tuple(view for view in views if view.kind in kinds)

    return DecisionFacts(
        steps=tuple(
            step_facts(
                step, alone, asked, is_open=plan.stage == Stage.DECISION and step is steps[0]
            )
            for step in steps
        ),
        digest=digest_before_members(steps),
        questions=of(MemberStatement.Kind.QUESTION),
        interests=of(*MemberStatement.Kind.declarations()),
        content=of(MemberStatement.Kind.CONTENT),
    )


def call_ins_of(plan: Plan) -> list[CallIn]:
    """Every call-in of what was decided on a plan, with what became of it."""
    rows = CallIn.objects.filter(decision__step__plan=plan)
    return list(rows.select_related("ruling", "outcome", "decision"))


def digest_before_members(steps: Sequence[DecisionStep]) -> str:
    """Of the words that were last before members; "" before any were."""
    newest = next((one for one in steps if one.had_words), None)
    return version_for_members(newest).digest if newest else ""


def step_facts(
    step: DecisionStep, alone: set[int], asked: list[CallIn], *, is_open: bool
) -> StepFacts:
    decision = getattr(step, "decision", None)
    return StepFacts(
        step,
        decision,
        has_report=step.round_id is not None,
        waits=is_open and decision is None,
        by_its_author=decision is not None and decision.pk in alone,
        call_ins=tuple(one for one in asked if one.decision == decision),
    )


def leaving_facts(plan: Plan) -> LeavingFacts:
    """Five queries at most, however much was published and sent."""
    extension = next(iter(extensions_of(plan.pk)), None)
    if not plan.moves:
        return LeavingFacts(None, None, has_receipt=False, extension=extension)
    submission = newest_submission(plan)
    return LeavingFacts(
        plan.publications.select_related("version").defer("body", "version__document").first(),
        submission,
        submission is not None and submission.acknowledgements.exists(),
        extension,
    )


@prepared
def extensions_of(plan: int) -> QuerySet[DeadlineExtension]:
    """The newest, if any."""
    return DeadlineExtension.objects.filter(plan=plan)[:1]


def delivery_facts(plan: Plan, today: date) -> Delivery | None:
    if plan.stage not in (Stage.MONITORING, Stage.CLOSED):
        return None
    return delivery_of(plan, on=today)
