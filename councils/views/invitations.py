"""What somebody was invited to by a council that does not know them yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils.access import Request
from councils.actions.account import accept_invitation, invitations_of
from councils.forms.people import AcceptForm
from web.responses import handle_form


@require_http_methods(["GET", "POST"])
def invitation_list(request: Request) -> HttpResponse:
    """Which council's invitation do I accept, under my own name?"""
    waiting = invitations_of(request.user)
    councils = {str(one.council_id): one.council for one in waiting}
    form = AcceptForm(request.POST if request.method == "POST" else None, waiting=waiting)

    def accept(typed: dict[str, str]) -> None:
        accept_invitation(councils[typed["council"]], by=request.user)
        messages.success(request, "You have accepted the invitation.")

    home = reverse("home")
    return handle_form(
        request,
        form,
        accept,
        template="councils/invitations.html",
        context={"waiting": waiting},
        done=home,
        back=home,
    )
