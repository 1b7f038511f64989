"""An account is deactivated and let in again: what ends, what stays, who is told, who must stay."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.actions import deactivation
from councils.actions.deactivation import deactivate, reactivate
from councils.models import Appointment, OutboxMessage, User
from councils.outbox import send_waiting
from councils.record.models import Act
from councils.roles import CLEARING, DECIDING, GUARDED, NEVER_VACANT, Role
from tests.councils.pages import address, fields_of
from tests.councils.test_people import give, roles_of
from tests.makers import (
    PASSWORD,
    administrator_of,
    make_appointment,
    make_council,
    make_person,
    make_successor,
)
from web.errors import Refused

ROLES = sorted(Role)
OTHERS = sorted(set(Role) - {Role.ADMINISTRATOR})


@pytest.fixture
def council(db):
    return make_council("Northmoor Council")


@pytest.fixture
def by(council):
    return administrator_of(council)


def came(person):
    """Somebody who has been here."""
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    person.refresh_from_db()
    return person


def holder(council, *roles):
    person = came(make_person(council, *roles))
    for role in roles:
        make_successor(council, role)
    return person, council.appointments.filter(person=person).latest("pk")


def signed_in(person):
    client = Client()
    assert client.login(email=person.email, password=PASSWORD)
    return client


def is_in(client):
    return client.get("/").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_deactivated_is_out_at_once_and_holds_nothing(council, by, role):
    person, held = holder(council, role)
    client = signed_in(person)
    assert is_in(client)
    OutboxMessage.objects.all().delete()

    deactivate(held, by=by, reason="They left")

    assert not is_in(client)
    assert not Client().login(email=person.email, password=PASSWORD)
    assert roles_of(person, council) == frozenset()
    act = Act.objects.get(council=council, verb="account_deactivated")
    assert (act.actor.person, act.reason, act.subject) == (by, "They left", person.name)
    assert OutboxMessage.objects.get(kind="account_deactivated").to == person
    told = {row.to for row in OutboxMessage.objects.filter(kind="role_ended")}
    watching = council.appointments.filter(role__in=CLEARING | DECIDING).exclude(person=person)
    assert told >= ({one.person for one in watching} if role in GUARDED else set())
    assert (person in told) is (role in GUARDED)


@pytest.mark.parametrize("role", ROLES)
def test_let_in_again_they_hold_nothing_and_set_a_new_password(council, by, role):
    person, held = holder(council, role)
    before = signed_in(person)
    deactivate(held, by=by)
    mail.outbox.clear()

    reactivate(held, by=by)

    person.refresh_from_db()
    assert person.is_active
    assert roles_of(person, council) == frozenset()
    assert not is_in(before)  # no session of before lives again
    assert not Client().login(email=person.email, password=PASSWORD)
    send_waiting()
    [said] = [one.body for one in mail.outbox if "sign in again" in one.subject]
    assert "/account/password/reset/key/" in said


def test_the_control_with_the_password_kept_a_session_would_live_again(council, by, monkeypatch):
    person, held = holder(council, Role.AUTHOR)
    before = signed_in(person)
    monkeypatch.setattr(User, "set_unusable_password", lambda _: None)
    deactivate(held, by=by)
    reactivate(held, by=by)
    assert is_in(before)


@pytest.mark.parametrize("role", sorted(NEVER_VACANT))
def test_the_last_officer_whom_the_law_wants_is_not_deactivated(council, by, role):
    person = came(make_person(council, role))
    held = council.appointments.get(person=person)
    with pytest.raises(Refused, match="Appoint a successor first"):
        deactivate(held, by=by)
    person.refresh_from_db()
    assert person.is_active
    assert roles_of(person, council) == {role}
    make_successor(council, role)
    deactivate(held, by=by)


def test_without_the_rule_the_last_officer_would_go(council, by, monkeypatch):
    """The control."""
    person = came(make_person(council, Role.SECTION_151))
    monkeypatch.setattr(deactivation, "leaves_nobody", lambda *_: False)
    deactivate(council.appointments.get(person=person), by=by)
    assert roles_of(person, council) == frozenset()


def test_the_only_administrator_stays_and_nobody_deactivates_themselves(council, by):
    own = council.appointments.get(person=by)
    came(by)
    with pytest.raises(Refused, match="Somebody else"):
        deactivate(own, by=by)
    second, _ = holder(council, Role.ADMINISTRATOR)
    deactivate(own, by=second)
    with pytest.raises(PermissionDenied):
        deactivate(council.appointments.get(person=second), by=by)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_an_administrator_deactivates(council, role):
    _, held = holder(council, Role.AUTHOR)
    other = make_person(council, role)
    for act in (deactivate, reactivate):
        with pytest.raises(PermissionDenied):
            act(held, by=other)


def test_an_account_of_two_councils_keeps_what_it_has_in_the_other(council, by):
    person, held = holder(council, Role.AUTHOR, Role.CABINET_MEMBER)
    other = make_council("Southmoor Council")
    make_appointment(other, person, Role.AUDITOR)
    client = signed_in(person)
    OutboxMessage.objects.all().delete()

    said = deactivate(held, by=by)

    assert "of another council too" in said
    assert is_in(client)
    assert roles_of(person, council) == frozenset()
    assert roles_of(person, other) == {Role.AUDITOR}
    assert Act.objects.filter(council=council, verb="every_role_ended").count() == 1
    assert not Act.objects.filter(verb="account_deactivated").exists()
    assert OutboxMessage.objects.get(kind="every_role_ended").to == person
    with pytest.raises(Refused, match="hold no role here"):
        deactivate(held, by=by)


def test_of_somebody_who_was_never_here_it_does_not_tell_whether_they_are_known(council, by):
    other = make_council("Southmoor Council")
    known = came(make_person(other, Role.AUDITOR))
    invited = give(council, Role.AUTHOR, email=known.email)
    new = give(council, Role.AUTHOR, email="unknown@northmoor.test")
    for held in (invited, new):
        with pytest.raises(Refused, match="not been here yet"):
            deactivate(held, by=by)


def test_a_role_given_anew_lets_them_in_and_waits_as_every_other(council, by):
    person, held = holder(council, Role.MONITORING_OFFICER)
    deactivate(held, by=by)
    given = give(council, Role.MONITORING_OFFICER, email=person.email)
    person.refresh_from_db()
    assert person.is_active
    assert not person.has_usable_password()
    assert given.state(timezone.localdate()) == Appointment.State.WAITING


def test_an_account_closed_in_the_database_with_its_roles_is_let_in_by_no_page(council, by):
    person, held = holder(council, Role.AUTHOR)
    User.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(Refused, match="runs the servers"):
        reactivate(held, by=by)
    other = make_council("Southmoor Council")
    give(other, Role.AUTHOR, email=person.email)
    person.refresh_from_db()
    assert not person.is_active


def test_what_waits_or_begins_later_is_withdrawn(council, by):
    person, held = holder(council, Role.AUTHOR)
    later = timezone.localdate() + timedelta(days=30)
    coming = make_appointment(council, person, Role.AUDITOR, starts_on=later)
    deactivate(held, by=by)
    coming.refresh_from_db()
    assert coming.is_withdrawn


def test_the_page_asks_says_what_follows_and_offers_the_way_back(council, by):
    person, held = holder(council, Role.AUTHOR)
    browser = Client()
    browser.force_login(by)
    page, own = (
        address("appointment_account", council, held.pk),
        reverse("appointment", args=[council.slug, held.pk]),
    )
    assert "Deactivate their account" in browser.get(own).content.decode()
    shown = browser.get(page)
    assert "is not deactivated: only their roles" in shown.content.decode()
    assert browser.post(page, fields_of(shown)).status_code == 302
    after = browser.get(own).content.decode()
    assert "Deactivated: nobody signs in with it" in after
    assert "Let them sign in again" in after
    assert browser.post(page, fields_of(browser.get(page))).status_code == 302
    person.refresh_from_db()
    assert person.is_active
