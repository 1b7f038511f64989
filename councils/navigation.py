"""The menu of a council's pages: each floor lists its places in `navigation` of its AppConfig."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.http import HttpRequest

from councils.roles import Right
from web.addresses import address_of

if TYPE_CHECKING:
    from councils.access import Access


@dataclass(frozen=True)
class MenuEntry:
    """One place: its label, the name of its address (which takes the council), who is shown it."""

    label: str
    view: str
    rights: tuple[Right, ...] = ()
    # Most-used first: what people come to do, then who they are, then what was done.
    place: int = 1

    def is_for(self, access: "Access") -> bool:
        return not self.rights or any(access.may(right) for right in self.rights)


@cache
def menu_entries() -> list[MenuEntry]:
    """Every place that the floors name, in order."""
    named = [entry for app in apps.get_app_configs() for entry in getattr(app, "navigation", ())]
    return sorted(named, key=lambda entry: entry.place)


def menu_for(request: HttpRequest, access: "Access") -> list[dict[str, object]]:
    """The menu as base.html draws it; the longest address that the page lies under is current."""
    menu = [
        {"label": entry.label, "href": address_of(entry.view, access.council.slug)}
        for entry in menu_entries()
        if entry.is_for(access)
    ]
    above = [item["href"] for item in menu if request.path.startswith(item["href"])]
    here = max(above, key=len, default=None)
    return [{**item, "current": item["href"] == here} for item in menu]
