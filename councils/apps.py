"""The council itself: people, roles, settings, calendar and the record."""

from typing import ClassVar

from django.apps import AppConfig
from django.core.checks import register

from councils.navigation import MenuEntry
from councils.roles import Right


class CouncilsConfig(AppConfig):
    name = "councils"
    default_auto_field = "django.db.models.BigAutoField"
    navigation = (
        MenuEntry("People", "people", (Right.MANAGE_PEOPLE, Right.READ_RECORD), place=2),
        MenuEntry("Settings", "council_settings", (Right.MANAGE_SETTINGS,), place=3),
    )

    def needs_proof(self) -> tuple[str, ...]:
        """Pages on which roles are given, ended and confirmed, and what guards them is set."""
        of_people = ("person_add", "appointment_end", "appointment_confirm", "appointment_account")
        return (*of_people, "council_settings")

    # What each page that a rule guards is for, as the record would keep it.
    tries: ClassVar = {
        "person_add": "role_given",
        "appointment_end": "role_ended",
        "appointment_account": "account_deactivated",
        "appointment_invite": "invitation_repeated",
        "council_settings": "council_settings_changed",
        "governance": "governance_recorded",
        "word_template": "word_template_chosen",
        "report_template": "report_form_chosen",
        "day_off_add": "closure_day_added",
        "day_off_remove": "closure_day_removed",
    }

    def ready(self) -> None:
        # How this floor's e-mails are worded is registered as it loads.
        from councils import notifications  # noqa: F401

        # It looks at every model, so it is read once they are all there.
        from councils.record.checks import codes_of_the_record

        register(codes_of_the_record)
