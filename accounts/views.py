"""One's own account, beside what allauth's pages change of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.forms import NameForm
from councils.access import Request
from councils.actions.account import change_name
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def account_name(request: Request) -> HttpResponse:
    """Is my name right?"""
    form = NameForm(
        request.POST or saved_input(request),
        initial={"name": request.user.name},
    )

    def save(typed: dict[str, str]) -> None:
        if change_name(request.user, name=typed["name"]):
            messages.success(request, "Your name is saved.")

    account = reverse("mfa_index")
    return handle_form(
        request, form, save, template="account/name.html", context={}, done=account, back=account
    )
