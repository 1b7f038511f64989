"""What base.html shows above every page; asks the database nothing."""

from typing import Any

from django.http import HttpRequest

from councils.navigation import menu_for


def masthead(request: HttpRequest) -> dict[str, Any]:
    """The council and its menu on pages that `council_or_404` let somebody into; else nothing."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    if getattr(request, "guest", None) is not None:
        # Whoever came by a link has no other page to go to.
        return {"council": access.council}
    return {"council": access.council, "navigation": menu_for(request, access)}
