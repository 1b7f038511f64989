"""Where the bare pages are: at the addresses of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench import bare, chamber, public

PLAN = "<slug:council>/plans/<slug:plan>"

urlpatterns = [
    path("", bare.home),
    path("<slug:council>/", bare.plans),
    path(f"{PLAN}/", bare.plan_home),
    path(f"{PLAN}/passages/<int:passage>/", bare.passage),
    path(f"{PLAN}/history/", bare.history),
    path(f"{PLAN}/versions/compare/", bare.compare),
    path(f"{PLAN}/versions/<int:number>/", bare.version),
    path(f"{PLAN}/versions/<int:number>/plan.pdf", bare.version_pdf),
    path(f"{PLAN}/answer/", chamber.answer),
    path(f"{PLAN}/put/", chamber.put),
    path("<slug:council>/published/<slug:plan>/", public.plan),
]


class Urls:
    """Middleware that has the bare pages found in place of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return self.get_response(request)
