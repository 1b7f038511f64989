"""What was published and sent, with its files; the department's letters back; the pack."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.clearance.queries import disowned_of
from approvals.models import Submission, SubmissionReceipt
from approvals.submission.actions import (
    send_submission_again,
    stop_submission,
    why_not_sent_again,
)
from approvals.submission.archive import archive_of
from approvals.submission.correspondence import record_extension, record_receipt
from approvals.submission.correspondence_forms import ExtensionForm, ReceiptForm
from approvals.submission.earlier import record_earlier, why_not_earlier
from approvals.submission.earlier_form import EarlierForm
from approvals.submission.forms import SendAgainForm, StopForm
from approvals.submission.queries import exceptions_of, submissions_of
from approvals.which_version import version_for_submission
from councils.roles import Right
from plans.access import (
    MAY_SUBMIT,
    PUT_TO_DECISION,
    READ_RECORD,
    PlanRequest,
    breadcrumbs,
    plan_or_404,
    plan_url,
)
from plans.actions.files import read_file
from plans.models import Plan, StoredFile
from web.files import download
from web.responses import handle_form
from web.saved_input import saved_input

SAME_E_MAIL = "The e-mail that the mail server did not take goes once more, to the same address."
EARLIER = "A submission before the plan came here"
WHEN_KNOWN = "What its record does not show, leave empty: it is kept as “not known”."
STOPPED = (
    "The e-mail is taken out of the queue. Then download it, send it in your own mail program, "
    "and record when you did."
)


@require_safe
def sent_list(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Everything that left the building and what came back, newest first."""
    found = plan_or_404(request, council, plan)
    submissions = submissions_of(found)
    ended = submissions[0] if submissions and submissions[0].is_over else None
    context = {
        "plan": found,
        "trail": breadcrumbs(found),
        "publications": found.publications.select_related("version", "recorded_by"),
        "submissions": submissions,
        "disowned": disowned_of(found),
        "why_not_again": why_not_sent_again(ended, timezone.now()) if ended else "",
        "may_submit_now": ended is not None and may_submit_now(found),
        "extensions": found.extensions.select_related("recorded_by"),
        "may_submit": request.access.may(*MAY_SUBMIT),
        "earlier": found.earlier_submissions.select_related("recorded_by"),
        "earlier_exception": exceptions_of(found).get(None),
        "may_enter": request.access.may(*MAY_SUBMIT) and not why_not_earlier(found),
        "may_extend": request.access.may(*PUT_TO_DECISION),
        "may_pack": request.access.may(*READ_RECORD),
    }
    return render(request, "approvals/submission/sent.html", context)


def may_submit_now(plan: Plan) -> bool:
    options = version_for_submission(plan)
    return options is not None and not options.why_stopped


@require_safe
def sent_email(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """The e-mail as it was sent, byte for byte."""
    found, row = submission_or_404(request, council, plan, number)
    return stored_file_response(found, row.email, f"{plan}-sent-{number}.eml")


@require_safe
def sent_pdf(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """The PDF as it was attached."""
    found, row = submission_or_404(request, council, plan, number)
    return stored_file_response(found, row.pdf, f"{plan}-sent-{number}.pdf")


@require_http_methods(["GET", "POST"])
def submission_send_again(
    request: PlanRequest, council: str, plan: str, number: int
) -> HttpResponse:
    """The mail server did not take it: the same e-mail once more?"""
    found, row = submission_or_404(request, council, plan, number, MAY_SUBMIT)

    def do(typed: dict[str, Any]) -> None:
        send_submission_again(row, by=request.user)
        messages.success(request, "The e-mail is on its way to the mail server again.")

    form = SendAgainForm(request.POST if request.method == "POST" else None)
    return letter_page(request, found, form, do, f"Send {row} again", text=SAME_E_MAIL)


@require_http_methods(["GET", "POST"])
def submission_stop(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """It still waits for the mail server: shall its author send it themselves?"""
    found, row = submission_or_404(request, council, plan, number, MAY_SUBMIT)

    def do(typed: dict[str, Any]) -> None:
        stop_submission(row, by=request.user)
        messages.success(request, "It is no longer sent from here. Send it yourself now.")

    form = StopForm(request.POST if request.method == "POST" else None)
    return letter_page(request, found, form, do, f"Stop sending {row}", text=STOPPED)


@require_http_methods(["GET", "POST"])
def receipt_add(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """When did the department say that it had come?"""
    found, row = submission_or_404(request, council, plan, number, MAY_SUBMIT)
    form = ReceiptForm(request.POST or saved_input(request), request.FILES or None)

    def do(typed: dict[str, Any]) -> None:
        moment = form.received_at()
        assert moment is not None  # both its fields are required
        told = {"words": typed["words"], "file": typed["file"]}
        record_receipt(row, by=request.user, received_at=moment, **told)
        messages.success(request, "The receipt is recorded.")

    return letter_page(request, found, form, do, f"The receipt for {row}")


@require_http_methods(["GET", "POST"])
def extension_add(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Until when, or until what, did who extend the deadline?"""
    found = plan_or_404(request, council, plan, PUT_TO_DECISION)
    form = ExtensionForm(request.POST or saved_input(request), request.FILES or None)

    def do(typed: dict[str, Any]) -> None:
        record_extension(found, by=request.user, granted=form.granted())
        messages.success(request, "The extension is recorded.")

    return letter_page(request, found, form, do, "An extension of the deadline")


def letter_page(
    request: PlanRequest, plan: Plan, form: Any, do: Any, title: str, *, text: str = ""
) -> HttpResponse:
    home, where = (
        plan_url("sent", plan),
        breadcrumbs(plan, ("Published and sent", plan_url("sent", plan))),
    )
    return handle_form(
        request,
        form,
        do,
        template="plans/form.html",
        context={"plan": plan, "title": title, "text": text, "trail": where},
        done=home,
        back=home,
    )


@require_http_methods(["GET", "POST"])
def earlier_add(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What does the record show of a submission made before the plan came here?"""
    found = plan_or_404(request, council, plan, MAY_SUBMIT)
    form = EarlierForm(request.POST or saved_input(request))

    def do(typed: dict[str, Any]) -> None:
        record_earlier(found, by=request.user, shown=form.shown())
        messages.success(request, "The submission is entered.")

    return letter_page(request, found, form, do, EARLIER, text=why_not_earlier(found) or WHEN_KNOWN)


@require_safe
def receipt_file(
    request: PlanRequest, council: str, plan: str, number: int, receipt: int
) -> HttpResponse:
    found, row = submission_or_404(request, council, plan, number)
    with_file = SubmissionReceipt.objects.filter(submission=row, file__isnull=False)
    kept_one = get_object_or_404(with_file.select_related("file"), pk=receipt)
    assert kept_one.file is not None
    return stored_file_response(found, kept_one.file, kept_one.file.name)


@require_safe
def extension_file(request: PlanRequest, council: str, plan: str, extension: int) -> HttpResponse:
    found = plan_or_404(request, council, plan)
    with_file = found.extensions.filter(file__isnull=False).select_related("file")
    row = get_object_or_404(with_file, pk=extension)
    assert row.file is not None
    return stored_file_response(found, row.file, row.file.name)


@require_safe
def archive_download(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Everything about the plan in one zip, for the file."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    return download(archive_of(found), f"{plan}.zip", "application/zip")


def submission_or_404(
    request: PlanRequest, council: str, plan: str, number: int, rights: tuple[Right, ...] = ()
) -> tuple[Plan, Submission]:
    found = plan_or_404(request, council, plan, *([rights] if rights else []))
    row = get_object_or_404(found.submissions.select_related("email", "pdf"), number=number)
    row.plan = found
    return found, row


def stored_file_response(plan: Plan, file: StoredFile, name: str) -> HttpResponse:
    file.council = plan.council
    return download(read_file(file), name, file.media_type)
