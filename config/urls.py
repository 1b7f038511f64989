"""Addresses."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]

handler500 = "config.away.failed"
