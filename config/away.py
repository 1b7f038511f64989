"""What a person sees while the database is away: their words, and a way to send them again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class DatabaseAwayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
