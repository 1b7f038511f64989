"""The page on which a plan is submitted."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.clearance.queries import disowned_of
from approvals.decisions.amendments import amendments_to_draft
from approvals.decisions.queries import newest_decision, why_held
from approvals.decisions.recorders import why_may_not_send_out
from approvals.models import Submission
from approvals.submission.actions import (
    submit_plan,
    waits_until,
    why_it_awaits_notice,
    why_not_replaced,
)
from approvals.submission.email import Letter, covering_email, letter_of
from approvals.submission.forms import BasisForm, SubmitForm
from approvals.submission.queries import newest_submission
from approvals.which_version import SubmissionOptions, version_for_submission
from approvals.workflow.engine import PageState
from approvals.workflow.pages import barred, not_open, transition_page, unavailable_page
from plans.access import MAY_SUBMIT, PlanRequest, plan_or_404, plan_url
from plans.actions.files import read_file
from plans.document import parse_document
from plans.exports.not_printed import not_printed
from plans.meanwhile import moved_on
from plans.models import Plan
from web.dates import is_late, london_day
from web.files import download
from web.saved_input import saved_input

SUBMIT = "Submit the plan"


@require_http_methods(["GET", "POST"])
def plan_submit(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The covering e-mail as it goes, and the moment it went."""
    found = plan_or_404(request, council, plan, MAY_SUBMIT)
    if refusal := unavailable_page(request, found, "submit", SUBMIT):
        return refusal
    if why := why_held(newest_decision(found)):
        return not_open(request, found, SUBMIT, why)
    options = options_or_404(request, found)
    if why := options.why_stopped:
        return not_open(request, found, SUBMIT, why)
    if why := why_may_not_send_out(request.access, options.decision):
        return barred(request, found, SUBMIT, why)
    newest = newest_submission(found)
    form = submit_form(request, found, options)
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: submission_said(
            submit_plan(found, by=by, seen=seen, sending=form.sending(timezone.now()))
        ),
        template="approvals/submission/submit.html",
        done=lambda _: plan_url("sent", found),
        title="Replace the submission" if newest and newest.is_sent else SUBMIT,
        options=options,
        newest=newest,
        why_not=why_not_replaced(newest, options.version) if newest else "",
        page=lambda: {
            "letters": letters_of(options),
            "to_draft": amendments_to_draft(found),
            "disowned": disowned_of(found),
            "not_printed": not_printed(parse_document(options.version.document)),
        },
        awaits_notice=why_it_awaits_notice(options.decision),
        waits_until=waits_until(options.decision, london_day(timezone.now())),
    )


def letters_of(options: SubmissionOptions) -> list[tuple[Submission.Basis, Letter]]:
    """The e-mail as it goes, for each thing that the words may be sent as."""
    return [
        (one, letter_of(options.version, options.mark_for(one)))
        for one in map(Submission.Basis, options.bases)
    ]


def submission_said(submission: Submission) -> str:
    if submission.sent_here:
        return "The e-mail is on its way to the mail server. This page says when it is sent."
    return "The submission is recorded, with exactly what was sent."


def options_or_404(request: PlanRequest, plan: Plan) -> SubmissionOptions:
    options = version_for_submission(plan)
    if options is None:
        raise moved_on(request, plan, "There are no words to submit now.")
    options.version.plan = plan
    return options


def submit_form(request: PlanRequest, plan: Plan, options: SubmissionOptions) -> SubmitForm:
    return SubmitForm(
        request.POST or saved_input(request),
        seen=PageState(plan.moves, options.version.digest),
        bases=options.bases,
        address=plan.asked.address,
        is_late=is_late(timezone.now(), plan.due_at),
        sends=settings.SENDS_MAIL,
        by_resolution=options.by_resolution is not None,
    )


@require_safe
def submit_email(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The covering e-mail, to open and send in the author's own mail program."""
    found = plan_or_404(request, council, plan, MAY_SUBMIT)
    options = options_or_404(request, found)
    chosen = BasisForm(request.GET, bases=options.bases).chosen()
    version, printed = options.version, (options.mark_for(chosen), options.endorsed_for(chosen))
    name = f"{found.slug}-version-{version.number}.eml"
    file = covering_email(version, found.asked.address, *printed)
    return download(read_file(file), name, "message/rfc822")
