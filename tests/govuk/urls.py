"""The addresses that base.html links to, and sign-in, without the rest of the product."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path


@login_not_required
def page(request):
    return HttpResponse("")


urlpatterns = [
    path("account/", include("accounts.urls")),
    path("", page, name="home"),
    *[path(f"{name}/", page, name=name) for name in ("help", "accessibility", "privacy")],
]
