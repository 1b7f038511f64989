"""Addresses of clearance."""

from django.urls import path

from approvals.clearance import (
    own_answer_view,
    put_right_view,
    reminding_view,
    send_view,
    to_authors_view,
    views,
)
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/send/check/", send_view.send_check, name="send_check"),
    path(f"{PLAN}/answer/", views.clearance_answer, name="move_answer"),
    path(f"{PLAN}/answer_by_email/", views.clearance_answer_by_email, name="move_answer_by_email"),
    path(f"{PLAN}/disown/", own_answer_view.own_answer, name="move_disown"),
    path(f"{PLAN}/put-right/", put_right_view.put_right, name="put_right"),
    path(f"{PLAN}/clearance/", views.clearance_rounds, name="clearance"),
    path(
        f"{PLAN}/clearance/to-authors/",
        to_authors_view.clearance_to_authors,
        name="clearance_to_authors",
    ),
    path(
        f"{PLAN}/clearance/<int:asked>/remind/",
        reminding_view.clearance_remind,
        name="clearance_remind",
    ),
    path(f"{PLAN}/clearance/<int:answer>/email/", views.clearance_email, name="clearance_email"),
]
