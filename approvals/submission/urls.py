"""Addresses of what goes to the department, and of what comes back."""

from django.urls import path

from approvals.submission import record_views, views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/submit/", views.plan_submit, name="move_submit"),
    path(f"{PLAN}/submit/email.eml", views.submit_email, name="submit_email"),
    path(f"{PLAN}/extend/", record_views.extension_add, name="extend"),
    path(
        f"{PLAN}/extend/<int:extension>/file/", record_views.extension_file, name="extension_file"
    ),
    path(f"{PLAN}/sent/earlier/", record_views.earlier_add, name="earlier"),
    path(f"{PLAN}/sent/", record_views.sent_list, name="sent"),
    path(f"{PLAN}/sent/<int:number>/email.eml", record_views.sent_email, name="sent_email"),
    path(f"{PLAN}/sent/<int:number>/plan.pdf", record_views.sent_pdf, name="sent_pdf"),
    path(f"{PLAN}/sent/<int:number>/again/", record_views.submission_send_again, name="send_again"),
    path(f"{PLAN}/sent/<int:number>/stop/", record_views.submission_stop, name="stop_sending"),
    path(f"{PLAN}/sent/<int:number>/receipt/", record_views.receipt_add, name="acknowledge"),
    path(
        f"{PLAN}/sent/<int:number>/receipt/<int:receipt>/file/",
        record_views.receipt_file,
        name="receipt_file",
    ),
    path(f"{PLAN}/pack.zip", record_views.archive_download, name="pack"),
]
