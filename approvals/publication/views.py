"""The page on which a plan is published."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.clearance.queries import disowned_of
from approvals.decisions.amendments import amendments_to_draft
from approvals.decisions.queries import newest_decision, why_held
from approvals.decisions.recorders import recorded_by_author, why_may_not_send_out
from approvals.models import Publication
from approvals.publication.actions import publish_plan
from approvals.publication.forms import DraftForm, PublishForm
from approvals.which_version import Publishable, version_for_publication
from approvals.workflow.engine import PageState
from approvals.workflow.pages import barred, not_open, transition_page, unavailable_page
from plans.access import MAY_PUBLISH, PlanRequest, plan_or_404
from plans.document import parse_document
from plans.exports.not_printed import not_printed
from plans.meanwhile import moved_on
from plans.models import Plan
from web.dates import london_day
from web.saved_input import saved_input

PUBLISH = "Publish the plan"
# What the page is called, and what is said once it is done.
DECIDED_WORDS = PUBLISH, "The plan is published."
NOTED = "Publish the plan as noted", "The plan is published, and says that it was noted."
DRAFT = "Publish the draft with the agenda", "The draft is published."


@require_http_methods(["GET", "POST"])
def plan_publish(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Which words become public, where, and from when."""
    found = plan_or_404(request, council, plan, MAY_PUBLISH)
    if refusal := unavailable_page(request, found, "publish", PUBLISH):
        return refusal
    words, newest = version_for_publication(found), found.publications.first()
    if words is None:
        if why := why_held(newest_decision(found)):
            return not_open(request, found, PUBLISH, why)
        raise moved_on(request, found, "There are no words to publish now.")
    if words.why_stopped:
        return not_open(request, found, PUBLISH, words.why_stopped)
    if why := why_may_not_send_out(request.access, words.decision):
        return barred(request, found, PUBLISH, why)
    form = publish_form(request, found, words, newest)
    title, said = publication_wording(words)
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, address, **_: publish_plan(
            found, by=by, seen=seen, published_at=form.published_at(timezone.now()), address=address
        ),
        template="approvals/publication/publish.html",
        said=said,
        title=title,
        words=words,
        marking=words.marking_on(london_day(timezone.now())),
        newest=newest,
        page=lambda: {
            "by_its_author": words.decision and recorded_by_author(words.decision),
            "to_draft": amendments_to_draft(found),
            "disowned": disowned_of(found),
            "not_printed": not_printed(parse_document(words.version.document)),
        },
    )


def publication_wording(words: Publishable) -> tuple[str, str]:
    if words.is_draft:
        return DRAFT
    return NOTED if words.is_noted else DECIDED_WORDS


def publish_form(
    request: PlanRequest, plan: Plan, words: Publishable, newest: Publication | None
) -> PublishForm:
    """With the address known already: that of the plan, or of the agenda of this very meeting."""
    form = DraftForm if words.is_draft else PublishForm
    known = newest and newest.step == words.step
    return form(
        request.POST or saved_input(request),
        seen=PageState(plan.moves, words.version.digest),
        initial={"address": newest.address if newest and known else ""},
    )
