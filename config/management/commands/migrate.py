"""Migrate as the database's owner, then say anew what the application may do to each table."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from config import db_permissions
from config.db_permissions import install_permissions
from config.db_roles import as_owner
from config.private_files import make_private


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        web = connection.settings_dict["USER"] if connection.settings_dict.get("OWNER") else ""
        with as_owner(connection, settings.APP_ROLE):
            db_permissions.make_role(connection, web=web)
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            call_command("createcachetable", database=options["database"], verbosity=0)
            install_permissions(connection)
        make_private(settings.VAR)
