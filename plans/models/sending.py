"""What a higher floor tells of a plan's submission, brought along by each query of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import JSONField, Value
from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class SentException:
    """That words were sent which nobody had endorsed: as every page says it, and as a list does.

    `in_short` is "" of one that is settled.
    """

    in_words: str
    in_short: str
    is_open: bool


def sent_facts(path: str = "") -> Combinable:
    """What of a plan's submission its query brings along; `path` leads to it from a row beneath.

    The floor that sends plans names it in `sent_facts` of its AppConfig, and reads it in
    `sent_exception`. Without one nothing is sent.
    """
    for app in apps.get_app_configs():
        if tells := getattr(app, "sent_facts", None):
            found: Combinable = tells(path)
            return found
    return Value(None, output_field=JSONField())


def sent_exception(facts: Mapping[str, Any] | None) -> SentException | None:
    """How what was sent last stands; None of what is no exception, and of what was never sent."""
    for app in apps.get_app_configs() if facts else ():
        if tells := getattr(app, "sent_exception", None):
            found: SentException | None = tells(facts)
            return found
    return None
