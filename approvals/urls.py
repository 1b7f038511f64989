"""Addresses of the council chamber."""

from django.urls import path

from approvals.views import (
    clearance,
    decisions,
    delivery,
    history,
    leaving,
    members,
    moves,
    papers,
    published,
    sending,
    sent,
)
from plans.urls import PLAN

PUBLISHED = "<slug:council>/published"

urlpatterns = [
    path("<slug:council>/history/", history.council_history, name="council_history"),
    path("<slug:council>/history/<int:sequence>/", history.council_act, name="council_act"),
    path(f"{PLAN}/history/", history.history, name="history"),
    path(f"{PLAN}/history/<int:sequence>/", history.act, name="act"),
    path(
        f"{PLAN}/passages/<int:passage>/put-back/",
        history.passage_put_back,
        name="passage_put_back",
    ),
    # Clearance, and the moves that need a word and no more.
    path(f"{PLAN}/send/", sending.send, name="move_send"),
    path(f"{PLAN}/answer/", clearance.answer, name="move_answer"),
    path(f"{PLAN}/answer_by_email/", clearance.answer_by_email, name="move_answer_by_email"),
    path(f"{PLAN}/clearance/", clearance.clearance, name="clearance"),
    path(
        f"{PLAN}/clearance/<int:answer>/email/", clearance.clearance_email, name="clearance_email"
    ),
    path(f"{PLAN}/put/", moves.put, name="move_put"),
    path(f"{PLAN}/withdraw/", moves.withdraw, name="move_withdraw"),
    path(f"{PLAN}/overtaken/", moves.overtaken, name="move_overtaken"),
    # The decision: recorded, read by members, and on paper.
    path(f"{PLAN}/decide/", decisions.decide, name="move_decide"),
    path(f"{PLAN}/from_record/", decisions.from_record, name="move_from_record"),
    path(f"{PLAN}/member/", members.member, name="member"),
    path(f"{PLAN}/member/question/", members.member_question, name="member_question"),
    path(f"{PLAN}/member/interest/", members.member_interest, name="member_interest"),
    path(f"{PLAN}/decisions/<int:place>/", papers.decision, name="decision"),
    path(f"{PLAN}/decisions/<int:place>/notice.pdf", papers.notice_pdf, name="notice_pdf"),
    path(f"{PLAN}/decisions/<int:place>/report/", papers.report_issued, name="report_issued"),
    path(
        f"{PLAN}/decisions/<int:place>/report.pdf",
        papers.report_issued_pdf,
        name="report_issued_pdf",
    ),
    path(f"{PLAN}/start-monitoring/", delivery.move_start_monitoring, name="move_start_monitoring"),
    path(f"{PLAN}/close/", delivery.move_close, name="move_close"),
    path(f"{PLAN}/progress/", delivery.progress, name="progress"),
    path(f"{PLAN}/progress/report/", delivery.progress_report, name="progress_report"),
    path(f"{PLAN}/progress/progress.pdf", delivery.progress_pdf, name="progress_pdf"),
    path(f"{PLAN}/commitments/<int:item>/updates/", delivery.updates, name="updates"),
    path(f"{PLAN}/commitments/<int:item>/end/", delivery.commitment_end, name="commitment_end"),
    # What leaves the building, and what the department writes back.
    path(f"{PLAN}/publish/", leaving.publish, name="move_publish"),
    path(f"{PLAN}/submit/", leaving.submit, name="move_submit"),
    path(f"{PLAN}/submit/email.eml", leaving.submit_email, name="submit_email"),
    path(f"{PLAN}/extend/", sent.extend, name="extend"),
    path(f"{PLAN}/extend/<int:extension>/file/", sent.extension_file, name="extension_file"),
    path(f"{PLAN}/sent/", sent.sent, name="sent"),
    path(f"{PLAN}/sent/<int:number>/email.eml", sent.sent_email, name="sent_email"),
    path(f"{PLAN}/sent/<int:number>/plan.pdf", sent.sent_pdf, name="sent_pdf"),
    path(f"{PLAN}/sent/<int:number>/again/", sent.send_again, name="send_again"),
    path(f"{PLAN}/sent/<int:number>/stop/", sent.stop_sending, name="stop_sending"),
    path(f"{PLAN}/sent/<int:number>/receipt/", sent.acknowledge, name="acknowledge"),
    path(
        f"{PLAN}/sent/<int:number>/receipt/<int:receipt>/file/",
        sent.receipt_file,
        name="receipt_file",
    ),
    path(f"{PLAN}/pack.zip", sent.pack, name="pack"),
    # Public, and nothing else is: see councils.public.
    path(f"{PUBLISHED}/", published.published, name="published"),
    path(f"{PUBLISHED}/<slug:plan>/", published.published_plan, name="published_plan"),
    path(f"{PUBLISHED}/<slug:plan>/plan.pdf", published.published_pdf, name="published_pdf"),
    path(f"{PUBLISHED}/<slug:plan>/plan.html", published.published_html, name="published_html"),
    path(f"{PUBLISHED}/<slug:plan>/plan.json", published.published_json, name="published_json"),
    path(
        f"{PUBLISHED}/<slug:plan>/commitments.csv",
        published.published_commitments,
        name="published_commitments",
    ),
    path(
        f"{PUBLISHED}/<slug:plan>/metrics.csv",
        published.published_metrics,
        name="published_metrics",
    ),
]
