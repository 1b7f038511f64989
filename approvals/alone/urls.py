"""Addresses of decisions that people take alone."""

from django.urls import path

from approvals.alone import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/sign/", views.plan_sign, name="move_sign"),
    path(f"{PLAN}/decisions/<int:place>/notice-day/", views.notice_day, name="notice_day"),
]
