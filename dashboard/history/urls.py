"""Addresses of the history."""

from django.urls import path, register_converter

from dashboard.history import refusals, thing_views, views
from dashboard.history.things import ThingConverter
from plans.urls import PLAN

register_converter(ThingConverter, "thing")

urlpatterns = [
    path("<slug:council>/history/", views.council_history, name="council_history"),
    path("<slug:council>/history/<int:sequence>/", views.council_act, name="council_act"),
    path("<slug:council>/history/refused/", refusals.refusals, name="refusals"),
    path(f"{PLAN}/history/", views.history, name="history"),
    path(f"{PLAN}/history/<int:sequence>/", views.act, name="act"),
    path(
        f"{PLAN}/history/<thing:kind>/<int:row>/", thing_views.thing_history, name="thing_history"
    ),
    path(
        f"{PLAN}/history/<int:sequence>/put-back/<thing:kind>/<int:row>/",
        thing_views.put_back,
        name="put_back",
    ),
]
