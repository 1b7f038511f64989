"""Every role that can be given or ended: who is told, when it takes effect, who must agree."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions import grants, people
from councils.actions.council import change_settings
from councils.models import Appointment, Council, OutboxMessage, User
from councils.outbox import send_waiting
from councils.record.models import Act
from councils.record.writer import recording
from councils.roles import CLEARING, DECIDING, GUARDED, NEVER_VACANT, Role
from tests.councils.pages import address, boxes, fields_of
from tests.councils.test_people import give, roles_of
from tests.makers import administrator_of, make_appointment, make_council, make_person
from web.dates import day_in_words
from web.errors import Refused, StalePage

TODAY = timezone.localdate()
DAY = timedelta(days=1)
EFFECTIVE = TODAY + 2 * DAY
ROLES = sorted(Role)
State = Appointment.State


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """A council in which every role has been held, and somebody has cleared; rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        council = make_council("Northmoor Council")
        for role in sorted(set(Role) - {Role.ADMINISTRATOR, Role.HEAD_OF_PAID_SERVICE}):
            make_person(council, role, name=f"Holder, {role.label}")
        has_cleared(council)
        make_person(council, Role.HEAD_OF_PAID_SERVICE, name="Holder, Head of paid service")
        OutboxMessage.objects.all().delete()
        yield council
        transaction.set_rollback(True)


@pytest.fixture
def council(db, whole):
    return Council.objects.get(pk=whole.pk)


def has_cleared(council):
    """An act about a plan in a role that clears: the council’s beginning is over."""
    officer = council.appointments.get(role=Role.MONITORING_OFFICER)
    with recording(council, actor=officer, verb="clearance_answered", reason="x", plan=1) as act:
        act.note(officer)


def holder(council, role):
    return council.appointments.exclude(person__name__startswith="New person").get(role=role)


@pytest.fixture
def second(council):
    """An administrator of long standing."""
    return make_person(council, Role.ADMINISTRATOR, name="Second administrator")


def told(kind):
    return {row.to for row in OutboxMessage.objects.filter(kind=kind)}


def watchers(council):
    """Who holds or held a role that clears or decides."""
    roles = CLEARING | DECIDING
    return {one.person for one in council.appointments.filter(role__in=roles)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deputy", [False, True])
def test_a_role_that_clears_or_decides_gives_nothing_until_it_takes_effect(council, role, deputy):
    given = give(council, role, title="Equality", deputy=deputy)
    guarded = role in GUARDED

    assert given.effective_on == (EFFECTIVE if guarded else None)
    assert given.state(TODAY) == (State.WAITING if guarded else State.CURRENT)
    assert roles_of(given.person, council) == (frozenset() if guarded else {role})
    assert roles_of(given.person, council, EFFECTIVE - DAY) == (frozenset() if guarded else {role})
    assert roles_of(given.person, council, EFFECTIVE) == {role}


@pytest.mark.parametrize("role", ROLES)
def test_whoever_holds_or_held_such_a_role_is_told_at_once(council, role):
    former = holder(council, Role.HEAD_OF_PAID_SERVICE)
    people.end_at_once(former, by=administrator_of(council), seen=1)
    # Begun today: what was withdrawn on the day it began was held on none.
    watching = watchers(council) - {former.person}
    OutboxMessage.objects.all().delete()
    given = give(council, role, title="Equality")

    officer = holder(council, Role.MONITORING_OFFICER).person
    expected = watching | {given.person} if role in GUARDED else {officer}
    assert told("role_granted") == expected


@pytest.mark.parametrize("role", ROLES)
def test_an_ending_is_told_to_the_same_people_and_to_whoever_is_ended(council, role):
    make_person(council, role, name="Another")
    ended = council.appointments.filter(role=role).earliest("pk")
    OutboxMessage.objects.all().delete()
    by = administrator_of(council)
    people.end_appointment(ended, by=by, seen=1, ends_on=TODAY)

    expected = watchers(council) | {ended.person} if role in GUARDED else set()
    managers = council.appointments.filter(role=Role.ADMINISTRATOR).exclude(person=by)
    if role in GUARDED:
        expected |= {one.person for one in managers}
    assert told("role_ended") == expected


def test_without_the_table_of_guarded_roles_nobody_would_be_told_nor_wait(council, monkeypatch):
    # The control: it is the table that makes a role wait.
    monkeypatch.setattr(grants, "GUARDED", frozenset())
    monkeypatch.setattr(people, "GUARDED", frozenset())
    given = give(council, Role.SECTION_151)
    assert roles_of(given.person, council) == {Role.SECTION_151}
    assert given.person not in told("role_granted")


def test_a_backdated_first_day_does_not_shorten_the_wait(council):
    given = give(council, Role.SECTION_151, starts_on=TODAY - 30 * DAY)
    for day in (TODAY - 9 * DAY, TODAY, EFFECTIVE - DAY):
        assert roles_of(given.person, council, day) == frozenset()


def test_the_council_sets_how_long_it_waits_but_never_to_nothing(council):
    by = administrator_of(council)
    change_settings(council, by=by, seen=council.revision, grant_delay_days=5)
    council.refresh_from_db()
    assert give(council, Role.SECTION_151).effective_on == TODAY + 6 * DAY


@pytest.mark.parametrize("role", sorted(GUARDED - {Role.ADMINISTRATOR}))
def test_the_first_of_an_office_in_a_new_council_takes_effect_at_once_and_only_the_first(db, role):
    council = make_council()
    first = give(council, role, email="first@northmoor.test", title="Equality")
    assert roles_of(first.person, council) == {role}
    assert first.person in told("role_granted")

    if role not in grants.SEVERAL_AT_FIRST:
        if role not in NEVER_VACANT:
            people.end_at_once(first, by=administrator_of(council), seen=1)
        again = give(council, role, email="again@northmoor.test", title="Equality")
        assert roles_of(again.person, council) == frozenset()


def test_a_second_administrator_waits_in_a_new_council_too(db):
    council = make_council()
    assert give(council, Role.ADMINISTRATOR).state(TODAY) == State.WAITING


def test_once_somebody_has_cleared_even_the_first_of_an_office_waits(council):
    given = give(council, Role.CLEARING_OFFICER, title="Climate")
    assert given.state(TODAY) == State.WAITING


@pytest.mark.parametrize("role", sorted(GUARDED))
@pytest.mark.parametrize("confirmer", [Role.ADMINISTRATOR, Role.HEAD_OF_PAID_SERVICE])
def test_somebody_else_has_it_take_effect_earlier(council, second, role, confirmer):
    by = second if confirmer == Role.ADMINISTRATOR else holder(council, confirmer).person
    given = give(council, role, title="Equality")
    OutboxMessage.objects.all().delete()
    grants.confirm_change(given, by=by, seen=1)

    assert roles_of(given.person, council) == {role}
    assert watchers(council) <= told("role_confirmed")
    assert Act.objects.get(verb="role_confirmed").actor.person == by


@pytest.mark.parametrize(
    ("who", "why"),
    [("giver", "asked for this yourself"), ("receiver", "your own role")],
)
def test_neither_who_gave_it_nor_who_gets_it_confirms_it(council, second, who, why):
    person = second if who == "receiver" else administrator_of(council)
    given = give(council, Role.SECTION_151, email=second.email)
    with pytest.raises(Refused, match=why):
        grants.confirm_change(given, by=person, seen=1)


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.HEAD_OF_PAID_SERVICE})
)
def test_nobody_else_confirms(council, role):
    given = give(council, Role.SECTION_151)
    with pytest.raises(PermissionDenied):
        grants.confirm_change(given, by=holder(council, role).person, seen=1)


def test_an_account_that_waits_itself_confirms_nothing(council):
    puppet = give(council, Role.ADMINISTRATOR, email="puppet@northmoor.test").person
    given = give(council, Role.SECTION_151)
    with pytest.raises(PermissionDenied):
        grants.confirm_change(given, by=puppet, seen=1)


def test_a_first_holder_of_today_does_not_confirm_what_the_same_hand_gave(db):
    council = make_council()
    puppet = give(council, Role.HEAD_OF_PAID_SERVICE, email="puppet@northmoor.test").person
    give(council, Role.SECTION_151, email="officer@northmoor.test")
    given = give(council, Role.SECTION_151)
    with pytest.raises(Refused, match="too new"):
        grants.confirm_change(given, by=puppet, seen=1)


def test_somebody_who_was_confirmed_may_confirm(council, second):
    third = give(council, Role.ADMINISTRATOR, email="third@northmoor.test")
    grants.confirm_change(third, by=second, seen=1)
    given = give(council, Role.SECTION_151)
    grants.confirm_change(given, by=third.person, seen=1)
    assert roles_of(given.person, council) == {Role.SECTION_151}


def test_what_was_refused_never_takes_effect(council, second):
    given = give(council, Role.SECTION_151)
    grants.refuse_change(given, by=second, seen=1)
    given.refresh_from_db()
    assert given.state(TODAY) == State.WITHDRAWN
    assert roles_of(given.person, council, EFFECTIVE) == frozenset()
    assert watchers(council) <= told("role_change_refused")


@pytest.mark.parametrize("starts", [-9, 0, 9])
@pytest.mark.parametrize("role", sorted(GUARDED))
def test_a_role_that_waits_is_withdrawn(council, role, starts):
    given = give(council, role, title="Equality", starts_on=TODAY + starts * DAY)
    people.end_at_once(given, by=administrator_of(council), seen=1)
    given.refresh_from_db()
    assert given.state(TODAY) == State.WITHDRAWN
    for day in (TODAY - 5 * DAY, TODAY, EFFECTIVE, TODAY + 20 * DAY):
        assert roles_of(given.person, council, day) == frozenset()


def test_nobody_withdrawn_before_it_began_learns_more_of_the_council(council):
    mistaken = give(council, Role.SECTION_151)
    people.end_at_once(mistaken, by=administrator_of(council), seen=1)
    OutboxMessage.objects.all().delete()
    give(council, Role.PORTFOLIO_HOLDER, email="other@northmoor.test")
    assert mistaken.person not in told("role_granted")


@pytest.mark.parametrize("role", sorted(NEVER_VACANT))
@pytest.mark.parametrize("ends_on", [None, TODAY, TODAY + 9 * DAY])
def test_the_last_of_an_office_the_law_wants_stays_until_there_is_a_successor(
    council, role, ends_on
):
    by, held = administrator_of(council), holder(council, role)

    def end():
        people.end_or_ask(held, by=by, seen=held.revision, ends_on=ends_on)

    with pytest.raises(people.NeedsConfirmation, match="Nobody would be"):
        end()
    make_person(council, role, deputy=True, name="A deputy")
    with pytest.raises(people.NeedsConfirmation):
        end()
    waiting = give(council, role)
    with pytest.raises(people.NeedsConfirmation):
        end()
    User.objects.filter(pk=make_person(council, role, name="Gone").pk).update(is_active=False)
    with pytest.raises(people.NeedsConfirmation):
        end()
    make_person(council, role, name="A successor")
    end()
    held.refresh_from_db()
    assert held.ends_on is not None
    assert waiting.person in told("role_ended") or waiting.state(TODAY) == State.WAITING


def test_both_monitoring_officers_cannot_be_ended_one_after_the_other(council):
    by = administrator_of(council)
    make_person(council, Role.MONITORING_OFFICER, name="The second")
    one, other = council.appointments.filter(role=Role.MONITORING_OFFICER).order_by("pk")
    people.end_at_once(one, by=by, seen=1)
    with pytest.raises(people.NeedsConfirmation):
        people.end_at_once(other, by=by, seen=1)


def test_a_successor_who_is_to_come_does_not_go_either(council):
    by, role = administrator_of(council), Role.SECTION_151
    person = make_person(council, role, name="From later on", starts_on=TODAY + 5 * DAY)
    people.end_appointment(holder_of_today(council, role), by=by, seen=1, ends_on=TODAY + 4 * DAY)
    with pytest.raises(people.NeedsConfirmation):
        people.end_at_once(person.appointments.get(), by=by, seen=1)


def holder_of_today(council, role):
    return Appointment.objects.current(TODAY).get(council=council, role=role)


@pytest.mark.parametrize("role", sorted(NEVER_VACANT))
@pytest.mark.parametrize(
    ("ends_on", "last"), [(None, TODAY - DAY), (TODAY + 9 * DAY, TODAY + 9 * DAY)]
)
def test_the_last_one_goes_once_somebody_else_confirms_it(council, second, role, ends_on, last):
    by, held = administrator_of(council), holder(council, role)
    people.ask_to_end(held, by=by, seen=1, ends_on=ends_on)
    assert watchers(council) <= told("role_end_asked")
    assert roles_of(held.person, council) == {role}
    with pytest.raises(Refused, match="yourself"):
        grants.confirm_change(held, by=by, seen=2)

    grants.confirm_change(held, by=second, seen=2)
    held.refresh_from_db()
    assert (held.ends_on, held.ending_on) == (last, None)
    assert watchers(council) | {held.person} <= told("role_ended")


def test_an_ending_that_is_refused_does_not_happen(council, second):
    held = holder(council, Role.SECTION_151)
    people.ask_to_end(held, by=administrator_of(council), seen=1, ends_on=TODAY)
    grants.refuse_change(held, by=second, seen=2)
    held.refresh_from_db()
    assert (held.ends_on, held.ending_on) == (None, None)
    with pytest.raises(Refused, match="Nothing about this"):
        grants.confirm_change(held, by=second, seen=3)


def test_an_old_page_confirms_nothing(council, second):
    given = give(council, Role.SECTION_151)
    with pytest.raises(StalePage):
        grants.confirm_change(given, by=second, seen=0)


def test_the_page_tells_when_and_lets_a_second_administrator_confirm(council, second, client):
    given = give(council, Role.SECTION_151)
    client.force_login(second)
    shown = client.get(address("appointment", council, given.pk)).content.decode()
    assert "unless confirmed earlier" in shown
    page = address("appointment_confirm", council, given.pk)
    typed = {**fields_of(client.get(page)), "answer": "confirm"}
    assert client.post(page, typed).status_code == 302
    assert roles_of(given.person, council) == {Role.SECTION_151}
    assert "Nothing waits" in client.get(page).content.decode()


def test_the_page_offers_no_confirmation_to_whoever_gave_the_role(council, client):
    given = give(council, Role.SECTION_151)
    client.force_login(administrator_of(council))
    page = client.get(address("appointment_confirm", council, given.pk)).content.decode()
    assert "somebody else must confirm it" in page
    assert "It takes effect now" not in page
    sent = client.post(address("appointment_confirm", council, given.pk), {"answer": "confirm"})
    assert sent.status_code == 422


def test_the_page_of_an_ending_asks_for_a_confirmation(council, client):
    held = holder(council, Role.MONITORING_OFFICER)
    client.force_login(administrator_of(council))
    page = address("appointment_end", council, held.pk)
    typed = {**fields_of(client.get(page)), "when": "at_once", **boxes("ends_on", None)}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "confirmation" in refused.context["form"].errors
    assert client.post(page, {**typed, "confirmation": "on"}).status_code == 302
    held.refresh_from_db()
    assert (held.ends_on, held.ending_on) == (None, TODAY - DAY)


def test_the_e_mails_say_who_what_and_until_when(council, second):
    given = give(council, Role.SECTION_151)
    send_waiting()
    people.end_at_once(given, by=second, seen=1)
    make_person(council, Role.SECTION_151, name="A successor")
    people.ask_to_end(holder(council, Role.MONITORING_OFFICER), by=second, seen=1, ends_on=TODAY)
    send_waiting()
    said = "\n".join(one.body for one in mail.outbox)
    for words in (
        "Takes effect: on",
        "Withdrawn before it began",
        "Ended by: Second administrator",
        "Last day asked for:",
    ):
        assert words in said, words


@pytest.mark.parametrize("role", sorted(GUARDED))
def test_nothing_but_giving_makes_a_role_last_longer(council, role):
    """Dates only ever shorten: to extend an appointment is to give the role again, and waits."""
    ends_on = TODAY + 5 * DAY
    person = make_person(council, role, name="With an end", ends_on=ends_on)
    held = person.appointments.get()
    with pytest.raises(Refused, match="Give the role again"):
        people.end_appointment(held, by=administrator_of(council), seen=1, ends_on=ends_on + DAY)
    again = give(council, role, email=person.email, starts_on=ends_on + DAY, title="Equality")
    assert again.effective_on == EFFECTIVE


def test_an_appointment_given_now_is_seen_waiting_in_the_list(council, client):
    give(council, Role.SECTION_151)
    client.force_login(administrator_of(council))
    tables = client.get(address("people", council)).context["tables"]
    assert "Waiting to take effect: 1" in [table["caption"] for table in tables]


def test_a_role_that_waits_ends_its_sentences_once_wherever_it_is_shown(council, second, client):
    given = give(council, Role.SECTION_151)
    client.force_login(second)
    one = given.pk
    for page in (
        address("people", council),
        address("appointment", council, one),
        address("appointment_confirm", council, one),
    ):
        shown = client.get(page).content.decode()
        assert "unless confirmed earlier." in shown
        assert "earlier.." not in shown


def test_nobody_is_led_to_what_they_may_not_do_with_their_own_account(council, second, client):
    own, other = second.appointments.get(), give(council, Role.AUDITOR)
    client.force_login(other.person)  # they have been here
    client.force_login(second)
    for held, offered in ((own, False), (other, True)):
        shown = client.get(address("appointment", council, held.pk)).content.decode()
        assert (address("appointment_account", council, held.pk) in shown) == offered
        assert (address("appointment_invite", council, held.pk) in shown) == offered


def test_who_waits_enters_no_page_of_the_council(council, client):
    given = give(council, Role.AUDITOR)
    waiting = give(council, Role.SECTION_151, email="waits@northmoor.test")
    for person, status in ((given.person, 200), (waiting.person, 404)):
        client.force_login(person)
        assert client.get(address("people", council)).status_code == status
    assert not access_of(waiting.person, council).appointments


def test_appointments_in_two_councils_do_not_touch(council):
    elsewhere = make_council()
    other = make_appointment(elsewhere, holder(council, Role.SECTION_151).person, Role.SECTION_151)
    OutboxMessage.objects.all().delete()
    give(council, Role.SECTION_151)
    assert {row.council for row in OutboxMessage.objects.all()} == {council}
    assert other.state(TODAY) == State.CURRENT


@pytest.mark.parametrize("role", sorted(NEVER_VACANT))
def test_when_its_days_run_out_without_a_successor_all_are_told_and_the_page_warns(
    db, role, client
):
    council, last = make_council(), TODAY + 30 * DAY
    watching = make_person(council, Role.HEAD_OF_PAID_SERVICE)
    give(council, role, ends_on=last)
    send_waiting()
    said = f"Nobody is {role.label} after {day_in_words(last)}"
    assert said in next(one.body for one in mail.outbox[::-1] if one.to == [watching.email])
    client.force_login(administrator_of(council))
    assert said in client.get(address("people", council)).content.decode()

    make_person(council, role, name="A successor", starts_on=last)
    assert said not in client.get(address("people", council)).content.decode()
