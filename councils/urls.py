"""Addresses of a council's own pages."""

from django.urls import path

from councils.views import (
    governance,
    invitations,
    people,
    report_template,
    settings,
    sign_ins,
)
from councils.views.people import people_list
from councils.views.settings import days_off_list

urlpatterns = [
    path("invitations/", invitations.invitation_list, name="invitations"),
    path("<slug:council>/people/", people_list, name="people"),
    path("<slug:council>/people/add/", people.person_add, name="person_add"),
    path("<slug:council>/people/<int:appointment>/", people.appointment, name="appointment"),
    path("<slug:council>/people/sign-ins/", sign_ins.sign_ins, name="sign_ins"),
    path(
        "<slug:council>/people/<int:appointment>/end/",
        people.appointment_end,
        name="appointment_end",
    ),
    path(
        "<slug:council>/people/<int:appointment>/invite/",
        people.appointment_invite,
        name="appointment_invite",
    ),
    path(
        "<slug:council>/people/<int:appointment>/account/",
        people.appointment_account,
        name="appointment_account",
    ),
    path(
        "<slug:council>/people/<int:appointment>/confirm/",
        people.appointment_confirm,
        name="appointment_confirm",
    ),
    path("<slug:council>/settings/", settings.council_settings, name="council_settings"),
    path("<slug:council>/settings/governance/", governance.governance, name="governance"),
    path(
        "<slug:council>/settings/reports/", report_template.report_template, name="report_template"
    ),
    path("<slug:council>/settings/days-off/", days_off_list, name="days_off"),
    path("<slug:council>/settings/days-off/add/", settings.day_off_add, name="day_off_add"),
    path(
        "<slug:council>/settings/days-off/<int:day>/remove/",
        settings.day_off_remove,
        name="day_off_remove",
    ),
]
