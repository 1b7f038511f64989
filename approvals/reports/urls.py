"""The addresses of the report, which is where sending a plan begins, and of its draft."""

from django.urls import path

from approvals.reports import pasted_views, preview_views, views
from plans.urls import PLAN

DRAFT = f"{PLAN}/send/draft"

urlpatterns = [
    path(f"{PLAN}/send/", views.plan_report, name="move_send"),
    path(f"{PLAN}/send/paste/", pasted_views.report_pasted, name="report_pasted"),
    path(f"{DRAFT}/", preview_views.report_preview, name="report_preview"),
    path(f"{DRAFT}.pdf", preview_views.report_preview_pdf, name="report_preview_pdf"),
    path(f"{DRAFT}.docx", preview_views.report_preview_docx, name="report_preview_docx"),
]
