"""The moves by which a plan leaves the building: publish, and submit."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms.leaving import DraftForm, PublishForm, SubmitForm
from approvals.models import Publication, Submission
from approvals.submission.email import covering_email, letter_of
from approvals.submission.queries import newest_submission
from approvals.versions import (
    Publishable,
    SubmissionOptions,
    version_for_publication,
    version_for_submission,
)
from approvals.views.moving import move_page, not_now
from approvals.workflow import Seen
from approvals.workflow import publish as publish_plan
from approvals.workflow import submit as submit_plan
from approvals.workflow.moving import london
from approvals.workflow.submitting import waits_until, why_not_replaced
from councils.access import Request
from councils.kept import kept_words
from councils.roles import Right
from plans.access import plan_or_404
from plans.actions import files
from plans.models import Plan
from plans.navigation import at
from plans.views.files import download

PUBLISH = "Publish the plan"
SUBMIT = "Submit the plan"
# What the page is called, and what is said once it is done.
DECIDED_WORDS = PUBLISH, "The plan is published."
NOTED = "Publish the plan as noted", "The plan is published, and says that it was noted."
DRAFT = "Publish the draft with the agenda", "The draft is published."


@require_http_methods(["GET", "POST"])
def publish(request: Request, council: str, plan: str) -> HttpResponse:
    """Which words become public, where, and from when."""
    found = plan_or_404(request, council, plan, (Right.PUBLISH,))
    if refusal := not_now(request, found, "publish", PUBLISH):
        return refusal
    words, newest = version_for_publication(found), found.publications.first()
    if words is None:
        raise Http404
    form = publish_form(request, found, words, newest)
    title, said = said_of(words)
    return move_page(
        request,
        found,
        form,
        lambda by, seen, address, **_: publish_plan(
            found, by=by, seen=seen, published_at=form.published_at(timezone.now()), address=address
        ),
        template="approvals/publish.html",
        said=said,
        title=title,
        words=words,
        marking=words.marking_on(london(timezone.now())),
        newest=newest,
    )


def said_of(words: Publishable) -> tuple[str, str]:
    if words.is_draft:
        return DRAFT
    return NOTED if words.is_noted else DECIDED_WORDS


def publish_form(
    request: Request, plan: Plan, words: Publishable, newest: Publication | None
) -> PublishForm:
    """With the address known already: that of the plan, or of the agenda of this very meeting."""
    form = DraftForm if words.is_draft else PublishForm
    known = newest and newest.step == words.step
    return form(
        request.POST or kept_words(request),
        seen=Seen(plan.moves, words.version.digest),
        initial={"address": newest.address if newest and known else ""},
    )


@require_http_methods(["GET", "POST"])
def submit(request: Request, council: str, plan: str) -> HttpResponse:
    """The covering e-mail as it goes, and the moment it went."""
    found = plan_or_404(request, council, plan, (Right.SUBMIT,))
    if refusal := not_now(request, found, "submit", SUBMIT):
        return refusal
    options = options_or_404(found)
    newest = newest_submission(found)
    form = submit_form(request, found, options)
    return move_page(
        request,
        found,
        form,
        lambda by, seen, **_: told_of(
            submit_plan(found, by=by, seen=seen, sending=form.sending(timezone.now()))
        ),
        template="approvals/submit.html",
        done=lambda _: at("sent", found),
        title="Replace the submission" if newest and newest.is_sent else SUBMIT,
        options=options,
        newest=newest,
        why_not=why_not_replaced(newest, options.version) if newest else "",
        page=lambda: {"letter": letter_of(options.version)},
        waits_until=waits_until(options.decision, london(timezone.now())),
    )


def told_of(submission: Submission) -> str:
    if submission.sent_here:
        return "The e-mail is on its way to the mail server. This page says when it is sent."
    return "The submission is recorded, with exactly what was sent."


def options_or_404(plan: Plan) -> SubmissionOptions:
    options = version_for_submission(plan)
    if options is None:
        raise Http404
    options.version.plan = plan
    return options


def submit_form(request: Request, plan: Plan, options: SubmissionOptions) -> SubmitForm:
    due = plan.due_at
    return SubmitForm(
        request.POST or kept_words(request),
        seen=Seen(plan.moves, options.version.digest),
        standings=options.standings,
        address=plan.asked.address,
        is_late=due is not None and timezone.now() > due,
        sends=settings.SENDS_MAIL,
    )


@require_safe
def submit_email(request: Request, council: str, plan: str) -> HttpResponse:
    """The covering e-mail, to open and send in the author's own mail program."""
    found = plan_or_404(request, council, plan, (Right.SUBMIT,))
    version = options_or_404(found).version
    name = f"{found.slug}-version-{version.number}.eml"
    return download(
        files.read(covering_email(version, found.asked.address)), name, "message/rfc822"
    )
