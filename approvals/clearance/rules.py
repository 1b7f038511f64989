"""Who may clear a plan: one rule, for the page, the list of whom to ask, tasks and actions.

The database keeps to the same rule, in `config.clearance_trigger`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from councils.access import Access
from councils.record.models import Act
from councils.roles import Office, Role

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

    Whoever acted on a plan as its author counts as having written it, whatever they did.
    """
    acts = Act.objects.filter(plan__in=list(plans), actor__role__in=WRITING)
    if people is not None:
        acts = acts.filter(actor__person__in=list(people))
    rows = acts.order_by().values_list("plan", "actor__person", "actor__role").distinct()
    found: dict[tuple[int, int], set[Role]] = defaultdict(set)
    for plan, person, role in rows:
        assert plan is not None  # it is one of `plans`
        found[plan, person].add(Role(role))
    return Authorship({key: frozenset(roles) for key, roles in found.items()})


NOBODYS = Authorship({})


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
