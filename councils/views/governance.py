"""How the council is governed, and since when."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils.access import council_or_404
from councils.actions.governance import record_governance
from councils.forms.settings import GovernanceForm
from councils.models import Governance
from councils.roles import Right
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def governance(request: HttpRequest, council: str) -> HttpResponse:
    """What was recorded, newest first, and one more row."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)

    def add(typed: dict[str, Any]) -> Governance:
        row = record_governance(access.council, by=access.person, **typed)
        messages.success(request, f"Recorded: {row}.")
        return row

    here = reverse("governance", args=[council])
    return handle_form(
        request,
        GovernanceForm(request.POST or saved_input(request)),
        add,
        template="councils/governance.html",
        context={"rows": access.council.governance.all()},
        done=here,
        back=reverse("council_settings", args=[council]),
    )
