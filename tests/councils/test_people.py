"""Who may be given a role, and how a role ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions import people
from councils.actions.account import accept_invitation
from councils.models import Appointment, OutboxMessage, User
from councils.record.models import Act
from councils.record.writer import recording
from councils.roles import CLEARING, DECIDING, Role
from tests.makers import administrator_of, make_appointment, make_council, make_person
from web.errors import Refused, StalePage

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def name_for(email):
    """No two people of a council are called alike."""
    of_several = email.partition("@")[0].replace("new", "")
    return f"New person {of_several}".strip() + ", Northmoor"


def give(council, role, *, by=None, email="new@northmoor.test", **details):
    typed = {"name": name_for(email), "starts_on": TODAY, **details}
    by = by or administrator_of(council)
    return people.appoint(council, by=by, email=email, role=role, **typed)


def write_directly(council, person, role, starts_on=TODAY, ends_on=None):
    """An appointment past every check of ours, but the database's."""
    row = Appointment(
        council=council, person=person, role=role, starts_on=starts_on, ends_on=ends_on
    )
    actor = administrator_of(council).appointments.get()
    with (
        transaction.atomic(),
        recording(council, actor=actor, verb="role_given", reason="A test") as act,
    ):
        act.add(row)
        act.subject = row
    return row


def roles_of(person, council, on=TODAY):
    return access_of(person, council, on=on).roles


def test_a_role_is_given_and_recorded(council, administrator):
    given = give(council, Role.AUTHOR, title="Policy lead")

    act = Act.objects.get(subject_id=given.pk, subject_kind="appointment")
    assert (act.verb, act.actor.person) == ("role_given", administrator)
    assert (act.actor.role, act.details) == (Role.ADMINISTRATOR, given.codes)
    assert act.sentence == "appointed New person, Northmoor, Report author"
    assert roles_of(given.person, council) == {Role.AUTHOR}


def test_only_an_administrator_gives_roles(council, monitoring_officer):
    with pytest.raises(PermissionDenied):
        give(council, Role.AUTHOR, by=monitoring_officer)
    assert not User.objects.filter(email="new@northmoor.test").exists()


def test_an_administrator_of_another_council_gives_no_role_here(council):
    with pytest.raises(PermissionDenied):
        give(council, Role.AUTHOR, by=administrator_of(make_council()))


@pytest.mark.parametrize("role", sorted(CLEARING | DECIDING))
def test_nobody_gives_themselves_a_role_that_clears_or_decides(council, administrator, role):
    with pytest.raises(Refused, match="Somebody else") as refusal:
        give(council, role, email=administrator.email, title="Equality")
    assert refusal.value.field == "role"


def test_an_administrator_may_give_that_role_to_somebody_else_and_another_to_themselves(
    council, administrator
):
    give(council, Role.SECTION_151)
    give(council, Role.AUTHOR, email=administrator.email)
    assert roles_of(administrator, council) == {Role.ADMINISTRATOR, Role.AUTHOR}


@pytest.mark.parametrize("other", [Role.SECTION_151, Role.HEAD_OF_PAID_SERVICE])
def test_the_monitoring_officer_is_given_no_role_the_law_forbids(
    council, monitoring_officer, other
):
    with pytest.raises(Refused, match="1989") as refusal:
        give(council, other, email=monitoring_officer.email)
    assert refusal.value.field == "role"


@pytest.mark.parametrize("other", [Role.SECTION_151, Role.HEAD_OF_PAID_SERVICE])
def test_the_database_refuses_the_same(council, monitoring_officer, other):
    with pytest.raises(IntegrityError, match="never_"):
        write_directly(council, monitoring_officer, other)


def test_one_after_the_other_is_lawful(council, monitoring_officer):
    make_person(council, Role.MONITORING_OFFICER, name="Their successor")
    held = monitoring_officer.appointments.get()
    people.end_appointment(held, by=administrator_of(council), seen=1, ends_on=TODAY)
    give(council, Role.SECTION_151, email=monitoring_officer.email, starts_on=TODAY + DAY)
    assert roles_of(monitoring_officer, council, TODAY + DAY) == {Role.SECTION_151}


def test_in_another_council_is_lawful(council, monitoring_officer):
    other = make_council()
    give(other, Role.SECTION_151, email=monitoring_officer.email)
    accept_invitation(other, by=monitoring_officer)
    assert roles_of(monitoring_officer, other) == {Role.SECTION_151}


def test_the_database_lets_section_151_officer_and_chief_executive_be_one_person(council):
    # The control: it is the pair that is refused, not a second role.
    person = make_person(council, Role.SECTION_151)
    write_directly(council, person, Role.HEAD_OF_PAID_SERVICE)


def test_the_database_refuses_an_end_long_before_the_beginning(council, monitoring_officer):
    with pytest.raises(IntegrityError, match="ends_after_it_starts"):
        write_directly(council, monitoring_officer, Role.AUDITOR, TODAY, TODAY - 2 * DAY)


def test_the_same_role_twice_at_once_is_refused(council):
    person = make_person(council, Role.AUTHOR)
    with pytest.raises(Refused, match="already holds"):
        give(council, Role.AUTHOR, email=person.email)


@pytest.mark.parametrize(("starts", "ends"), [(TODAY, TODAY - DAY), (TODAY - 9 * DAY, TODAY - DAY)])
def test_an_appointment_that_is_over_before_it_is_given_is_refused(council, starts, ends):
    with pytest.raises(Refused) as refusal:
        give(council, Role.AUTHOR, starts_on=starts, ends_on=ends)
    assert refusal.value.field == "ends_on"


def test_a_role_may_start_later(council):
    given = give(council, Role.AUTHOR, starts_on=TODAY + DAY)
    assert roles_of(given.person, council) == frozenset()
    assert roles_of(given.person, council, TODAY + DAY) == {Role.AUTHOR}


def test_a_role_that_ended_yesterday_is_gone_today(council):
    person = make_person(council, Role.AUTHOR, starts_on=TODAY - 9 * DAY)
    held = person.appointments.get()
    people.end_appointment(held, by=administrator_of(council), seen=1, ends_on=TODAY - DAY)
    assert roles_of(person, council, TODAY - DAY) == {Role.AUTHOR}
    assert roles_of(person, council) == frozenset()


@pytest.mark.parametrize("begun", [-9, 0, 9])
def test_a_role_taken_away_at_once_is_gone_at_once(council, begun):
    person = make_person(council, Role.AUTHOR, starts_on=TODAY + begun * DAY)
    held = person.appointments.get()
    people.end_at_once(held, by=administrator_of(council), seen=1)
    for day in (TODAY, TODAY + 9 * DAY):
        assert roles_of(person, council, day) == frozenset()


def test_a_role_begun_today_and_withdrawn_may_be_given_again(council):
    person = make_person(council, Role.AUTHOR)
    by = administrator_of(council)
    people.end_at_once(person.appointments.get(), by=by, seen=1)
    make_appointment(council, person, Role.AUTHOR, starts_on=TODAY - 3 * DAY)
    assert roles_of(person, council) == {Role.AUTHOR}


def test_a_withdrawn_statutory_role_stands_in_nobodys_way(council, monitoring_officer):
    make_person(council, Role.MONITORING_OFFICER, name="Their successor")
    held = monitoring_officer.appointments.get()
    people.end_at_once(held, by=administrator_of(council), seen=1)
    give(council, Role.SECTION_151, email=monitoring_officer.email)
    assert roles_of(monitoring_officer, council) == {Role.SECTION_151}


def test_what_has_ended_is_not_ended_again(council):
    person = make_person(council, Role.AUTHOR)
    by = administrator_of(council)
    people.end_at_once(person.appointments.get(), by=by, seen=1)
    with pytest.raises(Refused, match="already ended"):
        people.end_at_once(person.appointments.get(), by=by, seen=2)


def test_an_end_is_not_put_off(council):
    # It could run into a role that was given from the day after.
    person = make_person(council, Role.AUTHOR, ends_on=TODAY + DAY)
    with pytest.raises(Refused, match="already ends") as refusal:
        people.end_appointment(
            person.appointments.get(), by=administrator_of(council), seen=1, ends_on=TODAY + 2 * DAY
        )
    assert refusal.value.field == "ends_on"


def test_a_stale_page_ends_nothing(council):
    person = make_person(council, Role.AUTHOR)
    held = person.appointments.get()
    with pytest.raises(StalePage):
        people.end_appointment(held, by=administrator_of(council), seen=0, ends_on=TODAY)
    held.refresh_from_db()
    assert held.ends_on is None


def test_the_last_administrator_stays(council, administrator):
    held = administrator.appointments.get()
    with pytest.raises(Refused, match="only administrator"):
        people.end_at_once(held, by=administrator, seen=1)
    with pytest.raises(Refused, match="only administrator"):
        people.end_appointment(held, by=administrator, seen=1, ends_on=TODAY)


def test_an_administrator_goes_when_another_stays(council, administrator):
    other = make_person(council, Role.ADMINISTRATOR)
    people.end_at_once(administrator.appointments.get(), by=other, seen=1)
    assert roles_of(administrator, council) == frozenset()


def test_a_deactivated_administrator_does_not_count(council, administrator):
    other = make_person(council, Role.ADMINISTRATOR)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused, match="only administrator"):
        people.end_at_once(administrator.appointments.get(), by=administrator, seen=1)


def test_a_person_of_another_council_is_known_by_e_mail_and_keeps_their_name(council):
    known = make_person(make_council(), Role.AUTHOR, name="Their own name")
    given = give(council, Role.AUTHOR, email=known.email.upper(), name="Another name")
    known.refresh_from_db()
    assert given.person == known
    assert known.name == "Their own name"


def test_known_or_new_a_person_is_written_to(council):
    known = make_person(make_council(), Role.AUTHOR)
    OutboxMessage.objects.all().delete()
    give(council, Role.AUTHOR, email=known.email, name="Somebody known")
    give(council, Role.AUTHOR)
    assert list(OutboxMessage.objects.values_list("kind", "to__email").order_by("pk")) == [
        ("invitation", known.email),
        ("invitation", "new@northmoor.test"),
    ]


def test_inviting_again_says_nothing_of_whether_they_are_known(council):
    known = make_person(make_council(), Role.AUTHOR)
    by = administrator_of(council)
    for email in (known.email, "new@northmoor.test"):
        given = give(council, Role.AUTHOR, email=email, name=f"Whoever has {email}")
        people.invite_again(given, by=by)
        assert OutboxMessage.objects.filter(about=given, kind="invitation").count() == 2


def test_nobody_is_invited_to_what_has_ended(council):
    given = give(council, Role.AUTHOR)
    by = administrator_of(council)
    people.end_at_once(given, by=by, seen=1)
    given.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        people.invite_again(given, by=by)


def test_the_monitoring_officer_and_deputy_are_told_of_each_role_given(council, monitoring_officer):
    deputy = make_person(council, Role.MONITORING_OFFICER, deputy=True)
    make_person(council, Role.MONITORING_OFFICER, starts_on=TODAY + DAY)
    given = give(council, Role.AUTHOR)
    told = OutboxMessage.objects.filter(kind="role_granted", about=given)
    assert {message.to for message in told} == {monitoring_officer, deputy}


def test_the_state_of_an_appointment_follows_the_day():
    held = Appointment(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30))
    states = [held.state(day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30))]
    assert states == ["future", "current", "current"]
    assert held.state(date(2026, 5, 1)) == "past"
