"""A prepared query answers like the same query made anew, and is put together once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, connections, transaction
from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Appointment, Council
from councils.models.appointments import held_at_address, held_by
from councils.roles import Role
from tests.makers import make_council, make_person
from web.compiled_queries import BoundValue, Statement, prepared, with_written_out

made: list[str] = []


@prepared
def councils_named(name: str, *, sought: str = "exact") -> QuerySet[Council]:
    made.append(sought)
    return Council.objects.filter(**{f"name__{sought}": name}).order_by("pk")


@pytest.fixture(autouse=True)
def nothing_made():
    made.clear()


def test_each_value_finds_its_own_rows(db):
    one, other = make_council("One"), make_council("Other")

    assert councils_named("One") == [one]
    assert councils_named("Other") == [other]
    assert councils_named("Neither") == []


@pytest.mark.parametrize("name", ["100% ‘sure’", "it's", '"; --', "%s", "%(name)s", "\\"])
def test_a_value_is_never_read_as_sql(db, name):
    council = make_council(name)

    assert councils_named(name) == [council]


def test_it_is_put_together_once_for_each_shape(db):
    for shape in ("startswith", "endswith") * 3:
        councils_named("One", sought=shape)
        councils_named("Other", sought=shape)

    assert made == ["startswith", "endswith"]


def test_one_statement_asks_it(db):
    councils_named("One")
    with CaptureQueriesContext(connection) as asked:
        councils_named("Other")

    assert len(asked) == 1


def test_the_council_comes_along_without_another_statement(db):
    council = make_council()
    person = make_person(council, Role.AUTHOR)
    with CaptureQueriesContext(connection) as asked:
        [held] = held_at_address(person.pk, council.slug, timezone.localdate())
        assert held.council == council

    assert len(asked) == 1


@prepared
def councils_and_who_is_there(name: str) -> QuerySet[Any]:
    held = Prefetch("appointments", Appointment.objects.order_by("pk"), to_attr="held")
    return Council.objects.filter(name__startswith=name).order_by("pk").prefetch_related(held)


def test_what_is_fetched_beside_comes_in_one_statement_more_each_time(db):
    council, other = make_council("One"), make_council("One more")
    for made_anew in ("first", "again"):
        make_person(council, Role.AUTHOR)
        with CaptureQueriesContext(connection) as asked:
            found = councils_and_who_is_there("One")
        expected = [list(one.appointments.order_by("pk")) for one in (council, other)]
        assert [one.held for one in found] == expected, made_anew
        assert len(asked) == 2


def test_nothing_asked_for_is_refused(db):
    with pytest.raises(ValueError, match="councils_named was asked with None"):
        councils_named(None)


def test_a_query_that_no_row_can_fit_finds_none_without_asking(db):
    @prepared
    def nobody(name: str) -> QuerySet[Council]:
        return Council.objects.filter(Q(pk__in=()), name=name)

    make_council("One")
    with CaptureQueriesContext(connection) as asked:
        assert nobody("One") == []

    assert len(asked) == 0


@prepared
def locked(name: str) -> QuerySet[Council]:
    return Council.objects.filter(name=name).select_for_update()


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_only():
    council = make_council("One")
    with transaction.atomic():
        assert locked("One") == [council]

    with pytest.raises(transaction.TransactionManagementError, match="in a transaction"):
        locked("One")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection():
    make_council("One")
    councils_named("One")
    found: list[object] = []

    def work() -> None:
        before = connections["default"].connection
        found.extend(councils_named("One"))
        found.append(before is None and connections["default"].connection is not None)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert found == [Council.objects.get(), True]


def test_what_is_kept_holds_no_connection(db):
    kept = Statement(Council.objects.filter(name="One"))
    kept.rows({})

    assert kept.compiled.compiler.connection is None


def test_a_row_that_changed_is_read_anew(db):
    council = make_council("One")
    councils_named("One")
    Council.objects.filter(pk=council.pk).update(call_in_length=F("call_in_length") + 1)

    assert councils_named("One")[0].call_in_length == council.call_in_length + 1


@pytest.mark.parametrize("ends_after", [None, 0, 2])
@pytest.mark.parametrize("later", range(-1, 4))
def test_it_answers_like_the_query_made_anew(council, later, ends_after):
    start = timezone.localdate()
    ends_on = None if ends_after is None else start + timedelta(ends_after)
    person = make_person(council, Role.AUTHOR, ends_on=ends_on)
    asked = person.pk, council.pk, start + timedelta(later)

    found = held_by(*asked)

    assert found == list(held_by.__wrapped__(*asked))
    assert bool(found) == (later >= 0 and (ends_after is None or later <= ends_after))


@prepared
def keys_of(names: list[str]) -> QuerySet[Any, Any]:
    return Council.objects.filter(name__any=names).order_by("pk").values_list("pk", "name")


def test_an_array_finds_its_rows_whatever_its_length_and_rows_of_values_are_tuples(db):
    one, other = make_council("One"), make_council("Other")

    assert keys_of([]) == []
    assert keys_of(["One"]) == [(one.pk, "One")]
    assert keys_of(["Other", "One", "it's"]) == [(one.pk, "One"), (other.pk, "Other")]


def test_of_a_subquery_any_takes_the_values_first(db):
    one, _ = make_council("One"), make_council("Other")
    named = ArraySubquery(Council.objects.filter(name="One").values("pk"))

    assert list(Council.objects.filter(pk__any=named)) == [one]


def test_other_kinds_of_rows_are_refused_when_it_is_first_asked(db):
    @prepared
    def names(name: str) -> QuerySet[Any, Any]:
        return Council.objects.filter(name=name).values_list("name", flat=True)

    with pytest.raises(TypeError, match="rows of a model, or of values_list"):
        names("One")


def test_what_is_beside_a_row_and_what_it_leads_to_come_as_django_makes_them(council):
    person = make_person(council, Role.AUTHOR)

    def held(key: int) -> QuerySet[Any]:
        rows = person.appointments.model.objects.filter(person=key).select_related("person")
        return rows.annotate(start=F("starts_on")).defer("title", "person__email")

    [anew], [kept] = list(held(person.pk)), prepared(held)(person.pk)

    assert kept == anew
    assert kept.start == anew.start
    assert kept.get_deferred_fields() == anew.get_deferred_fields() == {"title"}
    assert kept.person.get_deferred_fields() == anew.person.get_deferred_fields() == {"email"}


@prepared
def councils_with_a_sign(name: str, *, sign: str) -> QuerySet[Council]:
    found = Council.objects.filter(name=name).annotate(sign=Value(sign))
    return found.exclude(slug=sign).order_by("pk")


@pytest.mark.parametrize("sign", ["100% ‘sure’", "it's", "%s", "%%s", "\\'; --", "", "{0}"])
def test_what_is_the_same_each_time_is_written_in_the_statement_as_it_is(db, sign):
    council = make_council("One")

    [found] = councils_with_a_sign("One", sign=sign)

    assert (found, found.sign) == (council, sign)
    assert councils_with_a_sign("Other", sign=sign) == []


def test_a_day_and_a_choice_of_a_models_are_looked_for_as_in_any_query(db):
    council, today = make_council("One"), timezone.localdate()
    author = make_person(council, Role.AUTHOR)

    @prepared
    def held(council: int) -> QuerySet[Appointment]:
        found = Appointment.objects.filter(council=council, role=Role.AUTHOR)
        return found.filter(starts_on__lte=today, deputy=False)

    assert [one.person for one in held(council.pk)] == [author]


def test_only_what_is_asked_anew_is_sent_beside_the_statement():
    name, today = BoundValue("name"), timezone.localdate()

    made, sent = with_written_out(
        "SELECT %s, %s WHERE a LIKE '%%s' AND b = %s AND c = %s AND d = %s AND e IS %s",
        [1, "it's 5%", name, Role.AUTHOR, today, None],
    )

    told = "SELECT 1, 'it''s 5%%' WHERE a LIKE '%%s' AND b = %s AND c = 'author' AND d = %s"
    assert (made, sent) == (f"{told} AND e IS NULL", (name, today))
