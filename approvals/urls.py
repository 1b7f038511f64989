"""Addresses of the council chamber, and of the pages that need every floor."""

from django.urls import path

from approvals.views import history, home, published
from plans.urls import PLAN

PUBLISHED = "<slug:council>/published"

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
    # Public, and nothing else is: see councils.public.
    path(f"{PUBLISHED}/", published.published, name="published"),
    path(f"{PUBLISHED}/<slug:plan>/", published.published_plan, name="published_plan"),
    path(f"{PUBLISHED}/<slug:plan>/plan.pdf", published.published_pdf, name="published_pdf"),
    path(f"{PUBLISHED}/<slug:plan>/plan.html", published.published_html, name="published_html"),
    path(f"{PUBLISHED}/<slug:plan>/plan.json", published.published_json, name="published_json"),
    path(
        f"{PUBLISHED}/<slug:plan>/commitments.csv",
        published.published_commitments,
        name="published_commitments",
    ),
    path(
        f"{PUBLISHED}/<slug:plan>/metrics.csv",
        published.published_metrics,
        name="published_metrics",
    ),
]
