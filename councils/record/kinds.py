"""The kinds of row that the record knows, each by a code that stays when its model is renamed."""

from functools import cache

from django.apps import apps
from django.db import models


def kind_of(row: models.Model | type[models.Model]) -> str:
    """The code that the row's model declares as `record_kind`; TypeError where it declares none."""
    kind: str = getattr(row, "record_kind", "")
    if not kind:
        raise TypeError(f"{row._meta.label} has no record_kind, so it cannot be recorded")
    return kind


def recorded_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "record_kind")]


@cache
def models_by_kind() -> dict[str, type[models.Model]]:
    return {kind_of(model): model for model in recorded_models()}
