"""A page that would read what is no longer as it was kept says so, and nothing of it is served."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import loader

from councils.kept import tell_of
from councils.models import Council
from web.frozen import NotAsKept


class NotAsKeptMiddleware:
    """Answers `NotAsKept`, whichever page or download met it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotAsKept):
            return None
        slug = request.resolver_match.kwargs.get("council") if request.resolver_match else None
        tell_of(error, Council.objects.filter(slug=slug).first() if slug else None, request.path)
        # Without the request: the page is the same for everybody, also where nobody signs in.
        response = HttpResponse(loader.render_to_string("not_as_kept.html"), status=503)
        response["Cache-Control"] = "no-store, private"
        return response
