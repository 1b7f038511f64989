"""The database as it would be without a rule of its own, for the controls of those rules."""

from django.conf import settings
from django.db import connection

from config import clearance_trigger, record_doorway


def miscount() -> None:
    """Every act leaves a number out, until the test's transaction is taken back."""
    slips = record_doorway.RECORD_ACT.replace("counter.last + 1", "counter.last + 2")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(slips.format(schema="public"))
        cursor.execute(f"SET LOCAL ROLE {settings.APP_ROLE}")


def drop_the_rule() -> None:
    """Anybody may clear, until the test's transaction is taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {clearance_trigger.CLEARANCE}() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )
        cursor.execute(f"SET LOCAL ROLE {settings.APP_ROLE}")
