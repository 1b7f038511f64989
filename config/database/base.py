"""Django's PostgreSQL engine, which joins the embedded server when it first connects."""

from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.postgresql import base

from config import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    """Joins on connecting, not on loading settings: what needs no database starts none."""

    def get_connection_params(self) -> dict[str, Any]:
        try:
            server = postgres.join(settings.VAR)
        except postgres.Unavailable as sorry:
            raise OperationalError(str(sorry)) from sorry
        return super().get_connection_params() | {"host": server.host, "port": server.port}
