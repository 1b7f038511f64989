"""Addresses of members' own pages."""

from django.urls import path

from approvals.members import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/member/", views.member_page, name="member"),
    path(f"{PLAN}/member/question/", views.member_question, name="member_question"),
    path(
        f"{PLAN}/member/question/<int:question>/answer/",
        views.answer_question,
        name="answer_question",
    ),
    path(f"{PLAN}/member/interest/", views.member_interest, name="member_interest"),
]
