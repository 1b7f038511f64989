"""People say what they are e-mailed about."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.urls import reverse

from councils import mail_kinds as table
from councils.actions.account import choose_mail
from councils.mail_kinds import always_sent, mail_kinds, may_be_declined
from councils.models import MailChoice, OutboxMessage
from councils.outbox import queue_message
from councils.record.models import Act
from councils.roles import Role
from tests.makers import make_appointment, make_council, make_person
from web.drawn import FIELD

ADDRESS = "/account/mail/"
KIND = "clearance_asked"


@pytest.fixture
def officer(council):
    return make_person(council, Role.MONITORING_OFFICER)


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def all_but(*kinds: str) -> list[str]:
    return [code for code in may_be_declined() if code not in kinds]


def queue(kind: str, officer) -> OutboxMessage | None:
    with transaction.atomic():
        return queue_message(kind, to=officer)


def test_every_kind_is_wanted_until_somebody_says_otherwise(as_officer, officer):
    page = as_officer.get(ADDRESS).content.decode()

    assert page.count('type="checkbox"') == page.count(" checked") == len(may_be_declined())
    assert MailChoice.objects.declined_by(officer.pk) == set()
    assert "All kinds" in as_officer.get(reverse("mfa_index")).content.decode()


def test_what_cannot_be_turned_down_is_said_and_has_no_box(as_officer):
    page = as_officer.get(ADDRESS).content.decode()

    assert always_sent()
    for kind in always_sent():
        assert f"<li>{kind.when}</li>" in page
    for code, kind in mail_kinds().items():
        assert (f'value="{code}"' in page) is kind.may_be_declined


def test_a_kind_turned_down_is_not_queued_and_the_others_are(as_officer, officer):
    response = as_officer.post(ADDRESS, {"wanted": all_but(KIND), FIELD: "x"})

    assert response["Location"] == reverse("mfa_index")
    assert queue(KIND, officer) is None
    assert queue("clearance_withdrawn", officer) is not None
    assert "1 kind of" in as_officer.get(reverse("mfa_index")).content.decode()


def test_what_is_wanted_again_is_sent_again_and_both_choices_are_kept(officer):
    choose_mail(officer, wanted=all_but(KIND))
    choose_mail(officer, wanted=all_but())

    assert queue(KIND, officer) is not None
    rows = MailChoice.objects.filter(person=officer).order_by("pk")
    assert [(one.kind, one.wanted) for one in rows] == [(KIND, False), (KIND, True)]


def test_a_choice_that_changes_nothing_leaves_nothing(officer):
    assert choose_mail(officer, wanted=all_but()) is False
    assert not MailChoice.objects.exists()


def test_each_council_where_they_hold_a_role_records_it_once_with_the_kinds(officer, council):
    other, strange = make_council("Wenbury Council"), make_council("Eastley Council")
    make_appointment(other, officer, Role.AUTHOR)
    choose_mail(officer, wanted=all_but(KIND))
    acts = Act.objects.filter(verb="own_mail_chosen")

    assert {one.council for one in acts} == {council, other}
    assert strange not in {one.council for one in acts}
    assert {one.reason for one in acts} == {"No longer: You are asked to clear a plan."}


def test_what_guards_an_account_is_sent_whatever_was_chosen(officer):
    MailChoice.objects.create(
        person=officer, kind="role_granted", wanted=False, at=officer.joined_at
    )
    choose_mail(officer, wanted=[])

    assert queue("role_granted", officer) is not None
    # The control: one that can be turned down.
    assert queue(KIND, officer) is None


def test_a_kind_that_is_none_is_refused(as_officer):
    response = as_officer.post(ADDRESS, {"wanted": ["role_granted"], FIELD: "x"})

    assert response.status_code == 422
    assert not MailChoice.objects.exists()


def test_what_one_person_turned_down_another_is_sent(officer, council):
    choose_mail(officer, wanted=[])

    assert queue(KIND, make_person(council, Role.SECTION_151)) is not None


def test_a_kind_of_two_floors_is_refused(monkeypatch):
    from approvals import mail_kinds as theirs

    monkeypatch.setitem(theirs.KINDS, "invitation", table.KINDS["invitation"])
    with pytest.raises(ImproperlyConfigured, match="invitation"):
        mail_kinds.__wrapped__()
