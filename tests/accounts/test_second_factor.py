"""A council asks for a second factor by role; whoever lacks it is led to it, words kept."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.proof import PROVED_AT
from councils.access import access_of
from councils.actions import people
from councils.actions.council import change_settings
from councils.models import Appointment
from councils.roles import Role
from tests.accounts.test_sign_in import code_for, sign_in
from tests.councils.pages import address, fields_of
from tests.councils.test_people import give
from tests.councils.test_views_people import NEW
from tests.makers import PASSWORD, make_person
from web import saved_input

TURN_ON = reverse("mfa_activate_totp")


@pytest.fixture(autouse=True)
def no_guesses_yet(db):
    cache.clear()


def ask_of(council, administrator, *roles):
    change_settings(council, by=administrator, seen=council.revision, second_factor_roles=roles)
    council.refresh_from_db()


@pytest.mark.parametrize("role", sorted(Role))
def test_whoever_holds_such_a_role_is_led_to_turn_it_on_and_does_nothing_before(
    client, council, administrator, role
):
    person = make_person(council, role)
    ask_of(council, administrator, role)
    sign_in(client, person.email)
    for page in ("/", reverse("plans", args=[council.slug])):
        assert client.get(page)["Location"] == TURN_ON
    council.refresh_from_db()
    assert not access_of(person, council).roles
    assert client.get(TURN_ON).status_code == 200


@pytest.mark.parametrize("role", sorted(Role))
def test_with_it_everything_is_as_before(client, council, administrator, role):
    # The control: it is the missing factor that stops them.
    person = make_person(council, role)
    ask_of(council, administrator, role)
    code_for(person)
    client.force_login(person)
    assert client.get("/").status_code == 200
    assert access_of(person, council).roles == {role}


def test_another_role_of_the_council_is_asked_for_nothing(client, council, administrator):
    ask_of(council, administrator, Role.MONITORING_OFFICER)
    client.force_login(make_person(council, Role.AUDITOR))
    assert client.get(address("people", council)).status_code == 200


def test_an_action_refuses_too(council, administrator):
    ask_of(council, administrator, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        give(council, Role.AUTHOR, by=administrator)
    code_for(administrator)
    assert people.appoint is not None
    give(council, Role.AUTHOR, by=administrator)


@pytest.mark.parametrize("most", [None, 10])
@pytest.mark.parametrize("proved", [True, False])
def test_words_that_were_being_typed_are_kept(
    as_administrator, council, administrator, monkeypatch, most, proved
):
    """Also those that are too many for a page to carry, and on the way through the password."""
    if most:
        monkeypatch.setattr(saved_input, "MOST", most)
    form = address("person_add", council)
    ask_of(council, administrator, Role.ADMINISTRATOR)
    if not proved:
        unprove(as_administrator)
    asked = as_administrator.post(form, NEW)
    if not proved:
        assert asked.status_code == 401
        answer = {**fields_of(asked), "password": PASSWORD}
        asked = as_administrator.post(reverse("account_confirm"), answer)
        if most:  # they wait on the server, and their page is asked for
            asked = as_administrator.get(asked["Location"])
    assert asked["Location"] == TURN_ON
    if proved or not most:
        assert "What you typed is kept" in as_administrator.get(TURN_ON).content.decode()
    assert not Appointment.objects.filter(role="author").exists()
    code_for(administrator)
    shown = fields_of(as_administrator.get(form))
    assert {name: shown.get(name) for name in NEW} == NEW


def unprove(browser):
    """As if half an hour had gone by since they proved who they are."""
    session = browser.session
    session[PROVED_AT] = 0
    session.save()


def test_the_page_says_why(as_administrator, council, administrator):
    ask_of(council, administrator, Role.ADMINISTRATOR)
    as_administrator.get(address("people", council))
    page = as_administrator.get(TURN_ON).content.decode()
    assert "Northmoor Council asks you to sign in with a code as well" in page


def test_the_setting_is_chosen_on_the_settings_page(as_administrator, council):
    url = address("council_settings", council)
    typed = {**fields_of(as_administrator.get(url)), "colour": council.colour}
    typed |= {"clearing_roles": council.clearing_roles, "second_factor_roles": ["section_151"]}
    assert as_administrator.post(url, typed).status_code == 302
    council.refresh_from_db()
    assert council.second_factor_roles == ["section_151"]
