"""Run one of the project's commands; what its person can put right is said without a traceback."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError
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
        raise
    except NotAsKept as broken:
        sys.exit(f"{broken}. See “manage.py check_kept”.")
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            sys.exit(BEHIND)
        raise
