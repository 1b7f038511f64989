"""Whoever is signed out while typing finds every word back in its form, whichever form it is."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from councils.models import User
from tests.councils.pages import fields_of
from tests.makers import PASSWORD
from tests.test_bad_input import FORMS
from tests.test_files_chosen_again import form_of, made, world
from tests.test_overtaken_forms import ONCE_SUBMITTED, ONLY_A_BUTTON
from tests.typing_forms import Typed

pytestmark = pytest.mark.slow

__all__ = ["form_of", "made", "world"]  # pytest finds fixtures here

TYPED = [name for name in (*FORMS, *ONCE_SUBMITTED) if name not in ONLY_A_BUTTON]


def back_after_signing_in(person: User, browser: Client, url: str, typed: Typed) -> dict[str, str]:
    """What of the words the form does not have once its person has signed in again."""
    cache.clear()
    browser.logout()
    asked = browser.post(url, typed.sent)
    assert asked.status_code == 401
    sent = {**fields_of(asked), "login": person.email, "password": PASSWORD}
    assert browser.post(reverse("account_login"), sent).status_code == 302
    return typed.lost_in(browser.get(url))


@pytest.mark.parametrize("name", TYPED)
def test_words_of_whoever_was_signed_out_are_back_in_the_form(form_of, name):
    assert back_after_signing_in(*form_of(name)) == {}


@pytest.mark.parametrize("name", ["commission_change", "passage_remove", "move_close"])
def test_the_control_a_form_that_does_not_ask_for_them_loses_them(form_of, monkeypatch, name):
    for room in ("plans.views.commissions", "plans.views.passages", "delivery.views"):
        monkeypatch.setattr(f"{room}.saved_input", lambda _: None)
    assert back_after_signing_in(*form_of(name)) != {}
