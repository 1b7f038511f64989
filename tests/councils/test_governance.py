"""How a council is governed: dated, said by an administrator, and never assumed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from councils.actions.governance import record_governance
from councils.governed import governed_as
from councils.models import Governance
from councils.record.models import Act
from councils.record.sentences import sentence
from councils.roles import Role
from tests.councils.pages import address, boxes
from tests.makers import administrator_of, make_council, make_governed, make_person
from web.errors import Refused

Form = Governance.Form


def test_of_a_council_of_which_nobody_has_said_it_is_not_known(db):
    assert governed_as(make_council(), date(2024, 7, 9)) is None


def test_the_row_of_the_day_counts(db):
    council = make_council()
    make_governed(council, Form.COMMITTEES, date(2015, 5, 11))
    make_governed(council, Form.LEADER, date(2025, 5, 12))

    assert governed_as(council, date(2015, 5, 10)) is None
    assert governed_as(council, date(2025, 5, 11)) == Form.COMMITTEES
    assert governed_as(council, date(2025, 5, 12)) == Form.LEADER


def test_a_mistake_is_put_right_by_recording_the_day_again(db):
    council = make_council()
    make_governed(council, Form.COMMITTEES)
    make_governed(council, Form.MAYOR)

    assert governed_as(council, date(2024, 7, 9)) == Form.MAYOR
    assert council.governance.count() == 2


def test_what_is_recorded_already_is_refused(db):
    council = make_council()
    make_governed(council)
    with pytest.raises(Refused, match="recorded already"):
        make_governed(council, starts_on=date(2020, 1, 1))


def test_one_council_says_nothing_of_another(db):
    make_governed(make_council())
    assert governed_as(make_council(), date(2024, 7, 9)) is None


def test_only_whoever_manages_the_settings_says_it(db):
    council = make_council()
    clerk = make_person(council, Role.DEMOCRATIC_SERVICES)
    with pytest.raises(PermissionDenied):
        record_governance(council, by=clerk, form=Form.LEADER, starts_on=date(2019, 5, 20))


def test_the_page_says_that_nobody_has_said_and_takes_it(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    page = client.get(address("governance", council))
    assert "Nobody has said yet" in page.content.decode()
    assert "checked" not in page.content.decode()

    typed = {"form": "mayor"} | boxes("starts_on", date(2024, 5, 7))
    assert client.post(address("governance", council), typed).status_code == 302
    assert "Since 7 May 2024" in client.get(address("governance", council)).content.decode()
    act = Act.objects.filter(council=council).latest("sequence")
    assert sentence(act.verb, council.name, act.details) == f"said how {council.name} is governed"


@pytest.mark.parametrize("form", ["", "duumvirate"])
def test_the_page_assumes_nothing(db, client, form):
    council = make_council()
    client.force_login(administrator_of(council))
    typed = {"form": form} | boxes("starts_on", None)

    assert client.post(address("governance", council), typed).status_code == 422
    assert not council.governance.exists()
