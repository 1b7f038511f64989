"""A migrated, empty database is kept in the embedded server; runs of the tests start as copies.

Running all migrations takes most of a minute, a copy a second. `migrate` runs on the copy too: what
is kept is only ever a start. A database of one's own (DATABASE_URL) is left without such a thing.
"""

from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError

KEPT = "migrated_"


def begin_as_copy() -> None:
    """Have the test database made from the one that is kept, if there is one for these files."""
    if not settings.DATABASES["default"].get("HOST"):
        name = name_for_these_files()
        with connection.creation._nodb_cursor() as cursor:
            if name in all_kept(cursor):
                connection.settings_dict["TEST"]["TEMPLATE"] = name


def keep_for_later() -> None:
    """Keep a copy of the test database, nothing having been tested yet, instead of older ones."""
    if settings.DATABASES["default"].get("HOST"):
        return
    made, name = connection.settings_dict["NAME"], name_for_these_files()
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        kept = all_kept(cursor)
        if name in kept:
            return
        for older in kept:
            cursor.execute(f'DROP DATABASE IF EXISTS "{older}"')
        try:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')
        except DatabaseError:
            # Another run of the tests was first: what it keeps is the same.
            if name not in all_kept(cursor):
                raise


def all_kept(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT])
    return [name for (name,) in cursor.fetchall()]


def name_for_these_files() -> str:
    """It differs as soon as a migration, or anything that migrating runs of `config`, does."""
    digest = sha256(django.__version__.encode())
    for path in sorted(files_of_migrating(settings.BASE_DIR)):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return KEPT + digest.hexdigest()[:16]


def files_of_migrating(base: Path) -> list[Path]:
    ours = [path for path in base.iterdir() if (path / "__init__.py").exists()]
    migrations = [path for room in ours for path in room.glob("migrations/*.py")]
    return [*migrations, *base.glob("config/**/*.py")]
