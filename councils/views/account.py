"""One's own account, beside what allauth's pages change of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils.access import Request
from councils.actions.account import change_name
from councils.answering import answer
from councils.forms.account import NameForm
from councils.kept import kept_words


@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    """Is my name right?"""
    form = NameForm(
        request.POST or kept_words(request),
        initial={"name": request.user.name},
    )

    def save(typed: dict[str, str]) -> None:
        if change_name(request.user, name=typed["name"]):
            messages.success(request, "Your name is saved.")

    account = reverse("mfa_index")
    return answer(
        request, form, save, template="account/name.html", context={}, done=account, back=account
    )
