"""Addresses that anybody may read, and no others: see web.caching."""

from django.urls import path

from public import papers, views

PUBLISHED = "<slug:council>/published"
DECISION = f"{PUBLISHED}/<slug:plan>/decisions/<int:place>"

urlpatterns = [
    path("published/", views.published_councils, name="published_councils"),
    path(f"{PUBLISHED}/", views.published_list, name="published"),
    path(f"{PUBLISHED}/<slug:plan>/", views.published_plan, name="published_plan"),
    path(f"{PUBLISHED}/<slug:plan>/plan.pdf", views.published_pdf, name="published_pdf"),
    path(f"{PUBLISHED}/<slug:plan>/plan.html", views.published_html, name="published_html"),
    path(f"{PUBLISHED}/<slug:plan>/plan.json", views.published_json, name="published_json"),
    path(f"{DECISION}/", papers.published_statement, name="published_statement"),
    path(
        f"{DECISION}/decision.pdf", papers.published_statement_pdf, name="published_statement_pdf"
    ),
    path(f"{DECISION}/report/", papers.published_report, name="published_report"),
    path(f"{DECISION}/report.pdf", papers.published_report_pdf, name="published_report_pdf"),
    path(
        f"{PUBLISHED}/<slug:plan>/commitments.csv",
        views.published_commitments,
        name="published_commitments",
    ),
    path(f"{PUBLISHED}/<slug:plan>/metrics.csv", views.published_metrics, name="published_metrics"),
]
