"""The test database: migrated by its owner, used as the application, emptied behind its guards.

And how long properties are searched for, wherever one is.
"""

import gc
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from config import db_roles
from config.append_only import TRUNCATE_TRIGGER, append_only_tables
from config.postgres import locks
from tests import migrated, sharing
from tests.chambers import chamber, made_once  # noqa: F401 (pytest finds fixtures here)
from tests.one_day import stay_on_one_day

# Here, and not in a fixture: tests name their day as they are read.
stay_on_one_day()

# A busy machine is not a fault: only what a test says of time counts.
hypothesis_settings.register_profile("clearday", deadline=None, max_examples=80)
hypothesis_settings.load_profile("clearday")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        sharing.longest_first(items)


def pytest_collection_finish() -> None:
    """What is there by now stays: looking through it for garbage takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.BrowserTogether:
    return sharing.BrowserTogether(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The database is made and migrated by its owner, under a name no other run has taken."""
    database = connection.settings_dict
    database.update(db_roles.owners(database, settings.APP_ROLE))
    database["TEST"]["NAME"] = f"test_clearday_{free_number()}"
    with django_db_blocker.unblock():
        migrated.begin_as_copy()


def free_number() -> int:
    """The lowest number that no other run of tests has; a run that was killed gives its back."""
    settings.VAR.mkdir(exist_ok=True)
    return next(
        number
        for number in itertools.count(1)
        if locks.try_to_take(settings.VAR / f"test-{number}.lock") is not None
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test then works with the application's rights, and the owner removes the database."""
    database = connection.settings_dict
    owners = database["OPTIONS"]
    with django_db_blocker.unblock():
        migrated.keep_for_later()
    role = db_roles.taking(settings.APP_ROLE)
    database["OPTIONS"] = owners | {"options": f"{owners['options']} {role}"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_as_owner)
        yield
    connection.close()
    database["OPTIONS"] = owners


def flush_as_owner(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """Empty the tables after a test that commits: the guards stand aside, for that long."""
    database = operations.connection
    tables = [operations.quote_name(table) for table in append_only_tables()]
    trigger = TRUNCATE_TRIGGER
    with transaction.atomic(using=database.alias), database.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        # Django knows nothing of the cache's table, and limits on guessing are kept there.
        for sql in [*sql_list, "TRUNCATE cache"]:
            cursor.execute(sql)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
