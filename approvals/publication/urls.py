"""The address at which a plan is published."""

from django.urls import path

from approvals.publication import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/publish/", views.plan_publish, name="move_publish"),
]
