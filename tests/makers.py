"""Councils and people for tests, made by the same actions as the pages use."""

import itertools
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions import people
from councils.actions.account import accept_invitation
from councils.actions.council import create_council
from councils.actions.governance import record_governance
from councils.models import Appointment, Council, Governance, RefusedAttempt, User
from councils.record.writer import recording
from councils.refusals import keep
from councils.roles import NEVER_VACANT, Right, Role

LONG_AGO = date(2024, 4, 1)
PASSWORD = "a long enough password"
numbers = itertools.count(1)


def make_council(name: str = "", **settings: Any) -> Council:
    """A council with its administrator, who can sign in; settings by name."""
    number = next(numbers)
    name = name or f"Council {number}"
    slug = settings.pop("slug", f"council-{number}")
    email = f"administrator@{slug}.test"
    User.objects.create_user(email, PASSWORD, name=f"Administrator, {name}")
    return create_council(
        name=name, slug=slug, administrator_email=email, administrator_name="", **settings
    )


def make_governed(
    council: Council, form: str = Governance.Form.LEADER, starts_on: date = date(2019, 5, 20)
) -> Governance:
    """It is said how the council is governed; nobody has, of one that a test makes."""
    by = administrator_of(council)
    return record_governance(council, by=by, form=form, starts_on=starts_on)


def administrator_of(council: Council) -> User:
    return User.objects.get(email=f"administrator@{council.slug}.test")


def make_person(council: Council, *roles: Role, name: str = "", **details: Any) -> User:
    """A person who can sign in and holds `roles` in the council, today unless `details` say so."""
    number = next(numbers)
    label = roles[0].label if roles else "Nobody"
    email = f"{label.lower().replace(' ', '.')}.{number}@{council.slug}.test"
    name = name or free_name(f"{label}, {council.name}")
    person = User.objects.create_user(email, PASSWORD, name=name)
    for role in roles:
        make_appointment(council, person, role, **details)
    return person


def free_name(name: str) -> str:
    """Each person of one role in a council is called otherwise: the second has a number."""
    taken = User.objects.filter(name__istartswith=name).count()
    return f"{name}, no {taken + 1}" if taken else name


def make_appointment(
    council: Council, person: User, role: Role, *, starts_on: date | None = None, **details: Any
) -> Appointment:
    """A role given by the council's administrator; another clearing officer clears equality.

    It was given long enough ago to have taken effect, unless `on` says on which day.
    """
    details = {"on": LONG_AGO} | details
    if role == Role.CLEARING_OFFICER:
        details = {"title": "Equality"} | details
    given = people.appoint(
        council,
        by=administrator_of(council),
        name=person.name,
        email=person.email,
        role=role,
        starts_on=starts_on or timezone.localdate(),
        **details,
    )
    if given.invited_as:
        accept_invitation(council, by=person)
        given.refresh_from_db()
    return given


def make_successor(council: Council, role: str) -> None:
    """Somebody in an office that must not be vacant, so that whoever has it may go."""
    if role in NEVER_VACANT:
        make_person(council, Role(role), name=f"Successor, {Role(role).label}")


def make_untitled(council: Council) -> Appointment:
    """A clearing officer of the time before they had to say what they clear."""
    row = Appointment(
        council=council,
        person=make_person(council, name="Officer without a title"),
        role=Role.CLEARING_OFFICER,
        starts_on=timezone.localdate(),
    )
    actor = access_of(administrator_of(council), council).require(Right.MANAGE_PEOPLE)
    facts = {"verb": "role_given", "reason": "As it was done then", "subject": row}
    with transaction.atomic(), recording(council, actor=actor, **facts) as act:
        act.add(row)
    return row


def make_refused(person: User, council: Council) -> None:
    """The line that an attempt against a rule leaves."""
    now = timezone.now()
    keep(RefusedAttempt(council=council, person=person, tried="", reason="rule", words="", at=now))
