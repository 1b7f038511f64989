"""What base.html shows above every page; asks the database nothing."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from councils.navigation import menu_for


def masthead(request: HttpRequest) -> dict[str, Any]:
    """The council and its menu on pages that `council_or_404` let somebody into; else nothing."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    if getattr(request, "guest", None) is not None:
        # Whoever came by a link has no other page to go to.
        return {"council": access.council}
    # Made where it is shown: a form that opens within a page has no menu of its own.
    menu = SimpleLazyObject(partial(menu_for, request, access))
    return {"council": access.council, "navigation": menu}
