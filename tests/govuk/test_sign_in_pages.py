"""Every page of sign-in and of one's own account has our look; errors lead to their boxes."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.proof import PROVED_AT
from councils.models import User
from councils.outbox import send_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.govuk.urls")]

PASSWORD = "a long and quiet sentence"
EMAIL = "author@northmoor.example"


@pytest.fixture
def author():
    return User.objects.create_user(EMAIL, PASSWORD, name="Report author, Northmoor")


@pytest.fixture
def signed_in(client, author):
    """Through the pages themselves, so that allauth knows the password was given just now."""
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def looks_like_ours(response, *, title, status=200):
    """The page's HTML, once it is seen to be whole and drawn by our own templates."""
    html = response.content.decode()
    assert response.status_code == status
    assert f"<title>{title} – Clearday</title>" in re.sub(r"\s+", " ", html)
    assert html.count("<h1") == 1
    assert 'class="govuk-template"' in html
    assert "<script>" not in html
    assert " style=" not in html
    assert 'placeholder="' not in html
    assert not re.search(r"<(input|textarea|button)(?![^>]*(class=|hidden))", html), (
        "a bare control"
    )
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r' (?:for|aria-controls)="([^"]+)"', html)) <= ids
    assert {one.removeprefix("#") for one in re.findall(r'href="(#[^"]+)"', html)} <= ids
    return html


def test_sign_in(client):
    html = looks_like_ours(client.get(reverse("account_login")), title="Sign in")

    assert 'autocomplete="current-password"' in html
    assert reverse("account_reset_password") in html


def test_a_wrong_password_is_said_at_the_top(client, author):
    response = client.post(reverse("account_login"), {"login": EMAIL, "password": "wrong"})
    html = looks_like_ours(response, title="Error: Sign in")

    assert "There is a problem" in html
    assert f'value="{EMAIL}"' in html
    assert "wrong" not in html


def test_an_empty_sign_in_leads_to_its_boxes(client):
    html = looks_like_ours(client.post(reverse("account_login"), {}), title="Error: Sign in")

    assert '<a href="#id_login">' in html
    assert '<a href="#id_password">' in html


@pytest.mark.parametrize("template", ["account/login.html", "mfa/authenticate.html"])
def test_words_of_a_lost_session_are_carried_by_the_sign_in_pages(template):
    from allauth.account.forms import LoginForm

    words = 'a "quoted" <b>'
    html = render_to_string(template, {"form": LoginForm(), "kept": [("kept-body", words)]})
    without = render_to_string(template, {"form": LoginForm()})

    assert 'name="kept-body" value="a &quot;quoted&quot; &lt;b&gt;"' in html
    assert "Your words are kept" in html
    assert "kept" not in without


def test_sign_out(signed_in):
    looks_like_ours(signed_in.get(reverse("account_logout")), title="Sign out")


def test_a_password_is_reset_in_every_step(client, author):
    looks_like_ours(client.get(reverse("account_reset_password")), title="Set a new password")
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    done = client.get(reverse("account_reset_password_done"))
    looks_like_ours(done, title="Check your e-mail")
    send_waiting()
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
    key_page = client.get(link, follow=True)
    looks_like_ours(key_page, title="Choose a password")
    address = key_page.redirect_chain[-1][0]
    refused = client.post(address, {"password1": "short", "password2": "other"})
    html = looks_like_ours(refused, title="Error: Choose a password")

    assert '<a href="#id_password' in html
    looks_like_ours(
        client.get(reverse("account_reset_password_from_key_done")),
        title="Your password is saved",
    )


def test_a_used_reset_link_says_so(client):
    page = client.get(reverse("account_reset_password_from_key", args=["1", "no-such-key"]))
    looks_like_ours(page, title="This link no longer works")


def test_an_account_that_is_closed_and_one_not_to_be_had(client):
    looks_like_ours(client.get(reverse("account_inactive")), title="This account is closed")
    looks_like_ours(client.get(reverse("account_signup")), title="Accounts are by invitation")


def test_a_password_is_changed(signed_in):
    address = reverse("account_change_password")

    looks_like_ours(signed_in.get(address), title="Change your password")
    looks_like_ours(signed_in.post(address, {}), title="Error: Change your password")


def test_a_first_password_is_chosen(signed_in, author):
    author.set_unusable_password()
    author.save()
    signed_in.force_login(author)

    looks_like_ours(signed_in.get(reverse("account_set_password")), title="Choose a password")


def test_who_comes_back_later_confirms_that_it_is_they(client, author):
    client.force_login(author)
    session = client.session
    session[PROVED_AT] = time.time() - 6 * 60
    session.save()
    page = client.get(reverse("mfa_activate_totp"), follow=True)

    looks_like_ours(page, title="Confirm that it is you")


def code_for(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def with_app(signed_in):
    """Signed in, with an authenticator app turned on."""
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    response = signed_in.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response.status_code == 302, response.content.decode()
    return signed_in


def test_an_authenticator_app_is_turned_on(signed_in):
    looks_like_ours(signed_in.get(reverse("mfa_index")), title="Your account")
    page = looks_like_ours(
        signed_in.get(reverse("mfa_activate_totp")), title="Turn on an authenticator app"
    )
    refused = signed_in.post(reverse("mfa_activate_totp"), {"code": "nothing"})

    assert 'src="data:image/svg+xml' in page
    assert '<a href="#id_code">' in looks_like_ours(
        refused, title="Error: Turn on an authenticator app"
    )


def test_recovery_codes_are_shown_once_and_made_again(with_app):
    html = looks_like_ours(
        with_app.get(reverse("mfa_view_recovery_codes")), title="Your recovery codes"
    )
    looks_like_ours(with_app.get(reverse("mfa_index")), title="Your account")
    looks_like_ours(
        with_app.get(reverse("mfa_generate_recovery_codes")), title="Make new recovery codes"
    )

    assert len(re.findall(r"\b\d{4,}\b", html[html.index("<textarea") : html.index("</textarea")]))


def test_an_authenticator_app_is_turned_off(with_app):
    looks_like_ours(
        with_app.get(reverse("mfa_deactivate_totp")), title="Turn off the authenticator app"
    )


def test_signing_in_then_asks_for_a_code(with_app):
    with_app.post(reverse("account_logout"))
    page = with_app.post(
        reverse("account_login"), {"login": EMAIL, "password": PASSWORD}, follow=True
    )
    looks_like_ours(page, title="Enter your code")
    refused = with_app.post(reverse("mfa_authenticate"), {"code": "1"})

    assert '<a href="#id_code">' in looks_like_ours(refused, title="Error: Enter your code")


def test_confirming_with_a_code(with_app, author):
    with_app.force_login(author)
    page = with_app.get(reverse("mfa_reauthenticate"))

    looks_like_ours(page, title="Confirm that it is you")
