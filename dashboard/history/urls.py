"""Addresses of the history."""

from django.urls import path

from dashboard.history import refusals, views
from plans.urls import PLAN

urlpatterns = [
    path("<slug:council>/history/", views.council_history, name="council_history"),
    path("<slug:council>/history/<int:sequence>/", views.council_act, name="council_act"),
    path("<slug:council>/history/refused/", refusals.refusals, name="refusals"),
    path(f"{PLAN}/history/", views.history, name="history"),
    path(f"{PLAN}/history/<int:sequence>/", views.act, name="act"),
    path(
        f"{PLAN}/passages/<int:passage>/put-back/", views.passage_put_back, name="passage_put_back"
    ),
]
