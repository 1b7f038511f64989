"""What base.html shows above every page; asks the database nothing."""

from typing import Any

from django.http import HttpRequest

from councils.navigation import menu_for


def masthead(request: HttpRequest) -> dict[str, Any]:
    """The council and its menu on pages that `council_or_404` let somebody into; else nothing."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    return {"council": access.council, "navigation": menu_for(request, access)}
