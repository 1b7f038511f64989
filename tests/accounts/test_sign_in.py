"""Signing in: by invitation, by e-mail in any case, with a code where one is set up."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from councils.models import User
from councils.outbox import send_waiting
from councils.record.models import Act
from councils.roles import Role
from tests.councils.pages import address
from tests.makers import PASSWORD, make_person


@pytest.fixture
def author(council):
    return make_person(council, Role.AUTHOR)


@pytest.fixture(autouse=True)
def no_guesses_yet(db):
    cache.clear()


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def code_for(person, *, secret=None):
    """A person's authenticator app, and the code it shows now."""
    secret = secret or totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("as_typed", [str, str.upper, "  {}  ".format])
def test_people_sign_in_with_their_e_mail_in_any_case(client, author, as_typed):
    assert sign_in(client, as_typed(author.email)).status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_opens_nothing(client, author):
    assert sign_in(client, author.email, "another long password").status_code == 200
    assert not is_signed_in(client)


def test_after_signing_in_they_are_where_they_wanted_to_be(client, author, council):
    wanted = address("people", council)
    asked = client.get(wanted)
    assert asked["Location"] == f"{reverse('account_login')}?next={wanted}"
    assert sign_in(client, author.email, next=wanted)["Location"] == wanted
    client.logout()
    assert sign_in(client, author.email)["Location"] == "/"


def test_nobody_is_sent_to_another_site(client, author):
    assert sign_in(client, author.email, next="https://elsewhere.test/")["Location"] == "/"


def test_nobody_signs_up(client, db):
    page = client.get(reverse("account_signup"))
    assert b"Accounts are by invitation" in page.content
    typed = {"email": "new@a.test", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), typed)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["account_email", "account_confirm_login_code"])
def test_pages_that_nobody_needs_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_deactivated_person_does_not_get_in(client, author):
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert sign_in(client, author.email)["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


def test_a_person_without_a_password_does_not_get_in(client, council):
    User.objects.create_user("invited@northmoor.test", name="Invited, Northmoor")
    for password in ("", "!", PASSWORD):
        sign_in(client, "invited@northmoor.test", password)
        assert not is_signed_in(client)


def test_where_a_code_is_set_up_the_password_alone_opens_nothing(client, author):
    code = code_for(author)
    assert sign_in(client, author.email)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000" if code != "000000" else "111111"})
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)


def test_guessing_is_stopped_and_the_count_is_in_the_shared_cache(client, author):
    for _ in range(6):
        refused = sign_in(client, author.email, "a wrong long password")
    assert b"Too many failed" in refused.content
    sign_in(client, author.email)
    assert not is_signed_in(client)
    cache.clear()
    sign_in(client, author.email)
    assert is_signed_in(client)


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, author, settings):
    settings.ADDRESS = "https://plans.northmoor.test"
    client.post(reverse("account_reset_password"), {"email": author.email.upper()})
    send_waiting()
    [sent] = [one for one in mail.outbox if one.subject == "Set a new password"]
    link = re.search(r"https://plans.northmoor.test(/\S+)", sent.body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "plenty of words here", "password2": "plenty of words here"})
    assert is_signed_in(client)
    client.logout()
    assert b"no longer works" in client.get(link, follow=True).content


def test_the_page_says_the_same_whether_an_address_is_known_or_not(client, author):
    def asked_for(email):
        page = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        return re.sub(rb'value="[^"]+"', b"", page.content)

    assert asked_for(author.email) == asked_for("nobody@northmoor.test")
    send_waiting()
    assert "There is no account" in mail.outbox[-1].body


def test_a_changed_password_is_no_act_of_a_council(client, author):
    acts = Act.objects.count()
    client.force_login(author)
    new = "another long password"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    author.refresh_from_db()
    assert author.check_password(new)
    assert Act.objects.count() == acts
