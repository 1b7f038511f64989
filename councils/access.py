"""The way into a council's pages: strangers find nothing there, others what their role allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from councils.models.appointments import held_at_address
from councils.roles import MAY, Office, Right, Role

if TYPE_CHECKING:
    from councils.models import Appointment, Council, User

if TYPE_CHECKING:
    from councils.models import User


@dataclass(frozen=True)
class Access:
    """What one person holds in one council on one day: what they may do there, and as whom."""

    person: "User"
    council: "Council"
    appointments: tuple["Appointment", ...]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(held.role) for held in self.appointments)

    def may(self, *rights: Right) -> bool:
        """Whether they hold one of `rights`."""
        return any(role in self.roles for right in rights for role in MAY[right])

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


class SecondFactorNeeded(Exception):
    """The council asks for a code as well of whoever holds this role, and the person has none."""

    def __init__(self, council: "Council") -> None:
        super().__init__(f"{council} asks for a second factor.")
        self.council = council


def lacks_second_factor(access: "Access") -> bool:
    """Whether one of the roles asks for a second factor that the person has not turned on.

    Asks the database only in a council that asks for one of such a role.
    """
    wanted = access.roles.intersection(access.council.second_factor_roles)
    return bool(wanted) and not is_mfa_enabled(access.person, [Authenticator.Type.TOTP])


def check_second_factor(access: "Access") -> None:
    """Lead somebody to turn it on before any page of the council."""
    if lacks_second_factor(access):
        raise SecondFactorNeeded(access.council)


def access_of(person: "User", council: "Council", *, on: date | None = None) -> Access:
    """What `person` holds in `council` on a day (today, in London, unless told); one query."""
    from councils.models.appointments import held_by

    held = held_by(person.pk, council.pk, on or timezone.localdate())
    access = access_from(person, council, held)
    if lacks_second_factor(access):
        wanted = set(council.second_factor_roles)
        return access_from(person, council, (one for one in held if one.role not in wanted))
    return access


def accesses_of(council: "Council", people: Iterable["User"], *, on: date) -> "dict[int, Access]":
    """What each of `people`, by their keys, holds in `council` on a day; one query."""
    from councils.models import Appointment

    known = {person.pk: person for person in people}
    rows = Appointment.objects.current(on).filter(council=council, person__in=known).order_by()
    held: dict[int, list[Appointment]] = {key: [] for key in known}
    for appointment in rows:
        held[appointment.person_id].append(appointment)
    return {key: access_from(known[key], council, rows) for key, rows in held.items()}


def access_from(person: "User", council: "Council", held: "Iterable[Appointment]") -> Access:
    """What a person holds, by these appointments; nothing once they are deactivated."""
    appointments = tuple(held)
    for appointment in appointments:
        # The act's actor and its council are in memory already: no more queries for the same rows.
        appointment.person, appointment.council = person, council
    return Access(person, council, appointments if person.is_active else ())


class Request(HttpRequest):
    """A request by somebody signed in; `access` is set once `council_or_404` let them in."""

    user: "User"
    access: Access


def council_or_404(request: HttpRequest, slug: str) -> Access:
    """What the person asking holds in the council `slug` today, in one query.

    Kept as `request.access` for the masthead. SecondFactorNeeded where a role needs one first.
    Http404 when they hold nothing there, whether or not there is such a council.
    """
    person: User = request.user  # type: ignore[assignment]
    held = tuple(held_at_address(person.pk, slug, timezone.localdate()))
    if not held or not person.is_active:
        raise Http404
    for appointment in held:
        # The act's actor is a person already in memory: no second query for the same row.
        appointment.person = person
    access = Access(person, held[0].council, held)
    check_second_factor(access)
    request.access = access  # type: ignore[attr-defined]
    return access
