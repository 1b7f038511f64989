"""Sign-ins, failures and lock-outs are kept, and shown to their person and the administrator."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from councils.actions.sign_ins import note_attempt
from councils.daily import do_daily
from councils.models import SignIn
from councils.roles import Role
from tests.accounts.test_sign_in import code_for, sign_in
from tests.councils.pages import address
from tests.makers import make_appointment, make_council, make_person

Outcome = SignIn.Outcome


@pytest.fixture(autouse=True)
def no_guesses_yet(db):
    cache.clear()


@pytest.fixture
def author(council):
    return make_person(council, Role.AUTHOR)


def outcomes(person):
    return [one.outcome for one in SignIn.objects.filter(person=person).order_by("pk")]


def test_each_attempt_is_kept_with_how_it_ended(client, author):
    sign_in(client, author.email, "another long password")
    sign_in(client, author.email.upper())
    assert outcomes(author) == [Outcome.WRONG_PASSWORD, Outcome.SIGNED_IN]


def test_a_lock_out_is_kept_once(client, author):
    for _ in range(8):
        sign_in(client, author.email, "a wrong long password")
    assert outcomes(author) == [Outcome.WRONG_PASSWORD] * 5 + [Outcome.LOCKED_OUT]


def test_a_wrong_code_is_kept_and_a_password_alone_is_no_sign_in(client, author):
    code = code_for(author)
    sign_in(client, author.email)
    assert outcomes(author) == []
    client.post(reverse("mfa_authenticate"), {"code": "000000" if code != "000000" else "1"})
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert outcomes(author) == [Outcome.WRONG_CODE, Outcome.SIGNED_IN]


def test_of_an_address_that_is_nobodys_nothing_is_kept(client, author):
    sign_in(client, "nobody@northmoor.test")
    assert not SignIn.objects.exists()


def test_neither_a_password_nor_an_address_of_a_machine_is_kept():
    kept = {field.name for field in SignIn._meta.fields}
    assert kept == {"id", "person", "at", "outcome"}


def test_whoever_signs_in_is_told_what_failed_since(client, author):
    sign_in(client, author.email)
    client.logout()
    for _ in range(2):
        sign_in(client, author.email, "another long password")
    sign_in(client, author.email)
    assert "failed 2 times since you last signed in" in client.get("/").content.decode()
    account = " ".join(client.get(reverse("mfa_index")).content.decode().split())
    assert "Before this one, " in account
    assert "2 failed attempts since" in account


def test_without_a_failure_nothing_is_said(client, author):
    # The control of the one before.
    sign_in(client, author.email)
    assert "since you last signed in" not in client.get("/").content.decode()


def test_a_person_sees_their_own_and_nobody_elses(client, author, council):
    note_attempt(author, Outcome.WRONG_CODE)
    client.force_login(author)
    assert "Wrong code" in client.get(reverse("account_sign_ins")).content.decode()
    client.force_login(make_person(council, Role.AUDITOR))
    assert "Wrong code" not in client.get(reverse("account_sign_ins")).content.decode()


def test_the_administrator_sees_those_of_the_councils_people(as_administrator, council, author):
    note_attempt(author, Outcome.LOCKED_OUT)
    page = as_administrator.get(address("sign_ins", council)).content.decode()
    assert author.name in page
    assert "Locked out" in page


def test_what_came_before_the_role_was_given_is_no_business_of_the_council(
    as_administrator, council
):
    shared = make_person(make_council(), Role.AUTHOR, name="Shared officer")
    note_attempt(shared, Outcome.SIGNED_IN)
    make_appointment(council, shared, Role.AUTHOR)
    page = address("sign_ins", council)
    assert "Shared officer" not in as_administrator.get(page).content.decode()
    note_attempt(shared, Outcome.SIGNED_IN)
    assert "Shared officer" in as_administrator.get(page).content.decode()


def test_nobody_of_another_council_is_shown(as_administrator, council):
    other = make_person(make_council(), Role.AUTHOR, name="Of another council")
    note_attempt(other, Outcome.SIGNED_IN)
    assert b"Of another council" not in as_administrator.get(address("sign_ins", council)).content


@pytest.mark.parametrize(
    "query", ["", "?before=abc", "?before=%00", "?before=0", f"?before={9**40}"]
)
def test_a_long_list_comes_in_pages(as_administrator, council, author, query):
    for _ in range(60):
        note_attempt(author, Outcome.SIGNED_IN)
    page = as_administrator.get(address("sign_ins", council) + query)
    assert len(page.context["attempts"]["table"]["rows"]) == 50
    older = as_administrator.get(address("sign_ins", council) + page.context["attempts"]["older"])
    assert len(older.context["attempts"]["table"]["rows"]) == 10


# How long they are kept


A_WORKING_DAY = datetime(2026, 11, 27, 10, tzinfo=UTC)


def attempts_of(person):
    """One for each edge: young, a day before the year is over, and two days after."""
    days = (0, SignIn.kept_days - 1, SignIn.kept_days + 2)
    now, signed_in = timezone.now(), Outcome.SIGNED_IN
    return [
        SignIn.objects.create(person=person, at=now - timedelta(days=one), outcome=signed_in)
        for one in days
    ]


def test_attempts_older_than_a_year_go_by_themselves_and_younger_ones_stay(author):
    young, nearly, old = attempts_of(author)
    do_daily(A_WORKING_DAY)
    assert set(SignIn.objects.all()) == {young, nearly}
    assert old not in SignIn.objects.all()


def test_nobody_else_deletes_one_and_even_the_owner_no_younger_one(author):
    young, _, old = attempts_of(author)
    with connection.cursor() as cursor:
        delete = "DELETE FROM councils_signin WHERE id = %s"
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(delete, [old.pk])
        cursor.execute("SET LOCAL ROLE NONE")
        with pytest.raises(DatabaseError, match="kept as they were"), transaction.atomic():
            cursor.execute(delete, [young.pk])
        with pytest.raises(DatabaseError, match="kept as they were"), transaction.atomic():
            cursor.execute("UPDATE councils_signin SET outcome = '' WHERE id = %s", [old.pk])
        # The control: it is the age that lets it go.
        cursor.execute(delete, [old.pk])
        assert cursor.rowcount == 1


def test_the_privacy_notice_says_how_long(client):
    assert SignIn.kept_days == 365
    assert "for a year; deleted by itself" in client.get("/privacy/").content.decode()
