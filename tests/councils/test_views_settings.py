"""The pages for settings and days off."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as product
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.forms.settings import SettingsForm
from councils.models import DayOff
from tests.councils.pages import address, boxes, fields_of

YEAR = timezone.localdate().year
# Where a setting has an effect, if it has one: its form, its model and their migrations are not it.
READING = ("accounts", "councils", "plans", "approvals", "config", "templates")
NOT_READING = {"forms", "models", "migrations"}


@pytest.fixture
def typed(as_administrator, council):
    """The form as the page shows it, ready to be changed."""
    page = as_administrator.get(address("council_settings", council))
    fields = fields_of(page)
    return {**fields, "colour": council.colour, "clearing_roles": council.clearing_roles}


def save(client, council, typed, **differing):
    return client.post(address("council_settings", council), {**typed, **differing})


def test_the_form_saved_untouched_changes_nothing(as_administrator, council, typed):
    response = save(as_administrator, council, typed)
    assert response.status_code == 302
    council.refresh_from_db()
    assert council.revision == 1


def test_settings_are_saved(as_administrator, council, typed):
    changes = {"cabinet_word": "Executive", "call_in_length": "3"}
    assert save(as_administrator, council, typed, **changes).status_code == 302
    council.refresh_from_db()
    assert (council.cabinet_word, council.call_in_length) == ("Executive", 3)


def test_an_hour_that_was_set_is_shown_as_it_may_be_typed(as_administrator, council, typed):
    said = {"call_in_closes_at": "5.15pm"}
    assert save(as_administrator, council, typed, **said).status_code == 302
    again = fields_of(as_administrator.get(address("council_settings", council)))

    assert again["call_in_closes_at"] == "17:15"
    council.refresh_from_db()
    shown = {**again, "colour": council.colour, "clearing_roles": council.clearing_roles}
    assert save(as_administrator, council, shown).status_code == 302


@pytest.mark.parametrize(
    ("differing", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "\u200b"}, "name", "Enter the name"),
        ({"colour": "pink"}, "colour", "from the list"),
        ({"clearing_roles": ["author"]}, "clearing_roles", "from the list"),
        ({"call_in_length": "many"}, "call_in_length", "whole number"),
        ({"call_in_length": "-1"}, "call_in_length", "0 or more"),
        ({"call_in_length": "0"}, "call_in_length", "1 or more"),
        ({"call_in_length": "99999999999999999999"}, "call_in_length", "60 or less"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    as_administrator, council, typed, differing, field, words
):
    response = save(as_administrator, council, typed, **differing)
    errors = response.context["form"].errors
    assert (response.status_code, list(errors)) == (422, [field])
    assert words in errors[field][0]
    council.refresh_from_db()
    assert council.revision == 1


@pytest.fixture(scope="module")
def source():
    """Everything that could read a setting, code and templates."""
    files = [file for place in READING for file in (Path(product.BASE_DIR) / place).rglob("*.*")]
    wanted = [file for file in files if file.suffix in {".py", ".html", ".txt"}]
    return "\n".join(
        file.read_text() for file in wanted if not NOT_READING.intersection(file.parts)
    )


def is_read(setting, source):
    return re.search(rf"\bcouncil\.(get_)?{setting}(_display)?\b", source) is not None


@pytest.mark.parametrize("setting", SettingsForm.Meta.fields)
def test_whatever_is_asked_for_is_read_somewhere(source, setting):
    assert is_read(setting, source)


def test_a_setting_that_nothing_reads_would_be_found(source):
    assert not is_read("exempt_word", source)


def test_the_words_of_settings_lose_what_nobody_can_see(as_administrator, council, typed):
    unseen = {"name": "North\u200bmoor\u2028Council", "cabinet_word": "\u202eA"}
    save(as_administrator, council, typed, **unseen)
    council.refresh_from_db()
    assert (council.name, council.cabinet_word) == ("Northmoor Council", "A")


def test_a_refused_name_does_not_show_in_the_masthead(as_administrator, council, typed):
    response = save(as_administrator, council, typed, name="Other name", colour="pink")
    assert response.context["council"].name == "Northmoor Council"


def test_a_stale_page_shows_both_and_can_be_settled(as_administrator, council, typed):
    save(as_administrator, council, typed, cabinet_word="Executive")
    response = save(as_administrator, council, typed, cabinet_word="Leadership")
    assert response.status_code == 409
    assert b"Leadership" in response.content
    assert b"Executive" in response.content

    settled = {**typed, **fields_of(response)}
    assert settled["seen"] == "2"
    assert save(as_administrator, council, settled).status_code == 302
    council.refresh_from_db()
    assert council.cabinet_word == "Leadership"


@pytest.mark.parametrize("query", ["", "year=abc", "year=%00", "year=99999999", "year=2030&x=1"])
def test_a_year_that_is_none_shows_a_page_all_the_same(as_administrator, council, query):
    response = as_administrator.get(f"{address('days_off', council)}?{query}")
    assert response.status_code == 200
    assert response.context["year"] == (2030 if "2030" in query else YEAR)


def test_the_days_of_a_year_ask_the_same_of_the_database_for_one_and_for_thirty(
    as_administrator, council, administrator
):
    from councils.actions.council import add_day_off

    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get(f"{address('days_off', council)}?year=2031")
        return len(queries)

    few = asked()
    weekdays = [day for day in range(1, 31) if date(2031, 1, day).weekday() < 5]
    for day in weekdays:
        add_day_off(council, by=administrator, on=date(2031, 1, day), name="Closed")
    assert few == asked() == 5


def test_a_day_off_is_added(as_administrator, council):
    typed = {**boxes("on", date(2031, 12, 24)), "name": "Offices closed"}
    response = as_administrator.post(address("day_off_add", council), typed)
    assert response["Location"] == f"{address('days_off', council)}?year=2031"
    assert council.days_off.get(on=date(2031, 12, 24)).kind == DayOff.Kind.CLOSURE


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({**boxes("on", date(2031, 12, 27)), "name": "A Saturday"}, "on"),
        ({**boxes("on", date(2031, 12, 24)), "name": ""}, "name"),
        ({"on_day": "31", "on_month": "2", "on_year": "2031", "name": "Closed"}, "on"),
        ({**boxes("on", date(2031, 12, 24)), "name": "x" * 81}, "name"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(as_administrator, council, typed, field):
    response = as_administrator.post(address("day_off_add", council), typed)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_day_off_is_removed_after_a_question(as_administrator, council):
    day = council.days_off.first()
    url = address("day_off_remove", council, day.pk)
    assert b"Remove" in as_administrator.get(url).content
    assert council.days_off.filter(pk=day.pk).exists()

    assert as_administrator.post(url).status_code == 302
    assert not council.days_off.filter(pk=day.pk).exists()


def test_a_day_removed_twice_was_removed_already(as_administrator, council):
    url = address("day_off_remove", council)
    as_administrator.post(url)
    assert as_administrator.post(url).status_code == 409
    assert as_administrator.get(url).status_code == 404
