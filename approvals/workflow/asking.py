"""Whom a plan may be sent to for clearance, by when, and for which meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from approvals.models import Round
from approvals.workflow.moving import Moving, london
from councils.errors import Refused
from councils.models import Act, Appointment, Council, Identity, User
from councils.prepared import prepared
from councils.roles import CLEARING, Office, Role, standing
from plans.models import Plan


@dataclass(frozen=True)
class Terms:
    """By when answers are wanted, and the meeting that decides; see `Round` for `then_put`."""

    body: str
    meets_on: date | None = None
    due_on: date | None = None
    then_put: bool = False


def check_can_be_sent(m: Moving, clear: Mapping[Office, User], terms: Terms) -> None:
    """There are words to clear, people to clear them, and time left to do it in."""
    check_every_theme_has_text(m.plan)
    check_clearers(m, clear)
    check_meeting_to_come(m, terms.meets_on)
    check_due(m, terms.due_on, terms.meets_on)


def check_meeting_to_come(m: Moving, meets_on: date | None) -> None:
    """The last answer puts the plan to this meeting, so a past one would stop whoever gives it."""
    if meets_on and meets_on < london(m.now):
        raise Refused("That day has passed. Enter the date of the next meeting.", field="meets_on")


def check_due(m: Moving, due_on: date | None, meets_on: date | None) -> None:
    if due_on and due_on < london(m.now):
        raise Refused("That day has passed.", field="due_on")
    if due_on and meets_on and due_on > meets_on:
        raise Refused("The answers are wanted before the meeting.", field="due_on")


def check_every_theme_has_text(plan: Plan) -> None:
    """The one check that stops a plan: each theme has at least one paragraph."""
    written = set(
        plan.passages.filter(kind="paragraph").exclude(body="").values_list("theme", flat=True)
    )
    empty = [theme.title for theme in plan.themes.all() if theme.pk not in written]
    if empty:
        raise Refused("Write some text for: " + "; ".join(empty) + ".")
    if not written - {None}:
        raise Refused("The plan has no themes with text yet.")


def offices_to_ask(council: Council, clear: Iterable[Office]) -> list[Office]:
    """The council's list, then any other that the sender adds.

    Where the list names the other clearing officers, it means each of them there is.
    """
    listed = [office for role in council.clearing_roles for office in offices_of(council, role)]
    return list(dict.fromkeys([*listed, *clear]))


def offices_of(council: Council, role: str) -> list[Office]:
    """What a role on the council's list is called today; one that nobody holds is still asked."""
    if role != Role.CLEARING_OFFICER:
        return [Office(Role(role))]
    held = Appointment.objects.current(timezone.localdate()).filter(
        council=council, role=role, person__is_active=True
    )
    titles = held.order_by("title").values_list("title", flat=True).distinct()
    return [Office(Role(role), title) for title in titles] or [Office(Role(role))]


def check_clearers(m: Moving, clear: Mapping[Office, User]) -> None:
    """Each office has a person who holds it today, and who neither sent nor wrote the plan."""
    for office in offices_to_ask(m.plan.council, clear):
        if office.role not in CLEARING:
            raise Refused("Only a role that clears can be asked.")
        if office not in clear:
            raise Refused(f"Choose who clears it as {office.in_full}.", field=office.role)
        check_clearer(m, office, clear[office])


def check_clearer(m: Moving, office: Office, person: User) -> None:
    if standing(person, m.plan.council).held_as(office) is None:
        raise Refused(f"{person.name} is not {office.in_full} today.", field=office.role)
    if person == m.act.by:
        raise Refused("You cannot clear what you send yourself.", field=office.role)
    if Role.AUTHOR in written_as(m.plan, person):
        raise Refused(
            f"{person.name} wrote this plan as its author, so somebody else must clear it.",
            field=office.role,
        )


def why_barred(round_: Round, wrote: frozenset[Role], person: User) -> str:
    """Why this person, who `wrote` the plan in these roles, may not clear a round of it; or ""."""
    if person.pk == round_.sent_by_id or Role.AUTHOR in wrote:
        return "You wrote or sent this plan, so somebody else must clear it."
    if Role.CONTRIBUTOR in wrote and not round_.plan.council.contributors_may_clear:
        return "You wrote part of this plan; this council asks somebody else to clear it."
    return ""


def written_as(plan: Plan, person: User) -> frozenset[Role]:
    """In which writing roles, as author or contributor, the record has acts of theirs on the plan.

    Who never acted in such a role, like most who clear, costs no look through the acts.
    """
    known = identities_of(plan.council.pk, person.pk)
    roles = {identity.pk: identity.role for identity in known}
    return frozenset(role for role in (Role.AUTHOR, Role.CONTRIBUTOR) if acted(plan, role, roles))


@prepared
def identities_of(council: int, person: int) -> QuerySet[Identity]:
    return Identity.objects.filter(council=council, person=person).order_by()


def acted(plan: Plan, role: Role, roles: Mapping[int, str]) -> bool:
    """Whether one of these identities, each with its role then, acted on the plan in it."""
    keys = [key for key, held in roles.items() if held == role]
    return bool(keys) and Act.objects.filter(plan=plan.pk, actor__in=keys).exists()


def sent_or_wrote(plan: Plan) -> set[int]:
    """People who wrote or sent the plan as its author: nobody asks them to clear it."""
    acts = Act.objects.filter(plan=plan.pk, actor=OuterRef("pk"))
    authors = Identity.objects.filter(council=plan.council, role=Role.AUTHOR)
    return set(authors.filter(Exists(acts)).values_list("person", flat=True))
