"""Django's PostgreSQL engine, which joins the embedded server when it first connects."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient

from config import postgres


class Shell(DatabaseClient):
    """`manage.py dbshell`, led to the embedded server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        server = postgres.join(settings.VAR)
        self.connection.settings_dict |= {"HOST": server.host, "PORT": server.port}
        super().runshell(parameters)


# Statements that one connection keeps prepared. A driver that keeps its usual hundred takes back
# with each new one the one that was used longest ago, and a busy page prepares its own anew.
MOST_PREPARED = 300


class DatabaseWrapper(base.DatabaseWrapper):
    """Joins on connecting, not on loading settings: what needs no database starts none."""

    client_class = Shell

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_PREPARED
        return connection

    def get_connection_params(self) -> dict[str, Any]:
        try:
            server = postgres.join(settings.VAR)
        except postgres.Unavailable as sorry:
            raise OperationalError(str(sorry)) from sorry
        return super().get_connection_params() | {"host": server.host, "port": server.port}
