"""Who is told by e-mail that a plan is put to a meeting, is so no longer, or what became of it."""

from enum import StrEnum

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
NO_NOTICE = frozenset({Decision.Outcome.DEFERRED, Decision.Outcome.REFERRED})


class DecisionNotice(StrEnum):
    """Each is a template in `templates/approvals/mail`."""

    SET = "meeting_set"
    PUT = "put_to_members"
    NO_LONGER = "no_longer_put"
    RECORDED = "decision_recorded"
    NOTICE = "notice_needed"


def notify_of_step(m: TransitionContext, step: DecisionStep) -> None:
    """The plan is put to a meeting: whoever decides there reads it, whoever runs it prepares it."""
    if step.under:
        return  # It is left to somebody, and put to no meeting.
    deciding = who_may(m.plan, Right.READ_DECISIONS)
    page, by, on, body = plan_url("member", m.plan), m.act.by, step.meets_on, step.body
    tell_of_plan(m.plan, DecisionNotice.PUT, deciding, by=by, on=on, page=page, body=body)
    services = [person for person in services_of(m) if person not in deciding]
    tell_of_plan(m.plan, DecisionNotice.SET, services, by=by, on=on, body=body)


def notify_no_longer_put(m: TransitionContext) -> None:
    """A plan that a meeting had before it was taken back, or overtaken, before it was decided."""
    step = m.plan.steps.select_related("decision").order_by("-place").first()
    if m.plan.stage != Stage.DECISION or step is None or hasattr(step, "decision"):
        return
    people = [*who_may(m.plan, Right.READ_DECISIONS), *services_of(m)]
    tell_of_plan(
        m.plan,
        DecisionNotice.NO_LONGER,
        people,
        by=m.act.by,
        on=step.meets_on,
        # Members cannot open a plan that is being drafted.
        page=reverse("plans", args=[m.plan.council.slug]),
        body=step.body,
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
        )

    if decision.outcome in NO_NOTICE or decision.from_the_record:
        tell(DecisionNotice.RECORDED, [*services, *senders(m, step)])
    else:
        tell(DecisionNotice.NOTICE, services)
        others = [person for person in senders(m, step) if person not in services]
        tell(DecisionNotice.RECORDED, others)


def services_of(m: TransitionContext) -> list[User]:
    return holders(m.plan, [Role.DEMOCRATIC_SERVICES])


def senders(m: TransitionContext, step: DecisionStep) -> list[User]:
    """Whoever sent the words that were decided, while they have a part in the council's drafts."""
    # The use of a power is of words that were sent with the decision that gave it.
    round_ = step.under.decision.step.round if step.under else step.round
    sent_by = round_.sent_by if round_ else None
    reads = sent_by and access_of(sent_by, m.plan.council).may(Right.READ_DRAFTS)
    return [sent_by] if sent_by and reads else []
