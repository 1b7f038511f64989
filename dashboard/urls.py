"""Addresses of the pages people open first."""

from django.urls import path

from dashboard import views
from plans.urls import PLAN

urlpatterns = [
    path("", views.home, name="home"),
    path(f"{PLAN}/", views.plan, name="plan"),
]
