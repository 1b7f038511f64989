"""Who may do what: the roles a person can hold in a council, and one table of what each allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from councils.models import Appointment, Council, User


class Role(models.TextChoices):
    AUTHOR = "author", "Report author"
    CONTRIBUTOR = "contributor", "Contributor"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"
    SECTION_151 = "section_151", "Section 151 officer"
    HEAD_OF_PAID_SERVICE = "head_of_paid_service", "Head of paid service"
    PORTFOLIO_HOLDER = "portfolio_holder", "Portfolio holder"
    CLEARING_OFFICER = "clearing_officer", "Other clearing officer"
    CABINET_MEMBER = "cabinet_member", "Cabinet member"
    DECISION_MAKER = "decision_maker", "Individual decision-maker"
    DEMOCRATIC_SERVICES = "democratic_services", "Democratic services"
    ADMINISTRATOR = "administrator", "Administrator"
    AUDITOR = "auditor", "Auditor"


class Right(StrEnum):
    READ_DRAFTS = auto()
    READ_DECISIONS = auto()
    READ_RECORD = auto()
    WRITE_PLANS = auto()
    WRITE_ASSIGNED = auto()
    CLEAR = auto()
    PUT_TO_DECISION = auto()
    RECORD_DECISIONS = auto()
    SIGN_OFF = auto()
    PUBLISH = auto()
    SUBMIT = auto()
    MANAGE_COMMISSIONS = auto()
    MANAGE_PEOPLE = auto()
    MANAGE_SETTINGS = auto()


STATUTORY = {Role.MONITORING_OFFICER, Role.SECTION_151, Role.HEAD_OF_PAID_SERVICE}
CLEARING = STATUTORY | {Role.PORTFOLIO_HOLDER, Role.CLEARING_OFFICER}
DECIDING = {Role.CABINET_MEMBER, Role.DECISION_MAKER}

# Two roles one person may not hold at once: Local Government and Housing Act 1989, s.5(1) and (1A).
NEVER_TOGETHER = (
    {Role.MONITORING_OFFICER, Role.SECTION_151},
    {Role.MONITORING_OFFICER, Role.HEAD_OF_PAID_SERVICE},
)

# The first role named for a right is the one an act is recorded under when a person holds several.
MAY: dict[Right, tuple[Role, ...]] = {
    Right.READ_DRAFTS: (
        Role.AUTHOR,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
        Role.DEMOCRATIC_SERVICES,
        Role.AUDITOR,
    ),
    Right.READ_DECISIONS: (Role.CABINET_MEMBER, Role.DECISION_MAKER),
    Right.READ_RECORD: (
        Role.MONITORING_OFFICER,
        Role.AUDITOR,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.AUTHOR,
        Role.DEMOCRATIC_SERVICES,
    ),
    Right.WRITE_PLANS: (Role.AUTHOR,),
    Right.WRITE_ASSIGNED: (Role.CONTRIBUTOR,),
    Right.CLEAR: (
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.PORTFOLIO_HOLDER,
        Role.HEAD_OF_PAID_SERVICE,
        Role.CLEARING_OFFICER,
    ),
    Right.PUT_TO_DECISION: (Role.AUTHOR, Role.DEMOCRATIC_SERVICES),
    Right.RECORD_DECISIONS: (Role.DEMOCRATIC_SERVICES, Role.AUTHOR),
    Right.SIGN_OFF: (Role.CABINET_MEMBER,),
    Right.PUBLISH: (Role.DEMOCRATIC_SERVICES, Role.AUTHOR),
    Right.SUBMIT: (Role.AUTHOR,),
    Right.MANAGE_COMMISSIONS: (Role.AUTHOR, Role.ADMINISTRATOR),
    Right.MANAGE_PEOPLE: (Role.ADMINISTRATOR,),
    Right.MANAGE_SETTINGS: (Role.ADMINISTRATOR,),
}


@dataclass(frozen=True)
class Office:
    """A role as one officer is asked in it: other clearing officers go by what they clear.

    One without a title is of the time before titles were asked for.
    """

    role: Role
    title: str = ""

    @property
    def name(self) -> str:
        """As lists and papers print it: "Monitoring Officer", "Equality"."""
        return self.title or self.role.label

    @property
    def in_full(self) -> str:
        """As a sentence needs it: "Monitoring Officer", "Clearing officer for Equality"."""
        return f"Clearing officer for {self.title}" if self.title else self.role.label


def deputised(words: str, deputy: bool) -> str:
    """What somebody is called who holds an office, or stands in for whoever does."""
    return f"{words} (deputy)" if deputy else words


def capacity_in_full(role: str, title: str, deputy: bool) -> str:
    """Codes in words that explain them: "Clearing officer for Equality (deputy)"."""
    return deputised(Office(Role(role), title).in_full, deputy)


@dataclass(frozen=True)
class Standing:
    """What one person holds in one council on one day: what they may do there, and as whom."""

    person: "User"
    council: "Council"
    appointments: tuple["Appointment", ...]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(held.role) for held in self.appointments)

    def may(self, right: Right) -> bool:
        return any(role in self.roles for role in MAY[right])

    @property
    def rights(self) -> frozenset[str]:
        """Names of the rights held, for pages that show or hide a link."""
        return frozenset(right.value for right in Right if self.may(right))

    @property
    def substantive_first(self) -> list["Appointment"]:
        return sorted(self.appointments, key=lambda held: held.deputy)

    def held_for(self, roles: Iterable[Role]) -> "Appointment | None":
        """The appointment that gives the first of `roles`, a substantive one before a deputy's."""
        held_now = self.substantive_first
        return next((held for role in roles for held in held_now if held.role == role), None)

    def held_as(self, office: Office) -> "Appointment | None":
        """The appointment in an office, a substantive one before a deputy's.

        What is asked of an office without a title, any officer of its role may answer.
        """
        for held in self.substantive_first:
            if office in (held.office, Office(held.office.role)):
                return held
        return None

    def require(self, *rights: Right) -> "Appointment":
        """The appointment that allows one of `rights`, in their order; else PermissionDenied."""
        for right in rights:
            if held := self.held_for(MAY[right]):
                return held
        wanted = " or ".join(role.label for right in rights for role in MAY[right])
        raise PermissionDenied(f"This needs the role of {wanted}.")


def standing(person: "User", council: "Council", *, on: date | None = None) -> Standing:
    """What `person` holds in `council` on a day (today, in London, unless told); one query."""
    from councils.models.appointments import held_in

    held = held_in(person.pk, council.pk, on or timezone.localdate())
    return standing_of(person, council, held)


def standings(council: "Council", people: Iterable["User"], *, on: date) -> "dict[int, Standing]":
    """What each of `people`, by their keys, holds in `council` on a day; one query."""
    from councils.models import Appointment

    known = {person.pk: person for person in people}
    rows = Appointment.objects.current(on).filter(council=council, person__in=known).order_by()
    held: dict[int, list[Appointment]] = {key: [] for key in known}
    for appointment in rows:
        held[appointment.person_id].append(appointment)
    return {key: standing_of(known[key], council, rows) for key, rows in held.items()}


def standing_of(person: "User", council: "Council", held: "Iterable[Appointment]") -> Standing:
    """What a person holds, by these appointments; nothing once they are deactivated."""
    appointments = tuple(held)
    for appointment in appointments:
        # The act's actor and its council are in memory already: no more queries for the same rows.
        appointment.person, appointment.council = person, council
    return Standing(person, council, appointments if person.is_active else ())
