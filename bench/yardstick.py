"""The yardstick of the machine: one trivial view of Django's, for somebody who is signed in.

It reads the session, the user and one row of a table of its own, and draws it by a small template;
a form that is sent back saves the row. A bare page to compare with belongs beside it, under a path
of its own.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template import Context, Template
from django.urls import path

# What Django needs to know who asks and that a form is ours.
MIDDLEWARE = [
    "bench.yardstick.FindHere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
PAGE = Template("""<!doctype html>
<title>{{ user.name }}</title>
<form method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">
  <label>Note <textarea name="text">{{ note.text }}</textarea></label>
  <button>Save</button>
</form>
""")


class FindHere:
    """Middleware that has this module's addresses found in place of the product's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return self.get_response(request)


class Note(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.text

    @property
    def path(self) -> str:
        return f"/notes/{self.pk}/"


def make_table() -> None:
    """As the database's owner, before it is migrated: the rights to it are granted there."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)


@login_required
def edit_note(request: HttpRequest, note: int) -> HttpResponse:
    row = get_object_or_404(Note, pk=note)
    if request.method == "POST":
        row.text = request.POST["text"]
        row.save()
        return redirect(request.path)
    shown = {"user": request.user, "note": row, "csrf_token": get_token(request)}
    return HttpResponse(PAGE.render(Context(shown)))


urlpatterns = [path("notes/<int:note>/", edit_note)]
