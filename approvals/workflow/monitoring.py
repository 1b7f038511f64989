"""Delivery: start monitoring, report on a commitment, end it, close the plan."""

from datetime import date

from approvals.models import Decision, Ending, Submission, Update
from approvals.workflow.moving import Seen, london, moving, noting
from councils.errors import Refused
from councils.models import User
from councils.roles import Right
from plans.models import Commitment, Plan, Stage


def start_monitoring(plan: Plan, *, by: User, seen: Seen) -> None:
    """Begin to report on delivery; the plan has been submitted."""
    name = "start_monitoring_noted" if plan.stage == Stage.DECISION else "start_monitoring"
    with moving(name, plan, by=by, seen=seen, reason="The plan was submitted") as m:
        submitted = m.plan.submissions.first()
        if submitted is None:
            raise Refused("Submit the plan first.")
        if m.plan.stage == Stage.DECISION and not only_noted(m.plan, submitted):
            raise Refused("The plan still waits for its decision.")


def update(
    commitment: Commitment,
    *,
    by: User,
    as_at: date,
    status: str,
    narrative: str,
    next_step: str = "",
) -> Update:
    """Say how a commitment stands at a date; earlier updates stay as they are."""
    with noting(
        commitment.plan,
        by=by,
        right=Right.WRITE_PLANS,
        what="reported progress on",
        reason=narrative,
        subject=commitment,
    ) as m:
        if m.plan.stage != Stage.MONITORING:
            raise Refused("Progress is reported once the plan is being monitored.")
        if as_at > london(m.now):
            raise Refused("That day has not come yet.", field="as_at")
        row = Update(
            commitment=commitment,
            as_at=as_at,
            status=status,
            narrative=narrative,
            next_step=next_step,
            recorded_at=m.now,
            recorded_by=by,
        )
        m.act.add(row)
    return row


def end_commitment(commitment: Commitment, *, by: User, outcome: str, words: str = "") -> Ending:
    """Say what became of a commitment in the end."""
    with noting(
        commitment.plan,
        by=by,
        right=Right.WRITE_PLANS,
        what="ended",
        reason=words or Ending.Outcome(outcome).label,
        subject=commitment,
    ) as m:
        if m.plan.stage != Stage.MONITORING:
            raise Refused("A commitment ends once the plan is being monitored.")
        if Ending.objects.filter(commitment=commitment).exists():
            raise Refused("What became of this commitment is recorded already.")
        if outcome != Ending.Outcome.DONE and not words.strip():
            raise Refused("Say where it went, or why it stopped.", field="words")
        ending = Ending(
            commitment=commitment,
            outcome=outcome,
            words=words,
            recorded_at=m.now,
            recorded_by=by,
        )
        m.act.add(ending)
    return ending


def close(plan: Plan, *, by: User, seen: Seen, reason: str = "") -> None:
    """Close a plan whose every commitment has its outcome."""
    with moving("close", plan, by=by, seen=seen, reason=reason or "Delivery has ended") as m:
        check_every_commitment_ended(m.plan)


def only_noted(plan: Plan, submitted: Submission) -> bool:
    """Whether it was submitted as noted, and no later meeting has still to decide on it."""
    decision = Decision.objects.filter(step=plan.steps.last()).first()
    noted = decision is not None and decision.outcome == Decision.Outcome.NOTED
    return noted and submitted.standing == Submission.Standing.NOTED


def check_every_commitment_ended(plan: Plan) -> None:
    names = ", ".join(plan.commitments.filter(ending=None).values_list("reference", flat=True))
    if names:
        raise Refused(f"Say first what became of: {names}.")


def overtaken(plan: Plan, *, by: User, seen: Seen, reason: str) -> None:
    """Close a plan that events have overtaken, such as a commission withdrawn."""
    if not reason.strip():
        raise Refused("Say what overtook it.", field="reason")
    stages = {
        Stage.DRAFTING: "overtaken_drafting",
        Stage.CLEARANCE: "overtaken_clearance",
        Stage.DECISION: "overtaken_decision",
        Stage.ENDORSED: "overtaken_endorsed",
    }
    name = stages.get(Stage(plan.stage))
    if name is None:
        raise Refused("A plan that is being monitored is closed, not overtaken.")
    with moving(name, plan, by=by, seen=seen, reason=reason):
        pass
