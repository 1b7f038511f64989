"""What is printed on a version's words that leave the building."""

from django.apps import apps

from plans.models import Version

NOBODY_SAID = ("Draft", "")


def printed_on(version: Version) -> tuple[str, str]:
    """How the words stand, "" once endorsed; then who endorsed them, when and in which minute.

    The floor that decides on them says it in `printed_on` of its AppConfig. Without one nothing
    was decided.
    """
    for app in apps.get_app_configs():
        if says := getattr(app, "printed_on", None):
            mark, endorsed = says(version)
            return str(mark), str(endorsed)
    return NOBODY_SAID
