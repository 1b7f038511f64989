"""Addresses."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from config import health
from config.routes import found_by
from plans.urls import PLAN


def information(name: str):
    """A page of plain words that anybody may read."""
    view = TemplateView.as_view(template_name=f"information/{name}.html")
    return path(f"{name}/", login_not_required(view), name=name)


urlpatterns = [
    path("account/", include("accounts.urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    information("help"),
    information("accessibility"),
    information("privacy"),
    # From here on an address begins with a council (see councils.actions.council.RESERVED).
    *found_by(
        f"{PLAN}/",
        *("councils.urls", "public.urls", "dashboard.urls"),
        *("delivery.urls", "approvals.urls", "plans.urls"),
    ),
]

handler500 = "config.errors.failed"
