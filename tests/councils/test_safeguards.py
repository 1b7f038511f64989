"""A setting that guards is never loosened in silence: every setting, and who is told."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from councils.actions import council as actions
from councils.actions.council import SETTINGS, change_settings
from councils.models import Council, OutboxMessage
from councils.outbox import send_waiting
from councils.roles import GUARDED, Role
from councils.safeguards import LOOSENED_BY, NO_GUARDS
from tests.makers import administrator_of, make_council, make_person

# Each guard: a tight and a loose value, and what the e-mail says of both.
TIGHT_AND_LOOSE = {
    "grant_delay_days": (5, 2, "5", "2"),
    "second_factor_roles": (
        [Role.AUTHOR, Role.AUDITOR],
        [Role.AUDITOR],
        "Report author, Auditor",
        "Auditor",
    ),
    "idle_minutes": (20, 120, "20", "120"),
    "clearing_roles": (
        [Role.MONITORING_OFFICER, Role.SECTION_151],
        [Role.SECTION_151],
        "Monitoring Officer, Section 151 officer",
        "Section 151 officer",
    ),
    "contributors_may_clear": (False, True, "No", "Yes"),
    "authors_may_record": (False, True, "No", "Yes"),
    "collects_sign_offs": (True, False, "Yes", "No"),
    "asked_on_figures": (
        [Role.MONITORING_OFFICER, Role.SECTION_151],
        [Role.SECTION_151],
        "Monitoring Officer, Section 151 officer",
        "Section 151 officer",
    ),
    "asked_on_powers": (
        [Role.MONITORING_OFFICER, Role.SECTION_151],
        [Role.SECTION_151],
        "Monitoring Officer, Section 151 officer",
        "Section 151 officer",
    ),
    "asked_on_words": (
        [Role.MONITORING_OFFICER, Role.SECTION_151],
        [Role.SECTION_151],
        "Monitoring Officer, Section 151 officer",
        "Section 151 officer",
    ),
    "key_notice_days": ("working", "calendar", "Working days", "Calendar days"),
    "call_in_applies": (True, False, "Yes", "No"),
    "call_in_length": (5, 3, "5", "3"),
    "call_in_days": ("working", "calendar", "Working days", "Calendar days"),
    "call_in_start": (
        "publication",
        "decision",
        "Publication of the decision notice",
        "The decision",
    ),
    "call_in_closes_at": (None, time(17, 15), "Nothing", "17:15"),
    "call_in_effect": (
        "working",
        "calendar",
        "The next working day",
        "The next day, even a Saturday",
    ),
    "call_in_members": (None, 3, "Nothing", "3"),
}
GUARDS = sorted(TIGHT_AND_LOOSE)


@pytest.fixture
def council(db):
    """Somebody in every role."""
    council = make_council("Northmoor Council")
    for role in sorted(set(Role) - {Role.ADMINISTRATOR}):
        make_person(council, role, name=f"Holder, {role.label}")
    return council


def set_to(council, **values):
    """Whom the change of settings was told, as a loosening."""
    OutboxMessage.objects.all().delete()
    now = Council.objects.get(pk=council.pk)
    change_settings(now, by=administrator_of(council), seen=now.revision, **values)
    return {row.to for row in OutboxMessage.objects.filter(kind="safeguard_loosened")}


def guardians(council):
    return {one.person for one in council.appointments.filter(role__in=GUARDED)}


def test_every_setting_is_a_guard_or_said_to_be_none():
    assert set(LOOSENED_BY) | NO_GUARDS == set(SETTINGS)
    assert not NO_GUARDS & set(LOOSENED_BY)
    assert set(TIGHT_AND_LOOSE) == set(LOOSENED_BY)


@pytest.mark.parametrize("setting", GUARDS)
def test_a_guard_that_is_loosened_is_told_to_all_who_clear_decide_or_administer(council, setting):
    tight, loose, before, now = TIGHT_AND_LOOSE[setting]
    set_to(council, **{setting: tight})
    assert set_to(council, **{setting: loose}) == guardians(council)

    mail.outbox.clear()
    send_waiting()
    [said] = {sent.body for sent in mail.outbox if "safeguard" in sent.subject}
    assert f"Before: {before}\nNow: {now}\n" in said
    assert str(administrator_of(council)) in said


@pytest.mark.parametrize("setting", GUARDS)
def test_the_control_a_guard_that_is_tightened_is_told_to_nobody_as_loosened(council, setting):
    tight, loose, *_ = TIGHT_AND_LOOSE[setting]
    set_to(council, **{setting: loose})
    assert set_to(council, **{setting: tight}) == set()


def test_a_list_of_who_is_asked_again_loosens_the_guard_that_everybody_is(council):
    loosened_to = set_to(council, asked_on_words=[Role.SECTION_151])

    assert loosened_to == guardians(council)
    assert set_to(council, asked_on_words=[]) == set()


@pytest.mark.parametrize("setting", GUARDS)
def test_the_control_without_the_table_nobody_hears_of_it(council, setting, monkeypatch):
    tight, loose, *_ = TIGHT_AND_LOOSE[setting]
    set_to(council, **{setting: tight})
    monkeypatch.setattr(actions, "loosened", lambda *_: [])
    assert set_to(council, **{setting: loose}) == set()


def test_of_several_changes_in_one_only_those_that_loosen_are_named(council):
    set_to(council, idle_minutes=60, grant_delay_days=1)
    assert set_to(council, idle_minutes=240, grant_delay_days=3) == guardians(council)
    mail.outbox.clear()
    send_waiting()
    said = mail.outbox[0].body
    assert "signed out\nBefore: 60\nNow: 240" in said
    assert "takes effect" not in said


def test_what_is_no_guard_is_told_to_nobody(council):
    assert set_to(council, name="Southmoor Council", colour="teal", cabinet_word="Exec") == set()


def test_whose_role_ended_is_told_no_more_and_whose_role_waits_is(council):
    past = council.appointments.filter(role=Role.PORTFOLIO_HOLDER)
    waits = council.appointments.filter(role=Role.SECTION_151)
    former, coming = past.get().person, waits.get().person
    past.update(starts_on=date(1999, 1, 1), ends_on=date(2000, 1, 1))
    waits.update(effective_on=timezone.localdate() + timedelta(days=2))
    told = set_to(council, idle_minutes=240)
    assert former not in told
    assert coming in told
