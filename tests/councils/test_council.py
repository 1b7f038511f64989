"""A council is set up, its settings change, its days off are listed."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from councils.actions.council import (
    RESERVED,
    SETTINGS,
    add_day_off,
    change_settings,
    create_council,
    remove_day_off,
)
from councils.forms.settings import SECTIONS, SettingsForm
from councils.models import Council, DayOff
from councils.record.models import Act
from councils.roles import Role
from tests.makers import administrator_of, make_council, make_person
from web.diffs import differences_of
from web.errors import Refused, StalePage


def setting_up(**differing):
    typed = {"name": "Wenbury", "slug": "wenbury", "administrator_name": "Administrator, Wenbury"}
    return create_council(**{**typed, "administrator_email": "a@wenbury.test", **differing})


@pytest.mark.parametrize("slug", ["account", "health", "static", "help", "privacy", "plans"])
def test_words_that_addresses_need_are_no_councils(db, slug):
    with pytest.raises(Refused, match="taken by the product"):
        setting_up(slug=slug)


def test_every_first_word_of_our_own_addresses_is_reserved():
    from config.urls import urlpatterns

    first = {str(one.pattern).lstrip("^").split("/")[0] for one in urlpatterns}
    ours = {word for word in first if word and "<" not in word}
    assert ours - RESERVED == set()


def test_two_councils_do_not_share_an_address(db):
    setting_up()
    with pytest.raises(Refused, match="already a council"):
        setting_up()


def test_a_new_council_has_its_bank_holidays_and_one_act(db):
    council = setting_up()
    assert council.days_off.filter(name__startswith="Christmas").exists()
    assert [act.verb for act in Act.objects.filter(council=council)] == ["council_set_up"]


def test_the_command_makes_a_council_and_invites_its_administrator(db, capsys):
    call_command(
        "create_council",
        "Wenbury District Council",
        slug="wenbury",
        admin_email="a@wenbury.test",
        admin_name="Administrator, Wenbury",
    )
    assert "a@wenbury.test was sent an invitation" in capsys.readouterr().out
    [sent] = mail.outbox
    assert "first administrator" in sent.body
    # Whoever reads it is the only administrator there is.
    assert "the council’s administrator" not in sent.body


@pytest.mark.parametrize(
    ("slug", "email"),
    [("not a slug", "a@wenbury.test"), ("wenbury", "nobody"), ("health", "a@wenbury.test")],
)
def test_the_command_refuses_in_words(db, slug, email):
    with pytest.raises(CommandError):
        call_command("create_council", "W", slug=slug, admin_email=email, admin_name="A")
    assert not Council.objects.exists()


def test_settings_change_as_one_act(council, administrator):
    assert change_settings(council, by=administrator, seen=1, call_in_length=3, colour="green")
    council.refresh_from_db()
    assert (council.call_in_length, council.colour, council.revision) == (3, "green", 2)
    assert Act.objects.filter(council=council, verb="council_settings_changed").count() == 1


def test_settings_that_do_not_differ_change_nothing(council, administrator):
    acts = Act.objects.count()
    assert not change_settings(council, by=administrator, seen=1, colour=council.colour)
    assert Act.objects.count() == acts


def test_a_stale_page_changes_no_setting_and_shows_both(council, administrator):
    change_settings(council, by=administrator, seen=1, cabinet_word="Executive")
    with pytest.raises(StalePage) as stale:
        change_settings(council, by=administrator, seen=1, cabinet_word="Leadership")
    [one] = stale.value.differences
    assert (one.label, one.mine, one.theirs) == (
        "What the Cabinet is called",
        "Leadership",
        "Executive",
    )
    assert stale.value.seen == {"seen": 2}


def test_the_address_of_a_council_is_no_setting(council, administrator):
    change_settings(council, by=administrator, seen=1, slug="elsewhere")
    council.refresh_from_db()
    assert council.slug != "elsewhere"


def test_a_setting_is_called_alike_on_its_page_and_in_the_history(council):
    form = SettingsForm(council=council)
    labels = {name: form.fields[name].label for name in SETTINGS}
    names = {name: str(Council._meta.get_field(name).verbose_name) for name in SETTINGS}
    assert labels == {name: words[:1].upper() + words[1:] for name, words in names.items()}
    # Words somebody chose, not the column's name taken apart.
    assert [name for name, words in names.items() if "_" in name and words.count(" ") < 2] == []


def test_every_setting_has_its_place_in_the_form():
    assert sorted(name for _, *names in SECTIONS for name in names) == sorted(SETTINGS)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_changes_settings(council, role):
    with pytest.raises(PermissionDenied):
        change_settings(council, by=make_person(council, role), seen=1, colour="red")


def test_a_day_off_is_listed_once_and_taken_off_again(council, administrator):
    day = add_day_off(council, by=administrator, on=date(2030, 12, 24), name="Closed")
    with pytest.raises(Refused, match="already listed") as refusal:
        add_day_off(council, by=administrator, on=date(2030, 12, 24), name="Closed")
    assert refusal.value.field == "on"
    remove_day_off(day, by=administrator)
    assert not DayOff.objects.filter(on=date(2030, 12, 24)).exists()
    act = Act.objects.first()
    assert (act.verb, act.subject) == ("closure_day_removed", "Closed, 24 December 2030")


def test_a_weekend_is_not_listed(council, administrator):
    with pytest.raises(Refused, match="never a working day"):
        add_day_off(council, by=administrator, on=date(2030, 12, 22), name="Closed")


def test_a_day_off_of_one_council_is_none_of_another(council, administrator):
    other = make_council()
    add_day_off(council, by=administrator, on=date(2030, 12, 24), name="Closed")
    with pytest.raises(PermissionDenied):
        add_day_off(council, by=administrator_of(other), on=date(2030, 12, 23), name="Closed")
    assert not other.days_off.filter(on=date(2030, 12, 24)).exists()


def test_differences_are_shown_as_people_read_them(council):
    typed = {
        "call_in_applies": False,
        "colour": "teal",
        "cabinet_word": "",
        "clearing_roles": ["auditor"],
        "name": council.name,
    }
    shown = [(one.label, one.mine, one.theirs) for one in differences_of(council, typed)]
    assert shown == [
        ("Decisions can be called in", "No", "Yes"),
        ("Colour of the pages", "Teal", "Blue"),
        ("What the Cabinet is called", "Nothing", "Cabinet"),
        (
            "Who clears a plan",
            "Auditor",
            "Monitoring Officer, Section 151 officer, Portfolio holder",
        ),
    ]
