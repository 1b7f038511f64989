"""The council chamber: who may move a plan on, what was decided, and what left the building."""

from django.apps import AppConfig

from councils.navigation import Entry
from councils.roles import Right


class ApprovalsConfig(AppConfig):
    name = "approvals"
    default_auto_field = "django.db.models.BigAutoField"
    navigation = (Entry("History", "council_history", (Right.READ_RECORD,), place=4),)

    def ready(self) -> None:
        # The outbox learns how the e-mail to the department is put together and recorded.
        from approvals.submission import dispatch  # noqa: F401
