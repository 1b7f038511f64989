"""Pages for requests that are refused as a whole, with what was typed kept where it is safe."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.drawn import typed_fields
from web.errors import Refused


def all_posted_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Every posted field but passwords, as (name, value) in the order sent."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if "password" not in name.lower()
        for value in values
    ]


def file_names(request: HttpRequest) -> list[str]:
    """What the files that came along are called."""
    return [file.name or "" for _, files in request.FILES.lists() for file in files]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page was too old: its words to copy, since another site may have sent them."""
    context = {"kept": typed_fields(request), "path": request.path}
    return render(request, "403_csrf.html", context, status=403)


class WrongMethodMiddleware:
    """Gives the empty answer to a wrong method (405) words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response


class RefusedMiddleware:
    """Gives a refusal that no form shows, of a page that is only read, a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return render(request, "refused.html", {"why": str(error)}, status=422)
