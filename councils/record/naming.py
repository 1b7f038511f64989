"""What the things that acts were done to are called: made when a page is drawn, for many at once.

Each floor may have a module `naming` with `name_subjects`, which sets `named` on the acts whose
things it knows; others stay as they were called when the act was written.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from councils.record.models import Act

Namer = Callable[[Sequence[Act]], None]


@cache
def namers() -> list[Namer]:
    found = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "naming"):
            found.append(import_module(f"{app.name}.naming").name_subjects)
    return found


def with_names(acts: Sequence[Act]) -> Sequence[Act]:
    """The acts, all of one council, so that their sentences name what they were done to.

    In as many statements for fifty acts as for one.
    """
    for name_subjects in namers() if acts else []:
        name_subjects(acts)
    return acts
