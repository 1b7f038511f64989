"""What an act says: words made from its codes when a page is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices
from django.utils.module_loading import module_has_submodule

from councils.roles import capacity_in_full
from web.dates import moment_in_words


@dataclass(frozen=True)
class Verb:
    """The words of one verb, in the past tense.

    {subject} is what the act was done to, as it was called then; {office} the office that the
    act's details name. Any other name in braces is a detail: a code, one of `codes`, or
    `told` as it was kept, such as the name of a file, or one of its `moments`.
    """

    words: str
    codes: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()


@cache
def verbs() -> dict[str, Verb]:
    """Every verb by its code: each app lists its own in `verbs.VERBS`."""
    found: dict[str, Verb] = {}
    for app in apps.get_app_configs():
        if app.module is None or not module_has_submodule(app.module, "verbs"):
            continue
        own: dict[str, Verb] = import_module(f"{app.name}.verbs").VERBS
        if twice := found.keys() & own.keys():
            raise ImproperlyConfigured(f"{', '.join(sorted(twice))}: a verb of two floors")
        found |= own
    return found


def check_known(verb: str) -> None:
    """ValueError for a verb that no floor lists: nobody could read an act of it."""
    if verb not in verbs():
        raise ValueError(f"“{verb}” is no verb of the record")


def sentence(verb: str, subject: str, details: Mapping[str, Any]) -> str:
    """ "edited “The first words…”", "answered on A plan as Monitoring Officer: objects"."""
    said = verbs()[verb]
    words = {name: choices(details[name]).label.lower() for name, choices in said.codes.items()}
    words |= {name: str(details[name]) for name in said.told}
    for name in said.moments:
        words[name] = moment_in_words(datetime.fromisoformat(details[name]))
    if "role" in details:
        words["office"] = capacity_in_full(details["role"], details["title"], details["deputy"])
    return said.words.format(subject=subject, **words).strip()
