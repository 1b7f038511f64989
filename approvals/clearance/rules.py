"""Who may clear a plan: one rule, for the page, the list of whom to ask, tasks and actions.

The database keeps to the same rule, in `config.clearance_trigger`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from councils.access import Access
from councils.record.models import Act, Identity
from councils.roles import Office, Role
from plans.models import Plan, Suggestion
from web.compiled_queries import prepared

# Roles in which people write a plan.
WRITING = (Role.AUTHOR, Role.CONTRIBUTOR)


@dataclass(frozen=True)
class Authorship:
    """In which of `WRITING` people acted on plans, by the keys of plan and person."""

    roles: Mapping[tuple[int, int], frozenset[Role]]

    def of(self, plan: int, person: int) -> frozenset[Role]:
        return self.roles.get((plan, person), frozenset())


def authorship(plans: Iterable[int], people: Iterable[int] | None = None) -> Authorship:
    """These people's part in these plans, or everybody's, as the record has it; one query.

    Whoever acted on a plan as its author counts as having written it, whatever they did. Whoever
    suggested words that were accepted wrote part of it, as a contributor does, in whatever role.
    """
    return authorship_from(
        writers_in([*plans]) if people is None else writers_among([*plans], [*people])
    )


def authorship_from(rows: Iterable[Any]) -> Authorship:
    """The same from rows of `parts_in`."""
    found: dict[tuple[int, int], set[Role]] = defaultdict(set)
    for plan, written, suggested in rows:
        for person, role in (part.split(" ") for part in written):
            found[plan, int(person)].add(Role(role))
        for person in suggested:
            found[plan, person].add(Role.CONTRIBUTOR)
    return Authorship({key: frozenset(roles) for key, roles in found.items()})


NOBODYS = Authorship({})


@prepared
def writers_in(plans: list[int]) -> QuerySet[Any, Any]:
    return parts_in(plans, Identity.objects.all(), Suggestion.objects.accepted())


@prepared
def writers_among(plans: list[int], people: list[int]) -> QuerySet[Any, Any]:
    return writing_among(plans, people)


def writing_among(plans: list[int], people: list[int]) -> QuerySet[Any, Any]:
    suggested = Suggestion.objects.accepted().filter(by__any=people)
    return parts_in(plans, Identity.objects.filter(person__any=people), suggested)


def parts_in(
    plans: list[int], identities: QuerySet[Identity], suggestions: QuerySet[Suggestion]
) -> QuerySet[Any, Any]:
    """Of whoever ever wrote in the council, whether they acted on the plan; whose words it took.

    A plan has thousands of acts, and a council few who write.
    """
    acted = Act.objects.filter(plan=OuterRef(OuterRef("pk")), actor=OuterRef("pk"))
    writers = identities.filter(Exists(acted), council=OuterRef("council"), role__in=WRITING)
    part = Concat(Cast("person", TextField()), Value(" "), "role", output_field=TextField())
    parts = ArraySubquery(writers.order_by().values(part=part))
    taken = suggestions.filter(plan=OuterRef("pk")).order_by()
    suggested = ArraySubquery(taken.values("by").distinct())
    return Plan.objects.filter(pk__any=plans).order_by().values_list("pk", parts, suggested)


def why_may_not_clear(
    held: Access, office: Office, *, plan: int, sent_by: int, wrote: Authorship
) -> str:
    """Why somebody may not clear a plan in an office, in words for whoever asks; "" when they may.

    `held` is what they hold on the day that counts, and `sent_by` who sends, or sent, the plan.
    """
    roles = wrote.of(plan, held.person.pk)
    reason = ""
    if held.held_as(office) is None:
        reason = f"is neither {office.in_full} nor a deputy"
    elif held.person.pk == sent_by:
        reason = "sent this plan for clearance"
    elif Role.AUTHOR in roles:
        reason = "wrote this plan as its author"
    elif Role.CONTRIBUTOR in roles and not held.council.contributors_may_clear:
        reason = "wrote part of this plan, and this council lets no contributor clear"
    return reason and f"{held.person.name} {reason}, so somebody else must clear it."
