"""Whether the process lives, and whether it may have visitors."""

import tempfile
from contextlib import closing

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.db_safety import Unsafe
from config.kept import found_broken

log = structlog.get_logger(__name__)

# So many files as are looked at in a moment.
NEWEST = 20
PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """200 whenever the process answers; touches nothing."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database takes connections, is migrated, and files can be written; else 503.

    One thing that is no longer as it was kept turns nobody away; it is told in a line of its own.
    """
    wrong = [*_wrong_with_database(), *_wrong_with_disk()]
    # What is wrong is for the log's readers and not for everybody, but its kind does no harm.
    said = wrong or ["ready", *_no_longer_as_kept()]
    return HttpResponse(
        "".join(f"{line}\n" for line in said),
        content_type=PLAIN,
        status=503 if wrong else 200,
    )


def _wrong_with_database() -> list[str]:
    try:
        with closing(_new_connection()) as fresh:
            executor = MigrationExecutor(fresh)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return ["migrations are not applied"]
    except Unsafe as unsafe:
        return [unsafe.code]
    except DatabaseError:
        return ["the database is away"]
    return []


def _no_longer_as_kept() -> list[str]:
    """Of what was found broken by a reader, and of the files that were stored last."""
    count = len(found_broken(newest=NEWEST))
    if not count:
        return []
    log.error("not_as_kept", count=count, advice="manage.py check_kept")
    return [f"not as kept: {count}, see manage.py check_kept"]


def _new_connection() -> BaseDatabaseWrapper:
    """A connection of its own: one from before may work where a new one is refused."""
    fresh = connection.copy()
    fresh.settings_dict["OPTIONS"].pop("pool", None)
    return fresh


def _wrong_with_disk() -> list[str]:
    try:
        with tempfile.TemporaryFile(dir=settings.VAR) as file:
            file.write(b"x")
    except OSError:
        return ["files cannot be written"]
    return []
