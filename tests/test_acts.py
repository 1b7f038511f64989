"""Acts: nothing is written without one, and each says who, what, when and why, in its number."""

# ruff: noqa: S608 (the table is named by our own model)

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from councils.access import access_of
from councils.models import Council, User
from councils.record.history import UnrecordedWrite
from councils.record.models import Act, Counter, Identity
from councils.record.writer import column_values, digest_of, identity_commitment, recording
from councils.roles import Right, Role
from plans.actions.plans import edit_plan
from plans.models import Plan
from tests.makers import administrator_of, make_council, make_person
from tests.patience import PATIENCE_SECONDS
from tests.plan_makers import make_paragraph, make_plan

HISTORY = Council.history.model._meta.db_table


def said(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def council(db: None) -> Council:
    return make_council()


@pytest.fixture
def administrator(council: Council) -> User:
    return administrator_of(council)


def change(council: Council, by: User, reason: str = "Because", **values) -> bool:
    """Change a council's row through the record, as an action would."""
    actor = access_of(by, council).require(Right.MANAGE_SETTINGS)
    council = Council.objects.get(pk=council.pk)
    with (
        transaction.atomic(),
        recording(
            council, actor=actor, verb="council_settings_changed", reason=reason, subject=council
        ) as act,
    ):
        return act.change(council, **values)


# What must come with a write


def test_a_row_saved_without_an_act_is_refused(council):
    council.name = "Another name"
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        council.save()

    council.refresh_from_db()
    assert council.name != "Another name"


def test_a_row_deleted_without_an_act_is_refused(council):
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        council.days_off.first().delete()


def copy_of_a_history_row(**other: str) -> str:
    """SQL that writes a history row again, with some columns taken from an expression."""
    columns = said(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'history_id'",
        HISTORY,
    )
    names = [name for (name,) in columns]
    values = [other.get(name, name) for name in names]
    return f"INSERT INTO {HISTORY} ({', '.join(names)}) SELECT {', '.join(values)} FROM {HISTORY}"


@pytest.mark.parametrize("column", ["history_user_id", "history_change_reason", "act_id"])
def test_a_history_row_without_its_actor_reason_or_act_is_refused(council, column):
    with pytest.raises(DatabaseError, match=f'null value in column "{column}"'):
        said(copy_of_a_history_row(**{column: "NULL"}))


def test_a_history_row_that_names_no_act_is_refused_when_the_transaction_ends(council):
    said(copy_of_a_history_row(act_id="gen_random_uuid()"))

    with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
        said("SET CONSTRAINTS ALL IMMEDIATE")
    transaction.set_rollback(True)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_an_act_without_a_reason_says_that_none_was_given(council, administrator, reason):
    change(council, administrator, reason, name="Another name")

    assert Act.objects.latest("sequence").reason == ""
    assert council.history.latest("history_id").history_change_reason == ""


def test_nothing_changed_is_no_act(council, administrator):
    before = Act.objects.count()

    assert not change(council, administrator, name=council.name)

    assert Act.objects.count() == before


def test_an_error_in_the_block_leaves_neither_change_nor_act(council, administrator):
    before = Act.objects.count()
    actor = access_of(administrator, council).require(Right.MANAGE_SETTINGS)
    fresh = Council.objects.get(pk=council.pk)

    def stop_halfway() -> None:
        with (
            transaction.atomic(),
            recording(fresh, actor=actor, verb="council_settings_changed", reason="Because") as act,
        ):
            act.change(fresh, name="Another name")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stop_halfway()

    council.refresh_from_db()
    assert council.name != "Another name"
    assert Act.objects.count() == before


# What an act says


def test_an_acts_digest_is_that_of_the_rows_it_wrote(db):
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    plan = make_plan(council, author)
    make_paragraph(plan, author, "Words.", questions=["1.2", "1.1"])

    act = Act.objects.latest("sequence")

    assert act.touched == ["passage", "question_link"]
    passage = plan.passages.get()
    answers = [passage.answers.get(question=key) for key in ("1.1", "1.2")]
    rows = [(row.record_kind, row.pk, column_values(row)) for row in (passage, *answers)]
    assert act.digest == digest_of(rows)
    rows[0][2]["body"] = "Words!"
    assert act.digest != digest_of(rows)


def test_the_history_of_the_rows_proves_the_digest_later(db):
    """What the history kept gives the same digest, when the rows have long changed."""
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    plan = make_plan(council, author)
    settings_now = {"numbering": "none", "meets_on": None, "records_savings": True}
    edit_plan(plan, by=author, seen=1, title="Another title", **settings_now)
    act = Act.objects.latest("sequence")
    edit_plan(plan, by=author, seen=2, title="A third title", **settings_now)

    kept = Plan.history.get(act=act).instance
    assert act.digest == digest_of([("plan", kept.pk, column_values(kept))])


def test_erasing_a_person_leaves_every_act_as_it_was(council, administrator):
    change(council, administrator, name="Another name")
    act = Act.objects.latest("sequence")
    identity = act.actor
    proved = identity_commitment(identity.name, identity.person_id, identity.codes, identity.salt)
    assert act.actor_commitment == identity.commitment == proved

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # the owner alone may
        Identity.objects.filter(pk=identity.pk).update(name="", salt="")
        cursor.execute("SET LOCAL ROLE clearday_app")

    after = Act.objects.select_related("actor").get(pk=act.pk)
    assert (after.digest, after.actor_commitment) == (act.digest, act.actor_commitment)
    assert after.actor.name == ""
    assert str(after.actor).startswith("Name removed")
    # Whoever knows the name still cannot show it from what is left.
    guess = identity_commitment(identity.name, identity.person_id, identity.codes, "")
    assert guess != after.actor_commitment


def test_a_person_who_was_renamed_acts_under_the_new_name(council, administrator):
    change(council, administrator, name="One name")
    User.objects.filter(pk=administrator.pk).update(name="Renamed, Northmoor")
    change(council, User.objects.get(pk=administrator.pk), name="Another name")

    second, first = Act.objects.order_by("-sequence").select_related("actor")[:2]
    assert second.actor.name == "Renamed, Northmoor"
    assert first.actor.name == administrator.name


# Numbers without gaps


def test_each_council_counts_for_itself(db):
    one, other = make_council(), make_council()
    change(one, administrator_of(one), name="Another name")
    for council in (one, other):
        numbers = [act.sequence for act in council.acts.order_by("sequence")]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_no_gap_even_when_one_gives_up():
    council = make_council()
    administrator = administrator_of(council)
    start = council.acts.aggregate(last=Max("sequence"))["last"]
    ready = threading.Barrier(2, timeout=PATIENCE_SECONDS)
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            ready.wait()
            for turn in range(6):
                with transaction.atomic():
                    change(council, administrator, cabinet_word=f"Cabinet {name} {turn}")
                    # Every third gives up after it took its number.
                    transaction.set_rollback(turn % 3 == 2)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "other")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=PATIENCE_SECONDS)

    assert failures == []
    numbers = sorted(council.acts.values_list("sequence", flat=True))
    assert numbers == list(range(1, start + 8 + 1))
    assert Counter.objects.get(council=council).last == numbers[-1]


def test_the_moment_of_an_act_is_the_servers(council, administrator):
    before = timezone.now()
    change(council, administrator, name="Another name")
    assert before <= Act.objects.latest("sequence").at <= timezone.now()
