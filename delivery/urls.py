"""Addresses of delivery."""

from django.urls import path

from delivery import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/start-monitoring/", views.move_start_monitoring, name="move_start_monitoring"),
    path(f"{PLAN}/close/", views.move_close, name="move_close"),
    path(f"{PLAN}/progress/", views.progress, name="progress"),
    path(f"{PLAN}/progress/report/", views.progress_report, name="progress_report"),
    path(f"{PLAN}/progress/progress.pdf", views.progress_pdf, name="progress_pdf"),
    path(f"{PLAN}/commitments/<int:item>/updates/", views.updates, name="updates"),
    path(f"{PLAN}/commitments/<int:item>/end/", views.commitment_end, name="commitment_end"),
]
