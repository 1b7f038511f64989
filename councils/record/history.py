"""History for people to read: each row of it belongs to the act that wrote it."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords
from simple_history.utils import get_history_model_for_model


class UnrecordedWrite(Exception):
    """A model that keeps history was saved outside `councils.record.writer.recording`."""


@cache
def history_of(model: type[models.Model]) -> type[models.Model]:
    """The model of its history; each look at `model.history` makes a class of managers."""
    return get_history_model_for_model(model)


@cache
def keeps_history(model: type[models.Model]) -> bool:
    """Whether each state of its rows is kept beside them; kept for the reason above."""
    return hasattr(model, "history")


class ActHistoryRow(models.Model):
    """A row that stays as it was written, with the act that wrote it.

    That is every history row, and every row of a model that only grows. The act comes last, so the
    database looks for it when the transaction ends.
    """

    append_only = True

    act = models.ForeignKey("councils.Act", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class RecordedHistory(HistoricalRecords):
    """django-simple-history with an actor, a reason and an act that the database insists on.

    `read_back` is for rows whose state at a moment pages ask for: one index finds the newest state
    of each row, another, by the column it names, what was removed.
    """

    def __init__(self, *, read_back: str = "") -> None:
        self.read_back = read_back
        super().__init__(
            history_change_reason_field=models.TextField(),
            bases=(ActHistoryRow,),
        )

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options = super().get_meta_options(model)
        if self.read_back:
            name = model._meta.model_name
            removed = models.Q(history_type="-")
            options["indexes"] = [
                models.Index(fields=["id", "-history_id"], name=f"{name}_as_it_stood"),
                models.Index(fields=[self.read_back], condition=removed, name=f"{name}_removed"),
            ]
        return options

    def _get_history_user_fields(self) -> dict[str, Any]:
        return {
            "history_user": models.ForeignKey(
                settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
            )
        }

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        recording = getattr(instance, "_recording", None)
        if recording is None:
            raise UnrecordedWrite(
                f"{instance._meta.verbose_name} was saved without an actor and a reason"
            )
        row = history_of(type(instance))(
            history_date=recording.at,
            history_type=history_type,
            history_user=recording.by,
            history_change_reason=recording.reason,
            act_id=recording.act_id,
            **{
                field.attname: getattr(instance, field.attname)
                for field in self.fields_included(instance)
            },
        )
        row.save()
