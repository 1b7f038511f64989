"""Whoever has a password set it by a link that was sent to their address, which proves it."""

from django.conf import settings
from django.db import migrations


def note_as_proved(apps, schema_editor):
    addresses = apps.get_model("account", "EmailAddress").objects.filter(verified=False)
    addresses.exclude(user__password__startswith="!").update(verified=True, primary=True)


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0004_roles_that_clear_or_decide_wait"),
        ("account", "0009_emailaddress_unique_primary_email"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(note_as_proved, migrations.RunPython.noop)]
