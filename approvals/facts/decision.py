"""What the plan's home tells of its decisions, and of what members said."""

from dataclasses import dataclass

from approvals.models import Decision, MemberView, Step
from approvals.versions import version_for_members
from plans.models import Plan, Stage


@dataclass(frozen=True)
class StepFacts:
    """A step on the way to a decision, and what it decided, if it has.

    One that neither decided nor `waits` was withdrawn, or overtaken, before its meeting.
    """

    step: Step
    decision: Decision | None
    has_report: bool
    waits: bool


@dataclass(frozen=True)
class DecisionFacts:
    """`digest` is that of the words before members now, "" before any were.

    `questions` and `interests` are members' own; `content` are the sign-offs of single members.
    """

    steps: tuple[StepFacts, ...]
    digest: str
    questions: tuple[MemberView, ...]
    interests: tuple[MemberView, ...]
    content: tuple[MemberView, ...]


def facts_of(plan: Plan) -> DecisionFacts:
    """Two queries, however many steps there are."""
    known = plan.steps.select_related("decision__version", "round__version")
    steps = list(known.order_by("-place"))
    views = list(MemberView.objects.filter(step__plan=plan).select_related("member"))

    def of(kind: str) -> tuple[MemberView, ...]:
        return tuple(view for view in views if view.kind == kind)

    return DecisionFacts(
        steps=tuple(
            step_facts(step, is_open=plan.stage == Stage.DECISION and step is steps[0])
            for step in steps
        ),
        digest=version_for_members(steps[0]).digest if steps else "",
        questions=of(MemberView.Kind.QUESTION),
        interests=of(MemberView.Kind.INTEREST),
        content=of(MemberView.Kind.CONTENT),
    )


def step_facts(step: Step, *, is_open: bool) -> StepFacts:
    decision = getattr(step, "decision", None)
    return StepFacts(step, decision, step.round_id is not None, is_open and decision is None)
