"""The drafting room: what a plan is, and how its words change."""

from django.apps import AppConfig

from councils.navigation import MenuEntry
from councils.roles import Right


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"
    navigation = (
        MenuEntry("Plans", "plans", (Right.READ_DRAFTS, Right.READ_DECISIONS)),
        MenuEntry("Commissions", "commissions", (Right.READ_DRAFTS, Right.MANAGE_COMMISSIONS)),
    )

    def ready(self) -> None:
        from plans import guest_mail, presence, round_mail, round_reminders  # noqa: F401
        from plans.actions import stashes  # noqa: F401
