"""What comes next for whoever opens it, and the history of what was done."""

from django.apps import AppConfig

from councils.navigation import MenuEntry
from councils.roles import Right


class DashboardConfig(AppConfig):
    name = "dashboard"
    navigation = (MenuEntry("History", "council_history", (Right.READ_RECORD,), place=4),)

    def ready(self) -> None:
        # The outbox learns what waits for people, once a day.
        from dashboard import digest  # noqa: F401
