"""Signing in: by invitation, by e-mail in any case, with a code where one is set up."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from councils.models import OutboxMessage, User
from councils.outbox import send_waiting
from councils.record.models import Act
from councils.roles import Role
from tests.councils.pages import address
from tests.makers import PASSWORD, make_appointment, make_person

NEW = "plenty of words here"


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
    return code_of(secret)


def code_of(secret, *, ago=0):
    """The code of now, or of so many half minutes ago."""
    counters = list(totp.yield_hotp_counters_from_time())
    now = counters[len(counters) // 2]
    return totp.format_hotp_value(totp.hotp_value(secret, now - ago))


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


def test_a_code_of_the_half_minute_before_is_taken_and_an_older_one_is_not(client, author):
    secret = totp.generate_totp_secret()
    code_for(author, secret=secret)
    sign_in(client, author.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, ago=3)})
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, ago=1)})
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
    client.post(form, {"password1": NEW, "password2": NEW})
    assert not is_signed_in(client)
    assert b"no longer works" in client.get(link, follow=True).content
    sign_in(client, author.email, NEW)
    assert is_signed_in(client)


def link_for(person, client):
    """The link of the newest e-mail that a person was sent."""
    client.post(reverse("account_reset_password"), {"email": person.email})
    send_waiting()
    sent = [one for one in mail.outbox if one.to == [person.email] and "/key/" in one.body]
    return re.search(r"http://[^/]+(/\S+/key/\S+)", sent[-1].body)[1]


def opens(client, link, monkeypatch, *, after):
    """Whether a link still opens the form some time after it was made."""
    later = datetime.now() + after  # noqa: DTZ005 (as Django asks it)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    return b"Choose a password" in client.get(link, follow=True).content


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_for_a_forgotten_password_lasts_an_hour(client, author, monkeypatch, minutes, works):
    link = link_for(author, client)
    assert "for an hour" in mail.outbox[-1].body
    assert opens(client, link, monkeypatch, after=timedelta(minutes=minutes)) is works


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_an_invitation_lasts_a_week_and_says_so(client, council, monkeypatch, days, works):
    invited = User(email="invited@northmoor.test", name="Invited, Northmoor")
    given = make_appointment(council, invited, Role.AUTHOR)
    link = link_for(given.person, client)
    assert "7 days" in mail.outbox[-1].body
    assert opens(client, link, monkeypatch, after=timedelta(days=days)) is works


@pytest.mark.parametrize("asked_before", [False, True], ids=["alone", "somebody asked for a link"])
def test_whoever_was_invited_turns_on_a_second_factor(client, council, asked_before):
    invited = User(email="invited@northmoor.test", name="Invited, Northmoor")
    person = make_appointment(council, invited, Role.AUTHOR).person
    link = link_for(person, client)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    if asked_before:
        client.post(reverse("account_reset_password"), {"email": person.email})
    sign_in(client, person.email, NEW)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    typed = {"code": code_of(secret)}
    assert client.post(reverse("mfa_activate_totp"), typed).status_code == 302
    assert person.authenticator_set.filter(type="totp").exists()


def test_an_address_that_is_not_proved_would_turn_it_away(client, author):
    # The control: a row that says "not proved", as allauth's own links leave one, blocks it.
    EmailAddress.objects.create(user=author, email=author.email, verified=False)
    sign_in(client, author.email)
    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("mfa_index")


def change_password(client, person):
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), typed)


def change_name(client, person):
    client.post(reverse("account_name"), {"name": "Another name"})


def set_by_link(client, person):
    form = client.get(link_for(person, client), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})


def turn_on(client, person):
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def prove(client, person):
    """On allauth’s own page, as it asks before an account is changed."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def turn_off(client, person):
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client.post(reverse("mfa_deactivate_totp"))


def make_codes(client, person):
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client.post(reverse("mfa_generate_recovery_codes"))


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (change_password, "Your password was changed"),
        (change_name, "Your name was changed"),
        (set_by_link, "Your password was set by a link"),
        (turn_on, "Your authenticator app is on"),
        (turn_off, "Your authenticator app is off"),
        (make_codes, "You have new recovery codes"),
    ],
)
def test_whatever_changes_of_an_account_is_mailed_to_its_person(
    client, author, change, subject, django_capture_on_commit_callbacks
):
    sign_in(client, author.email)
    OutboxMessage.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        change(client, author)
    send_waiting()
    [told] = [one for one in mail.outbox if one.subject == subject]
    assert told.to == [author.email]
    assert "If this was not you" in told.body


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


def test_whoever_is_refused_reads_the_words_of_our_own_pages(client, author):
    typed = {"login": author.email, "password": "not it at all"}
    page = client.post(reverse("account_login"), typed).content.decode()

    assert "The e-mail address or the password is not right." in page
    assert "mail address and/or" not in page


def test_a_form_about_passwords_has_labels_as_every_other_form(client, author):
    client.force_login(author)
    shown = client.get(reverse("account_change_password")).context["form"]

    labels = [field.label for field in shown]
    assert labels == ["Your password now", "New password", "The new password again"]
