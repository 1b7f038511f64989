"""Addresses of plans that go no further."""

from django.urls import path

from approvals.closing import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/withdraw/", views.plan_withdraw, name="move_withdraw"),
    path(f"{PLAN}/take-back/", views.plan_take_back, name="move_take_back"),
    path(f"{PLAN}/overtaken/", views.plan_overtaken, name="move_overtaken"),
]
