"""Who records what became of a plan: not its author, unless their council lets one person do both.

Whoever acted on a plan as its author counts as such, as in `approvals.clearance.rules`.
"""

from collections.abc import Iterable

from django.db.models import F, Q

from approvals.clearance.rules import Authorship, authorship
from approvals.decisions.declarations import is_barred
from approvals.decisions.minute import MinuteData
from approvals.decisions.routes import deciders_of, who_cleared, why_not_alone
from approvals.models import Decision, DecisionStep
from approvals.workflow.engine import RecordContext
from councils.access import Access
from councils.roles import Role
from web.errors import Refused

# What the pages and papers of such a decision say.
BY_ITS_AUTHOR = "Recorded by its author"


def why_may_not_record(held: Access, plan: int, wrote: Authorship) -> str:
    """Why somebody in democratic services may not record a decision on a plan; "" when they may."""
    if held.council.authors_may_record or Role.AUTHOR not in wrote.of(plan, held.person.pk):
        return ""
    return (
        f"{held.person.name} wrote this plan as its author, so somebody else in democratic "
        "services must record what was decided."
    )


def check_may_record(m: RecordContext) -> None:
    person = m.access.person.pk
    if why := why_may_not_record(m.access, m.plan.pk, authorship([m.plan.pk], [person])):
        raise Refused(why, code="own_plan")


def check_signed_on_paper(step: DecisionStep, minute: MinuteData) -> None:
    """What people decide alone they sign themselves; what they signed on paper has that paper.

    Nobody decided before they had declared, or on what they wrote or cleared.
    """
    if not step.is_signed:
        return
    deciders = deciders_of(step)
    if signed := [str(one) for one in deciders if hasattr(one, "signature")]:
        why = f"{', '.join(signed)} signed here, so whoever is still to sign does so here as well."
        raise Refused(why, code="signed_here")
    if not minute.minute.strip():
        why = "Enter which paper they signed, and where it is kept: it is the evidence."
        raise Refused(why, field="minute")
    if minute.interests_not_recorded:
        why = "Say what they declared: nobody decides alone before they have."
        raise Refused(why, field="interests")
    people = [one.person for one in deciders]
    wrote, cleared = authorship([step.plan_id], [one.pk for one in people]), who_cleared(step.plan)
    for person in people:
        if why := why_not_alone(step.plan_id, person, wrote, cleared):
            raise Refused(why)
        if is_barred(step.plan, person):
            raise Refused(f"{person.name} declared an interest that stops them deciding.")


def why_may_not_send_out(held: Access, decision: Decision | None) -> str:
    """Why somebody may not publish or submit what nobody but themselves says was decided."""
    if decision is None or held.council.authors_may_record:
        return ""
    if decision.recorded_by_id != held.person.pk or not recorded_by_author(decision):
        return ""
    return (
        f"{held.person.name} recorded this decision on their own plan, so somebody else must "
        "publish and submit it."
    )


def check_may_send_out(m: RecordContext, decision: Decision | None) -> None:
    if why := why_may_not_send_out(m.access, decision):
        raise Refused(why, code="own_plan")


def recorded_by_author(decision: Decision) -> bool:
    return decision.pk in recorded_by_authors([decision])


def recorded_by_authors(decisions: Iterable[Decision]) -> set[int]:
    """The keys of those recorded by somebody who had acted on the plan as its author; one query."""
    keys = [one.pk for one in decisions]
    if not keys:
        return set()
    rows = Decision.objects.filter(pk__in=keys).alias(plan_key=F("step__plan"))
    found = rows.filter(
        Q(recorded_by__identities__acts__plan=F("plan_key")),
        recorded_by__identities__role=Role.AUTHOR,
        recorded_by__identities__acts__sequence__lte=F("act__sequence"),
    )
    return set(found.order_by().values_list("pk", flat=True).distinct())
