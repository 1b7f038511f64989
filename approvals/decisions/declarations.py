"""What a member has declared of a plan: the newest declaration counts, and comes before signing.

`bars` is the one place that says which declaration stops its member taking part.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from approvals.models import DecisionStep, Dispensation, MemberStatement
from councils.models import User
from plans.models import Plan

Kind = MemberStatement.Kind


def bars(kind: str, dispensed_by: str) -> bool:
    """Whether a declaration stops its member taking part.

    Only a disclosable pecuniary interest does (Localism Act 2011, section 31), until the council
    itself dispenses with it (section 33): what the head of paid service gives under the 2012
    Regulations is noted in a statement, and lifts nothing. `INTEREST` was declared before kinds
    were asked, by members who said themselves that it stops them.
    """
    if kind == Kind.INTEREST:
        return True
    return kind == Kind.PECUNIARY and dispensed_by != Dispensation.AUTHORITY


def barring() -> Q:
    """The declarations that `bars` is true of, for a query."""
    given = ("", *Dispensation.values)
    pairs = [(kind, by) for kind in Kind.declarations() for by in given if bars(kind, by)]
    return reduce(or_, (Q(kind=kind, dispensed_by=by) for kind, by in pairs))


def newest_declaration(plan: Plan, member: User) -> MemberStatement | None:
    """What a member declared of the plan last, before whichever meeting."""
    said = MemberStatement.objects.filter(step__plan=plan, member=member)
    return said.filter(kind__in=Kind.declarations()).order_by("-pk").first()


def declaration_at(step: DecisionStep, member: User) -> MemberStatement | None:
    """What a member declared before this meeting; an earlier one asks nothing of a later."""
    said = MemberStatement.objects.filter(step=step, member=member, kind__in=Kind.declarations())
    return said.order_by("-pk").first()


def is_barred(plan: Plan, member: User) -> bool:
    """Whether the newest that a member declared of the plan stops them taking part."""
    newest = newest_declaration(plan, member)
    return newest is not None and bars(newest.kind, newest.dispensed_by)


def with_withdrawn(views: Iterable[MemberStatement]) -> list[MemberStatement]:
    """A plan's statements; of each sign-off, whether an interest declared since withdrew it.

    And of each declaration, whether its member corrected or withdrew it since.
    """
    found = list(views)
    barred = [(one.member_id, one.pk) for one in found if bars(one.kind, one.dispensed_by)]
    since = {
        one.corrects_id: "Withdrawn" if one.kind == Kind.WITHDRAWN else "Corrected"
        for one in found
        if one.corrects_id
    }
    for one in found:
        one.is_withdrawn = one.kind == Kind.CONTENT and any(
            member == one.member_id and later > one.pk for member, later in barred
        )
        one.since = since.get(one.pk, "")
    return found
