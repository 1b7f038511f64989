"""What decides, signs, grants or submits asks for a proof of who it is, and loses no word."""

import time

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import get_resolver, reverse

from accounts import proof
from approvals.workflow.transitions import TRANSITIONS
from councils.models import Appointment, SignIn
from councils.roles import Right, Role
from tests.accounts.test_sign_in import code_for
from tests.councils.pages import address, fields_of
from tests.councils.test_views_people import NEW
from tests.makers import PASSWORD, make_person
from tests.test_access import names_in

AGO = 31 * 60
GUARDED = sorted(proof.guarded_pages())


@pytest.fixture(autouse=True)
def no_guesses_yet(db):
    cache.clear()


def grow_old(client, seconds=AGO):
    session = client.session
    session[proof.PROVED_AT] = time.time() - seconds
    session.save()


@pytest.fixture
def stale(as_administrator):
    """The administrator’s browser, 31 minutes after they last gave their password."""
    grow_old(as_administrator)
    return as_administrator


@pytest.fixture
def form(council):
    return address("person_add", council)


def answer(client, page, **proved):
    return client.post(reverse("account_confirm"), {**fields_of(page), **proved})


def test_what_was_typed_is_carried_out_once_the_password_is_given(stale, form):
    page = stale.post(form, NEW)
    assert page.status_code == 401
    assert "Confirm that it is you" in page.content.decode()
    assert not Appointment.objects.filter(role="author").exists()

    done = answer(stale, page, password=PASSWORD)
    given = Appointment.objects.get(role="author")
    assert done["Location"].endswith(f"/people/{given.pk}/")
    assert (given.person.name, given.title) == (NEW["name"], NEW["title"])


def test_within_half_an_hour_nobody_is_asked(as_administrator, form):
    # The control: it is the age of the proof that stops the form.
    grow_old(as_administrator, seconds=29 * 60)
    assert as_administrator.post(form, NEW).status_code == 302


def test_once_given_it_holds_for_the_next_half_hour(stale, form):
    answer(stale, stale.post(form, NEW), password=PASSWORD)
    again = {**NEW, "email": "another@northmoor.test", "name": "Another author, Northmoor"}
    assert stale.post(form, again).status_code == 302


def test_a_wrong_password_carries_nothing_out_and_loses_nothing(stale, form, administrator):
    refused = answer(stale, stale.post(form, NEW), password="not this one at all")
    assert refused.status_code == 422
    assert not Appointment.objects.filter(role="author").exists()
    assert SignIn.objects.get(person=administrator).outcome == SignIn.Outcome.WRONG_PASSWORD
    assert answer(stale, refused, password=PASSWORD).status_code == 302
    assert Appointment.objects.filter(role="author").exists()


def test_where_an_app_is_on_its_code_is_asked_for(stale, form, administrator):
    code = code_for(administrator)
    page = stale.post(form, NEW)
    assert "code" in page.context["form"].fields
    answer(stale, page, password=PASSWORD)
    assert not Appointment.objects.filter(role="author").exists()
    assert answer(stale, page, code=code).status_code == 302
    assert Appointment.objects.filter(role="author").exists()


def test_what_its_page_refuses_comes_back_to_that_page(stale, form):
    typed = {**NEW, "starts_on_month": "13"}
    back = answer(stale, stale.post(form, typed), password=PASSWORD)
    assert back["Location"] == form
    shown = fields_of(stale.get(form))
    assert {name: shown.get(name) for name in typed} == typed


def test_a_file_is_asked_for_again_and_the_words_come_back(stale, form, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("minute.pdf", b"%PDF-1.4")
    page = stale.post(form, {**NEW, "minute": upload})
    assert "choose it again" in page.content.decode()
    assert answer(stale, page, password=PASSWORD)["Location"] == form
    assert not Appointment.objects.filter(role="author").exists()
    assert fields_of(stale.get(form))["title"] == NEW["title"]


def test_a_session_lost_on_the_page_that_asks_keeps_the_words_too(stale, form, administrator):
    page = stale.post(form, NEW)
    stale.logout()
    asked = answer(stale, page, password=PASSWORD)
    assert asked.status_code == 401
    signed_in = stale.post(
        reverse("account_login"),
        {**fields_of(asked), "login": administrator.email, "password": PASSWORD},
    )
    assert signed_in["Location"] == form
    assert fields_of(stale.get(form))["title"] == NEW["title"]


@pytest.mark.parametrize("path", ["https://elsewhere.test/", "/nowhere/", "/", "//x/people/add/"])
def test_a_proof_leads_to_no_other_place(stale, path):
    typed = {"next": path, "kept-name": "x", "password": PASSWORD}
    assert stale.post(reverse("account_confirm"), typed)["Location"] == "/"


def test_a_role_that_ended_meanwhile_carries_nothing_out(stale, form, council, administrator):
    page = stale.post(form, NEW)
    make_person(council, Role.ADMINISTRATOR)
    from councils.actions.people import end_at_once

    end_at_once(administrator.appointments.get(), by=administrator, seen=1)
    assert answer(stale, page, password=PASSWORD).status_code == 403
    assert not Appointment.objects.filter(role="author").exists()


def address_of(name, council):
    """Where a page lies; what it is about need not be there, as the guard comes first."""
    [(_, parameters), *_] = get_resolver().reverse_dict.getlist(name)[0][0]
    known = {"council": council.slug, "plan": "a-plan", "appointment": 1, "number": 1}
    return reverse(name, kwargs={one: known[one] for one in parameters})


@pytest.mark.parametrize("name", GUARDED)
def test_every_page_of_that_kind_asks_before_anything_is_done(stale, council, name, monkeypatch):
    words = {"csrfmiddlewaretoken": "x", "words": "What was typed"}
    asked = stale.post(address_of(name, council), words)
    assert asked.status_code == 401
    assert fields_of(asked)["kept-words"] == "What was typed"
    assert fields_of(asked)["next"] == address_of(name, council)

    # The control: it is the table that makes them ask.
    monkeypatch.setattr(proof, "guarded_pages", frozenset)
    let_through = stale.post(address_of(name, council), words)
    assert b"Confirm that it is you" not in let_through.content


def test_each_name_is_that_of_a_page():
    assert set(GUARDED) <= set(names_in(get_resolver()))


def test_every_move_that_decides_signs_or_submits_is_among_them():
    rights = {Right.CLEAR, Right.RECORD_DECISIONS, Right.SIGN_OFF, Right.SUBMIT}
    moves = {f"move_{row.page}" for row in TRANSITIONS if rights.intersection(row.rights)}
    assert moves | {"member", "person_add", "appointment_end", "appointment_confirm"} <= set(
        GUARDED
    )
    assert {"move_decide", "move_answer", "move_submit", "move_from_record"} <= moves


def test_no_floor_names_a_page_without_saying_so():
    named = [app.label for app in apps.get_app_configs() if hasattr(app, "needs_proof")]
    assert named == ["approvals", "councils"]
