"""Addresses of a council's meetings."""

from django.urls import path

from approvals.meetings import file_views, views

HERE = "<slug:council>/meetings"

urlpatterns = [
    path(f"{HERE}/", views.meetings, name="meetings"),
    path(f"{HERE}/meetings.csv", views.meetings_as_csv, name="meetings_csv"),
    path(f"{HERE}/meetings.ics", views.meetings_as_ics, name="meetings_ics"),
    path(f"{HERE}/add/", views.meeting_add, name="meeting_add"),
    path(f"{HERE}/bring-in/", file_views.meetings_file, name="meetings_file"),
    path(f"{HERE}/<int:meeting>/", views.meeting_change, name="meeting_change"),
    path(f"{HERE}/<int:meeting>/cancel/", views.meeting_cancel, name="meeting_cancel"),
    path(f"{HERE}/<int:meeting>/restore/", views.meeting_restore, name="meeting_restore"),
]
