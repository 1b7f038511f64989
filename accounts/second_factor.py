"""Leads whoever must have a second factor to turn it on, with what they were typing kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from councils.access import SecondFactorNeeded
from web.saved_input import posted_fields, put_into_session

GO_ON_TO = "go_on_to"  # where they wanted to be, once they have it


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SecondFactorNeeded):
            return None
        request.session[GO_ON_TO] = request.get_full_path()
        said = f"{error.council} asks you to sign in with a code as well. Turn it on to go on."
        if request.method == "POST":
            # On the server: no page has to carry them, however many they are.
            put_into_session(request, request.path, posted_fields(request))
            said += " What you typed is kept."
        messages.warning(request, said)
        return redirect("mfa_activate_totp")
