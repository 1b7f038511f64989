"""Addresses of the council chamber, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("approvals.meetings.urls")),
    path("", include("approvals.reports.urls")),
    path("", include("approvals.clearance.urls")),
    path("", include("approvals.alone.urls")),
    path("", include("approvals.decisions.urls")),
    path("", include("approvals.amendments.urls")),
    path("", include("approvals.closing.urls")),
    path("", include("approvals.members.urls")),
    path("", include("approvals.publication.urls")),
    path("", include("approvals.submission.urls")),
]
