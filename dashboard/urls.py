"""Addresses of the pages people open first."""

from django.urls import include, path

from dashboard.views import home_page, plan_page
from plans.urls import PLAN

urlpatterns = [
    path("", home_page, name="home"),
    path(f"{PLAN}/", plan_page, name="plan"),
    path("", include("dashboard.history.urls")),
]
