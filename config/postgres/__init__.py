"""A PostgreSQL server of the checkout's own, shared by every process that needs it."""

from config.postgres.home import Unavailable
from config.postgres.joining import Endpoint, join, remove, stay_through_exec
from config.postgres.server import OWNER, WEB

__all__ = ["OWNER", "WEB", "Endpoint", "Unavailable", "join", "remove", "stay_through_exec"]
