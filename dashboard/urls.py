"""Addresses of the pages people open first."""

from django.urls import include, path

from dashboard.compliance.views import compliance, compliance_pdf, council_compliance
from dashboard.timetable.feed import calendar_feed
from dashboard.timetable.views import timetable
from dashboard.views import council_page, home_page, plan_page
from plans.urls import PLAN

urlpatterns = [
    path("", home_page, name="home"),
    path("account/calendar/key/<str:key>.ics", calendar_feed, name="calendar_feed"),
    path("<slug:council>/", council_page, name="plans"),
    path("<slug:council>/compliance/", council_compliance, name="council_compliance"),
    path(f"{PLAN}/", plan_page, name="plan"),
    path(f"{PLAN}/compliance/", compliance, name="compliance"),
    path(f"{PLAN}/compliance.pdf", compliance_pdf, name="compliance_pdf"),
    path(f"{PLAN}/timetable/", timetable, name="timetable"),
    path("", include("dashboard.history.urls")),
]
