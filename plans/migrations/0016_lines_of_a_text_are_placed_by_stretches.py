from django.db import migrations, models


class Migration(migrations.Migration):
    """A text that waits keeps what was said of its lines."""

    dependencies = [("plans", '0015_guest_links')]

    operations = [
        migrations.AddField(
            model_name="import", name="steps", field=models.JSONField(default=list)
        ),
    ]
