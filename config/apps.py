"""The plant room, ready before the first connection is opened."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from config.db_safety import check_session


class PlantRoom(AppConfig):
    name = "config"

    def ready(self) -> None:
        connection_created.connect(check_session, dispatch_uid="config.db_safety")
