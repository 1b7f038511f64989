"""The button that reminds an officer who has not answered yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from approvals.clearance.reminding import remind
from approvals.models import ClearanceRequest
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from web.errors import Refused


@require_POST
def clearance_remind(request: PlanRequest, council: str, plan: str, asked: int) -> HttpResponse:
    """Remind whoever is asked by e-mail, once a day."""
    found = plan_or_404(request, council, plan, WRITE)
    rows = ClearanceRequest.objects.select_related("round", "person")
    row = get_object_or_404(rows, pk=asked, round__plan=found)
    row.round.plan = found
    try:
        person = remind(row, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{person.name} is reminded by e-mail.")
    return redirect(plan_url("clearance", found))
