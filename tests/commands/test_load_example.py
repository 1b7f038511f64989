"""`load_example` writes the worked example once, through the same actions as the pages use."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from config import demo_data
from config.demo_data import sign_in_password
from councils.models import Appointment, Council, User
from councils.record.models import Act
from councils.roles import Role
from plans.assemble import build_document
from plans.coverage import coverage_of
from plans.deadline import deadline_at
from plans.models import Plan, Stage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The example, loaded once for all the tests here and then rolled back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.VAR", tmp_path_factory.mktemp("var"))
        call_command("load_example")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def unitary(db, loaded) -> Plan:
    return Plan.objects.get(council__slug="northmoor")


@pytest.fixture
def district(db, loaded) -> Plan:
    return Plan.objects.exclude(council__slug="northmoor").get()


def test_loading_it_twice_is_loading_it_once(unitary, run):
    before = Act.objects.count(), Council.objects.count()

    assert "Already loaded" in run("load_example")

    assert (Act.objects.count(), Council.objects.count()) == before


def test_there_is_a_sign_in_for_each_role_and_its_password_works(unitary, run):
    said = run("load_example", "--show")

    for role in set(Role) - {Role.CLEARING_OFFICER}:
        assert role.label in said
    for title in ("Climate", "Equality"):
        assert f"Clearing officer for {title}" in said
    password = sign_in_password()
    assert password in said
    for one in demo_data.sign_ins():
        assert one.email in said
        assert User.objects.get(email=one.email).check_password(password)


def test_somebody_signs_in_with_what_was_printed(unitary):
    author = next(one for one in demo_data.sign_ins() if one.role == Role.AUTHOR.label)
    browser = Client()

    answer = browser.post(
        "/account/login/", {"login": author.email, "password": sign_in_password()}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_in_the_unitary_each_role_has_a_person_of_its_own(unitary):
    held = Appointment.objects.filter(council=unitary.council)
    assert {one.role for one in held} == set(Role)
    assert len({one.person_id for one in held}) >= len(Role)


def test_in_the_district_two_officers_hold_most_roles(district):
    held = Appointment.objects.filter(council=district.council)
    busiest = Counter(one.person_id for one in held).most_common(2)
    assert sum(count for _, count in busiest) > len(held) / 2


def test_the_unitarys_plan_is_whole(unitary):
    document = build_document(unitary)

    assert len(document.themes) == 4
    assert all(theme.passages for theme in document.themes)
    assert document.figures
    assert document.commitments
    assert document.metrics
    assert document.barriers
    assert document.evidence
    assert sum(len(theme.rows) for theme in coverage_of(unitary)) == 25


def test_the_districts_plan_is_being_drafted_for_the_next_19_july(district):
    assert district.stage == Stage.DRAFTING
    deadline = deadline_at(district.due_at, now=timezone.now(), days_off=())
    assert not deadline.is_past
    assert (timezone.localtime(deadline.due).day, timezone.localtime(deadline.due).month) == (19, 7)


def test_every_row_of_it_came_through_the_record(unitary, district):
    for plan in (unitary, district):
        acts = Act.objects.filter(plan=plan.pk)
        assert acts.count() > plan.passages.count()
        for rows in (plan.passages, plan.themes, plan.commitments, plan.metrics):
            for row in rows.all():
                assert row.history.filter(history_type="+", act__in=acts).count() == 1


def test_each_author_opens_their_plan(unitary, district):
    for plan in (unitary, district):
        browser = Client()
        held = Appointment.objects.filter(council=plan.council, role=Role.AUTHOR).first()
        browser.force_login(held.person)

        assert browser.get("/").status_code == 200
        assert browser.get(plan.get_absolute_url()).status_code == 200
        assert browser.get(f"{plan.get_absolute_url()}history/").status_code == 200
