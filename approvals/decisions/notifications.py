"""Who is told by e-mail that a plan is put to a meeting, is so no longer, or what became of it."""

from enum import StrEnum
from typing import Any

from django.urls import reverse

from approvals.models import Decision, DecisionStep
from approvals.workflow.engine import TransitionContext
from councils.access import access_of
from councils.models import User
from councils.roles import Right, Role
from plans.access import plan_url
from plans.models import Stage
from plans.notifications import holders, tell_of_plan, who_may

# Of these nothing was made that a notice would tell.
NO_NOTICE = frozenset(
    {Decision.Outcome.DEFERRED, Decision.Outcome.REFERRED, Decision.Outcome.REVIEWED}
)


class DecisionNotice(StrEnum):
    """Each is a template in `templates/approvals/mail`."""

    SET = "meeting_set"
    PUT = "put_to_members"
    ALONE = "put_to_decider"
    STILL_TO_SIGN = "still_to_sign"
    ON_PAPER = "signed_on_paper"
    NO_LONGER = "no_longer_put"
    RECORDED = "decision_recorded"
    NOTICE = "notice_needed"


def notify_of_step(m: TransitionContext, step: DecisionStep) -> None:
    """The plan is put to a meeting: whoever decides there reads it, whoever runs it prepares it."""
    if step.is_signed:
        return notify_deciders(m, step)
    if step.under:
        return None  # It is left to somebody, and put to no meeting.
    deciding = who_may(m.plan, Right.READ_DECISIONS)
    page, by, on, body = plan_url("member", m.plan), m.act.by, step.meets_on, step.body
    told: dict[str, Any] = {"by": by, "on": on, "body": body, "advises": not step.decides}
    tell_of_plan(m.plan, DecisionNotice.PUT, deciding, page=page, **told)
    services = [person for person in services_of(m) if person not in deciding]
    tell_of_plan(m.plan, DecisionNotice.SET, services, alone=False, **told)
    return None


def notify_deciders(m: TransitionContext, step: DecisionStep) -> None:
    """Whoever decides alone is asked to; democratic services prepare the notice of it."""
    deciding, by, on = people_of(step), m.act.by, step.meets_on
    page, body = plan_url("move_sign", m.plan), step.body
    tell_of_plan(m.plan, DecisionNotice.ALONE, deciding, by=by, on=on, page=page, body=body)
    services = [person for person in services_of(m) if person not in deciding]
    tell_of_plan(m.plan, DecisionNotice.SET, services, by=by, on=on, body=body, alone=True)


def notify_still_to_sign(m: TransitionContext, step: DecisionStep, people: list[User]) -> None:
    """One of several has signed; the decision waits for these."""
    page = plan_url("move_sign", m.plan)
    tell_of_plan(
        m.plan, DecisionNotice.STILL_TO_SIGN, people, by=m.act.by, on=step.meets_on, page=page
    )


def people_of(step: DecisionStep) -> list[User]:
    return [one.person for one in step.deciders.select_related("person")]


def notify_no_longer_put(m: TransitionContext) -> None:
    """A plan that a meeting had before it was taken back, or overtaken, before it was decided."""
    step = m.plan.steps.select_related("decision").order_by("-place").first()
    if m.plan.stage != Stage.DECISION or step is None or hasattr(step, "decision"):
        return
    deciding = people_of(step) if step.is_signed else who_may(m.plan, Right.READ_DECISIONS)
    people = [*deciding, *services_of(m)]
    tell_of_plan(
        m.plan,
        DecisionNotice.NO_LONGER,
        people,
        by=m.act.by,
        on=step.meets_on,
        # Members cannot open a plan that is being drafted.
        page=reverse("plans", args=[m.plan.council.slug]),
        body=step.body,
        alone=step.is_of_people,
    )


def notify_of_decision(m: TransitionContext, decision: Decision) -> None:
    """Democratic services, and of the outcome whoever sent the plan, unless they recorded it."""
    step, services = decision.step, services_of(m)

    def tell(kind: DecisionNotice, people: list[User]) -> None:
        tell_of_plan(
            m.plan,
            kind,
            people,
            by=m.act.by,
            on=decision.decided_on,
            page=plan_url("decision", m.plan, step.place),
            body=step.body,
            outcome=decision.get_outcome_display(),
            alone=step.is_of_people,
        )

    if decision.outcome in NO_NOTICE or decision.from_the_record:
        tell(DecisionNotice.RECORDED, [*services, *senders(m, step)])
    else:
        tell(DecisionNotice.NOTICE, services)
        others = [person for person in senders(m, step) if person not in services]
        tell(DecisionNotice.RECORDED, others)
    if step.is_signed:
        tell_other_deciders(m, decision)


def tell_other_deciders(m: TransitionContext, decision: Decision) -> None:
    """Of a decision recorded from paper as theirs; or of one that the last of them has signed."""
    step, deciding = decision.step, people_of(decision.step)
    signed = m.act.by in deciding
    tell_of_plan(
        m.plan,
        DecisionNotice.RECORDED if signed else DecisionNotice.ON_PAPER,
        deciding,
        by=m.act.by,
        on=decision.decided_on,
        page=plan_url("decision", m.plan, step.place),
        body=step.body,
        outcome=decision.get_outcome_display(),
        alone=True,
    )


def services_of(m: TransitionContext) -> list[User]:
    return holders(m.plan, [Role.DEMOCRATIC_SERVICES])


def senders(m: TransitionContext, step: DecisionStep) -> list[User]:
    """Whoever sent the words that were decided, while they have a part in the council's drafts."""
    # The use of a power is of words that were sent with the decision that gave it.
    round_ = step.under.decision.step.round if step.under else step.round
    sent_by = round_.sent_by if round_ else None
    reads = sent_by and access_of(sent_by, m.plan.council).may(Right.READ_DRAFTS)
    return [sent_by] if sent_by and reads else []
