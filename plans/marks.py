"""What is printed on a version's words that leave the building, before anybody endorsed them."""

from django.apps import apps

from plans.models import Version

NOBODY_SAID = "Draft"


def mark_of(version: Version) -> str:
    """How the words stand, in the words of the floor that decides on them; "" once endorsed.

    That floor says it in `mark_of` of its AppConfig. Without one nothing was decided.
    """
    for app in apps.get_app_configs():
        if says := getattr(app, "mark_of", None):
            return str(says(version))
    return NOBODY_SAID
