"""A session that nobody uses ends, and what was being typed is given back."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.idle import SEEN_AT
from councils.actions.council import change_settings
from councils.roles import Role
from tests.councils.pages import address, fields_of
from tests.councils.test_views_people import NEW
from tests.makers import PASSWORD, make_appointment, make_council


@pytest.fixture(autouse=True)
def no_guesses_yet(db):
    cache.clear()


def rest(client, minutes):
    session = client.session
    session[SEEN_AT] = time.time() - minutes * 60
    session.save()


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("minutes", "stays"), [(59, True), (61, False)])
def test_it_ends_after_an_hour_unless_the_council_says_otherwise(
    as_administrator, council, minutes, stays
):
    rest(as_administrator, minutes)
    answered = as_administrator.get(address("people", council))
    assert answered.status_code == (200 if stays else 302)
    assert is_signed_in(as_administrator) is stays


def test_the_council_sets_how_long(as_administrator, council, administrator):
    change_settings(council, by=administrator, seen=council.revision, idle_minutes=10)
    rest(as_administrator, 11)
    as_administrator.get(address("people", council))
    assert not is_signed_in(as_administrator)


def test_of_two_councils_the_stricter_counts(as_administrator, council, administrator):
    other = make_council(idle_minutes=10)
    rest(as_administrator, 11)
    as_administrator.get(address("people", council))
    assert is_signed_in(as_administrator)
    make_appointment(other, administrator, Role.AUTHOR)
    rest(as_administrator, 11)
    as_administrator.get(address("people", council))
    assert not is_signed_in(as_administrator)


def test_what_is_done_begins_the_time_anew(as_administrator, council):
    began = time.time()
    for _ in range(3):
        rest(as_administrator, 50)
        as_administrator.get(address("people", council))
    assert as_administrator.session[SEEN_AT] >= began


def test_words_sent_after_that_come_back_to_their_form(as_administrator, council, administrator):
    form = address("person_add", council)
    rest(as_administrator, 61)
    asked = as_administrator.post(form, NEW)
    assert asked.status_code == 401
    typed = {**fields_of(asked), "login": administrator.email, "password": PASSWORD}
    signed_in = as_administrator.post(reverse("account_login"), typed)
    assert signed_in["Location"] == form
    shown = fields_of(as_administrator.get(form))
    assert {name: shown.get(name) for name in NEW} == NEW


def test_a_page_that_anybody_may_read_does_not_touch_the_session(as_administrator):
    rest(as_administrator, 61)
    assert as_administrator.get(reverse("help")).status_code == 200
    assert is_signed_in(as_administrator)
