"""Who may say which form reports have: democratic services as well as administrators."""

import pytest
from django.core.exceptions import PermissionDenied

from councils.actions.report_template import choose_form, newest_form
from councils.models import Act
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import PLACES
from councils.roles import Role
from tests.councils.pages import address
from tests.makers import administrator_of, make_council, make_person

WHOLE = {place: getattr(EXAMPLES["opening"], place) for place in PLACES}
SENT = WHOLE | {"seen": "0", "numbering": "sections"}
MAY_SET = (Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR)
LINK = "The form of reports"


def test_democratic_services_come_to_the_form_from_the_meetings_and_set_it_in_their_role(
    db, client
):
    council = make_council()
    client.force_login(make_person(council, Role.DEMOCRATIC_SERVICES))
    here = address("report_template", council)
    meetings = address("meetings", council)

    assert f'href="{here}"' in client.get(meetings).content.decode()
    assert f'href="{meetings}"' in client.get(here).content.decode()
    assert address("council_settings", council) not in client.get(here).content.decode()
    assert client.post(here, SENT).status_code == 302
    assert newest_form(council) is not None
    act = Act.objects.get(council=council, verb="report_form_chosen")
    assert act.actor.role == Role.DEMOCRATIC_SERVICES


def test_an_administrator_goes_back_to_the_settings(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    page = client.get(address("report_template", council)).content.decode()

    assert address("council_settings", council) in page


def test_whoever_may_only_read_the_meetings_is_offered_no_form(db, client):
    council = make_council()
    client.force_login(make_person(council, Role.AUTHOR))
    page = client.get(address("meetings", council))

    assert page.status_code == 200
    assert LINK not in page.content.decode()


@pytest.mark.parametrize("role", [one for one in Role if one not in MAY_SET])
def test_nobody_else_sets_it_even_by_the_action(db, role):
    council = make_council()
    person = make_person(council, role)

    with pytest.raises(PermissionDenied):
        choose_form(council, by=person, seen=0, typed=WHOLE, numbering="sections")
    assert newest_form(council) is None
