"""Who last wrote the sentences of reports, taken from their history.

The sentence that every report came with, dated for all headings at once, was nobody's.
"""

from django.db import migrations

CAME_WITH = "None arise from this report: the plan describes work already agreed."


def say_whose(apps, schema_editor):
    Implication = apps.get_model("approvals", "Implication")
    History = apps.get_model("approvals", "HistoricalImplication")
    for row in Implication.objects.filter(written_by=None).exclude(text=CAME_WITH):
        told = History.objects.filter(id=row.pk, text=row.text).select_related("act")
        first = told.order_by("history_date", "history_id").first()
        if first is not None:
            Implication.objects.filter(pk=row.pk).update(
                written_by=first.act.actor_id, written_at=first.history_date
            )


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0006_an_implication_is_somebodys"),
        ("councils", "0003_settings_are_called_as_on_their_page"),
    ]

    operations = [migrations.RunPython(say_whose, migrations.RunPython.noop)]
