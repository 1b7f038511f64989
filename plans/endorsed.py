"""What the first line of a version says, once a meeting has endorsed its words."""

from django.apps import apps

from plans.models import Version


def endorsed_of(version: Version) -> str:
    """Who endorsed them, when and in which minute, as the floor that decides on them says.

    It says so in `endorsed_of` of its AppConfig; "" while nobody endorsed them.
    """
    for app in apps.get_app_configs():
        if says := getattr(app, "endorsed_of", None):
            return str(says(version))
    return ""
