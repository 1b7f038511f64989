"""Only the doorway's function numbers acts, and a name in the record may only be erased."""

import json
import uuid
from contextlib import suppress

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction

from councils.actions.council import change_settings
from councils.models import Council, User
from councils.record.models import Act, Counter, Identity
from tests.makers import make_council

FORGED = """
INSERT INTO councils_act SELECT (jsonb_populate_record(
    act, jsonb_build_object('id', gen_random_uuid(), 'sequence', 900))).*
FROM councils_act AS act LIMIT 1
"""
# What the application might be made to say, and what it is about.
FORGERIES = {
    "turn the counter back": "UPDATE councils_counter SET last = 1",
    "remove a counter": "DELETE FROM councils_counter",
    "begin another counter": "INSERT INTO councils_counter SELECT 0, 0",
    "number an act": FORGED,
    "change a name": "UPDATE councils_identity SET name = 'Somebody else'",
    "erase a name": "UPDATE councils_identity SET name = '', salt = ''",
    "remove an identity": "DELETE FROM councils_identity",
    "make the function another": "DROP FUNCTION record_act(jsonb)",
}


def said(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@pytest.fixture
def council(db: None) -> Council:
    return make_council("Northmoor Council")


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_application_may_not(council, forgery):
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic():
        said(FORGERIES[forgery])


@pytest.mark.parametrize("forgery", FORGERIES)
def test_its_owner_could(council, forgery):
    """The control: what refuses is the right that is missing, or the guard on identities."""
    said("SET LOCAL ROLE NONE")
    said("SET CONSTRAINTS ALL IMMEDIATE")
    said("ALTER TABLE councils_identity DISABLE TRIGGER identities_only_lose_their_name")
    # Whoever is referred to may be missed, and that is another guard.
    with suppress(IntegrityError), transaction.atomic():
        said(FORGERIES[forgery])


def test_the_application_adds_an_act_under_the_next_number(council):
    last = Counter.objects.get(council=council).last
    before = Act.objects.get(council=council, sequence=last)
    row = {field.attname: getattr(before, field.attname) for field in Act._meta.fields}
    row |= {"id": str(uuid.uuid4()), "at": before.at.isoformat(), "sequence": 5000}
    said("SELECT record_act(%s::jsonb)", json.dumps(row))

    assert Act.objects.get(pk=row["id"]).sequence == last + 1
    assert Counter.objects.get(council=council).last == last + 1


def test_the_function_is_nobody_elses(council):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prosecdef, proconfig, proacl::text FROM pg_proc WHERE proname = 'record_act'"
        )
        [(in_owners_rights, configured, granted)] = cursor.fetchall()
    assert in_owners_rights
    assert configured == ["search_path=pg_catalog, pg_temp"]
    # Nobody is granted it without a name: such an entry would begin with "=".
    assert "{=" not in granted
    assert ",=" not in granted
    assert f"{settings.APP_ROLE}=X" in granted


def test_a_table_of_that_name_elsewhere_is_not_written(council):
    last = Counter.objects.get(council=council).last
    said("SET LOCAL ROLE NONE")
    said(f"GRANT TEMPORARY ON DATABASE {connection.settings_dict['NAME']} TO {settings.APP_ROLE}")
    said(f"SET LOCAL ROLE {settings.APP_ROLE}")
    said("CREATE TEMPORARY TABLE councils_counter (council_id bigint PRIMARY KEY, last bigint)")
    change_settings(council, by=administrator(council), seen=1, cabinet_word="Executive")

    said("DROP TABLE pg_temp.councils_counter")
    assert Counter.objects.get(council=council).last == last + 1


def administrator(council: Council) -> User:
    return User.objects.get(appointments__council=council)


# Erasure


def test_even_the_owner_may_only_erase(council):
    said("SET LOCAL ROLE NONE")
    for sql in (
        "UPDATE councils_identity SET name = 'Somebody else'",
        "UPDATE councils_identity SET role = 'auditor', name = '', salt = ''",
        "DELETE FROM councils_identity",
    ):
        with pytest.raises(DatabaseError, match="may be erased"), transaction.atomic():
            said(sql)
    said("UPDATE councils_identity SET name = '', salt = ''")


@pytest.mark.django_db(transaction=True)
def test_a_name_is_erased_from_the_command_line_and_the_act_does_not_say_whose(capsys):
    council = make_council("Northmoor Council")
    person = administrator(council)
    name, slug = person.name, council.slug
    options = {"council": slug, "by": person.email, "reason": "Article 17"}
    call_command("erase_name", person.email, **options)

    assert "Erased from 1 row" in capsys.readouterr().out
    assert (
        not Identity.objects.filter(person=person)
        .exclude(name="")
        .exclude(acts__verb="name_erased")
    )
    act = Act.objects.get(council=council, verb="name_erased")
    assert act.subject == "somebody"
    assert name not in f"{act.sentence} {act.reason} {act.details}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.APP_ROLE,)
    for wrong in ({"by": "nobody@example.org"}, {"council": "nowhere"}):
        with pytest.raises(CommandError):
            call_command("erase_name", person.email, **{**options, **wrong})
