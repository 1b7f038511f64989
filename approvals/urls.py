"""Addresses of the council chamber, and of the pages that need every floor."""

from django.urls import path

from approvals.views import history, home
from plans.urls import PLAN

urlpatterns = [
    path("", home.home, name="home"),
    path("<slug:council>/history/", history.council_history, name="council_history"),
    path("<slug:council>/history/<int:sequence>/", history.council_act, name="council_act"),
    path(f"{PLAN}/", home.plan, name="plan"),
    path(f"{PLAN}/history/", history.history, name="history"),
    path(f"{PLAN}/history/<int:sequence>/", history.act, name="act"),
    path(
        f"{PLAN}/passages/<int:passage>/put-back/",
        history.passage_put_back,
        name="passage_put_back",
    ),
]
