"""Addresses of decisions and their papers."""

from django.urls import path

from approvals.decisions import (
    call_in_views,
    correct_view,
    finalise_view,
    follow_up_views,
    issue_view,
    paper_views,
    put_view,
    review_view,
    step_paper_views,
    views,
)
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/put/", put_view.plan_put, name="move_put"),
    path(f"{PLAN}/decide/", views.decision_record, name="move_decide"),
    path(f"{PLAN}/from_record/", views.decision_from_record, name="move_from_record"),
    path(f"{PLAN}/finalise/", finalise_view.plan_finalise, name="move_finalise"),
    path(f"{PLAN}/correct/", correct_view.decision_correct, name="move_correct"),
    path(f"{PLAN}/review/", review_view.progress_review, name="move_review"),
    path(f"{PLAN}/receive-call-in/", call_in_views.call_in_receive, name="move_receive_call_in"),
    path(f"{PLAN}/call-in/", call_in_views.call_in_rule, name="move_call_in"),
    path(f"{PLAN}/call-in-heard/", call_in_views.call_in_hear, name="move_call_in_heard"),
    path(f"{PLAN}/decisions/<int:place>/", paper_views.decision_page, name="decision"),
    path(f"{PLAN}/decisions/<int:place>/notice.pdf", paper_views.notice_pdf, name="notice_pdf"),
    path(f"{PLAN}/decisions/<int:place>/notice.docx", paper_views.notice_docx, name="notice_docx"),
    path(f"{PLAN}/decisions/<int:place>/notice.odt", paper_views.notice_odt, name="notice_odt"),
    path(f"{PLAN}/decisions/<int:place>/copy/", paper_views.notice_copy, name="notice_copy"),
    path(
        f"{PLAN}/decisions/<int:place>/papers/",
        step_paper_views.step_papers,
        name="step_papers",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/papers/<int:paper>/",
        step_paper_views.step_paper_file,
        name="step_paper_file",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/papers/<int:paper>/does/",
        follow_up_views.paper_discharges,
        name="paper_discharges",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/papers/<int:paper>/does/<int:discharge>/take-back/",
        follow_up_views.discharge_take_back,
        name="discharge_take_back",
    ),
    path(f"{PLAN}/decisions/<int:place>/to-do/", follow_up_views.follow_ups, name="follow_ups"),
    path(
        f"{PLAN}/decisions/<int:place>/to-do/<slug:task>/by-when/",
        follow_up_views.follow_up_day,
        name="follow_up_day",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/to-do/<int:task>/take-back/",
        follow_up_views.follow_up_withdraw,
        name="follow_up_withdraw",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/issue/", issue_view.statement_issue, name="statement_issue"
    ),
    path(
        f"{PLAN}/decisions/<int:place>/report/",
        paper_views.issued_report_page,
        name="report_issued",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/report.pdf",
        paper_views.issued_report_pdf,
        name="report_issued_pdf",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/report.docx",
        paper_views.issued_report_docx,
        name="report_issued_docx",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/report.odt",
        paper_views.issued_report_odt,
        name="report_issued_odt",
    ),
    path(
        f"{PLAN}/decisions/<int:place>/report/copy/",
        paper_views.issued_report_copy,
        name="report_issued_copy",
    ),
]
