"""The moves by which a plan leaves the building: publish, and submit."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms.leaving import PublishForm, SubmitForm
from approvals.offer import Offer, offer_of
from approvals.views.moving import move_page, not_now
from approvals.workflow import Seen, publishing, submitting
from approvals.workflow import publish as publish_plan
from approvals.workflow import submit as submit_plan
from approvals.workflow.decision import DECIDES, decision_of
from approvals.workflow.moving import london
from councils.access import Request
from councils.kept import kept_words
from councils.models import User
from councils.roles import Right
from plans.access import plan_or_404
from plans.navigation import at
from plans.views.files import download

PUBLISH, SUBMIT = "Publish the plan", "Submit the plan"


@require_http_methods(["GET", "POST"])
def publish(request: Request, council: str, plan: str) -> HttpResponse:
    """Which words become public, where, and from when."""
    found = plan_or_404(request, council, plan, (Right.PUBLISH,))
    if refusal := not_now(request, found, "publish", PUBLISH):
        return refusal
    decision, newest = decision_of(found), found.publications.first()
    digest = decision.digest if decision else ""
    form = PublishForm(
        request.POST or kept_words(request),
        seen=Seen(found.moves, digest),
        initial={"address": newest.address if newest else ""},
    )

    def do(*, by: User, seen: Seen, address: str, **_: Any) -> None:
        moment = form.published_at(timezone.now())
        publish_plan(found, by=by, seen=seen, published_at=moment, address=address)

    return move_page(
        request,
        found,
        form,
        do,
        template="approvals/publish.html",
        said="The plan is published.",
        title=PUBLISH,
        decision=decision if decision and decision.outcome in DECIDES else None,
        marking=publishing.marking_on(decision, london(timezone.now())) if decision else "",
        newest=newest,
    )


@require_http_methods(["GET", "POST"])
def submit(request: Request, council: str, plan: str) -> HttpResponse:
    """The covering e-mail as it goes, and the moment it went."""
    found = plan_or_404(request, council, plan, (Right.SUBMIT,))
    if refusal := not_now(request, found, "submit", SUBMIT):
        return refusal
    offer = offer_of(found)
    if offer is None:
        raise Http404
    form = submit_form(request, offer)
    return move_page(
        request,
        found,
        form,
        lambda by, seen, **_: submit_plan(
            found, by=by, seen=seen, sending=form.sending(timezone.now())
        ),
        template="approvals/submit.html",
        said="The submission is recorded, with exactly what was sent.",
        done=lambda _: at("sent", found),
        title="Replace the submission" if offer.sent else SUBMIT,
        offer=offer,
        covering=offer.covering,
        waits_until=submitting.waits_until(offer.decision, london(timezone.now())),
    )


def submit_form(request: Request, offer: Offer) -> SubmitForm:
    due = offer.plan.due_at
    return SubmitForm(
        request.POST or kept_words(request),
        seen=Seen(offer.plan.moves, offer.version.digest),
        standings=offer.standings,
        address=offer.address,
        is_late=due is not None and timezone.now() > due,
        sends=settings.SENDS_MAIL,
    )


@require_safe
def submit_email(request: Request, council: str, plan: str) -> HttpResponse:
    """The covering e-mail, to open and send in the author's own mail program."""
    found = plan_or_404(request, council, plan, (Right.SUBMIT,))
    offer = offer_of(found)
    if offer is None:
        raise Http404
    covering = offer.covering
    return download(covering.content, covering.name, "message/rfc822")
