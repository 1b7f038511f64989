"""What a member has declared of a plan: the newest declaration counts, and comes before signing."""

from collections.abc import Iterable

from approvals.models import DecisionStep, MemberStatement
from councils.models import User
from plans.models import Plan

Kind = MemberStatement.Kind


def declaration_at(step: DecisionStep, member: User) -> MemberStatement | None:
    """What a member declared before this meeting; an earlier one asks nothing of a later."""
    said = MemberStatement.objects.filter(step=step, member=member, kind__in=Kind.declarations())
    return said.order_by("-pk").first()


def is_barred(plan: Plan, member: User) -> bool:
    """Whether the newest that a member declared of the plan stops them taking part."""
    said = MemberStatement.objects.filter(step__plan=plan, member=member)
    newest = said.filter(kind__in=Kind.declarations()).order_by("-pk").first()
    return newest is not None and newest.kind == Kind.INTEREST


def with_withdrawn(views: Iterable[MemberStatement]) -> list[MemberStatement]:
    """A plan's statements; of each sign-off, whether an interest declared since withdrew it."""
    found = list(views)
    barred = [(one.member_id, one.pk) for one in found if one.kind == Kind.INTEREST]
    for one in found:
        one.is_withdrawn = one.kind == Kind.CONTENT and any(
            member == one.member_id and later > one.pk for member, later in barred
        )
    return found
