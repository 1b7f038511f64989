"""Run one of the project's commands; what its person can put right is said without a traceback."""

import os
import sys

import psycopg
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError, connection
from psycopg.errors import UndefinedColumn, UndefinedTable

from config.db_safety import Unsafe
from config.postgres import Unavailable
from web.frozen import NotAsKept

BEHIND = "The database is not ready for this version of Clearday. Run “manage.py migrate” first."


def run(arguments: list[str]) -> None:
    # What a command writes below var/ is nobody's to read but the service's.
    os.umask(0o077)
    try:
        execute_from_command_line(arguments)
    except OperationalError as error:
        if isinstance(error.__cause__, Unavailable) or isinstance(error, Unsafe):
            sys.exit(str(error))
        sys.exit(why_not_reached(error))
    except NotAsKept as broken:
        sys.exit(f"{broken}. See “manage.py check_kept”.")
    except ProgrammingError as error:
        if is_behind(error):
            sys.exit(BEHIND)
        raise


def is_behind(error: Exception) -> bool:
    """Whether tables or columns are missing, as in a database that nobody migrated yet."""
    return isinstance(error.__cause__, UndefinedTable | UndefinedColumn)


def why_not_reached(error: OperationalError) -> str:
    """What to do about a connection that was refused; any other fault is raised as it is.

    `migrate` makes the role that pages take, so that a database without it is not migrated.
    """
    if getattr(error.__cause__, "sqlstate", None) or "connection" not in str(error):
        raise error
    said = refused_with() or str(error).strip()
    if f'role "{settings.APP_ROLE}"' in said:
        return BEHIND
    return f"The database cannot be reached. See DATABASE_URL.\n{said}"


def refused_with() -> str:
    """What the server says to one connection: a pool only says that it waited for none."""
    parameters = connection.get_connection_params()
    parameters.pop("pool", None)
    try:
        psycopg.connect(**parameters).close()
    except psycopg.OperationalError as refused:
        return str(refused).strip()
    return ""
