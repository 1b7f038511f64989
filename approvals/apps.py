"""The council chamber: who may move a plan on, what was decided, and what left the building."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The outbox learns how the e-mail to the department is put together and recorded.
        from approvals.submission import dispatch  # noqa: F401
