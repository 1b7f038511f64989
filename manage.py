#!/usr/bin/env python
"""Run one of the project's commands."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from config.db_safety import Unsafe
from config.postgres import Unavailable
from web.frozen import NotAsKept

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if isinstance(error.__cause__, Unavailable) or isinstance(error, Unsafe):
            sys.exit(str(error))
        raise
    except NotAsKept as broken:
        sys.exit(f"{broken}. See “manage.py check_kept”.")
