"""A lost session keeps the words: through sign-in and back into the form."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from councils.forms.people import PersonForm
from councils.models import Appointment, User
from councils.roles import Role
from tests.accounts.test_sign_in import code_for
from tests.councils.pages import address, fields_of
from tests.councils.test_views_people import NEW
from tests.makers import PASSWORD, make_person
from web import saved_input
from web.saved_input import SavedInput

WORDS = {**NEW, "title": "Lead for <plans> & “policy”", "starts_on_month": "13"}
BACK = "Your words are back. Check them and save."


@pytest.fixture
def browser(administrator):
    """A browser that checks form tokens, with the administrator signed in as people sign in."""
    cache.clear()
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, fields_of(browser.get(reverse("account_login"))), administrator)
    return browser


@pytest.fixture
def form(council):
    return address("person_add", council)


def sign_in(browser, fields, person, password=PASSWORD):
    typed = {**fields, "login": person.email, "password": password}
    return browser.post(reverse("account_login"), typed)


def lose_the_session(browser):
    Session.objects.all().delete()


def sign_out_in_another_tab(browser):
    fields = fields_of(browser.get(reverse("account_logout")))
    browser.post(reverse("account_logout"), fields)


def send(browser, form, lose=lose_the_session, **differing):
    """Open the form, lose the session, send the words: the sign-in page that comes."""
    fields = fields_of(browser.get(form))
    lose(browser)
    return browser.post(form, {**fields, **WORDS, **differing})


@pytest.mark.parametrize("lose", [lose_the_session, sign_out_in_another_tab])
def test_words_sent_after_the_session_was_lost_come_back(browser, form, administrator, lose):
    page = send(browser, form, lose)
    assert page.status_code == 401
    assert "Your words are kept" in page.content.decode()
    assert page.context["form"]["login"].label == "E-mail address"

    signed_in = sign_in(browser, fields_of(page), administrator)
    assert signed_in["Location"] == form
    back = browser.get(form)

    assert back.status_code == 200
    assert BACK in back.content.decode()
    shown = fields_of(back)
    assert {name: shown.get(name) for name in WORDS} == WORDS
    assert "error-summary" not in back.content.decode()


def test_they_are_judged_and_saved_when_they_are_sent(browser, form, administrator):
    sign_in(browser, fields_of(send(browser, form, starts_on_month="7")), administrator)
    shown = fields_of(browser.get(form))
    assert not Appointment.objects.filter(role="author").exists()
    assert browser.post(form, shown).status_code == 302
    assert Appointment.objects.filter(role="author").exists()


def test_words_that_would_pass_are_not_saved_by_opening_the_page(browser, form, administrator):
    sign_in(browser, fields_of(send(browser, form, starts_on_month="7")), administrator)
    browser.get(form)
    assert not User.objects.filter(email=NEW["email"]).exists()
    # The control: the same words in a form that was sent are valid.
    fit = QueryDict(mutable=True)
    fit.update({**WORDS, "starts_on_month": "7"})
    assert PersonForm(fit).is_valid()
    assert not PersonForm(SavedInput(fit.urlencode())).is_valid()


def test_they_come_back_once(browser, form, administrator):
    sign_in(browser, fields_of(send(browser, form)), administrator)
    browser.get(form)
    again = browser.get(form)
    assert fields_of(again)["title"] == ""
    assert BACK not in again.content.decode()


def test_they_come_back_to_their_own_page_only(browser, form, administrator, council):
    sign_in(browser, fields_of(send(browser, form)), administrator)
    other = browser.get(address("day_off_add", council))
    assert BACK not in other.content.decode()
    assert fields_of(browser.get(form))["title"] == WORDS["title"]


def test_a_wrong_password_loses_nothing(browser, form, administrator):
    refused = sign_in(browser, fields_of(send(browser, form)), administrator, "not this one at all")
    assert "Your words are kept" in refused.content.decode()
    assert sign_in(browser, fields_of(refused), administrator)["Location"] == form
    assert fields_of(browser.get(form))["title"] == WORDS["title"]


def test_they_pass_the_step_that_asks_for_a_code(browser, form, administrator):
    page = send(browser, form)
    code = code_for(administrator)
    asked = sign_in(browser, fields_of(page), administrator)
    assert asked["Location"] == reverse("mfa_authenticate")
    fields = fields_of(browser.get(asked["Location"]))
    assert browser.post(asked["Location"], {**fields, "code": code})["Location"] == form
    assert fields_of(browser.get(form))["title"] == WORDS["title"]


def test_somebody_else_who_signs_in_there_is_not_given_them(browser, form, council):
    other = make_person(council, Role.ADMINISTRATOR)
    sign_in(browser, fields_of(send(browser, form)), other)
    page = browser.get(form)
    assert fields_of(page)["title"] == ""
    assert BACK not in page.content.decode()


def test_without_knowing_who_was_there_they_are_given_to_whoever_may_open_the_page(
    browser, form, administrator
):
    # The control of the one before: it is the note of the last person that decides.
    page = send(browser, form)
    del browser.cookies[saved_input.LAST_PERSON]
    sign_in(browser, fields_of(page), administrator)
    assert fields_of(browser.get(form))["title"] == WORDS["title"]


def test_no_password_and_no_token_is_carried(browser, form):
    page = send(browser, form, password="hidden-one", new_password2="hidden-two")
    fields = fields_of(page)
    assert "hidden-" not in page.content.decode()
    assert [name for name in fields if "token" in name] == ["csrfmiddlewaretoken"]


def test_words_named_like_the_fields_of_sign_in_do_not_become_them(browser, form, administrator):
    page = send(browser, form, login="somebody else", next="https://elsewhere.test/")
    assert sign_in(browser, fields_of(page), administrator)["Location"] == form


def test_more_than_sign_in_can_carry_is_shown_to_copy(browser, form, monkeypatch):
    monkeypatch.setattr(saved_input, "MOST", 1000)
    page = send(browser, form, title="x" * 1000)
    assert page.status_code == 401
    assert "x" * 1000 in page.content.decode()
    assert "copy it" in page.content.decode()


def test_what_sign_in_can_just_carry_passes_its_own_limit(browser, form, administrator):
    page = send(browser, form, title="é " * 400_000)
    assert page.status_code == 401
    assert sign_in(browser, fields_of(page), administrator)["Location"] == form
    assert fields_of(browser.get(form))["title"].startswith("é é")


def test_words_are_not_carried_from_the_pages_of_ones_account(browser):
    lose_the_session(browser)
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    response = browser.post(reverse("account_change_password"), {**token, "oldpassword": PASSWORD})
    assert response.status_code == 302
    assert PASSWORD not in str(response.headers)


def test_a_part_of_a_page_asked_for_without_a_session_is_401(client, form):
    assert client.get(form, headers={"HX-Request": "true"}).status_code == 401


def test_a_form_of_another_site_is_refused_and_its_words_are_not_carried(browser, form):
    fields = fields_of(browser.get(form))
    refused = browser.post(form, {**fields, **WORDS, "csrfmiddlewaretoken": "wrong"})
    assert refused.status_code == 403
    assert "&lt;plans&gt; &amp; “policy”" in refused.content.decode()
