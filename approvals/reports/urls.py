"""The address of the report, which is where sending a plan begins."""

from django.urls import path

from approvals.reports import views
from plans.urls import PLAN

urlpatterns = [path(f"{PLAN}/send/", views.plan_report, name="move_send")]
