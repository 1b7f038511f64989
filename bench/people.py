"""Councils and the people in them, signed in as their browsers are."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from councils.actions.council import create_council
from councils.actions.people import appoint
from councils.models import Council, User
from councils.roles import Role


def found(name: str, roles: Iterable[Role]) -> tuple[Council, dict[Role, User]]:
    """A council with an administrator and one person in each of `roles`."""
    slug = name.lower()
    administrator = User.objects.create_user(
        f"administrator@{slug}.example", None, name=f"Administrator, {name}"
    )
    council = create_council(
        name=f"{name} Council",
        slug=slug,
        administrator_email=administrator.email,
        administrator_name="",
    )
    people = {Role.ADMINISTRATOR: administrator}
    for role in roles:
        people[role] = join(council, administrator, role, f"{role.label}, {name}")
    return council, people


def join(council: Council, administrator: User, role: Role, name: str) -> User:
    """Somebody new who holds this role from today."""
    email = f"person-{User.objects.count()}@{council.slug}.example"
    person = User.objects.create_user(email, None, name=name)
    appoint(
        council,
        by=administrator,
        name=name,
        email=email,
        role=role,
        title="Equality" if role == Role.CLEARING_OFFICER else "",
        starts_on=timezone.localdate(),
    )
    return person


def sign_in(person: User) -> str:
    """The key of a session like the one that signing in makes."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key
